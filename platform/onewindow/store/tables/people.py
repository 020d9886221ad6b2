"""Tenants, departments, accounts and their roles."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from onewindow.store.tables.base import Json, OfCounty, json_column, subtree_end


class Tenant(OfCounty):
    """A city, county, town or village."""

    __tablename__ = "tenant"

    scope: Mapped[int] = mapped_column(primary_key=True)
    scope_hi: Mapped[int] = subtree_end()
    parent_scope: Mapped[int | None]
    code: Mapped[str]
    name: Mapped[str]
    short_name: Mapped[str]
    initials: Mapped[str] = mapped_column(default="")
    level: Mapped[str]
    status: Mapped[str] = mapped_column(default="planned")
    opened_on: Mapped[date | None]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    phone: Mapped[str] = mapped_column(default="")
    branding: Mapped[Json] = json_column(default=dict)


class Department(OfCounty):
    """A department of a tenant, as it was called between two dates; `level` says at which level it acts."""

    __tablename__ = "department"

    scope: Mapped[int] = mapped_column(primary_key=True)
    scope_hi: Mapped[int] = subtree_end()
    key: Mapped[str] = mapped_column(primary_key=True)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    valid_to: Mapped[date | None]
    name: Mapped[str]
    level: Mapped[str]
    phone: Mapped[str] = mapped_column(default="")


class Account(OfCounty):
    """Somebody who signs in."""

    __tablename__ = "account"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    scope: Mapped[int]
    username: Mapped[str]
    display_name: Mapped[str]
    password_hash: Mapped[str]
    status: Mapped[str] = mapped_column(default="active")
    failed_attempts: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]
    must_change: Mapped[bool] = mapped_column(default=True)
    phone_masked: Mapped[str] = mapped_column(default="")


class RoleBinding(OfCounty):
    """One role of an account, in a tenant and perhaps in one of its departments."""

    __tablename__ = "role_binding"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID]
    scope: Mapped[int]
    department_key: Mapped[str | None]
    post: Mapped[str] = mapped_column(default="")
    role: Mapped[str]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
