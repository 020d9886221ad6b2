"""Counting days, one by one.

Conventions: the day of acceptance is not counted; day 1 is the next working day; make-up Saturdays and Sundays count; a
pause takes out its days, first and last included; extensions add days to the same count; of a calendar-day limit every
day counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rule_engine.clocks.clock import CALENDAR_DAY, Clock
from rule_engine.workdays import ONE_DAY, MissingYear, WorkCalendar, ordinary


class DayKind(StrEnum):
    """Why a day is counted or not."""

    ACCEPTED = "accepted"
    COUNTED = "counted"
    MADE_UP = "made_up"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    PAUSED = "paused"

    @property
    def label(self) -> str:
        """In Chinese."""
        return LABELS[self]


LABELS = {
    DayKind.ACCEPTED: "受理当日，不计",
    DayKind.COUNTED: "计入",
    DayKind.MADE_UP: "调休上班，计入",
    DayKind.WEEKEND: "周末，不计",
    DayKind.HOLIDAY: "节假日，不计",
    DayKind.PAUSED: "暂停计时，不计",
}


@dataclass(frozen=True, slots=True)
class AccountDay:
    """One day: its kind, its place in the count (None when not counted), a note such as the reason of a pause."""

    day: date
    kind: DayKind
    number: int | None = None
    note: str = ""


def count(clock: Clock, calendar: WorkCalendar) -> Iterator[AccountDay | MissingYear]:
    """The days after acceptance, for as long as one asks and the calendar reaches."""
    day, number = clock.accepted_on, 0
    while day < date.max:
        day += ONE_DAY
        kind = kind_of(clock, calendar, day)
        if isinstance(kind, MissingYear):
            yield kind
            return
        pause = clock.paused(day)
        counted = kind in (DayKind.COUNTED, DayKind.MADE_UP)
        number += counted
        yield AccountDay(day, kind, number if counted else None, pause.reason if pause else "")


def kind_of(clock: Clock, calendar: WorkCalendar, day: date) -> DayKind | MissingYear:
    """Why a day is counted or not."""
    if clock.paused(day):
        return DayKind.PAUSED
    if clock.limit.unit == CALENDAR_DAY:
        return DayKind.COUNTED
    worked = calendar.is_workday(day)
    if isinstance(worked, MissingYear):
        return worked
    if worked:
        return DayKind.COUNTED if ordinary(day) else DayKind.MADE_UP
    return DayKind.HOLIDAY if ordinary(day) else DayKind.WEEKEND
