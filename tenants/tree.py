"""The tree of tenants: one county, one city, or several roots side by side."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from .errors import ScopeError
from .names import short_name
from .scope import Level, lineage, range_of


class Status(StrEnum):
    """The life of a tenant (R003): planned, pilot, open; suspended for a while; closed for good."""

    PLANNED = "planned"
    PILOT = "pilot"
    OPEN = "open"
    SUSPENDED = "suspended"
    CLOSED = "closed"

    @property
    def accepts(self) -> bool:
        """A tenant in this state takes applications."""
        return self in (Status.PILOT, Status.OPEN)


@dataclass(frozen=True, slots=True)
class Tenant:
    """One unit. `number` places it (`scope`), `code` is its division code (4, 6, 9, 12 digits) or a local code.

    `parent` is the number of the unit above it, None at a root.
    """

    number: int
    code: str
    name: str
    level: Level
    parent: int | None = None


class Tree:
    """Units by number; immutable. Looking one up, walking up and walking down are index look-ups, never scans."""

    def __init__(self, tenants: Iterable[Tenant]) -> None:
        """Raises ScopeError when two units share a number or code, or a parent is missing or does not hold a child."""
        units = sorted(tenants, key=lambda one: one.number)
        self._units = {one.number: one for one in units}
        self._codes = {one.code: one.number for one in units}
        self._numbers = [one.number for one in units]
        self._children: dict[int | None, list[int]] = {}
        for one in units:
            self._children.setdefault(one.parent, []).append(one.number)
        if not len(self._units) == len(self._codes) == len(units):
            raise ScopeError("two units share a number or a code")
        for one in units:
            self._check_parent(one)

    def __iter__(self) -> Iterator[Tenant]:
        """All units, each before the units below it."""
        return iter(self._units.values())

    def __len__(self) -> int:
        return len(self._units)

    def __contains__(self, number: int) -> bool:
        return number in self._units

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Tree) and self._units == other._units

    def __hash__(self) -> int:
        return hash(tuple(self._units.values()))

    @property
    def roots(self) -> tuple[Tenant, ...]:
        """The units without a parent here."""
        return self.children(None)

    def get(self, number: int) -> Tenant:
        """The unit with a number; raises ScopeError."""
        try:
            return self._units[number]
        except KeyError:
            raise ScopeError(f"no unit has the number {number}") from None

    def by_code(self, code: str) -> Tenant | None:
        """The unit with a division code or local code."""
        number = self._codes.get(code)
        return None if number is None else self._units[number]

    def children(self, number: int | None) -> tuple[Tenant, ...]:
        """The units right below one."""
        return tuple(self._units[child] for child in self._children.get(number, ()))

    def lineage(self, number: int) -> tuple[Tenant, ...]:
        """The unit and those above it, nearest first, up to its root."""
        found = [self.get(number)]
        while found[-1].parent is not None:
            found.append(self._units[found[-1].parent])
        return tuple(found)

    def below(self, number: int) -> tuple[Tenant, ...]:
        """The unit and everything under it."""
        lo, hi = range_of(number)
        numbers = self._numbers[bisect_left(self._numbers, lo) : bisect_right(self._numbers, hi)]
        return tuple(self._units[one] for one in numbers)

    def short_name(self, number: int) -> str:
        """The unit's name as paper and lists show it: without the names above it, the committee's word shortened."""
        own, *above = self.lineage(number)
        return short_name(own.name, [one.name for one in above])

    def _check_parent(self, one: Tenant) -> None:
        if one.parent is None:
            return
        if one.parent not in self._units:
            raise ScopeError(f"the parent {one.parent} of {one.number} is not in the tree")
        lo, hi = range_of(one.parent)
        if not lo < one.number <= hi:
            raise ScopeError(f"{one.number} does not lie in the range of its parent {one.parent}")


def nearest(tree: Tree, number: int, level: Level) -> Tenant | None:
    """The unit of a level on the lineage of a number: the town of a village, the county of a town; or None."""
    for above in lineage(number):
        if above in tree and tree.get(above).level is level:
            return tree.get(above)
    return None
