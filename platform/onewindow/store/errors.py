"""What can go wrong in the store beyond PostgreSQL's own refusals.

StoreError
├── NoTenantError      a tenant's function was called on a session without a tenant
├── ServerError        the embedded PostgreSQL cannot be used; the message says what to do, in Chinese
├── BackupError        a backup or restore that cannot be done; the message says what to do, in Chinese
└── MissingError       a row that must exist does not (or is out of sight)
"""


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
