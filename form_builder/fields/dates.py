"""Dates: `date`, `datetime` and `date_range`; typed freely in Chinese ways, kept as ISO texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

from form_builder.elements import Element
from form_builder.fields.base import Choices, Context, Fault, Kind, Raw, Refused, Value, half_width, one, refuse

_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?|(\d{4})(\d{2})(\d{2})")
_TIME = re.compile(r"(\d{1,2})\s*[:时点]\s*(\d{1,2})\s*分?(?::00)?")
_RANGE = re.compile(r"(\d{4}-\d{1,2}-\d{1,2}|[^至~/]+?)\s*[/至~]\s*(.+)")
_EARLIEST = 1800


def iso_date(text: str) -> str | None:
    """`2026-11-21`, `2026/11/21`, `2026年11月21日` or `20261121` → the ISO text; None if it is no real day."""
    found = _DATE.fullmatch(half_width(text).strip())
    if not found:
        return None
    year, month, day = (int(part) for part in found.groups() if part is not None)
    try:
        return date(year, month, day).isoformat() if year >= _EARLIEST else None
    except ValueError:
        return None


def _iso_moment(text: str) -> str | None:
    typed = half_width(text).strip()
    found = re.fullmatch(r"(.*?[\d日])(?:\s*T|\s+|(?<=日))(.+)", typed)
    day = iso_date(found.group(1)) if found else None
    time = _TIME.fullmatch(found.group(2).strip()) if found else None
    if not day or not time or int(time.group(1)) > 23 or int(time.group(2)) > 59:
        return None
    return f"{day}T{int(time.group(1)):02d}:{int(time.group(2)):02d}"


def chinese_date(iso: str) -> str:
    """`2026-11-21` → `2026年11月21日`."""
    day = date.fromisoformat(iso)
    return f"{day.year}年{day.month}月{day.day}日"


class Day(Kind):
    """One day, kept as `YYYY-MM-DD`."""

    name = "date"
    fragment = "dates.day"

    def parse(self, element: Element, raw: Raw, name: str) -> Value | Refused:
        text = one(raw, name)
        if not isinstance(text, str) or not text:
            return text or None
        return iso_date(text) or refuse("不是有效日期，请按 2026-01-31 的格式填写")

    def display(self, element: Element, value: Value, choices: Choices) -> str:
        return "" if value is None else chinese_date(value)

    def cell(self, element: Element, value: Value, choices: Choices) -> str:
        return value or ""

    def sample(self, element: Element, context: Context) -> Value:
        return context.today or "2026-01-15"


class Moment(Kind):
    """A day and a minute, kept as `YYYY-MM-DDTHH:MM`, local time of the tenant."""

    name = "datetime"
    fragment = "dates.moment"

    def parse(self, element: Element, raw: Raw, name: str) -> Value | Refused:
        text = one(raw, name)
        if not isinstance(text, str) or not text:
            return text or None
        return _iso_moment(text) or refuse("不是有效的日期时间，请按 2026-01-31 09:30 的格式填写")

    def display(self, element: Element, value: Value, choices: Choices) -> str:
        if value is None:
            return ""
        moment = datetime.fromisoformat(value)
        return f"{chinese_date(moment.date().isoformat())} {moment:%H:%M}"

    def cell(self, element: Element, value: Value, choices: Choices) -> str:
        return (value or "").replace("T", " ")

    def sample(self, element: Element, context: Context) -> Value:
        return (context.today or "2026-01-15") + "T09:30"


class DateRange(Kind):
    """From a day to a day, kept as `{"start", "end"}`; posted as `<name>-start` and `<name>-end`."""

    name = "date_range"
    fragment = "dates.period"
    grouped = True

    def parse(self, element: Element, raw: Raw, name: str) -> Value | Refused:
        days: dict[str, str] = {}
        faults: list[Fault] = []
        for part, label in (("start", "起始日期"), ("end", "截止日期")):
            text = one(raw, f"{name}-{part}")
            day = iso_date(text) if isinstance(text, str) and text else None
            if isinstance(text, Refused):
                faults += [Fault(label + fault.message, part, fault.code) for fault in text.faults]
            elif text and not day:
                faults.append(Fault(f"{label}不是有效日期，请按 2026-01-31 的格式填写", part, "unreadable"))
            elif day:
                days[part] = day
        if faults:
            return Refused(tuple(faults))
        if len(days) == 1:
            missing, label = ("end", "截止日期") if "start" in days else ("start", "起始日期")
            return refuse(f"还缺少{label}，请补充", missing, "required")
        return days or None

    def faults(self, element: Element, value: Value, context: Context) -> Iterator[Fault]:
        if value["start"] > value["end"]:
            yield Fault("截止日期早于起始日期，请核对", "end", "order")

    def display(self, element: Element, value: Value, choices: Choices) -> str:
        return "" if value is None else f"{chinese_date(value['start'])}至{chinese_date(value['end'])}"

    def cell(self, element: Element, value: Value, choices: Choices) -> str:
        return "" if value is None else f"{value['start']}/{value['end']}"

    def from_cell(self, element: Element, text: str, choices: Choices) -> Raw | Refused:
        found = _RANGE.fullmatch(text)
        return {"x-start": [found[1]], "x-end": [found[2]]} if found else {"x-start": [text]}

    def typed(self, element: Element, value: Value, name: str) -> dict[str, list[str]]:
        return {} if value is None else {f"{name}-start": [value["start"]], f"{name}-end": [value["end"]]}

    def sample(self, element: Element, context: Context) -> Value:
        day = context.today or "2026-01-15"
        return {"start": day, "end": day}
