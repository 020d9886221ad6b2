"""Effects after commit: told until done, done once, whoever is killed meanwhile."""

from __future__ import annotations

import dataclasses
import os
import pathlib
import signal
import sys
import threading
import uuid
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest

from onewindow.jobs import queue
from onewindow.jobs.effects import carry_out
from onewindow.jobs.relay import is_turn, relay
from onewindow.settings import Settings
from onewindow.store import numbering, outbox
from onewindow.store.session import UnitOfWork, platform_work
from tenants.scope import Scope
from tests.onewindow.runtime.counting_worker import EFFECTS
from tests.onewindow.runtime.processes import alive, children, eventually, running

TOWN = Scope.of(441322001000)
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def decide(made: queue.Queue, count: int, seconds: float = 0.0) -> tuple[str, list[uuid.UUID]]:
    """Decide some effects in one transaction; the series they count in, and the rows."""
    series = f"effects {uuid.uuid4()}"
    with UnitOfWork(made.database, TOWN) as uow:
        payload = {"series": series, "seconds": seconds}
        return series, [outbox.add(uow.session, "count", payload, now=NOW) for _ in range(count)]


def counted(made: queue.Queue, series: str) -> int:
    """How often an effect on the series is visible."""
    with UnitOfWork(made.database, TOWN) as uow:
        return numbering.next_(uow.session, series) - 1


@pytest.fixture
def made(installation: Settings) -> Iterator[queue.Queue]:
    """The queue of the installation, its outbox emptied before and after."""
    made = queue.make(installation, EFFECTS)
    _finish_all(made)
    made.control.purge()
    yield made
    _finish_all(made)
    made.database.dispose()
    made.platform_database.dispose()
    made.close()


def _finish_all(made: queue.Queue) -> None:
    with platform_work(made.platform_database) as session:
        claimed = outbox.claim(session, now=NOW, unanswered_since=NOW + timedelta(days=9999), limit=100_000)
    for message in claimed:
        with UnitOfWork(made.database, Scope.of(message.scope)) as uow:
            outbox.done(uow.session, message.id, now=NOW)


def waiting(made: queue.Queue) -> int:
    """The rows not done."""
    with platform_work(made.platform_database) as session:
        return outbox.backlog(session, now=NOW)[0]


def told(made: queue.Queue) -> int:
    """The messages that wait in the broker."""
    with made.connection_for_read() as connection:
        return connection.default_channel.queue_declare("celery", passive=False, durable=True).message_count


def test_a_row_is_told_once_and_again_only_after_the_lease(made: queue.Queue) -> None:
    decide(made, 3)
    assert relay(made, now=NOW) == 3
    assert relay(made, now=NOW + timedelta(seconds=59)) == 0
    assert relay(made, now=NOW + timedelta(seconds=61)) == 3
    assert told(made) == 6


def test_nothing_is_told_of_a_transaction_that_was_rolled_back(made: queue.Queue) -> None:
    with suppress(RuntimeError), UnitOfWork(made.database, TOWN) as uow:
        outbox.add(uow.session, "count", {}, now=NOW)
        raise RuntimeError
    assert relay(made, now=NOW) == 0


def test_more_rows_than_a_batch_are_all_told(made: queue.Queue) -> None:
    decide(made, 250)
    assert relay(made, now=NOW) == 250


def test_the_waits_between_tellings_double() -> None:
    turns = [claims for claims in range(1, 300) if is_turn(claims)]
    assert turns == [1, 2, 4, 8, 16, 32, 64, 128, 192, 256]


def test_a_lost_broker_loses_nothing(made: queue.Queue, installation: Settings, tmp_path: pathlib.Path) -> None:
    without = queue.make(dataclasses.replace(installation, broker_url=f"redis+socket://{tmp_path}/gone"), EFFECTS)
    decide(made, 5)
    with pytest.raises(Exception, match="connecting to"):
        relay(without, now=NOW)
    without.platform_database.dispose()
    assert told(made) == 0
    assert relay(made, now=NOW + timedelta(seconds=61)) == 5


def test_an_effect_is_carried_out_once_however_often_it_is_told(made: queue.Queue) -> None:
    series, (row,) = decide(made, 1, seconds=0.05)
    outcomes: list[bool] = []

    def carry() -> None:
        with UnitOfWork(made.database, TOWN) as uow:
            outcomes.append(carry_out(uow, row, EFFECTS, now=NOW))

    threads = [threading.Thread(target=carry) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == [False] * 5 + [True]
    assert counted(made, series) == 1


def test_a_failing_effect_leaves_no_trace_and_is_told_again(made: queue.Queue) -> None:
    def fails(uow: UnitOfWork, message: outbox.Message, _now: datetime) -> None:
        numbering.next_(uow.session, message.payload["series"])
        raise ConnectionError("the other system is away")

    series, (row,) = decide(made, 1)
    with pytest.raises(ConnectionError), UnitOfWork(made.database, TOWN) as uow:
        carry_out(uow, row, {"count": fails}, now=NOW)
    assert counted(made, series) == 0
    assert relay(made, now=NOW) == 1


def test_an_effect_of_an_unknown_kind_waits_for_a_version_that_knows_it(made: queue.Queue) -> None:
    series, (row,) = decide(made, 1)
    with UnitOfWork(made.database, TOWN) as uow:
        assert carry_out(uow, row, {}, now=NOW) is False
    with UnitOfWork(made.database, TOWN) as uow:
        assert carry_out(uow, row, EFFECTS, now=NOW) is True
    assert counted(made, series) == 1


def test_effects_survive_the_kill_of_a_worker_in_the_middle(
    made: queue.Queue, installation: Settings, tmp_path: pathlib.Path
) -> None:
    series, _ = decide(made, 12, seconds=0.3)
    argv = [sys.executable, "-m", "tests.onewindow.runtime.counting_worker"]
    with running(installation, argv, tmp_path / "log") as worker:
        relay(made, now=datetime.now(UTC))
        eventually(lambda: waiting(made) < 10)
        pool = children(worker.pid)
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait()
        eventually(lambda: not any(alive(pid) for pid in pool), 0.2)  # they do not finish what nobody awaits
    assert len(pool) == 2
    assert 0 < waiting(made) < 12
    made.control.purge()  # whatever the broker still knew is lost, too
    with running(installation, argv, tmp_path / "log"):
        relay(made, now=datetime.now(UTC) + timedelta(seconds=61))
        eventually(lambda: waiting(made) == 0)
    assert counted(made, series) == 12
