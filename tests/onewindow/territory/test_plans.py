"""The hot questions are answered from indexes: no plan reads a whole table of tenants, cases, tasks or publications."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from onewindow.store import case_list, cases, catalogue, tallies, tasks, territory, tree
from onewindow.store.case_list import Wanted
from onewindow.store.postgres import SUPERUSER
from tests.bench import _nation
from tests.database import Database
from tests.onewindow.store.samples import COUNTY, TOWN, UNITS, County, settle

HOT = {"tenant", "case_", "task", "publication", "application"}
CASES, COUNTIES, TOWNS, VILLAGES = 4_000, 60, 900, 9_000
QUESTIONS: dict[str, Callable[[Session], object]] = {
    "case by number": lambda session: cases.by_number(session, "B77"),
    "case list": lambda session: case_list.page(session, Wanted()),
    "case list, no hit": lambda session: case_list.page(session, Wanted(statuses=("waiting",))),
    "case list, rare department": lambda session: case_list.page(
        session, Wanted(tenant=COUNTY, departments=("消防救援大队",))
    ),
    "case list, far due": lambda session: case_list.page(session, Wanted(due_from=date(2030, 1, 1))),
    "case list, applicant": lambda session: case_list.page(session, Wanted(applicant_name="张77")),
    "inbox": lambda session: tasks.inbox(session, ["城管局"]),
    "tally": lambda session: tallies.tally(
        session,
        ("waiting",),
        today=date(2026, 11, 23),
        soon=date(2026, 11, 26),
        since=datetime(2026, 11, 23, tzinfo=UTC),
    ),
    "offer": lambda session: catalogue.offered(session, "matter", TOWN, date(2026, 11, 23)),
    "unit": lambda session: tree.get(session, TOWN),
    "unit by code": lambda session: tree.by_code(session, str(TOWN)),
    "unit by former code": lambda session: tree.by_code(session, "none"),
    "units": lambda session: tree.current(session, date(2026, 11, 23)),
    "lineage": lambda session: tree.lineage(session, TOWN),
    "below": lambda session: tree.children(session, COUNTY),
    "search": lambda session: tree.search(session, "单位"),
    "heirs": lambda session: territory.heirs(session),
}


@pytest.fixture(scope="module")
def county(database: Database) -> County:
    """A county with cases in a small nation."""
    made = settle(database)
    with database.raw(SUPERUSER) as connection:
        _nation.load(connection, _nation.units(COUNTIES, TOWNS, VILLAGES))
        _nation.fill_cases(connection, COUNTY // 10**6, list(UNITS), made.digest, CASES)
    return made


def test_the_nation_has_the_real_shape() -> None:
    levels = [row[7] for row in _nation.units()]
    assert [levels.count(level) for level in ("county", "town", "village")] == [2_978, 41_352, 620_573]
    numbers = [row[1] for row in _nation.units(COUNTIES, TOWNS, VILLAGES)]
    assert len(set(numbers)) == len(numbers) == COUNTIES + TOWNS + VILLAGES


@pytest.mark.parametrize("viewer", [COUNTY, TOWN, TOWN + 1])
@pytest.mark.parametrize("name", QUESTIONS)
def test_no_hot_question_reads_a_whole_table(county: County, name: str, viewer: int) -> None:
    asked: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, statement: str, values: Any, *_more: object) -> None:
        asked.append((statement, values))

    with county.work(viewer) as uow:
        uow.session.connection()
        event.listen(county.database.app, "before_cursor_execute", note)
        try:
            QUESTIONS[name](uow.session)
        except LookupError:
            pass
        finally:
            event.remove(county.database.app, "before_cursor_execute", note)
        raw = uow.session.connection().connection.cursor()
        raw.execute("SET LOCAL enable_seqscan = off")  # a small table is read whole although there is an index
        for statement, values in asked:
            raw.execute(f"EXPLAIN (FORMAT JSON) {statement}", values)
            ((plan,),) = raw.fetchall()
            for one in nodes(plan[0]["Plan"]):
                if one.get("Relation Name") in HOT or one["Node Type"] == "Bitmap Index Scan":
                    assert "Seq" not in one["Node Type"], one
                    assert "county_id" in one.get("Index Cond", one.get("Recheck Cond", "")), one
    assert asked


def nodes(plan: dict[str, Any]) -> list[dict[str, Any]]:
    """A plan's steps, all of them."""
    return [plan, *(one for part in plan.get("Plans", ()) for one in nodes(part))]
