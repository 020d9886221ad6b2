"""Working days: the table, its gaps, and counting over them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rule_engine import DocumentError, MissingYear, WorkCalendar
from rule_engine.workdays import seed

CHINA = seed(range(2020, 2030))
TWO_YEARS = seed([2025, 2026])


def d(text: str) -> date:
    """A date of 2026 as month-day, or a whole date."""
    return date.fromisoformat(text if len(text) > 5 else f"2026-{text}")


DAYS = [
    ("01-01", False, "元旦"),
    ("01-04", True, "Sunday, made up"),
    ("02-14", True, "Saturday, made up before the Spring Festival"),
    ("02-16", False, "Spring Festival"),
    ("02-21", False, "Saturday inside the holidays"),
    ("02-24", True, "an ordinary Tuesday"),
    ("10-10", True, "Saturday, made up"),
    ("11-21", False, "an ordinary Saturday"),
]


@pytest.mark.parametrize(("day", "worked", "why"), DAYS)
def test_the_national_calendar(day: str, worked: bool, why: str) -> None:
    assert CHINA.is_workday(d(day)) is worked, why


SUMS = [
    ("02-13", 1, "02-14"),
    ("02-13", 2, "02-24"),
    ("02-24", -1, "02-14"),
    ("02-24", -2, "02-13"),
    ("09-30", 1, "10-08"),
    ("10-09", 2, "10-12"),
    ("10-03", 1, "10-08"),
    ("10-03", 0, "10-03"),
    ("2025-12-31", 1, "2026-01-04"),
    ("12-30", 1, "12-31"),
]


@pytest.mark.parametrize(("start", "n", "end"), SUMS)
def test_adding(start: str, n: int, end: str) -> None:
    assert TWO_YEARS.add(d(start), n) == d(end)


def test_a_year_that_is_missing_is_a_value_that_names_it() -> None:
    assert TWO_YEARS.is_workday(d("2027-01-04")) == MissingYear(2027)
    assert TWO_YEARS.add(d("11-21"), 30) == MissingYear(2027)
    assert TWO_YEARS.add(d("2025-01-10"), -30) == MissingYear(2024)
    assert TWO_YEARS.between(d("12-30"), d("2027-01-05")) == MissingYear(2027)
    assert TWO_YEARS.on_or_after(d("2027-01-01")) == MissingYear(2027)
    assert str(MissingYear(2027)) == "缺少 2027 年的工作日历，无法计算"


def test_what_the_library_does_not_know_is_left_out() -> None:
    assert 2026 in CHINA.years
    assert seed([1999]).years == frozenset()
    assert seed([1999]).is_workday(date(1999, 5, 5)) == MissingYear(1999)


def test_the_ends_of_time() -> None:
    calendar = WorkCalendar.of({}, [1, 9999])
    assert calendar.add(date.max, 1) == MissingYear(10_000)
    assert calendar.add(date.min, -1) == MissingYear(0)


def test_a_tenants_own_days() -> None:
    flood = CHINA.override({d("06-15"): False, d("06-20"): True, date(2050, 1, 3): False})
    assert flood.is_workday(d("06-15")) is False
    assert flood.is_workday(d("06-20")) is True
    assert flood.years == CHINA.years
    assert CHINA.is_workday(d("06-15")) is True


def test_as_a_document() -> None:
    document = TWO_YEARS.to_json()
    assert document["2026"]["02-14"] is True
    assert WorkCalendar.from_json(document) == TWO_YEARS
    assert WorkCalendar.from_json(None).years == frozenset()


@pytest.mark.parametrize(
    ("document", "places"),
    [
        (
            {"2026": {"13-01": True, "02-30": False, "01-01": "x", "1-1": True}},
            ["/2026/13-01", "/2026/02-30", "/2026/01-01", "/2026/1-1"],
        ),
        ({"26": {}, "2026": 5}, ["/26", "/2026"]),
        ([], [""]),
    ],
)
def test_documents_that_are_no_calendars(document: Any, places: list[str]) -> None:
    with pytest.raises(DocumentError) as caught:
        WorkCalendar.from_json(document)
    assert [problem.pointer for problem in caught.value.problems] == places


def test_days_that_are_as_their_weekday_says_need_not_be_listed() -> None:
    listed = WorkCalendar.of({d("06-15"): True, d("06-20"): False, d("06-16"): False}, [2026])
    assert dict(listed.exceptions) == {2026: {d("06-16"): False}}


STARTS = st.dates(date(2021, 1, 1), date(2025, 6, 30))


@given(STARTS, st.integers(-200, 200))
def test_between_undoes_add(day: date, n: int) -> None:
    end = CHINA.add(day, n)
    assert isinstance(end, date)
    assert CHINA.between(day, end) == n
    if n:
        assert CHINA.is_workday(end) is True


@given(STARTS, STARTS, STARTS)
def test_stretches_add_up(a: date, b: date, c: date) -> None:
    a, b, c = sorted([a, b, c])
    parts = CHINA.between(a, b), CHINA.between(b, c), CHINA.between(a, c)
    assert all(isinstance(part, int) for part in parts)
    assert parts[0] + parts[1] == parts[2]  # type: ignore[operator]


@given(STARTS, st.integers(0, 400))
def test_counting_one_by_one(day: date, days: int) -> None:
    end = day + timedelta(days=days)
    one_by_one = sum(CHINA.is_workday(day + timedelta(days=n)) is True for n in range(1, days + 1))
    assert CHINA.between(day, end) == one_by_one


@given(STARTS)
def test_on_or_after(day: date) -> None:
    found = CHINA.on_or_after(day)
    assert isinstance(found, date)
    assert found >= day
    assert CHINA.is_workday(found) is True
    assert (found == day) == CHINA.is_workday(day)
