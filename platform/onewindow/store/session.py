"""One request, one transaction, one tenant: the unit of work.

Services and store functions never commit; leaving the block does. What a transaction may see is set with SET LOCAL
and dies with it, so a pooled connection carries nothing over. Nothing set means that PostgreSQL refuses to evaluate
the policies.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import Any
from uuid import UUID

from sqlalchemy import create_engine, event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import Session, SessionTransaction

from onewindow.store import audit, context
from tenants.scope import Scope

Settings = Mapping[str, str]
Database = Engine  # the name by which the rooms above know a pool of connections of one role


def connect(dsn: str, *, pool_size: int = 5) -> Engine:
    """An engine for one role; `dsn` is SQLAlchemy's `postgresql+psycopg://…`.

    Statements are never prepared on the server: a plan made for a village would be kept for a county, and a pooler
    in transaction mode would lose it.
    """
    return create_engine(
        dsn,
        pool_size=pool_size,
        max_overflow=pool_size,
        pool_pre_ping=True,
        connect_args={"prepare_threshold": None, "application_name": "onewindow"},
        json_serializer=_json,
    )


class UnitOfWork:
    """One transaction of one tenant: `with UnitOfWork(engine, Scope.of(number), actor_id) as uow.

    Cases.list_(uow.session, …)`.

    Commits on a normal exit (after writing the audit acts that `audit.append` collected), rolls back on an exception.
    """

    def __init__(self, engine: Engine, scope: Scope, actor_id: UUID | None = None) -> None:
        self.scope = scope
        self.actor_id = actor_id
        self.session = Session(engine, expire_on_commit=False)
        context.enter(self.session, scope)
        settings = {"county": str(scope.county), "lo": str(scope.lo), "hi": str(scope.hi)}
        if actor_id is not None:
            settings["actor"] = str(UUID(str(actor_id)))
        _set_at_begin(self.session, settings)

    def __enter__(self) -> UnitOfWork:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self.session:
            if kind is None:
                audit.write(self.session)
                self.session.commit()


@contextlib.contextmanager
def platform_work(engine: Engine) -> Iterator[Session]:
    """One transaction of a named platform job, without a tenant; only the platform role sees anything in it."""
    with Session(engine, expire_on_commit=False) as session, session.begin():
        yield session


@contextlib.contextmanager
def at_door(engine: Engine, digest: str) -> Iterator[Session]:
    """One transaction that sees exactly one row of `door`: the one with this hex digest (ADR 0004)."""
    int(digest, 16)
    with Session(engine, expire_on_commit=False) as session:
        _set_at_begin(session, {"door": digest})
        with session.begin():
            yield session


def _set_at_begin(session: Session, settings: Settings) -> None:
    """Have every transaction of `session` begin with SET LOCAL.

    The values are digits, hex or a UUID by their making.
    """
    statement = ";".join(f"SET LOCAL app.{name}='{value}'" for name, value in settings.items())

    def set_local(_session: Session, _transaction: SessionTransaction, connection: Connection) -> None:
        connection.exec_driver_sql(statement)

    event.listen(session, "after_begin", set_local)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
