"""Posts, delegations, second factors, identities kept elsewhere, and who is signed in."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from onewindow.store.tables.base import Json, OfCounty, json_column, subtree_end


class Post(OfCounty):
    """A post of a department of a tenant; people hold it by their roles."""

    __tablename__ = "post"

    scope: Mapped[int] = mapped_column(primary_key=True)
    department_key: Mapped[str] = mapped_column(primary_key=True, default="")
    name: Mapped[str] = mapped_column(primary_key=True)
    duty: Mapped[str] = mapped_column(default="")


class Delegation(OfCounty):
    """A post lent by its holder to a colleague for some days."""

    __tablename__ = "delegation"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    scope: Mapped[int]
    role: Mapped[str]
    department_key: Mapped[str | None]
    post: Mapped[str] = mapped_column(default="")
    principal_id: Mapped[UUID]
    deputy_id: Mapped[UUID]
    valid_from: Mapped[date]
    valid_to: Mapped[date]
    reason: Mapped[str] = mapped_column(default="")
    made_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class SignIn(OfCounty):
    """One browser in which an account is signed in."""

    __tablename__ = "sign_in"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID]
    scope: Mapped[int]
    method: Mapped[str]
    device: Mapped[str]
    since: Mapped[datetime]
    last_seen: Mapped[datetime]
    ends_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]


class SecondFactor(OfCounty):
    """The shared secret of an account's authenticator, sealed, and the hashes of its recovery codes."""

    __tablename__ = "second_factor"

    account_id: Mapped[UUID] = mapped_column(primary_key=True)
    scope: Mapped[int]
    secret: Mapped[str]
    confirmed_at: Mapped[datetime | None]
    last_step: Mapped[int] = mapped_column(default=0)
    recovery: Mapped[Json] = json_column(default=list)


class FactorRule(OfCounty):
    """A role that needs a second factor in a tenant and below."""

    __tablename__ = "factor_rule"

    scope: Mapped[int] = mapped_column(primary_key=True)
    scope_hi: Mapped[int] = subtree_end()
    role: Mapped[str] = mapped_column(primary_key=True)


class IdentityProvider(OfCounty):
    """Where else people of a county sign in."""

    __tablename__ = "identity_provider"

    key: Mapped[str] = mapped_column(primary_key=True)
    scope: Mapped[int]
    scope_hi: Mapped[int] = subtree_end()
    name: Mapped[str]
    issuer: Mapped[str]
    client_id: Mapped[str]
    client_secret: Mapped[str]
    scopes: Mapped[str] = mapped_column(default="openid")
    claim: Mapped[str] = mapped_column(default="sub")


class Identity(OfCounty):
    """Which account somebody is whom a provider vouches for."""

    __tablename__ = "identity"

    provider: Mapped[str] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[UUID]
    scope: Mapped[int]
