"""The relay: tells Celery of outbox rows that wait, until each is done.

A row is told when it is new, and again when nobody carried it out within LEASE, each time waiting about twice as long
(1, 2, 4 … leases, at most 64). So a lost message, a lost broker or a killed worker costs time and nothing else.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from onewindow.jobs.queue import Queue
from onewindow.store import outbox
from onewindow.store.session import platform_work

LEASE = timedelta(seconds=60)
BATCH = 100
LONGEST_WAIT = 64


def relay(queue: Queue, *, now: datetime, lease: timedelta = LEASE) -> int:
    """Claim all rows that are due and tell each whose turn it is; the number told.

    Claims are committed before anything is told: when telling fails, the rows come up again after the lease.
    """
    told = 0
    while True:
        with platform_work(queue.platform_database) as session:
            claimed = outbox.claim(session, now=now, unanswered_since=now - lease, limit=BATCH)
        for message in claimed:
            if is_turn(message.attempts):
                queue.send_task("onewindow.effect", (message.scope, str(message.id)), retry=False)
                told += 1
        if len(claimed) < BATCH:
            return told


def is_turn(claims: int) -> bool:
    """Whether a row claimed for the n-th time is told again: at 1, 2, 4, 8 … and from then on every 64th time."""
    return claims.bit_count() == 1 or claims % LONGEST_WAIT == 0
