"""The worker dies in the middle of an effect: carried out once all the same, and only then marked as done."""

from __future__ import annotations

import itertools
import os
import pathlib
import signal
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from onewindow.jobs import queue
from onewindow.jobs.relay import relay
from onewindow.jobs.valkey import Valkey
from onewindow.store.postgres import SUPERUSER
from tests.database import Database
from tests.flows.applications import FROM_ZERO, file
from tests.flows.officers import decide
from tests.flows.test_from_zero import REGISTRATION, RESULT
from tests.flows.town_hall import TownHall, open_town_hall
from tests.flows.visitor import said
from tests.onewindow.runtime.processes import ONEWINDOW, alive, children, eventually, running

WAITS = (
    "SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database"
    " WHERE NOT granted AND datname = current_database()"
)
LATER = timedelta(seconds=61)


@pytest.fixture(scope="module")
def hall(own_county: Database, broker: Valkey, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TownHall]:
    """A site of its own, so that nothing else is in its outbox."""
    with open_town_hall(own_county, broker.url, tmp_path_factory.mktemp("hall")) as made:
        yield made


@pytest.fixture(scope="module")
def made(hall: TownHall) -> Iterator[queue.Queue]:
    """The queue of the site, with nothing in the broker."""
    made = queue.make(hall.settings)
    made.control.purge()
    yield made
    made.platform_database.dispose()
    made.close()


@pytest.fixture
def killed_in(hall: TownHall, made: queue.Queue, tmp_path: pathlib.Path) -> Callable[[str], None]:
    """killed_in("message"): a worker begins what waits, cannot write to that table, and is killed as it waits."""

    def kill_while_writing(table: str) -> None:
        with hall.database.raw(SUPERUSER) as blocker:
            blocker.execute(psycopg.sql.SQL("LOCK TABLE {} IN SHARE MODE").format(psycopg.sql.Identifier(table)))
            with running(hall.settings, [ONEWINDOW, "worker"], tmp_path / "log") as worker:
                relay(made, now=datetime.now(UTC))
                eventually(lambda: hall.rows(WAITS) == [(1,)], 60)
                everybody = [worker.pid, *children(worker.pid)]
                os.kill(worker.pid, signal.SIGKILL)
                worker.wait()
                eventually(lambda: not any(alive(pid) for pid in everybody))
            blocker.rollback()
        eventually(lambda: hall.rows(WAITS) == [(0,)])
        made.control.purge()  # what the broker still knew is lost, too

    return kill_while_writing


def work_it_off(hall: TownHall, made: queue.Queue, log: pathlib.Path) -> None:
    """A new worker carries out whatever is left, and what comes of it."""
    with running(hall.settings, [ONEWINDOW, "worker"], log):
        turns = itertools.count(1)

        def nothing_left() -> bool:
            relay(made, now=datetime.now(UTC) + LATER * next(turns))
            return hall.rows("SELECT count(*) FROM outbox WHERE done_at IS NULL") == [(0,)]

        eventually(nothing_left, 60)


def messages(hall: TownHall) -> list[tuple[object, ...]]:
    """Every message with its matter, and how often it stands there."""
    return hall.rows(
        "SELECT matter_name, split_part(body, '”', 2), count(*)"
        " FROM message m JOIN case_ c ON c.id = m.case_id GROUP BY 1, 2"
    )


def test_a_message_and_the_waiting_cases_survive_the_death_of_the_worker(
    hall: TownHall, made: queue.Queue, killed_in: Callable[[str], None], tmp_path: pathlib.Path
) -> None:
    clerk = hall.visitor("luoyang.window")
    page = file(clerk, FROM_ZERO)
    registration = next(
        number for number in page.codes[::2] if REGISTRATION in said(clerk.get(f"/desk/cases/{number}"))
    )
    killed_in("message")
    assert messages(hall) == []
    work_it_off(hall, made, tmp_path / "log")
    assert [(name, count) for name, _, count in messages(hall)] == [(REGISTRATION, 1)]

    decide(clerk, registration, outcome="agree")
    decide(clerk, registration, outcome="agree", **RESULT)
    killed_in("task")
    assert hall.rows("SELECT count(*) FROM case_ WHERE status = 'waiting'") == [(3,)]
    work_it_off(hall, made, tmp_path / "log")
    assert hall.rows("SELECT count(*) FROM case_ WHERE status = 'running'") == [(3,)]
    doubled = hall.rows("SELECT case_id, step FROM task GROUP BY 1, 2 HAVING count(*) > 1")
    assert doubled == []
    told = messages(hall)
    assert {count for *_, count in told} == {1}
    assert len(told) == 5  # the registration accepted and granted, three more accepted
