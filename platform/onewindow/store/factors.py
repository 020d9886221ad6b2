"""Second factors of accounts, and the roles that have to have one. Secrets arrive sealed, recovery codes hashed."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from onewindow.store import context, rows
from onewindow.store.tables import signing as t
from tenants.scope import lineage


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """The second factor of an account; it counts once `confirmed_at` is there."""

    account_id: UUID
    scope: int
    secret: str = dataclasses.field(repr=False)
    confirmed_at: datetime | None = None
    last_step: int = 0
    recovery: Sequence[str] = dataclasses.field(default=(), repr=False)


COLUMNS = rows.columns(t.SecondFactor, Factor)


def begin(session: Session, factor: Factor) -> None:
    """Keep a fresh secret that is not confirmed yet; an unconfirmed one before it is forgotten."""
    values = {"county_id": context.here(session).county, **rows.content(factor), "recovery": list(factor.recovery)}
    key = [t.SecondFactor.county_id, t.SecondFactor.account_id]
    statement = insert(t.SecondFactor).values(values)
    unconfirmed = t.SecondFactor.confirmed_at.is_(None)
    session.execute(
        statement.on_conflict_do_update(index_elements=key, set_={"secret": factor.secret}, where=unconfirmed)
    )


def lock(session: Session, account_id: UUID) -> Factor | None:
    """The second factor of an account, its row locked, so that one code is not used twice at once; None without one."""
    return rows.first(session, Factor, select(*COLUMNS).where(*_is(session, account_id)).with_for_update())


def note(session: Session, account_id: UUID, **values: Any) -> None:
    """Change `confirmed_at`, `last_step` or `recovery`."""
    session.execute(update(t.SecondFactor).where(*_is(session, account_id)).values(**values))


def drop(session: Session, account_id: UUID) -> bool:
    """Take the second factor away; False when there was none."""
    statement = delete(t.SecondFactor).where(*_is(session, account_id)).returning(t.SecondFactor.account_id)
    return session.scalar(statement) is not None


def required(session: Session, scope: int) -> dict[str, int]:
    """The roles that need a second factor in a tenant, each with the nearest tenant that says so."""
    here = (t.FactorRule.county_id == context.here(session).county, t.FactorRule.scope.in_(lineage(scope)))
    statement = select(t.FactorRule.role, t.FactorRule.scope).where(*here).order_by(t.FactorRule.scope)
    return {role: at for role, at in session.execute(statement)}  # noqa: C416 - rows are not typed as pairs


def require(session: Session, scope: int, roles: Iterable[str]) -> None:
    """Say anew which roles need a second factor in this tenant and below."""
    county = context.here(session).county
    session.execute(delete(t.FactorRule).where(t.FactorRule.county_id == county, t.FactorRule.scope == scope))
    values = [{"county_id": county, "scope": scope, "role": role} for role in sorted(set(roles))]
    if values:
        session.execute(insert(t.FactorRule).values(values))


def _is(session: Session, account_id: UUID) -> tuple[Any, ...]:
    return (t.SecondFactor.county_id == context.here(session).county, t.SecondFactor.account_id == account_id)
