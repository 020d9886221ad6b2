"""The way of a case through its plan, all of it, as far as the facts tell."""

from __future__ import annotations

from dataclasses import dataclass

from rule_engine.routing.frontier import Because, waves
from rule_engine.routing.plan import RoutePlan
from rule_engine.values.json import Facts


@dataclass(frozen=True, slots=True)
class Route:
    """`waves`: the steps in order, those of one wave at the same time; forks, joins and ends are not listed. `because`:
    the conditions that decided. `way`: the arrows taken, (from, to).
    """

    waves: tuple[tuple[str, ...], ...]
    because: tuple[Because, ...]
    ended: bool
    stuck: tuple[str, ...] = ()
    way: tuple[tuple[str, str], ...] = ()

    @property
    def steps(self) -> tuple[str, ...]:
        """All steps of the way, in order."""
        return tuple(step for wave in self.waves for step in wave)


def route(plan: RoutePlan, facts: Facts) -> Route:
    """The way that a case with these facts takes."""
    all_waves = list(waves(plan, facts))
    last = all_waves[-1]
    return Route(tuple(each.open for each in all_waves[:-1]), last.because, last.ended, last.stuck, last.way)
