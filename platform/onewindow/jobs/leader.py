"""Of any number of beats one is active: the one that holds an advisory lock of PostgreSQL.

The lock lives and dies with its connection, which must reach the server itself (no pooler in transaction mode).
"""

from __future__ import annotations

import contextlib

import psycopg
from psycopg.conninfo import make_conninfo

LEADER_KEY = 0x6F77_0003
# Either end notices within 25 seconds that the other's machine vanished: the server frees the lock, the leader stops.
CONNECTION = {
    "application_name": "onewindow beat",
    "connect_timeout": "5",
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "25000",
    "options": "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3",
}


class Leadership:
    """One candidate. `held` asks for the lock when it is not ours, and makes sure of it when it is."""

    def __init__(self, dsn: str) -> None:
        self._dsn = dsn
        self._connection: psycopg.Connection | None = None
        self._leads = False

    def held(self) -> bool:
        """Whether this process is the leader now. A database out of reach means no."""
        try:
            self._leads = self._still_there() if self._leads else self._ask()
        except psycopg.Error:
            self.resign()
        return self._leads

    def resign(self) -> None:
        """Let another lead, at once: the server notices a closed connection only after a moment."""
        self._leads = False
        if self._connection is not None:
            with contextlib.suppress(psycopg.Error):
                self._connection.execute("SELECT pg_advisory_unlock_all()")
            self._connection.close()
        self._connection = None

    def _ask(self) -> bool:
        if self._connection is None:
            self._connection = psycopg.connect(make_conninfo(self._dsn, **CONNECTION), autocommit=True)
        answer = self._connection.execute("SELECT pg_try_advisory_lock(%s)", [LEADER_KEY]).fetchone()
        return bool(answer and answer[0])

    def _still_there(self) -> bool:
        assert self._connection is not None, "a leader has a connection"
        self._connection.execute("SELECT 1")
        return True
