"""A worker, run as a module by the tests, with one kind of effect: it counts in the database, and then it pauses."""

from __future__ import annotations

import os
import time
from datetime import datetime

from onewindow.jobs import queue
from onewindow.settings import Settings
from onewindow.store import numbering
from onewindow.store.outbox import Message
from onewindow.store.session import UnitOfWork


def count(uow: UnitOfWork, message: Message, _now: datetime) -> None:
    """Add one to the series the payload names, then take as long as it says."""
    numbering.next_(uow.session, message.payload["series"])
    time.sleep(message.payload["seconds"])


EFFECTS = {"count": count}

if __name__ == "__main__":
    made = queue.make(Settings.from_environment(os.environ), EFFECTS)
    made.Worker(concurrency=2, loglevel="info", quiet=True, without_gossip=True, without_mingle=True).start()
