"""Trying things for real and leaving nothing: work inside a savepoint that is always rolled back."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from sqlalchemy.orm import Session

from onewindow.store import audit


@contextlib.contextmanager
def undone(session: Session) -> Iterator[None]:
    """Do things in the caller's transaction and take every one of them back, acts that were to be logged included.

    Numbers that were drawn are free again, with their locks: counters are rows, not sequences.
    """
    acts = list(session.info.get(audit.PENDING, []))
    trial = session.begin_nested()
    try:
        yield
    finally:
        trial.rollback()
        session.info[audit.PENDING] = acts
