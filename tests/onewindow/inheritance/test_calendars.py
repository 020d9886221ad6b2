"""The days that count limits in a tenant: the country's, the county's, and those of calendar documents as they fold."""

from __future__ import annotations

from datetime import date, timedelta

from onewindow.services.inheritance import Refused
from onewindow.store import calendar
from tests.onewindow.inheritance.county import COUNTY, TODAY, Place, counting, town

BODY = {
    "schema": "onewindow/calendar/1",
    "days": [{"id": "2026-11-30", "work": False, "note": "本地节日"}],
    "inherit": {"days": "free"},
}
LAST = TODAY + timedelta(days=60)
FEAST, EXTRA = date(2026, 11, 30), date(2026, 12, 5)


def days(place: Place, scope: int, of: int | None = None) -> dict[date, bool]:
    with place.work(scope) as uow:
        return calendar.load(uow.session, TODAY, LAST, on=TODAY, scope=of).days


def test_a_tenants_own_day_counts_there_and_below_and_nowhere_else(place: Place) -> None:
    place.publish(BODY, kind="calendar", key="calendar")
    assert days(place, town(1)) == {FEAST: False}
    place.save(town(1), kind="calendar", key="calendar", added={"days": [{"id": "2026-12-05", "work": True}]})
    assert days(place, town(1)) == {FEAST: False, EXTRA: True}
    assert days(place, town(2)) == days(place, COUNTY) == {FEAST: False}
    assert days(place, COUNTY, of=town(1)) == {FEAST: False, EXTRA: True}  # a case of the town, seen from the county
    with place.work(COUNTY) as uow:
        calendar.put(
            uow.session, uow.scope.county, [2026], [calendar.Day(day=FEAST, work=True, source="县")], source="县"
        )
    assert days(place, town(2)) == {FEAST: False}  # the document goes before the table


def test_one_statement_where_nobody_publishes_days_of_his_own(place: Place) -> None:
    with counting(place.database) as sent, place.work(town(1)) as uow:
        calendar.load(uow.session, TODAY, LAST, on=TODAY)
    assert len([one for one in sent if "calendar_day" in one or "publication" in one]) == 1


def test_a_day_that_is_none_is_refused(place: Place) -> None:
    place.publish(BODY, kind="calendar", key="calendar")
    refused = place.try_save(town(1), kind="calendar", key="calendar", added={"days": [{"id": "soon", "work": True}]})
    assert isinstance(refused, Refused)
    assert "应写成 2027-01-01 的样子" in refused.sentences[0]
