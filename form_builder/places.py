"""Which divisions may be chosen: a tree that the caller knows, asked unit by unit, never sent whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

LEVELS = ("county", "town", "village")
"""From the top down."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One division: code, what lists call it, level, the code of the unit above it, its name with those above it."""

    code: str
    name: str
    level: str = ""
    above: str = ""
    full: str = ""


class Places(Protocol):
    """The divisions of one field. `within` is the code of the unit in which one chooses, empty for a plain list."""

    @property
    def within(self) -> str:
        """The code of the top unit."""

    def unit(self, code: str) -> Unit | None:
        """A unit that may be chosen or stands above such; None for any other code."""

    def below(self, code: str) -> Sequence[Unit]:
        """The units right below one, in the order of their codes; below the empty code stands the top alone."""


@dataclass(frozen=True)
class Listed:
    """A plain list of (code, name) as places: no tree, one list to choose from."""

    pairs: Mapping[str, str]
    within: str = ""

    def unit(self, code: str) -> Unit | None:
        """The unit with this code."""
        return Unit(code, self.pairs[code], full=self.pairs[code]) if code in self.pairs else None

    def below(self, code: str) -> Sequence[Unit]:
        """All of them."""
        return () if code else [Unit(code, name, full=name) for code, name in self.pairs.items()]


@dataclass(frozen=True, slots=True)
class Step:
    """One list on the way down: its level, what stands in it, what is chosen in it."""

    level: str
    units: Sequence[Unit]
    chosen: str


def steps(places: Places, level: str, chosen: str, picked: Mapping[str, str]) -> list[Step]:
    """The lists from the top down to `level`; the last is the field itself and may be empty as yet.

    `chosen` is the code in the field, `picked` what was chosen in the lists above it by level. A list of one unit
    above the last needs no choosing and is left out.
    """
    path = _path(places, chosen) or set(picked.values())
    found: list[Step] = []
    units = places.below("")
    while units and units[0].level not in ("", level):
        here = next((one.code for one in units if one.code in path), units[0].code if len(units) == 1 else "")
        if len(units) > 1:
            found.append(Step(units[0].level, units, here))
        units = places.below(here) if here else ()
    known = any(one.code == chosen for one in units)
    return [*found, Step(level, units, chosen if known else "")]


def first(places: Places, level: str) -> str:
    """The first unit of a level, empty if there is none."""
    units = places.below("")
    while units and units[0].level not in ("", level):
        units = places.below(units[0].code)
    return units[0].code if units else ""


def _path(places: Places, code: str) -> set[str]:
    path: set[str] = set()
    unit = places.unit(code) if code else None
    while unit is not None and unit.code not in path:
        path.add(unit.code)
        unit = places.unit(unit.above) if unit.above else None
    return path
