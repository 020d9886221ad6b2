"""Two counties with random towns and villages, drawn from one seed: `ONEWINDOW_ATTACK_SEED`, or the same always."""

from __future__ import annotations

import os
import random
from dataclasses import dataclass
from uuid import NAMESPACE_URL, UUID, uuid5

from tenants.scope import Scope, county_of

SEED = int(os.environ.get("ONEWINDOW_ATTACK_SEED", "20261121"))
COUNTIES = (441322, 440823)


@dataclass(frozen=True)
class Viewer:
    """Somebody who looks: the unit he works in, and the account he is signed in with."""

    number: int

    @property
    def scope(self) -> Scope:
        """The range of his unit."""
        return Scope.of(self.number)

    @property
    def actor(self) -> UUID:
        """His account."""
        return account_of(self.number)

    @property
    def settings(self) -> dict[str, str]:
        """What a unit of work sets for him; his door is nobody's."""
        scope = self.scope
        numbers = {"county": scope.county, "lo": scope.lo, "hi": scope.hi}
        return {**{key: str(value) for key, value in numbers.items()}, "actor": str(self.actor), "door": "none"}


def account_of(number: int) -> UUID:
    """The one account that every unit has here."""
    return uuid5(NAMESPACE_URL, f"account:{number}")


def units_of(draw: random.Random) -> list[int]:
    """Every unit of both counties: two or three towns each, with none to three villages."""
    units = []
    for county in COUNTIES:
        root = county * 1_000_000
        units.append(root)
        for town in draw.sample(range(1, 400), draw.randint(2, 3)):
            units.append(root + town * 1000)
            villages = draw.sample(range(1, 400), draw.randint(0 if len(units) > 2 else 2, 3))
            units += [root + town * 1000 + village for village in villages]
    return sorted(units)


def of_county(units: list[int], number: int) -> list[int]:
    """The units of the county that one of them belongs to."""
    return [one for one in units if county_of(one) == county_of(number)]


def marker(number: int) -> str:
    """A word that stands in every text of a unit's rows and nowhere else."""
    return f"zz{number}zz"
