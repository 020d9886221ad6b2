"""Whose rows a session works on.

Set by the unit of work, read by every query, so that each says its own county and range.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from tenants.scope import Scope

from .errors import NoTenantError

SCOPE = "onewindow.scope"


def here(session: Session) -> Scope:
    """The scope of the running unit of work; a session that has none is a fault of the caller."""
    scope = session.info.get(SCOPE)
    if not isinstance(scope, Scope):
        raise NoTenantError("this session has no tenant: open it with UnitOfWork")
    return scope


def enter(session: Session, scope: Scope) -> None:
    """Bind a session to a scope for its whole life."""
    session.info[SCOPE] = scope
