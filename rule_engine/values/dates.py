"""Dates as ISO texts: `2026-03-01`, or the date part of `2026-03-01T09:30`. Calendar arithmetic without time zones."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import Final

from rule_engine.values.json import Json

_ISO: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ].{0,40})?")
_FARTHEST: Final = 200_000


def day(value: Json) -> date | None:
    """The date a text gives; None when it gives none."""
    match = _ISO.fullmatch(value) if value.__class__ is str else None
    if not match:
        return None
    year, month, of_month = map(int, match.groups())
    if not (year >= 1 and 1 <= month <= 12 and 1 <= of_month <= calendar.monthrange(year, month)[1]):
        return None
    return date(year, month, of_month)


def add_days(start: date, days: int) -> date | None:
    """So many days later; None outside the years 1 to 9999."""
    if abs(days) > 20 * _FARTHEST:
        return None
    ordinal = start.toordinal() + days
    return date.fromordinal(ordinal) if 1 <= ordinal <= date.max.toordinal() else None


def add_months(start: date, months: int) -> date | None:
    """The same day so many months later, or the last day of a shorter month (民法典 art. 202)."""
    if abs(months) > _FARTHEST:
        return None
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        return None
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def full_months(start: date, end: date) -> int:
    """Whole months from start to end, negative when end lies before start; a month is whole on the same day of the
    month, or on the last day of a shorter one.
    """
    if end < start:
        return -full_months(end, start)
    months = (end.year - start.year) * 12 + end.month - start.month
    reached = add_months(start, months)
    return months if reached is not None and reached <= end else months - 1


def age(birth: date, on: date) -> int | None:
    """Full years of age (周岁); None before birth. A 29 February is completed on 1 March of ordinary years."""
    if on < birth:
        return None
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))
