"""The account of a clock: day by day, what was counted and what was not, and why. It explains a due date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rule_engine.clocks.clock import Clock
from rule_engine.clocks.days import AccountDay, DayKind, count
from rule_engine.workdays import MissingYear, WorkCalendar


@dataclass(frozen=True, slots=True)
class Account:
    """The days from acceptance to `until`; `missing`: the year in which the calendar ended before that."""

    days: tuple[AccountDay, ...]
    missing: MissingYear | None = None

    @property
    def counted(self) -> int:
        """How many days were counted."""
        return sum(each.number is not None for each in self.days)

    def total(self, kind: DayKind) -> int:
        """How many days of a kind."""
        return sum(each.kind is kind for each in self.days)


def account(clock: Clock, calendar: WorkCalendar, until: date) -> Account:
    """Every day from acceptance up to and including `until`, accounted for."""
    days = [AccountDay(clock.accepted_on, DayKind.ACCEPTED)]
    for each in count(clock, calendar):
        if isinstance(each, MissingYear):
            return Account(tuple(days), each if each.year <= until.year else None)
        if each.day > until:
            break
        days.append(each)
    return Account(tuple(days))
