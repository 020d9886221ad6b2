"""Doors: from a secret to its object before any tenant is known (ADR 0004). Only who knows the secret sees the row."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import delete, select, text
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from onewindow.store import context, rows
from onewindow.store.session import at_door
from onewindow.store.tables import ground as t


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """Where a secret leads: the object and the tenant (`scope`) it belongs to. `kind` is account, case or paper."""

    kind: str
    scope: int
    object_id: UUID
    digest: str


def of_account(username: str) -> str:
    """The digest of a user name, whatever its case."""
    return _digest("account", username.strip().lower())


def of_case(number: str, query_code: str) -> str:
    """The digest of a case number with its query code, as the receipt prints them."""
    return _digest("case", number, query_code)


def of_paper(verify_code: str) -> str:
    """The digest of the code under the square code of a paper."""
    return _digest("paper", verify_code)


def find(engine: Engine, digest: str) -> Door | None:
    """Knock: the door of this digest, or None. Opens and ends a transaction of its own, before any unit of work."""
    with at_door(engine, digest) as session:
        statement = select(*rows.columns(t.Door, Door)).where(t.Door.digest == digest)
        return rows.first(session, Door, statement)


def add(session: Session, door: Door) -> None:
    """Put up a door in this tenant.

    The same digest twice is refused by the primary key (a user name is unique platform-wide).
    """
    rows.add(session, t.Door, context.here(session).county, [door])


def add_all(session: Session, found: Iterable[Door]) -> None:
    """Put up several doors in this tenant, in one statement."""
    rows.add(session, t.Door, context.here(session).county, found)


def remove(session: Session, digest: str) -> None:
    """Take a door of this tenant away."""
    session.execute(text("SELECT set_config('app.door', :digest, true)"), {"digest": digest})
    session.execute(delete(t.Door).where(t.Door.county_id == context.here(session).county, t.Door.digest == digest))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
