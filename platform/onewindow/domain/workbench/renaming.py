"""What refers to an element of a matter by its name, when the name changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from onewindow.domain.workbench.places import find, names, put
from tenants.pointers import ABSENT, Pointer, parse, write

Json = Any
Names = Mapping[str, str]
MATERIALS, STEPS, PARAMETERS = ("form", "materials"), ("route", "steps"), ("parameters",)
LISTS: tuple[Pointer, ...] = (
    ("form", "sections"),
    MATERIALS,
    ("conditions",),
    ("checks",),
    STEPS,
    PARAMETERS,
    ("guide", "counters"),
    ("guide", "questions"),
    ("reserved",),
)
"""Lists of a matter whose elements have names."""


def referred(old: Json, new: Json) -> Json:
    """The changed matter, in which what was called by an old name is called by the new one."""
    for at in LISTS:
        if called := renamed(find(old, at), find(new, at)):
            new = _patterns(new, at, called)
            if at == STEPS:
                new = _steps(new, called)
            elif at == MATERIALS:
                new = _expected(new, "required_materials", called)
            elif at == PARAMETERS:
                new = _parameters(new, called)
    return new


def renamed(old: Json, new: Json) -> dict[str, str]:
    """Old name → new name, of two states of a list that differ in names only; nothing where elements came or went."""
    if not isinstance(old, list) or not isinstance(new, list) or len(old) != len(new):
        return {}
    before, now = names(old), names(new)
    changed = {one: other for one, other in zip(before, now, strict=True) if one != other}
    return {} if set(changed) & set(now) or set(changed.values()) & set(before) else changed


def _steps(matter: Json, called: Names) -> Json:
    """Arrows, joins and the start of the way lead to the new name; so do the expected waves."""
    route = dict(matter["route"])
    if route.get("start") in called:
        route["start"] = called[route["start"]]
    route["steps"] = [_step(step, called) for step in route["steps"]]
    return _expected(put(matter, ("route",), route), "route_waves", called)


def _step(step: Mapping[str, Json], called: Names) -> dict[str, Json]:
    made = dict(step)
    if made.get("join") in called:
        made["join"] = called[made["join"]]
    for key in ("next", "branches"):
        if isinstance(made.get(key), list):
            made[key] = [{**arrow, "to": called.get(arrow.get("to"), arrow.get("to"))} for arrow in made[key]]
    return made


def _expected(matter: Json, key: str, called: Names) -> Json:
    """What the examples expect, by the new names."""
    found = [
        {**each, "expect": {**each["expect"], key: _names(each["expect"][key], called)}}
        if isinstance(each.get("expect"), Mapping) and key in each["expect"]
        else each
        for each in matter.get("examples") or ()
    ]
    return put(matter, ("examples",), found) if found else matter


def _names(value: Json, called: Names) -> Json:
    if isinstance(value, list):
        return [_names(each, called) for each in value]
    return called.get(value, value) if isinstance(value, str) else value


def _parameters(matter: Json, called: Names) -> Json:
    """Rules read the parameter by its new name, and examples set it so."""
    paths = {f"param.{old}": f"param.{new}" for old, new in called.items()}
    given = [
        {**each, "parameters": {called.get(key, key): value for key, value in each["parameters"].items()}}
        if isinstance(each.get("parameters"), Mapping)
        else each
        for each in matter.get("examples") or ()
    ]
    matter = put(matter, ("examples",), given) if given else matter
    return {key: part if key == "examples" else _reading(part, paths) for key, part in matter.items()}


def _reading(value: Json, paths: Names) -> Json:
    """A part of a document whose rules read by other paths."""
    if isinstance(value, Mapping):
        if set(value) == {"var"} and value["var"] in paths:
            return {"var": paths[value["var"]]}
        return {
            key: paths[each] if key == "path" and each in paths else _reading(each, paths)
            for key, each in value.items()
        }
    return [_reading(each, paths) for each in value] if isinstance(value, list) else value


def _patterns(matter: Json, at: Pointer, called: Names) -> Json:
    """What is left open to those below, said of the element by its new name."""
    inherit = find(matter, ("inherit",))
    if inherit is ABSENT or not isinstance(inherit, Mapping):
        return matter
    return put(matter, ("inherit",), {_pattern(pattern, at, called): rule for pattern, rule in inherit.items()})


def _pattern(pattern: str, at: Pointer, called: Names) -> str:
    parts = parse(pattern)
    if parts[: len(at)] != at or len(parts) == len(at):
        return pattern
    return write((*at, called.get(parts[len(at)], parts[len(at)]), *parts[len(at) + 1 :]))
