"""Trying a change: what PostgreSQL refuses becomes a value of ours, and the transaction goes on."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import psycopg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from onewindow.store.errors import Refusal, RefusedError

BY_STATE = {
    psycopg.errors.UniqueViolation.sqlstate: Refusal.TAKEN,
    psycopg.errors.ForeignKeyViolation.sqlstate: Refusal.UNKNOWN,
    psycopg.errors.CheckViolation.sqlstate: Refusal.RULE,
    psycopg.errors.InsufficientPrivilege.sqlstate: Refusal.FORBIDDEN,
}


@contextlib.contextmanager
def attempt(session: Session) -> Iterator[None]:
    """Make changes inside a savepoint. Raises `RefusedError`, and leaves nothing of them, when the database refuses."""
    try:
        with session.begin_nested():
            yield
    except StaleDataError as error:
        raise RefusedError(Refusal.GONE) from error
    except DBAPIError as error:
        cause = error.orig
        if not isinstance(cause, psycopg.Error) or cause.sqlstate not in BY_STATE:
            raise
        raise RefusedError(BY_STATE[cause.sqlstate], cause.diag.constraint_name or "") from error
