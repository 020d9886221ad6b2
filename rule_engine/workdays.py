"""Working days: a table of the days that differ from «Monday to Friday», and which years it covers.

The State Council publishes each year's holidays and make-up workdays the autumn before. A year that is not in the table
is never guessed: every answer that would need it is `MissingYear(year)`, a value, so that a case can be accepted and
its due date computed later.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, Self

import chinese_calendar

from rule_engine.errors import DocumentError, Problem
from rule_engine.values.dates import day as iso_day

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class MissingYear:
    """The answer needs the working days of a year that nobody has entered."""

    year: int

    def __str__(self) -> str:
        return f"缺少 {self.year} 年的工作日历，无法计算"


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """year -> the days of that year that are not as their weekday says (True: worked, False: rest). Years not listed
    are not covered.
    """

    exceptions: Mapping[int, Mapping[date, bool]]

    @classmethod
    def of(cls, days: Mapping[date, bool], years: Collection[int]) -> Self:
        """From a days table: date -> worked, and the years it covers. Days that are as their weekday says may be listed
        too.
        """
        table: dict[int, dict[date, bool]] = {year: {} for year in years}
        for each, worked in days.items():
            if each.year in table and worked is not ordinary(each):
                table[each.year][each] = worked
        return cls(MappingProxyType(table))

    @classmethod
    def from_json(cls, document: Any) -> Self:
        """From `{"2026": {"01-01": false, "02-14": true}}`; nothing for None. Raise DocumentError naming every wrong
        entry.
        """
        table: dict[int, dict[date, bool]] = {}
        problems: list[Problem] = []
        for year, days in _items(document, "", problems):
            if not re.fullmatch("[0-9]{4}", year):
                problems.append(Problem(f"/{year}", "不是年份", "写成四位数字，例如 2026"))
                continue
            table[int(year)] = {}
            for month_day, worked in _items(days, f"/{year}", problems):
                day = iso_day(f"{year}-{month_day}")
                if day is None or not isinstance(worked, bool) or len(month_day) != 5:
                    problems.append(Problem(f"/{year}/{month_day}", "不是有效日期", "写成 月-日，例如 05-01"))
                else:
                    table[int(year)][day] = worked
        if problems:
            raise DocumentError(problems)
        return cls(MappingProxyType(table))

    def to_json(self) -> dict[str, dict[str, bool]]:
        """The shape that `from_json` reads, and that rules read under the fact `calendar`."""
        return {
            str(year): {each.strftime("%m-%d"): worked for each, worked in sorted(days.items())}
            for year, days in sorted(self.exceptions.items())
        }

    def override(self, days: Mapping[date, bool]) -> WorkCalendar:
        """A tenant's own days over these (a flood day off, a local festival); years stay as covered as they were."""
        table = {year: dict(old) for year, old in self.exceptions.items()}
        for each, worked in days.items():
            if each.year in table:
                table[each.year][each] = worked
        return WorkCalendar(MappingProxyType(table))

    @property
    def years(self) -> frozenset[int]:
        """The years covered."""
        return frozenset(self.exceptions)

    def is_workday(self, day: date) -> bool | MissingYear:
        """Whether offices work on a day."""
        days = self.exceptions.get(day.year)
        return MissingYear(day.year) if days is None else days.get(day, day.weekday() < 5)

    def add(self, day: date, n: int) -> date | MissingYear:
        """The nth working day after `day` (before it, for a negative n); `day` itself for 0, whether worked or not."""
        ordinal, left = day.toordinal(), abs(n)
        while left:
            ordinal += 1 if n > 0 else -1
            if not 1 <= ordinal <= date.max.toordinal():
                return MissingYear(10_000 if n > 0 else 0)
            day = date.fromordinal(ordinal)
            worked = self.is_workday(day)
            if isinstance(worked, MissingYear):
                return worked
            left -= worked
        return day

    def between(self, a: date, b: date) -> int | MissingYear:
        """Working days after `a` up to and including `b`, so that `between(d, add(d, n)) == n`; negative when b lies
        before a.
        """
        days = _days(a.toordinal() + 1, b.toordinal()) if b >= a else _days(b.toordinal(), a.toordinal() - 1)
        count = 0
        for each in days:
            worked = self.is_workday(each)
            if isinstance(worked, MissingYear):
                return worked
            count += worked
        return count if b >= a else -count

    def on_or_after(self, day: date) -> date | MissingYear:
        """`day` when it is worked, otherwise the next working day."""
        worked = self.is_workday(day)
        return worked if isinstance(worked, MissingYear) else day if worked else self.add(day, 1)


def _items(document: Any, pointer: str, problems: list[Problem]) -> Iterable[tuple[str, Any]]:
    if document is None:
        return ()
    if isinstance(document, Mapping):
        return ((str(key), value) for key, value in document.items())
    problems.append(Problem(pointer, "工作日历的格式不对", '写成 {"2026": {"01-01": false}}'))
    return ()


def _days(first: int, last: int) -> Iterable[date]:
    return map(date.fromordinal, range(first, last + 1))


def ordinary(day: date) -> bool:
    """Whether a day is worked when nobody has decided otherwise."""
    return day.weekday() < 5


def _year(year: int) -> Iterable[date]:
    return _days(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal())


def seed(years: Iterable[int]) -> WorkCalendar:
    """The national calendar of those years as `chinesecalendar` knows them; a year it does not know is left out."""
    days: dict[date, bool] = {}
    known = []
    for year in years:
        try:
            days |= {each: chinese_calendar.is_workday(each) for each in _year(year)}
        except NotImplementedError:
            continue
        known.append(year)
    return WorkCalendar.of(days, known)
