"""Operators on dates: age_on, date_add, date_diff. Today is a fact; working days come from the fact `calendar`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from jsonlogic.json_schema.types import DateType, IntegerType, JSONSchemaType
from jsonlogic.typechecking import TypecheckContext

from rule_engine.errors import DocumentError
from rule_engine.findings import Severity
from rule_engine.operators.base import Node, Sheet
from rule_engine.operators.checking import Checking, Kind, expect
from rule_engine.operators.code import Code, Frame
from rule_engine.values.dates import add_days, add_months, age, day, full_months
from rule_engine.values.json import Json
from rule_engine.values.limits import size
from rule_engine.values.numbers import Absent, number
from rule_engine.workdays import MissingYear, WorkCalendar

CALENDAR_UNITS: Final = ("day", "month", "year")
UNITS: Final = (*CALENDAR_UNITS, "working_day")
CALENDAR: Final = "calendar"
"""The fact that holds the working days, as `WorkCalendar.to_json` writes them."""
PER_DAY: Final = 4
"""What looking at one day costs, in operations."""
FARTHEST: Final = 10_000
"""Working days that are counted at most, some forty years."""


class AgeOn(Node):
    """`age_on`: full years of age of someone born on a date, on another date; blank when either is not a date."""

    arity = (2, 2)
    takes = Kind.DATE
    gives = IntegerType()
    sheet = Sheet(
        '{"age_on": [出生日期, 日期]}', {"age_on": ["1946-03-02", {"var": "today"}]}, {"today": "2026-03-01"}, 79
    )

    def compile(self, codes: Sequence[Code]) -> Code:
        """Full years are reached on the birthday."""
        birth, on = codes[0].run, codes[1].run

        def run(data: Json, frame: Frame) -> int | None:
            born, then = day(birth(data, frame)), day(on(data, frame))
            return None if born is None or then is None else age(born, then)

        return Code(run)


class InUnits(Node):
    """A date operator whose third argument is a unit."""

    arity = (2, 3)

    @property
    def unit(self) -> Any:
        """The unit: a text, or an operator that gives one."""
        return self.arguments[2] if len(self.arguments) > 2 else "day"

    @property
    def framed(self) -> bool:
        """Working days are read from the calendar of the whole record, and counting them is charged."""
        return self.unit not in CALENDAR_UNITS

    def check_unit(self, context: TypecheckContext) -> None:
        """A literal unit has to be one."""
        if not isinstance(self.unit, Node) and self.unit not in UNITS and isinstance(context, Checking):
            context.tell(self, Severity.ERROR, f"不认识的单位“{self.unit}”", f"可用：{'、'.join(UNITS)}")


class DateAdd(InUnits):
    """`date_add`: a date so many days, months, years or working days later (negative: earlier)."""

    gives = DateType()
    sheet = Sheet('{"date_add": [日期, 数, 单位]}', {"date_add": ["2026-01-31", 1, "month"]}, {}, "2026-02-28")

    def typecheck(self, context: TypecheckContext) -> JSONSchemaType:
        """A date, a number, a unit."""
        expect(Kind.DATE, self.arguments[0], self, context)
        expect(Kind.NUMBER, self.arguments[1], self, context)
        self.check_unit(context)
        return self.gives

    def compile(self, codes: Sequence[Code]) -> Code:
        """Blank when it cannot be computed."""
        start, count = codes[0].run, codes[1].run
        unit = codes[2].run if len(codes) > 2 else None

        def run(data: Json, frame: Frame) -> str | None:
            first, many = day(start(data, frame)), number(count(data, frame))
            units = unit(data, frame) if unit else "day"
            if first is None or isinstance(many, Absent):
                return None
            result = moved(first, int(many), units, frame)
            return result.isoformat() if isinstance(result, date) else None

        return Code(run)


def moved(start: date, count: int, unit: Json, frame: Frame) -> date | MissingYear | None:
    """The date `count` units later; anything but a date when it cannot be told."""
    if unit == "day":
        return add_days(start, count)
    if unit == "month":
        return add_months(start, count)
    if unit == "year":
        return add_months(start, count * 12)
    if unit == "working_day" and abs(count) <= FARTHEST:
        return working_days(frame, abs(count)).add(start, count)
    return None


class DateDiff(InUnits):
    """`date_diff`: days, whole months, whole years or working days from one date to another (negative when the second
    lies before).
    """

    gives = IntegerType()
    sheet = Sheet('{"date_diff": [起, 止, 单位]}', {"date_diff": ["2026-01-31", "2026-03-01", "day"]}, {}, 29)

    def typecheck(self, context: TypecheckContext) -> JSONSchemaType:
        """Two dates, a unit."""
        for each in self.arguments[:2]:
            expect(Kind.DATE, each, self, context)
        self.check_unit(context)
        return self.gives

    def compile(self, codes: Sequence[Code]) -> Code:
        """Blank when it cannot be computed."""
        start, end = codes[0].run, codes[1].run
        unit = codes[2].run if len(codes) > 2 else None

        def run(data: Json, frame: Frame) -> int | None:
            first, last = day(start(data, frame)), day(end(data, frame))
            units = unit(data, frame) if unit else "day"
            return None if first is None or last is None else distance(first, last, units, frame)

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
    if unit == "working_day" and abs((end - start).days) <= 2 * FARTHEST:
        days = working_days(frame, abs((end - start).days)).between(start, end)
        return days if isinstance(days, int) else None
    return None


def working_days(frame: Frame, days: int) -> WorkCalendar:
    """The calendar that the record brings along, charged for reading it and for the days to be counted."""
    root = frame.root().data
    table = root.get(CALENDAR) if isinstance(root, Mapping) else None
    read = sum(size(year) for year in table.values()) if isinstance(table, dict) else 0
    frame.meter.charge(read + PER_DAY * days)
    try:
        return WorkCalendar.from_json(table)
    except DocumentError:
        return NO_CALENDAR


NO_CALENDAR: Final = WorkCalendar({})
