"""How far promised limits stay below the statutory ones, and how many steps a matter takes (R033)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onewindow.domain.catalogue import Outline
from rule_engine import Limit


@dataclass(frozen=True, slots=True)
class Pace:
    """One matter. `share`: per cent saved, 1 − promised/statutory; none where the two limits cannot be compared."""

    name: str
    statutory: Limit | None
    promised: Limit
    steps: int
    share: int | None


def paces(outlines: Iterable[Outline]) -> tuple[Pace, ...]:
    """Every matter, the least compressed first, those without a comparable statutory limit last."""
    found = [
        Pace(each.name, each.statutory, each.promised, each.steps, share(each.statutory, each.promised))
        for each in outlines
    ]
    return tuple(sorted(found, key=lambda one: (one.share is None, one.share or 0, -one.steps, one.name)))


def share(statutory: Limit | None, promised: Limit) -> int | None:
    """Per cent saved, rounded down; none without a statutory limit, or where one counts working days only.

    A matter done on the spot (0 days) saves all of it, whatever the unit.
    """
    if statutory is None or not statutory.value:
        return None
    if statutory.unit != promised.unit and promised.value:
        return None
    return 100 * (statutory.value - promised.value) // statutory.value
