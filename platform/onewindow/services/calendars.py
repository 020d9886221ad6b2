"""The work calendar of an installation: the national table as far as it is announced (domain study 4.2)."""

from __future__ import annotations

from collections.abc import Iterable

from onewindow.store import calendar
from onewindow.store.session import Database, platform_work
from rule_engine.workdays import seed

SOURCE = "国务院办公厅节假日安排（chinesecalendar）"


def announce_national(platform: Database, years: Iterable[int]) -> frozenset[int]:
    """Enter the national holidays and make-up days of the years that are announced; tell which years those are.

    A named platform job.
    """
    table = seed(years)
    days = [
        calendar.Day(day=day, work=worked, source=SOURCE)
        for of_year in table.exceptions.values()
        for day, worked in of_year.items()
    ]
    with platform_work(platform) as session:
        calendar.put(session, calendar.PLATFORM, table.years, days, source=SOURCE)
    return table.years
