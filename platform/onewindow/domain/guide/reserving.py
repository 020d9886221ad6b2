"""What is not made public (R026): whole matters, parts of them, single places; left out before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from onewindow.domain.workbench.places import put
from tenants.pointers import ABSENT, parse

Json = Any
WHOLE = "matter"
PARTS: Mapping[str, tuple[tuple[str, Json], ...]] = MappingProxyType(
    {
        "form": (("form/sections", []),),
        "materials": (("form/materials", []),),
        "conditions": (("conditions", []), ("checks", [])),
        "route": (("route", {"start": "end", "steps": [{"id": "end", "kind": "end"}]}), ("special_procedures", [])),
        "fees": (("fees", []),),
        "result": (("result", {}),),
    }
)
"""What stands in the place of a part that is kept back; every other place (`guide/counters/a`) is taken away."""


def reserved(body: Mapping[str, Json]) -> tuple[str, ...]:
    """The parts and places that a matter keeps back, each once, in its order."""
    listed = body.get("reserved")
    found = (
        (str(each.get("at") or "") for each in listed if isinstance(each, Mapping)) if isinstance(listed, list) else ()
    )
    return tuple(dict.fromkeys(at for at in found if at))


def reserved_whole(body: Mapping[str, Json]) -> bool:
    """Whether nothing of a matter may be published."""
    return WHOLE in reserved(body)


def public_part(body: Mapping[str, Json]) -> tuple[Mapping[str, Json], tuple[str, ...]]:
    """The matter without what is kept back, its reasons and its samples; and what was left out, for the log."""
    left_out = reserved(body)
    public: Json = {key: value for key, value in body.items() if key not in ("reserved", "examples", "provenance")}
    for at in left_out:
        for place, instead in PARTS.get(at, ((at, ABSENT),)):
            public = put(public, parse(place), instead)
    return public, left_out
