"""Changing the way of a draft: steps put in and taken out, ways that part and come together. Nothing else changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from onewindow.domain.workbench.editing import fresh, move
from onewindow.domain.workbench.routing.steps import (
    WORK,
    Step,
    changed,
    default_way,
    reached,
    start_of,
    step_of,
    steps_of,
    ways,
    with_route,
    with_ways,
)
from tenants.pointers import write

Json = Any
NEW = "新环节"
NEVER = False
"""The condition of a way that has none yet: it is never taken, and the list of what is to do names it."""
_EXTRA: Mapping[str, Mapping[str, Json]] = {
    "task": {},
    "special": {"action": "公示", "special": True, "limit": {"value": 7, "unit": "calendar_day"}},
    "external": {"kind": "external", "action": "在外部系统办理"},
}
ADDABLE = tuple(_EXTRA)
"""The kinds of steps that can be put in."""
Shaped = tuple[Json, str]
"""The document, and the id of the step that the page is about then."""


def add_after(document: Json, name: str, kind: str = "task") -> Shaped:
    """A new step behind one: it takes over where that led. Behind a fork means behind its join, at an end before it."""
    step = step_of(document, name)
    if step is None or kind not in _EXTRA:
        return document, name
    if step.get("kind") == "end":
        return add_before(document, name, kind)
    if step.get("kind") == "fork":
        return add_after(document, str(step.get("join", "")), kind)
    new = with_ways(_new(document, step, kind), ways(step))
    return _inserted(changed(document, with_ways(step, [{"to": new["id"]}])), new, behind=name), new["id"]


def add_before(document: Json, name: str, kind: str = "task") -> Shaped:
    """A new step before one: everything that led there leads to it. Branches come together at a join and nowhere
    before."""
    step = step_of(document, name)
    if step is None or kind not in _EXTRA or step.get("kind") == "join":
        return document, name
    new = with_ways(_new(document, step, kind), [{"to": name}])
    document = _led(document, name, new["id"])
    return _inserted(document, new, before=name), new["id"]


def part(document: Json, name: str, target: str = "") -> Shaped:
    """Another way from a step, under a condition that is still to be set; to a new step when no other is named."""
    step = step_of(document, name)
    if step is None or step.get("kind") == "end" or (target and step_of(document, target) is None):
        return document, name
    arrows, picked = ways(step), name
    onward = default_way(step) or _end(document)
    if not target:
        new = with_ways(_new(document, step, "task"), [{"to": _after(step, onward)}])
        document, target, picked = _inserted(document, new, behind=name), str(new["id"]), str(new["id"])
    if step.get("kind") == "fork":
        return changed(document, with_ways(step, [*arrows, {"to": target}])), picked
    last = next((n for n in range(len(arrows)) if "if" not in arrows[n]), len(arrows))
    new_way = {"to": target, "if": NEVER} if arrows else {"to": target}
    return changed(document, with_ways(step, [*arrows[:last], new_way, *arrows[last:]])), picked


def beside(document: Json, name: str) -> Shaped:
    """A new step done at the same time as one: in its fork when it begins a branch, else in a new fork around it."""
    step = step_of(document, name)
    if step is None or step.get("kind") not in WORK:
        return document, name
    fork = next((each for each in steps_of(document) if _begins(each, name)), None)
    if fork is not None:
        new = with_ways(_new(document, step, "task"), [{"to": fork["join"]}])
        return _inserted(changed(document, with_ways(fork, [*ways(fork), {"to": new["id"]}])), new, behind=name), new[
            "id"
        ]
    taken = [str(each["id"]) for each in steps_of(document)]
    fork_id, join_id = fresh("fork", taken), fresh("join", taken)
    new = with_ways(_new(document, step, "task"), [{"to": join_id}])
    fork = {"id": fork_id, "kind": "fork", "join": join_id, "branches": [{"to": name}, {"to": new["id"]}]}
    join = {"id": join_id, "kind": "join", "next": ways(step)}
    document = changed(_led(document, name, fork_id), with_ways(step, [{"to": join_id}]))
    document = _inserted(document, fork, before=name)
    return _inserted(_inserted(document, new, behind=name), join, behind=str(new["id"])), new["id"]


def drop(document: Json, name: str) -> Shaped:
    """Without a step: what led there leads on. A fork goes with its join, its branches follow one another then.

    The last end stays.
    """
    step = step_of(document, name)
    if step is None or step.get("kind") == "join":
        return document, name
    if step.get("kind") == "fork":
        return _in_turn(document, step)
    onward = default_way(step)
    if step.get("kind") == "end" or not onward or onward == name:
        others = [each["id"] for each in steps_of(document) if each.get("kind") == "end" and each["id"] != name]
        if not others:
            return document, name
        onward = str(others[0])
    return _swept(document, _led_on(_handed(document, step), name, onward)), onward


def cut(document: Json, name: str, number: int) -> Json:
    """Without one of the ways from a step."""
    step = step_of(document, name)
    if step is None or not 0 <= number < len(ways(step)):
        return document
    arrows = ways(step)
    return changed(document, with_ways(step, [*arrows[:number], *arrows[number + 1 :]]))


def turn(document: Json, name: str, number: int, by: int) -> Json:
    """With one of the ways from a step tried earlier (-1) or later (1)."""
    step = step_of(document, name)
    arrows = ways(step) if step else []
    if step is None or not (0 <= number < len(arrows) and 0 <= number + by < len(arrows)):
        return document
    arrows.insert(number + by, arrows.pop(number))
    return changed(document, with_ways(step, arrows))


def lead(document: Json, name: str, number: int, target: str) -> Json:
    """With one of the ways from a step leading to another step."""
    step = step_of(document, name)
    if step is None or step_of(document, target) is None or not 0 <= number < len(ways(step)) or target == name:
        return document
    arrows = [{**each, "to": target} if n == number else each for n, each in enumerate(ways(step))]
    return changed(document, with_ways(step, arrows))


def add_end(document: Json, name: str) -> Shaped:
    """Another way from a step, under a condition that is still to be set, which ends the matter there."""
    new = {"id": fresh("end", [str(each["id"]) for each in steps_of(document)]), "kind": "end"}
    shaped, _picked = part(_inserted(document, new), name, str(new["id"]))
    return (document, name) if step_of(document, name) is None else (shaped, name)


def shift(document: Json, name: str, by: int) -> Json:
    """With a step earlier (-1) or later (1) in the list; where it leads stays."""
    return move(document, write(("route", "steps", name)), by)


def _new(document: Json, near: Step, kind: str) -> dict[str, Json]:
    """A step where its neighbour is; near a fork, a join or an end where the last work before it is."""
    listed = steps_of(document)
    at = next((n for n, each in enumerate(listed) if each.get("id") == near.get("id")), 0)
    known = next((each for each in reversed(listed[: at + 1]) if each.get("kind") in WORK), near)
    place = {key: known[key] for key in ("level", "department") if known.get(key)}
    level = document.get("exercise_level", "county")
    name = fresh("step", [str(each["id"]) for each in listed])
    return {"id": name, "kind": "task", "level": level, "department": "", **place, "action": NEW, **_EXTRA[kind]}


def _after(step: Step, onward: str) -> str:
    """Where a branch of a step ends."""
    return str(step.get("join")) if step.get("kind") == "fork" else onward


def _inserted(document: Json, new: Step, *, behind: str = "", before: str = "") -> Json:
    listed = steps_of(document)
    at = next((n for n, each in enumerate(listed) if each.get("id") == (behind or before)), len(listed))
    at += bool(behind)
    return with_route(document, [*listed[:at], new, *listed[at:]])


def _led(document: Json, name: str, to: str) -> Json:
    """With every arrow that led to one step leading to another, the start among them."""
    turned = [
        with_ways(each, [{**arrow, "to": to} if arrow.get("to") == name else arrow for arrow in ways(each)])
        if any(arrow.get("to") == name for arrow in ways(each))
        else each
        for each in steps_of(document)
    ]
    return with_route(document, turned, to if start_of(document) == name else None)


def _handed(document: Json, step: Step) -> Json:
    """With the ways of a step that parts them taken over by the one before it, where that only leads here."""
    before = [each for each in steps_of(document) if any(way.get("to") == step["id"] for way in ways(each))]
    if (
        len(ways(step)) < 2
        or len(before) != 1
        or ways(before[0]) != [{"to": step["id"]}]
        or before[0]["kind"] == "fork"
    ):
        return document
    return changed(document, with_ways(before[0], ways(step)))


def _swept(old: Json, new: Json) -> Json:
    """Without the steps that nothing leads to any more."""
    before, now = (set(reached(each, start_of(each), "")) for each in (old, new))
    joins = {str(each.get("join")) for each in steps_of(new) if str(each.get("id")) in now}
    lost = before - now - joins
    return with_route(new, [each for each in steps_of(new) if str(each.get("id")) not in lost])


def _led_on(document: Json, name: str, onward: str) -> Json:
    """Without a step, its arrows led on; a way that has become the same as the one behind it goes, and a branch that
    has nothing left in it."""
    kept = [each for each in steps_of(_led(document, name, onward)) if each.get("id") != name]
    tidy = [with_ways(each, _tidy(each)) if ways(each) else each for each in kept]
    return with_route(document, tidy, onward if start_of(document) == name else None)


def _tidy(step: Step) -> list[Mapping[str, Json]]:
    arrows = ways(step)
    if step.get("kind") == "fork":
        full = [each for each in arrows if each.get("to") != step.get("join")]
        return full or arrows[:1]
    while len(arrows) > 1 and "if" not in arrows[-1] and arrows[-2].get("to") == arrows[-1].get("to"):
        del arrows[-2]
    return arrows


def _in_turn(document: Json, fork: Step) -> Shaped:
    """The branches of a fork one after another, without their conditions, and what followed the join after the last."""
    join = step_of(document, str(fork.get("join", "")))
    firsts = [str(each["to"]) for each in ways(fork) if each.get("to") != fork.get("join")]
    if join is None or not firsts:
        return document, str(fork["id"])
    follows = [*firsts[1:], ""]
    turned: dict[str, Step] = {}
    for first, follow in zip(firsts, follows, strict=True):
        for name in reached(document, first, str(join["id"])):
            step = step_of(document, name)
            if step is not None:
                turned[name] = with_ways(step, _ending(step, join, follow)) if ways(step) else step
    listed = [turned.get(str(each["id"]), each) for each in steps_of(document)]
    left = with_route(document, [each for each in listed if each["id"] not in (fork["id"], join["id"])])
    left = _led(left, str(fork["id"]), firsts[0])
    return with_route(left, steps_of(left), firsts[0] if start_of(document) == fork["id"] else None), firsts[0]


def _ending(step: Step, join: Step, follow: str) -> list[Mapping[str, Json]]:
    """The arrows of a step in a branch when there is no join any more."""
    arrows = ways(step)
    if not follow and arrows == [{"to": join["id"]}]:
        return ways(join)
    onward = follow or default_way(join)
    return [{**each, "to": onward} if each.get("to") == join["id"] else each for each in arrows]


def _begins(fork: Step, name: str) -> bool:
    return fork.get("kind") == "fork" and any(each.get("to") == name for each in ways(fork))


def _end(document: Json) -> str:
    return next((str(each["id"]) for each in steps_of(document) if each.get("kind") == "end"), "")
