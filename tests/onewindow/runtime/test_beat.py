"""Of any number of beats one is active, and another takes over when it is gone."""

from __future__ import annotations

import json
import os
import pathlib
import signal
from datetime import UTC, datetime

import psycopg
import pytest

from onewindow.jobs import queue
from onewindow.jobs.leader import LEADER_KEY, Leadership
from onewindow.settings import Settings
from onewindow.store import outbox
from onewindow.store.bootstrap import libpq
from onewindow.store.session import UnitOfWork
from tenants.scope import Scope
from tests.onewindow.runtime.processes import ONEWINDOW, eventually, running


@pytest.fixture
def address(installation: Settings) -> str:
    """The database, as libpq writes it."""
    return libpq(installation.platform_database_url)


def events(log: pathlib.Path) -> list[str]:
    """What a program told in its log."""
    return [json.loads(line)["event"] for line in log.read_text(encoding="utf-8").splitlines()]


def test_one_of_several_leads_and_the_next_takes_over(address: str) -> None:
    first, second = Leadership(address), Leadership(address)
    assert (first.held(), second.held(), first.held(), second.held()) == (True, False, True, False)
    first.resign()
    assert (second.held(), first.held()) == (True, False)
    second.resign()
    first.resign()


def test_a_leader_whose_connection_is_cut_knows_and_stops_leading(address: str) -> None:
    leader, other = Leadership(address), Leadership(address)
    assert leader.held()
    with psycopg.connect(address, autocommit=True) as connection:
        held = "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = %s"
        connection.execute(f"SELECT pg_terminate_backend(pid, 5000) FROM ({held}) AS holder", [LEADER_KEY])
    assert other.held()
    assert not leader.held()
    other.resign()
    assert leader.held()
    leader.resign()


def test_nobody_leads_without_a_database(tmp_path: pathlib.Path) -> None:
    assert not Leadership(f"postgresql://ow_platform@/onewindow?host={tmp_path}").held()


def test_two_beats_tell_each_row_once_and_survive_each_other(installation: Settings, tmp_path: pathlib.Path) -> None:
    made = queue.make(installation)
    made.control.purge()
    logs = [tmp_path / "first.log", tmp_path / "second.log"]
    with running(installation, [ONEWINDOW, "beat"], logs[0]) as first:
        eventually(lambda: "this beat leads" in events(logs[0]))
        with running(installation, [ONEWINDOW, "beat"], logs[1]) as second:
            with UnitOfWork(made.database, Scope.of(441322001000)) as uow:
                for _ in range(20):
                    outbox.add(uow.session, "nothing", {}, now=datetime.now(UTC))
            with made.connection_for_read() as broker:
                told = broker.default_channel
                eventually(lambda: told.queue_declare("celery", durable=True).message_count == 20)
                os.kill(first.pid, signal.SIGKILL)
                eventually(lambda: logs[1].exists() and "this beat leads" in events(logs[1]))
                assert told.queue_declare("celery", durable=True).message_count == 20
            second.terminate()
            assert second.wait(10) == 0
    made.control.purge()
    made.close()
    made.database.dispose()
