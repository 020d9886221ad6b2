"""Stages, names, mergers and splits in a real database: old cases keep their place, open work goes to the heirs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import psycopg
import pytest

from onewindow.services import territory as services
from onewindow.services.territory import Act
from onewindow.store import cases, departments, tasks, territory, tree
from onewindow.store.errors import MissingError
from onewindow.store.postgres import Postgres
from tenants.life import Part, Refusals
from tenants.tree import Status
from tests.database import fresh_database
from tests.onewindow.store.samples import (
    COUNTY,
    NOW,
    OTHER_TOWN,
    OTHER_VILLAGE,
    TODAY,
    TOWN,
    VILLAGE,
    County,
    file_case,
    settle,
    task_of,
)

ACT = Act(NOW, TODAY, "区划调整")
DIVISION = date(1949, 10, 1)


@pytest.fixture
def county(postgres: Postgres) -> Iterator[County]:
    """A county of one's own for each test."""
    with fresh_database(postgres) as made:
        yield settle(made)


def file_with_town_task(
    county: County, number: str, accepting: int, home: int, *, status: str = "running"
) -> cases.Case:
    """A case with a finished and an open step at the home's town, and one open at the county."""
    town = home - home % 1000
    case = file_case(county, number, accepting, home, status=status)
    with county.work(COUNTY) as uow:
        done = task_of(case, town, "first", state="done", done_at=NOW, outcome="agree")
        tasks.add(uow.session, [done, task_of(case, town, "second")])
    return case


def places(county: County, case: cases.Case) -> dict[str, int]:
    with county.work(COUNTY) as uow:
        return {one.step: one.scope for one in tasks.of_case(uow.session, case.id)}


def test_stages_have_dates_and_a_history(county: County) -> None:
    with county.work(COUNTY) as uow:
        assert services.set_stage(uow, [TOWN, VILLAGE], Status.PILOT, ACT) == 2
        assert services.set_stage(uow, [TOWN], Status.PILOT, ACT) == 0
        assert services.set_stage(uow, [TOWN], Status.CLOSED, ACT) == 1
        refused = services.set_stage(uow, [VILLAGE, TOWN], Status.OPEN, ACT)
    assert isinstance(refused, Refusals)
    assert "不能改为开通" in refused.messages[0]
    with county.work(VILLAGE) as uow:
        assert [(one.status, one.since) for one in territory.stages(uow.session, TOWN)] == [
            ("pilot", TODAY),
            ("closed", TODAY),
        ]
        assert tree.get(uow.session, VILLAGE).status == "pilot"
        outside = services.set_stage(uow, [TOWN], Status.OPEN, ACT)
    assert isinstance(outside, Refusals)
    assert "不是本单位" in outside.messages[0]


def test_a_renamed_unit_is_found_under_both_names(county: County) -> None:
    with county.work(COUNTY) as uow:
        assert services.rename(uow, TOWN, "罗阳镇", ACT, code="441322111") is None
    with county.work(VILLAGE) as uow:
        found, before = tree.by_code(uow.session, "441322111"), tree.by_code(uow.session, str(TOWN))
        assert found == before == tree.get(uow.session, TOWN)
        assert found is not None
        assert (found.name, found.initials) == ("罗阳镇", "lyz")
        assert tree.names(uow.session, [str(TOWN), "441322111"]) == {str(TOWN): f"单位{TOWN}", "441322111": "罗阳镇"}
        assert [one.valid_to for one in territory.formers(uow.session, TOWN)] == [date(2026, 11, 22)]
    with county.work(COUNTY) as uow:
        again = services.rename(uow, TOWN, "", ACT, code=str(OTHER_TOWN))
    assert isinstance(again, Refusals)
    assert len(again.messages) == 3


def test_a_merged_town_s_open_work_goes_to_the_heir_and_what_is_done_stays(county: County) -> None:
    running = file_with_town_task(county, "running", TOWN, VILLAGE)
    from_afar = file_with_town_task(county, "afar", OTHER_TOWN, VILLAGE)
    finished = file_with_town_task(county, "finished", TOWN, VILLAGE, status="finished")
    with county.work(TOWN) as uow:
        own = departments.Department(scope=TOWN, key="x", name="综合窗口", level="town", valid_from=DIVISION)
        departments.put(uow.session, [own])
    with county.work(OTHER_TOWN) as uow, pytest.raises(MissingError):
        cases.get(uow.session, running.id)
    with county.work(COUNTY) as uow:
        done = services.merge(uow, [TOWN], OTHER_TOWN, ACT)
    assert not isinstance(done, Refusals)
    assert (done.cases, done.tasks) == (2, 4)
    with county.work(OTHER_TOWN) as uow:
        moved = cases.get(uow.session, running.id)
        assert moved.home_scope == next(one.number for one in done.planted if one.name == f"单位{VILLAGE}")
        assert (moved.accepting_scope, moved.number, moved.answers) == (TOWN, running.number, running.answers)
        assert {line.case_id for line in tasks.inbox(uow.session)} == {running.id, from_afar.id}
        with pytest.raises(MissingError):
            cases.get(uow.session, finished.id)
        assert departments.along(uow.session, TOWN, TODAY) == []
        assert [one.scope for one in services.successors(uow, VILLAGE)] == [moved.home_scope]
        assert tree.get(uow.session, moved.home_scope).status == "open"
    assert places(county, running) == {"review": COUNTY, "first": TOWN, "second": OTHER_TOWN}
    assert places(county, finished) == {"review": COUNTY, "first": TOWN, "second": TOWN}
    with county.work(TOWN) as uow:
        assert cases.get(uow.session, finished.id) == finished
        assert tree.by_code(uow.session, str(VILLAGE)) is not None
        assert TOWN not in {one.scope for one in tree.current(uow.session, TODAY)}
        assert tree.get(uow.session, TOWN).valid_to == date(2026, 11, 22)


def test_a_task_for_a_home_elsewhere_goes_up_to_the_county(county: County) -> None:
    case = file_case(county, "elsewhere", VILLAGE, OTHER_VILLAGE, status="running")
    with county.work(COUNTY) as uow:
        tasks.add(uow.session, [task_of(case, TOWN, "deliver")])
        services.merge(uow, [TOWN], OTHER_TOWN, ACT)
    assert places(county, case)["deliver"] == COUNTY


def test_a_village_that_changes_towns_takes_its_work_along(county: County) -> None:
    case = file_with_town_task(county, "moving", TOWN, VILLAGE)
    with county.work(COUNTY) as uow:
        done = services.split(uow, TOWN, [Part("新镇", "441322009", frozenset({VILLAGE}))], ACT)
    assert not isinstance(done, Refusals)
    town, village = done.planted
    assert places(county, case) == {"review": COUNTY, "first": TOWN, "second": town.number}
    with county.work(village.number) as uow:
        assert cases.get(uow.session, case.id).home_scope == village.number
        assert tree.get(uow.session, TOWN).valid_to is None


def test_only_the_county_may_reform_and_not_before_the_day(county: County) -> None:
    tomorrow = Act(NOW, date(2026, 11, 24), "提前")
    with county.work(TOWN) as uow:
        refused = services.merge(uow, [TOWN], TOWN, tomorrow)
    assert isinstance(refused, Refusals)
    assert len(refused.messages) == 3


@pytest.mark.parametrize(
    "statement",
    [
        f"UPDATE case_ SET home_scope = {OTHER_VILLAGE}",
        f"UPDATE task SET scope = {OTHER_TOWN}",
        f"UPDATE task SET moved_from = {TOWN}",
        "UPDATE tenant_succession SET position = 1",
        "DELETE FROM tenant_stage",
        "UPDATE tenant_former SET name = 'x'",
    ],
)
def test_a_home_moves_along_a_recorded_succession_only(county: County, statement: str) -> None:
    file_with_town_task(county, "guarded", TOWN, VILLAGE)
    with county.database.raw() as connection:
        connection.execute(
            f"SET LOCAL app.county='441322'; SET LOCAL app.lo='{COUNTY}'; SET LOCAL app.hi='441322999999'"
        )
        with pytest.raises(psycopg.Error):
            connection.execute(statement)


def test_every_child_of_a_case_follows_its_home(county: County) -> None:
    """A new table below a case repeats the two scopes with ON UPDATE CASCADE, or a merger would stumble over it."""
    with county.database.raw("postgres") as connection:
        stuck = connection.execute(
            "SELECT conname FROM pg_constraint WHERE contype = 'f' AND confrelid = 'case_'::regclass"
            " AND cardinality(conkey) = 4 AND confupdtype <> 'c'"
        ).fetchall()
    assert stuck == []


def test_marks_are_inherited_until_a_unit_sets_its_own(county: County) -> None:
    with county.work(COUNTY) as uow:
        assert services.brand(uow, COUNTY, {"colour": "#777777"}, ACT).keys() == {"colour"}
        assert services.brand(uow, COUNTY, {"colour": "#1f4e8c", "phone": "0752-1", "body": "中心"}, ACT) == {}
        assert services.marks(uow, VILLAGE) == {"colour": "#1f4e8c", "phone": "0752-1"}
    with county.work(TOWN) as uow:
        services.brand(uow, TOWN, {"phone": "0752-2"}, ACT)
        assert services.marks(uow, VILLAGE)["phone"] == "0752-2"
        with pytest.raises(MissingError):
            services.brand(uow, COUNTY, {}, ACT)
