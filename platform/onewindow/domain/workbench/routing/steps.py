"""The steps of a draft's route as they stand in its JSON, whatever else they carry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from onewindow.domain.workbench.places import put
from rule_engine import DocumentError, RoutePlan

Json = Any
Step = Mapping[str, Json]
Steps = Sequence[Step]
WORK = ("task", "external")
MARKS: Mapping[str, str] = {"fork": "分办", "join": "会合", "end": "结束"}
"""What is not work is called by what it does."""


def steps_of(document: Json) -> list[Step]:
    """The steps, in the order of the document."""
    route = document.get("route") if isinstance(document, Mapping) else None
    found = route.get("steps") if isinstance(route, Mapping) else None
    return [each for each in found if isinstance(each, Mapping)] if isinstance(found, list) else []


def ids(document: Json) -> list[str]:
    """The ids of the steps."""
    return [str(each["id"]) for each in steps_of(document) if each.get("id")]


def step_of(document: Json, name: str) -> Step | None:
    """One step by its id."""
    return next((each for each in steps_of(document) if each.get("id") == name), None)


def ways_key(step: Step) -> str:
    """Under which key the arrows of a step stand."""
    return "branches" if step.get("kind") == "fork" else "next"


def ways(step: Step) -> list[Mapping[str, Json]]:
    """The arrows that leave a step."""
    found = step.get(ways_key(step))
    return [each for each in found if isinstance(each, Mapping)] if isinstance(found, list) else []


def with_ways(step: Step, arrows: Sequence[Mapping[str, Json]]) -> Step:
    """The step with other arrows."""
    return {**step, ways_key(step): list(arrows)}


def start_of(document: Json) -> str:
    """The id of the first step."""
    route = document.get("route") if isinstance(document, Mapping) else None
    return str(route.get("start") or "") if isinstance(route, Mapping) else ""


def with_route(document: Json, steps: Steps, start: str | None = None) -> Json:
    """The document with other steps."""
    document = put(document, ("route", "steps"), [dict(each) for each in steps])
    return document if start is None else put(document, ("route", "start"), start)


def changed(document: Json, *others: Step) -> Json:
    """The document with some of its steps in another form."""
    new = {each["id"]: each for each in others}
    return with_route(document, [new.get(each.get("id"), each) for each in steps_of(document)])


def default_way(step: Step) -> str:
    """Where a step leads when no condition holds: its last arrow without one, or its last."""
    arrows = ways(step)
    plain = [each for each in arrows if "if" not in each]
    return str((plain or arrows)[-1].get("to", "")) if arrows else ""


def named(step: Step) -> str:
    """What people call a step."""
    return MARKS.get(str(step.get("kind")), "") or str(step.get("action") or step.get("id") or "")


def empty(document: Json) -> bool:
    """Whether nobody has to do anything yet."""
    return not any(each.get("kind", "task") in WORK for each in steps_of(document))


def plan_of(document: Json) -> RoutePlan | DocumentError:
    """The plan that can be drawn and run, or what is wrong with it."""
    try:
        return RoutePlan.from_json(document.get("route"))
    except DocumentError as fault:
        return fault


def reached(document: Json, start: str, stop: str) -> Iterator[str]:
    """The steps from one on, as far as another, which is left out."""
    by_id = {str(each.get("id")): each for each in steps_of(document)}
    seen, waiting = {stop}, [start]
    while waiting:
        name = waiting.pop()
        if name in seen or name not in by_id:
            continue
        seen.add(name)
        yield name
        waiting.extend(str(arrow.get("to")) for arrow in ways(by_id[name]))
