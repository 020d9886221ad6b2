"""Operators on dates: age_on, date_add, date_diff. Today is a fact; working days come from the fact `calendar`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rule_engine.operators.base import Node, Sheet
from rule_engine.operators.code import Code, Frame
from rule_engine.values.dates import add_days, add_months, age, day, full_months
from rule_engine.values.json import Json
from rule_engine.values.numbers import Absent, number
from rule_engine.workdays import WorkCalendar

UNITS = ("day", "month", "year", "working_day")


class AgeOn(Node):
    """`age_on`: full years of age of someone born on a date, on another date; blank when either is not a date."""

    arity = (2, 2)
    sheet = Sheet(
        '{"age_on": [出生日期, 日期]}', "", {"age_on": ["1946-03-02", {"var": "today"}]}, {"today": "2026-03-01"}, 79
    )

    def compile(self, codes: Sequence[Code]) -> Code:
        """Full years are reached on the birthday."""
        birth, on = codes[0].run, codes[1].run

        def run(data: Json, frame: Frame) -> int | None:
            born, then = day(birth(data, frame)), day(on(data, frame))
            return None if born is None or then is None else age(born, then)

        return Code(run)


class DateAdd(Node):
    """`date_add`: a date so many days, months, years or working days later (negative: earlier)."""

    arity = (2, 3)
    framed = True
    sheet = Sheet('{"date_add": [日期, 数, 单位]}', "", {"date_add": ["2026-01-31", 1, "month"]}, {}, "2026-02-28")

    def compile(self, codes: Sequence[Code]) -> Code:
        """Blank when it cannot be computed."""
        start, count = codes[0].run, codes[1].run
        unit = codes[2].run if len(codes) > 2 else None

        def run(data: Json, frame: Frame) -> str | None:
            first, many = day(start(data, frame)), number(count(data, frame))
            if first is None or isinstance(many, Absent):
                return None
            result = moved(first, int(many), unit(data, frame) if unit else "day", frame)
            return result.isoformat() if isinstance(result, date) else None

        return Code(run)


def moved(start: date, count: int, unit: Json, frame: Frame) -> object:
    """The date `count` units later; anything but a date when it cannot be told."""
    if unit == "day":
        return add_days(start, count)
    if unit == "month":
        return add_months(start, count)
    if unit == "year":
        return add_months(start, count * 12)
    if unit == "working_day":
        return working_days(frame).add(start, count)
    return None


class DateDiff(Node):
    """`date_diff`: days, whole months, whole years or working days from one date to another (negative when the second lies before)."""

    arity = (2, 3)
    framed = True
    sheet = Sheet('{"date_diff": [起, 止, 单位]}', "", {"date_diff": ["2026-01-31", "2026-03-01", "day"]}, {}, 29)

    def compile(self, codes: Sequence[Code]) -> Code:
        """Blank when it cannot be computed."""
        start, end = codes[0].run, codes[1].run
        unit = codes[2].run if len(codes) > 2 else None

        def run(data: Json, frame: Frame) -> int | None:
            first, last = day(start(data, frame)), day(end(data, frame))
            if first is None or last is None:
                return None
            return distance(first, last, unit(data, frame) if unit else "day", frame)

        return Code(run)


def distance(start: date, end: date, unit: Json, frame: Frame) -> int | None:
    """How many units from start to end; None when it cannot be told."""
    if unit == "day":
        return (end - start).days
    if unit == "month":
        return full_months(start, end)
    if unit == "year":
        months = full_months(start, end)
        return months // 12 if months >= 0 else -(-months // 12)
    if unit == "working_day":
        days = working_days(frame).between(start, end)
        return days if isinstance(days, int) else None
    return None


def working_days(frame: Frame) -> WorkCalendar:
    """The calendar that the record brings along under `calendar`."""
    root = frame.root().data
    return WorkCalendar.from_json(root.get("calendar") if isinstance(root, dict) else None)
