"""A backup of a county that works, restored into an empty database: the log verifies and paper has the same bytes."""

from __future__ import annotations

import pathlib
from collections.abc import Iterator
from uuid import UUID

import pytest

from onewindow.domain import demo
from onewindow.jobs.valkey import Valkey
from onewindow.store import audit, backup
from onewindow.store.bootstrap import OWNER, PLATFORM
from onewindow.store.postgres import Postgres
from tests.database import Database, fresh_database
from tests.flows.applications import FROM_ZERO, SHOP, file
from tests.flows.officers import decide
from tests.flows.town_hall import TownHall, open_town_hall
from tests.flows.visitor import Answer, said


@pytest.fixture(scope="module")
def hall(own_county: Database, broker: Valkey, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TownHall]:
    """A site on which work was done: two applications, five cases, a decision, messages."""
    with open_town_hall(own_county, broker.url, tmp_path_factory.mktemp("hall")) as made:
        yield made


@pytest.fixture(scope="module")
def accepted(hall: TownHall) -> Answer:
    """The page of an application, after its sign was decided."""
    clerk = hall.visitor("luoyang.window")
    file(clerk, FROM_ZERO)
    page = file(clerk, SHOP)
    decide(hall.visitor("urban.town"), page.codes[2], outcome="agree")
    hall.carry_out_effects()
    return page


@pytest.fixture(scope="module")
def restored(
    hall: TownHall, accepted: Answer, postgres: Postgres, broker: Valkey, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TownHall]:
    """Another site, on what was restored."""
    assert accepted.status == 200
    folder = tmp_path_factory.mktemp("backup")
    backup.backup(hall.database.dsn(PLATFORM), folder / "county.dump")
    with fresh_database(postgres, template=None) as empty:
        backup.restore(empty.dsn(OWNER), folder / "county.dump")
        with open_town_hall(empty, broker.url, folder) as made:
            yield made


def chain(hall: TownHall) -> audit.Verified:
    """The log of the county, verified link by link."""
    with hall.database.work(demo.COUNTY) as uow:
        result = audit.verify(uow.session)
    assert isinstance(result, audit.Verified)
    return result


def test_the_log_verifies_on_both_sides(hall: TownHall, restored: TownHall) -> None:
    before = chain(hall)
    assert before == chain(restored)
    assert before.entries > 8


def test_every_paper_has_the_same_bytes(hall: TownHall, accepted: Answer, restored: TownHall) -> None:
    papers = accepted.links("/desk/papers/")
    assert len(papers) == 4
    here, there = hall.visitor("luoyang.window"), restored.visitor("luoyang.window")
    for paper in papers:
        first, again = here.get(paper), there.get(paper)
        assert first.status == again.status == 200
        assert first.body == again.body
        assert first.body.startswith(b"%PDF")


def test_work_goes_on_where_it_stopped(accepted: Answer, restored: TownHall) -> None:
    food, code, *_ = accepted.codes
    decide(restored.visitor("market.officer"), food, outcome="agree")
    citizen = restored.visitor()
    citizen.get("/progress")
    assert "现场核查" in said(citizen.post("/progress", {"number": food, "code": code}))
    assert isinstance(chain(restored), audit.Verified)
    number = file(restored.visitor("luoyang.window"), SHOP).codes[0]
    assert int(number[-5:]) == int(accepted.codes[2][-5:]) + 1


def test_a_paper_of_the_log_names_who_printed(hall: TownHall, accepted: Answer) -> None:
    clerk = hall.visitor("luoyang.window")
    paper = accepted.links("/desk/papers/")[0]
    clerk.get(paper)
    identity = UUID(pathlib.PurePosixPath(paper).stem)
    with hall.database.work(demo.COUNTY) as uow:
        entries = audit.entries_of(uow.session, f"notice:{identity}")
    assert {entry.actor_name for entry in entries} == {"陈晓岚"}
    assert [entry.act for entry in entries] == ["notice.print", *["notice.view"] * (len(entries) - 1)]
    assert {entry.detail["count"] for entry in entries} == {1}
