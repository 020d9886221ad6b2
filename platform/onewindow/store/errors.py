"""What can go wrong in the store beyond PostgreSQL's own refusals.

StoreError
├── NoTenantError      a tenant's function was called on a session without a tenant
├── ServerError        the embedded PostgreSQL cannot be used; the message says what to do, in Chinese
├── BackupError        a backup or restore that cannot be done; the message says what to do, in Chinese
├── RefusedError       PostgreSQL refused a change that was tried (see `refusals.attempt`)
└── MissingError       a row that must exist does not (or is out of sight)
"""

from __future__ import annotations

from enum import Enum


class StoreError(Exception):
    """Root of the store's exceptions."""


class NoTenantError(StoreError):
    """A tenant's function was called on a session without a tenant."""


class ServerError(StoreError):
    """The embedded PostgreSQL cannot be used."""


class BackupError(StoreError):
    """A backup or a restore that cannot be done."""


class MissingError(StoreError, LookupError):
    """A row that must exist does not, or is out of sight."""


class Refusal(Enum):
    """Why a change was refused."""

    TAKEN = "a unique key is in use"
    UNKNOWN = "a row referred to is not there, or the row itself is referred to"
    RULE = "a check does not hold"
    FORBIDDEN = "no grant, or out of the tenant's range"
    GONE = "the row is no longer there, or not this tenant's to change"


class RefusedError(StoreError):
    """PostgreSQL refused a change; `constraint` is the name of what it violates, when it has one."""

    def __init__(self, refusal: Refusal, constraint: str = "") -> None:
        super().__init__(f"{refusal.name} {constraint}".strip())
        self.refusal, self.constraint = refusal, constraint
