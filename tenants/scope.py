"""Scope numbers: where a tenant stands in the tree, and whom it sees.

Every unit has an own 12-digit number: province 2, city 2, county 2, town 3, village 3 digits (the padded division
code where there is one, GB/T 2260 and the statistics bureau's list). A unit's subtree is therefore a range of
numbers, and sight is a comparison of integers. The row-level policies of the database say the same sentences as
`sees` and `reaches`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from .errors import ScopeError


class Level(StrEnum):
    """The levels that can be a tenant, from the top down."""

    CITY = "city"
    COUNTY = "county"
    TOWN = "town"
    VILLAGE = "village"

    @property
    def width(self) -> int:
        """How many numbers the range of a unit of this level holds."""
        return WIDTH[self]


WIDTH = {Level.CITY: 10**8, Level.COUNTY: 10**6, Level.TOWN: 10**3, Level.VILLAGE: 1}
COUNTY_WIDTH = WIDTH[Level.COUNTY]
SMALLEST, LARGEST = 10**11, 10**12 - 1


def level_of(number: int) -> Level:
    """The level a scope number stands for, read from its trailing zeros.

    A province or a malformed number raises ScopeError.
    """
    if SMALLEST <= number <= LARGEST:
        for level in reversed(Level):
            if number % WIDTH[level] == 0 and number % (WIDTH[level] * PER_UNIT[level]) != 0:
                return level
    raise ScopeError(f"{number} is not the 12-digit number of a city, county, town or village")


PER_UNIT = {Level.CITY: 100, Level.COUNTY: 100, Level.TOWN: 1000, Level.VILLAGE: 1000}


def county_of(number: int) -> int:
    """The six digits that every row of a county carries first (`county_id`)."""
    return number // COUNTY_WIDTH


def range_of(number: int) -> tuple[int, int]:
    """Lowest and highest number of the unit's subtree, both inclusive."""
    return number, number + WIDTH[level_of(number)] - 1


def lineage(number: int) -> tuple[int, ...]:
    """The unit and the units above it, nearest first, up to its county (a city has only itself)."""
    own = level_of(number)
    above = [number - number % WIDTH[level] for level in reversed(Level) if level is not Level.CITY]
    return tuple(dict.fromkeys(unit for unit in above if WIDTH[level_of(unit)] >= WIDTH[own])) or (number,)


@dataclass(frozen=True)
class Scope:
    """What one actor's tenant sees: a county and a range of numbers in it, both ends inclusive."""

    county: int
    lo: int
    hi: int

    @classmethod
    def of(cls, number: int) -> Scope:
        """The scope of the unit with this number."""
        return cls(county_of(number), *range_of(number))

    @classmethod
    def whole_county(cls, number: int) -> Scope:
        """The scope of the county that the unit with this number belongs to."""
        return cls.of(county_of(number) * COUNTY_WIDTH)

    @property
    def number(self) -> int:
        """The number of the tenant itself."""
        return self.lo

    def holds(self, number: int) -> bool:
        """The unit is this tenant or stands below it."""
        return county_of(number) == self.county and self.lo <= number <= self.hi


def sees(viewer: Scope, scopes: Iterable[int]) -> bool:
    """Cases are seen upwards: the viewer is, or stands above, one of the row's tenants (accepting, home, handling)."""
    return any(viewer.holds(number) for number in scopes)


def reaches(viewer: Scope, owner: int) -> bool:
    """Configuration is seen along the lineage, both ways: the owner stands above, at or below the viewer.

    Never beside it.
    """
    lo, hi = range_of(owner)
    return county_of(owner) == viewer.county and lo <= viewer.hi and hi >= viewer.lo
