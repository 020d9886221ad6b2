"""Yellow before the limit, red after it (requirements R076, R077)."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from rule_engine.clocks.clock import Clock
from rule_engine.clocks.days import DayKind, kind_of
from rule_engine.clocks.due import due
from rule_engine.workdays import MissingYear, WorkCalendar


class Card(StrEnum):
    """The colour of a supervision card."""

    YELLOW = "yellow"
    RED = "red"


def card_at(clock: Clock, calendar: WorkCalendar, now: datetime, threshold: int) -> Card | None:
    """The card a clock earns at a moment (local time of the office).

    Red after closing time of the due day. Yellow when at most `threshold` days of the limit's unit remain after today
    (1: on the last day but one). None otherwise, and while there is no due date (calendar missing, clock suspended) or
    the clock stands still today.
    """
    end = due(clock, calendar)
    if not isinstance(end, date):
        return None
    if now.replace(tzinfo=None) > datetime.combine(end, clock.closing):
        return Card.RED
    if clock.paused(now.date()):
        return None
    left = remaining(clock, calendar, now.date(), end)
    return Card.YELLOW if isinstance(left, int) and left <= threshold else None


def remaining(clock: Clock, calendar: WorkCalendar, today: date, end: date) -> int | MissingYear:
    """Days that will still be counted after today up to and including `end`."""
    left = 0
    for ordinal in range(today.toordinal() + 1, end.toordinal() + 1):
        kind = kind_of(clock, calendar, date.fromordinal(ordinal))
        if isinstance(kind, MissingYear):
            return kind
        left += kind in (DayKind.COUNTED, DayKind.MADE_UP)
    return left
