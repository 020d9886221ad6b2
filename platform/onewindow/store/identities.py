"""Who vouches for whom: the OpenID Connect providers of a county, and which account a subject of theirs is."""

from __future__ import annotations

import dataclasses
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from onewindow.store import context, rows
from onewindow.store.tables import signing as t


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """An OpenID Connect provider; `client_secret` is sealed, `claim` says which claim names the person."""

    scope: int
    key: str
    name: str
    issuer: str
    client_id: str
    client_secret: str = dataclasses.field(repr=False)
    scopes: str = "openid"
    claim: str = "sub"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """The account that a provider's subject stands for."""

    provider: str
    subject: str
    account_id: UUID
    scope: int


def put_provider(session: Session, provider: Provider) -> None:
    """Add a provider, or bring a known one up to date."""
    values = {"county_id": context.here(session).county, **rows.content(provider)}
    changed = {name: values[name] for name in ("name", "issuer", "client_id", "client_secret", "scopes", "claim")}
    key = [t.IdentityProvider.county_id, t.IdentityProvider.key]
    statement = insert(t.IdentityProvider).values(values)
    session.execute(statement.on_conflict_do_update(index_elements=key, set_=changed))


def providers(session: Session) -> list[Provider]:
    """The providers that this tenant may use, by name."""
    statement = select(*rows.columns(t.IdentityProvider, Provider)).where(
        t.IdentityProvider.county_id == context.here(session).county
    )
    return rows.read(session, Provider, statement.order_by(t.IdentityProvider.name, t.IdentityProvider.key))


def link(session: Session, identity: Identity) -> None:
    """Say that a subject is an account; a subject or an account that is linked already is refused by its key."""
    rows.add(session, t.Identity, context.here(session).county, [identity])


def unlink(session: Session, account_id: UUID, provider: str) -> bool:
    """Take a link away; False when there was none."""
    of_it = (
        t.Identity.county_id == context.here(session).county,
        t.Identity.account_id == account_id,
        t.Identity.provider == provider,
    )
    return session.scalar(delete(t.Identity).where(*of_it).returning(t.Identity.subject)) is not None


def of_account(session: Session, account_id: UUID) -> list[Identity]:
    """Under which subjects an account is known elsewhere."""
    of_it = (t.Identity.county_id == context.here(session).county, t.Identity.account_id == account_id)
    statement = select(*rows.columns(t.Identity, Identity)).where(*of_it).order_by(t.Identity.provider)
    return rows.read(session, Identity, statement)


def find(session: Session, provider: str, subject: str) -> Identity | None:
    """The account of a subject, or None."""
    of_it = (
        t.Identity.county_id == context.here(session).county,
        t.Identity.provider == provider,
        t.Identity.subject == subject,
    )
    return rows.first(session, Identity, select(*rows.columns(t.Identity, Identity)).where(*of_it))
