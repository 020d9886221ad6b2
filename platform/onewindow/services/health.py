"""What the figures of an installation say about work that waits."""

from __future__ import annotations

from datetime import datetime

from onewindow.store import outbox
from onewindow.store.session import Database, platform_work


def backlog(platform: Database, *, now: datetime) -> tuple[int, float]:
    """How many effects wait, and the seconds that the oldest of them has waited; asked as a named platform job."""
    with platform_work(platform) as session:
        return outbox.backlog(session, now=now)
