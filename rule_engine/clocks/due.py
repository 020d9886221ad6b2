"""When a clock is due: the Nth counted day. A limit of 0 (即办件) is due on the day of acceptance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TypeAlias

from rule_engine.clocks.clock import CALENDAR_DAY, CLOSING, Clock
from rule_engine.clocks.days import count
from rule_engine.workdays import ONE_DAY, MissingYear, WorkCalendar


@dataclass(frozen=True, slots=True)
class Suspended:
    """The clock stands still in a pause without an end: there is no due date until it is resumed."""

    since: date

    def __str__(self) -> str:
        return f"自 {self.since} 起暂停计时，恢复后才能计算截止日"


Due: TypeAlias = date | MissingYear | Suspended


def due(clock: Clock, calendar: WorkCalendar) -> Due:
    """The due day; `MissingYear` when the calendar does not reach it, `Suspended` while an open pause stands in the
    way.
    """
    if clock.days <= 0:
        return clock.accepted_on
    for each in count(clock, calendar):
        if isinstance(each, MissingYear):
            return each
        if each.number == clock.days:
            return rolled(clock, calendar, each.day)
        pause = clock.paused(each.day)
        if pause is not None and pause.end is None:
            return Suspended(pause.start)
    return MissingYear(date.max.year + 1)


def received(at: datetime, calendar: WorkCalendar, closing: time = CLOSING) -> date | MissingYear:
    """The day a filing counts as received: the same, or after closing time and on rest days the next working day."""
    day = at.date() if at.time() <= closing else at.date() + ONE_DAY
    return calendar.on_or_after(day)


def rolled(clock: Clock, calendar: WorkCalendar, day: date) -> date | MissingYear:
    """The end of a calendar-day period moved off a rest day, where that is the rule."""
    return calendar.on_or_after(day) if clock.limit.unit == CALENDAR_DAY and clock.roll else day
