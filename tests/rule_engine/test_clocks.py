"""Clocks by the conventions of the domain, as tables a clerk could check with a calendar."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rule_engine import (
    CALENDAR_DAY,
    Card,
    Clock,
    DayKind,
    DocumentError,
    Extension,
    Limit,
    MissingYear,
    Pause,
    Suspended,
    account,
    card_at,
    due,
    received,
    remaining,
)
from rule_engine.workdays import seed

CHINA = seed(range(2020, 2030))


def d(text: str) -> date:
    """A date of 2026 as month-day, or a whole date."""
    return date.fromisoformat(text if len(text) > 5 else f"2026-{text}")


def at(text: str) -> datetime:
    """A moment of 2026."""
    return datetime.fromisoformat(f"2026-{text}")


def clock(accepted: str, days: int, **more: Any) -> Clock:
    """A clock of working days."""
    return Clock(d(accepted), Limit(days), **more)


def pause(start: str, end: str | None = None, reason: str = "") -> Pause:
    """A pause."""
    return Pause(d(start), d(end) if end else None, reason)


DUE: list[tuple[str, Clock, Any]] = [
    ("the day of acceptance is not counted", clock("03-02", 1), d("03-03")),
    ("five working days over a weekend", clock("03-04", 5), d("03-11")),
    ("a make-up Saturday counts", clock("02-13", 1), d("02-14")),
    ("holidays do not count", clock("02-13", 2), d("02-24")),
    ("twenty working days over 中秋 and 国庆", clock("09-24", 20), d("10-29")),
    ("accepted on a Saturday: day 1 is Monday", clock("03-07", 1), d("03-09")),
    ("instant: the same day", clock("03-04", 0), d("03-04")),
    (
        "a pause takes out its days, both ends included",
        clock("03-02", 5, pauses=(pause("03-04", "03-05"),)),
        d("03-11"),
    ),
    ("a pause of one day", clock("03-02", 2, pauses=(pause("03-03", "03-03"),)), d("03-05")),
    (
        "a pause over a weekend takes out its working days",
        clock("03-05", 2, pauses=(pause("03-06", "03-09"),)),
        d("03-11"),
    ),
    (
        "two pauses that overlap count once",
        clock("03-02", 3, pauses=(pause("03-03", "03-05"), pause("03-04", "03-06"))),
        d("03-11"),
    ),
    ("a pause from the day of acceptance", clock("03-02", 1, pauses=(pause("03-02", "03-03"),)), d("03-04")),
    ("a pause after the due day changes nothing", clock("03-02", 1, pauses=(pause("03-10"),)), d("03-03")),
    ("an open pause: no due date yet", clock("03-02", 5, pauses=(pause("03-05"),)), Suspended(d("03-05"))),
    (
        "an extension adds to the same count",
        clock("03-02", 20, extensions=(Extension(10, "经负责人批准"),)),
        d("04-14"),
    ),
    ("an extension of an instant case", clock("03-04", 0, extensions=(Extension(2),)), d("03-06")),
    ("the calendar does not reach", Clock(d("2029-12-20"), Limit(20)), MissingYear(2027)),
    ("calendar days", Clock(d("03-02"), Limit(7, CALENDAR_DAY)), d("03-09")),
    ("calendar days ending on a rest day move", Clock(d("03-02"), Limit(5, CALENDAR_DAY)), d("03-09")),
    (
        "calendar days ending on a rest day, not moved",
        Clock(d("03-02"), Limit(5, CALENDAR_DAY), roll=False),
        d("03-07"),
    ),
    ("calendar days ending in the holidays move behind them", Clock(d("09-24"), Limit(7, CALENDAR_DAY)), d("10-08")),
    (
        "calendar days count through a missing year",
        Clock(d("2028-01-03"), Limit(7, CALENDAR_DAY), roll=False),
        d("2028-01-10"),
    ),
    ("but where they end has to be known", Clock(d("2028-01-03"), Limit(7, CALENDAR_DAY)), MissingYear(2028)),
    ("a pause of calendar days", Clock(d("03-02"), Limit(7, CALENDAR_DAY), (pause("03-04", "03-05"),)), d("03-11")),
]


@pytest.mark.parametrize(("about", "made", "wanted"), DUE)
def test_due(about: str, made: Clock, wanted: Any) -> None:
    found = due(made, CHINA)
    if isinstance(wanted, MissingYear):
        assert isinstance(found, MissingYear), about
    else:
        assert found == wanted, about


def test_which_year_is_missing() -> None:
    assert due(clock("12-15", 20), seed([2026])) == MissingYear(2027)
    assert due(clock("2025-12-15", 20), seed([2026])) == MissingYear(2025)
    assert str(Suspended(d("03-05"))) == "自 2026-03-05 起暂停计时，恢复后才能计算截止日"


CARDS: list[tuple[str, Clock, str, int, Card | None]] = [
    ("the last day but one", clock("03-02", 5), "03-06T10:00", 1, Card.YELLOW),
    ("the day before that", clock("03-02", 5), "03-05T10:00", 1, None),
    ("over the weekend still one day left", clock("03-02", 5), "03-08T10:00", 1, Card.YELLOW),
    ("on the due day", clock("03-02", 5), "03-09T17:30", 1, Card.YELLOW),
    ("one second after closing time", clock("03-02", 5), "03-09T17:30:01", 1, Card.RED),
    ("closing time of the office", clock("03-02", 5, closing=time(12)), "03-09T12:01", 1, Card.RED),
    ("no warning before the day itself", clock("03-02", 5), "03-06T10:00", 0, None),
    ("three days", clock("03-02", 5), "03-04T08:00", 3, Card.YELLOW),
    ("the clock stands still today", clock("03-02", 5, pauses=(pause("03-06", "03-10"),)), "03-09T10:00", 1, None),
    ("and runs again", clock("03-02", 5, pauses=(pause("03-06", "03-10"),)), "03-11T10:00", 1, Card.YELLOW),
    (
        "a pause before the end is not a day left",
        clock("03-02", 4, pauses=(pause("03-06", "03-10"),)),
        "03-05T10:00",
        1,
        Card.YELLOW,
    ),
    ("suspended", clock("03-02", 5, pauses=(pause("03-04"),)), "04-01T10:00", 1, None),
    ("instant, at closing time", clock("03-02", 0), "03-02T17:31", 1, Card.RED),
    ("calendar days", Clock(d("03-02"), Limit(7, CALENDAR_DAY)), "03-08T10:00", 1, Card.YELLOW),
    ("the calendar does not reach", Clock(d("2029-12-20"), Limit(20)), "12-30T10:00", 1, None),
]


@pytest.mark.parametrize(("about", "made", "moment", "threshold", "wanted"), CARDS)
def test_cards(about: str, made: Clock, moment: str, threshold: int, wanted: Card | None) -> None:
    assert card_at(made, CHINA, at(moment), threshold) is wanted, about


def test_the_account_explains_the_due_date() -> None:
    made = clock("02-11", 4, pauses=(pause("02-12", "02-12", "现场勘查"),))
    said = [
        (each.day.strftime("%m-%d"), each.kind.label, each.number, each.note)
        for each in account(made, CHINA, d("02-25")).days
    ]
    assert said == [
        ("02-11", "受理当日，不计", None, ""),
        ("02-12", "暂停计时，不计", None, "现场勘查"),
        ("02-13", "计入", 1, ""),
        ("02-14", "调休上班，计入", 2, ""),
        ("02-15", "周末，不计", None, ""),
        *[(f"02-{day}", "节假日，不计", None, "") for day in range(16, 21)],
        ("02-21", "周末，不计", None, ""),
        ("02-22", "周末，不计", None, ""),
        ("02-23", "节假日，不计", None, ""),
        ("02-24", "计入", 3, ""),
        ("02-25", "计入", 4, ""),
    ]
    assert due(made, CHINA) == d("02-25")
    totals = account(made, CHINA, d("02-25"))
    assert (totals.counted, totals.total(DayKind.HOLIDAY), totals.total(DayKind.PAUSED)) == (4, 6, 1)


def test_an_account_beyond_the_calendar_says_where_it_ends() -> None:
    found = account(clock("12-30", 5), seed([2026]), d("2027-01-10"))
    assert (found.days[-1].day, found.missing) == (d("12-31"), MissingYear(2027))
    assert account(clock("12-30", 5), seed([2026]), d("12-31")).missing is None


RECEIVED = [
    ("03-04T09:00", "03-04"),
    ("03-04T17:30", "03-04"),
    ("03-04T17:31", "03-05"),
    ("03-06T18:00", "03-09"),
    ("03-07T10:00", "03-09"),
    ("02-14T10:00", "02-14"),
    ("02-14T18:00", "02-24"),
]


@pytest.mark.parametrize(("moment", "day"), RECEIVED)
def test_received(moment: str, day: str) -> None:
    assert received(at(moment), CHINA) == d(day)


@pytest.mark.parametrize(
    "document", [{}, {"value": 1}, {"value": "5", "unit": "working_day"}, {"value": True, "unit": "working_day"}]
)
def test_documents_that_are_no_limits(document: Any) -> None:
    with pytest.raises(DocumentError):
        Limit.from_json(document)


def test_limits() -> None:
    assert Limit.from_json({"value": 20, "unit": "working_day"}) == Limit(20)
    assert str(Limit(7, CALENDAR_DAY)) == "7个自然日"


STARTS = st.dates(date(2021, 1, 1), date(2024, 12, 31))


@given(STARTS, st.integers(1, 60), st.integers(0, 40), st.integers(0, 30))
def test_a_pause_adds_exactly_its_length(accepted: date, days: int, after: int, length: int) -> None:
    """Working days in the pause, no more and no less, are added to a count that it interrupts."""
    start = accepted + timedelta(days=after)
    end = start + timedelta(days=length)
    plain = due(Clock(accepted, Limit(days)), CHINA)
    paused = due(Clock(accepted, Limit(days), (Pause(start, end),)), CHINA)
    assert isinstance(plain, date)
    assert isinstance(paused, date)
    if start > plain or end <= accepted:
        assert paused == plain
    else:
        first = max(start, accepted + timedelta(days=1))
        assert CHINA.between(plain, paused) == CHINA.between(first - timedelta(days=1), end)


@given(STARTS, st.integers(0, 60), st.integers(0, 20))
def test_an_extension_is_a_longer_limit(accepted: date, days: int, more: int) -> None:
    assert due(Clock(accepted, Limit(days), extensions=(Extension(more),)), CHINA) == due(
        Clock(accepted, Limit(days + more)), CHINA
    )


@given(STARTS, st.integers(1, 60))
def test_due_is_the_nth_working_day_and_the_account_agrees(accepted: date, days: int) -> None:
    made = Clock(accepted, Limit(days))
    end = due(made, CHINA)
    assert end == CHINA.add(accepted, days)
    assert isinstance(end, date)
    told = account(made, CHINA, end)
    assert (told.counted, told.days[-1].number) == (days, days)
    assert remaining(made, CHINA, accepted, end) == days


@given(STARTS, st.integers(1, 40), st.integers(0, 80), st.integers(0, 5))
def test_cards_never_go_back(accepted: date, days: int, later: int, threshold: int) -> None:
    """None, then yellow, then red; never the other way."""
    made = Clock(accepted, Limit(days))
    ranks = {None: 0, Card.YELLOW: 1, Card.RED: 2}
    moments = [datetime.combine(accepted, time(9)) + timedelta(days=n) for n in range(later + 1)]
    seen = [ranks[card_at(made, CHINA, moment, threshold)] for moment in moments]
    assert seen == sorted(seen)
