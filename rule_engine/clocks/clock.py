"""What a clock is made of. Every part is a value; nothing here knows what time it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Any, Final, Literal, Self, TypeAlias

from rule_engine.shapes import Reader

WORKING_DAY: Final = "working_day"
CALENDAR_DAY: Final = "calendar_day"
Unit: TypeAlias = Literal["working_day", "calendar_day"]

CLOSING: Final = time(17, 30)
LONGEST: Final = 10_000
"""Days of the longest limit."""


@dataclass(frozen=True, slots=True)
class Limit:
    """So many days of a unit; 0 means the same day (即办件)."""

    value: int
    unit: Unit = WORKING_DAY

    @classmethod
    def from_json(cls, document: Any) -> Self:
        """From `{"value": 20, "unit": "working_day"}`; raise DocumentError for anything else."""
        read = Reader(document, "", [])
        value, unit = read.get("value"), read.get("unit")
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= LONGEST:
            read.wrong("value", f"期限要是 0 到 {LONGEST} 的整数", "例如 20")
        if unit not in (WORKING_DAY, CALENDAR_DAY):
            read.wrong("unit", f"不认识的期限单位“{unit}”", "写 working_day 或 calendar_day")
        read.finish()
        assert isinstance(value, int)
        return cls(value, unit)

    def __str__(self) -> str:
        return f"{self.value}个{'工作日' if self.unit == WORKING_DAY else '自然日'}"


@dataclass(frozen=True, slots=True)
class Pause:
    """Days that are not counted, from start to end, both included; still open without an end (行政许可法 art. 45,
    R078).
    """

    start: date
    end: date | None = None
    reason: str = ""

    def covers(self, day: date) -> bool:
        """Whether the clock stands still on a day."""
        return self.start <= day and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Extension:
    """Days added to the same count (行政许可法 art. 42: 10 more, once, approved, told with reasons)."""

    days: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Clock:
    """One limit that runs: accepted on a day that is not counted, with pauses and extensions.

    `closing`: when the due day ends. `roll`: a calendar-day period that ends on a rest day ends on the next working
    day.
    """

    accepted_on: date
    limit: Limit
    pauses: tuple[Pause, ...] = ()
    extensions: tuple[Extension, ...] = ()
    closing: time = CLOSING
    roll: bool = True

    @property
    def days(self) -> int:
        """The limit with its extensions, in the limit's unit."""
        return self.limit.value + sum(each.days for each in self.extensions)

    def paused(self, day: date) -> Pause | None:
        """The pause that a day falls into."""
        return next((each for each in self.pauses if each.covers(day)), None)
