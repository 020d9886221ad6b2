"""Of any number of beats one is active: the one that holds an advisory lock of PostgreSQL.

The lock lives and dies with its connection, which must reach the server itself (no pooler in transaction mode).
"""

from __future__ import annotations

import psycopg

LEADER_KEY = 0x6F77_0003
# A leader whose machine vanished is noticed by the server, and its lock freed, after about 10 + 3 × 5 seconds.
KEEPALIVE = "keepalives_idle=10 keepalives_interval=5 keepalives_count=3 tcp_user_timeout=25000 connect_timeout=5"


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
        """Let another lead."""
        self._leads = False
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    def _ask(self) -> bool:
        if self._connection is None:
            address = psycopg.conninfo.make_conninfo(self._dsn, **dict(word.split("=") for word in KEEPALIVE.split()))
            self._connection = psycopg.connect(address, autocommit=True, application_name="onewindow beat")
        answer = self._connection.execute("SELECT pg_try_advisory_lock(%s)", [LEADER_KEY]).fetchone()
        return bool(answer and answer[0])

    def _still_there(self) -> bool:
        assert self._connection is not None, "a leader has a connection"
        self._connection.execute("SELECT 1")
        return True
