"""The routing of one matter as a route plan, and the departments that all routes name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from onewindow.domain.case_format.conditions import Vocabulary, read_condition
from onewindow.domain.limits import UNITS
from onewindow.domain.matter import LEVELS
from onewindow.domain.problems import did_you_mean
from onewindow.domain.reading import Place

ACCEPTANCE = "受理"
"""The action of a first step that does nothing but accept: a comprehensive window does it for the department (R049)."""
_KINDS = ("task", "fork", "join", "end")
_NOTES = ("note", "special_procedure")
_STEP_KEYS: dict[str, tuple[str, ...]] = {
    "task": ("level", "department", "action", "limit", "next", "special", "after_decision"),
    "fork": ("branches", "join"),
    "join": ("next",),
    "end": (),
}


@dataclass(frozen=True, slots=True, order=True)
class Department:
    """A department as routes name it: generic (镇农业农村办), at one level."""

    level: str
    name: str


def read_route(root: Place, words: Vocabulary) -> dict[str, object]:
    """Read `routing`. Whether the plan makes sense (targets, dead ends, cycles) is the rule engine's lint."""
    if not root.has("routing"):
        root.lacks("routing")
        return {}
    place = root.at("routing")
    if not place.is_object(("start", "steps")):
        return {}
    steps = [_step(step, words) for step in place.items("steps", required=True)]
    ids = [str(step.get("id")) for step in steps]
    start = place.text("start")
    for step in steps:
        if step.get("id") == start and step.get("action") == ACCEPTANCE:
            step["acceptance"] = True
    if start and start not in ids:
        place.at("start").problem(f"起点「{start}」不在 steps 里。", did_you_mean(start, ids))
    return {"start": start, "steps": steps}


def _step(place: Place, words: Vocabulary) -> dict[str, object]:
    kind = place.choice("kind", _KINDS) if isinstance(place.value, dict) else ""
    if not place.is_object(("id", "kind", *_NOTES, *_STEP_KEYS.get(kind, ()))):
        return {}
    document: dict[str, object] = {"id": place.text("id"), "kind": kind}
    if kind == "task":
        _task(place, document)
    if kind == "fork":
        document["branches"] = _arrows(place, "branches", words)
        document["join"] = place.text("join")
    if kind in ("task", "join"):
        document["next"] = _arrows(place, "next", words)
    for key in _NOTES:
        if place.has(key):
            document[key] = place.text(key)
    return document


def _task(place: Place, document: dict[str, object]) -> None:
    document["level"] = place.choice("level", LEVELS)
    document["department"] = place.text("department")
    document["action"] = place.text("action")
    if place.has("limit"):
        limit = place.at("limit")
        if limit.is_object(("value", "unit")):
            document["limit"] = {"value": limit.integer("value"), "unit": limit.choice("unit", UNITS)}
    for flag in ("special", "after_decision"):
        if place.flag(flag):
            document[flag] = True


def _arrows(place: Place, key: str, words: Vocabulary) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for arrow in place.items(key, required=True):
        if not arrow.is_object(("to", "if")):
            continue
        document: dict[str, object] = {"to": arrow.text("to")}
        if arrow.has("if"):
            document["if"] = read_condition(arrow.at("if"), words)
        found.append(document)
    return found


def departments(matters: Iterable[Mapping[str, object]]) -> tuple[Department, ...]:
    """Return each (level, department) that a task of these matter documents names, once, in reading order."""
    found: dict[Department, None] = {}
    for matter in matters:
        route = matter.get("route")
        steps = route.get("steps", []) if isinstance(route, Mapping) else []
        for step in steps:
            if step.get("kind") == "task":
                found[Department(step["level"], step["department"])] = None
    return tuple(found)
