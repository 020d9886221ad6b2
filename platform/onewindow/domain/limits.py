"""How long a matter may take: statutory and promised limits, and situations that shorten them (domain study 2.5)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from onewindow.domain.reading import Place
from onewindow.domain.rules import read_rule
from rule_engine import Limit

UNITS = ("working_day", "calendar_day")
NOTED = ("value", "unit", "extension", "note")
"""Keys of the two main limits; what is beside value and unit is shown, not computed with."""
_KEYS = ("statutory", "promised", "excludes", "situations", "stages", "published_elsewhere")


@dataclass(frozen=True, slots=True)
class Situation:
    """A promised limit that holds when the rule does (告知承诺: 1 day, and a check within `post_check` afterwards)."""

    rule: Any
    promised: Limit
    post_check: Limit | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a matter. `excludes` names what is not counted."""

    statutory: Limit | None
    promised: Limit
    excludes: tuple[str, ...] = ()
    situations: tuple[Situation, ...] = ()


def read_limit(place: Place, keys: Collection[str] = ("value", "unit")) -> Limit:
    """Read `{value, unit}`; a fault is reported and gives 0 working days."""
    if not place.is_object(keys, strict=True):
        return Limit(0)
    value, unit = place.integer("value"), place.choice("unit", UNITS)
    return Limit(value, "calendar_day" if unit == "calendar_day" else "working_day")


def read_limits(place: Place) -> Limits:
    """Read the `limits` of a matter document."""
    if not place.is_object(_KEYS, strict=True):
        return Limits(None, Limit(0))
    return Limits(
        read_limit(place.at("statutory"), NOTED) if place.has("statutory") else None,
        read_limit(place.at("promised"), NOTED),
        tuple(place.texts("excludes")),
        tuple(_situation(item) for item in place.items("situations")),
    )


def _situation(place: Place) -> Situation:
    if not place.is_object(("if", "promised", "post_check"), strict=True):
        return Situation(False, Limit(0))
    post_check = read_limit(place.at("post_check")) if place.has("post_check") else None
    return Situation(read_rule(place, required=True), read_limit(place.at("promised")), post_check)
