"""A thousand documents, the worker killed twice in the middle: each document exactly once."""

from __future__ import annotations

import hashlib
import json
import os
import pathlib
import signal
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from uuid import UUID

import pytest

from onewindow.jobs import queue
from onewindow.jobs.relay import relay
from onewindow.settings import Settings
from onewindow.store import notices
from onewindow.store.batches import Batch
from tests.onewindow.batches.county import Town, people_town
from tests.onewindow.runtime.conftest import broker, installation
from tests.onewindow.runtime.processes import ONEWINDOW, alive, children, eventually, running
from tests.onewindow.store.samples import TOWN, settle

__all__ = ["broker", "installation"]
COUNT = 1_000


@pytest.fixture
def made(installation: Settings) -> Iterator[queue.Queue]:
    made = queue.make(installation)
    made.control.purge()
    yield made
    made.platform_database.dispose()
    made.close()


class Pacemaker:
    """Tells the worker of what waits; after a kill, as if the lease of what died had run out."""

    def __init__(self, made: queue.Queue) -> None:
        self.made, self.ahead = made, timedelta(0)

    def beat(self) -> None:
        relay(self.made, now=datetime.now(UTC) + self.ahead)

    def outlive(self) -> None:
        self.ahead += timedelta(minutes=5)


def test_each_document_exactly_once(
    made: queue.Queue, installation: Settings, database: object, tmp_path: pathlib.Path
) -> None:
    town = people_town(settle(database), COUNT)  # type: ignore[arg-type]
    batch = town.order("zip")
    assert isinstance(batch, Batch)
    pace = Pacemaker(made)

    def done(count: int) -> bool:
        pace.beat()
        tally = town.progress(batch.id).tally
        return tally.done >= count

    for goal in (200, 600):
        with running(installation, [ONEWINDOW, "worker"], tmp_path / "log") as worker:
            eventually(lambda goal=goal: done(goal), 60)  # type: ignore[misc]
            pool = children(worker.pid)
            for pid in (worker.pid, *pool):
                os.kill(pid, signal.SIGKILL)
            worker.wait()
        eventually(lambda pool=pool: not any(alive(pid) for pid in pool), 5)  # type: ignore[misc]
        assert goal <= town.progress(batch.id).tally.done < COUNT
        pace.outlive()
    with running(installation, [ONEWINDOW, "worker"], tmp_path / "log"):
        eventually(lambda: done(COUNT) and town.progress(batch.id).ready, 60)
    assert_once(town, batch.id)


def assert_once(town: Town, batch_id: UUID) -> None:
    """The file holds one document for each case, the one its record gives; each was counted as one print."""
    with zipfile.ZipFile(BytesIO(town.fetch(batch_id))) as file:
        names = file.namelist()
        told = json.loads(file.read("清单.json"))
        found = {name: hashlib.sha256(file.read(name)).hexdigest() for name in names if name.endswith(".pdf")}
    assert len(names) == len(set(names)) == COUNT + 2
    assert [row["place"] for row in told["rows"]] == list(range(1, COUNT + 1))
    assert {row["case"] for row in told["rows"]} == {case.number for case in town.cases}
    assert {f"{row['place']:04}-受理通知书-{row['case']}.pdf": row["sha256"] for row in told["rows"]} == found
    assert len({row["number"] for row in told["rows"]}) == len(set(found.values())) == COUNT
    with town.county.work(TOWN) as uow:
        printed = [notices.of_case(uow.session, case.id)[0].printed for case in town.cases]
    assert printed == [1] * COUNT
