"""How many cases stand how: counts that stop at a ceiling, so that a large county answers as fast as a village."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, ScalarSelect, func, select
from sqlalchemy.orm import Session

from onewindow.store.cases import in_sight
from onewindow.store.tables import cases as t

CEILING = 1_000


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts up to `CEILING`: open cases, of these due soon and overdue, and cases ended since a moment."""

    running: int
    warning: int
    overdue: int
    ended: int


def tally(session: Session, open_statuses: Sequence[str], *, today: date, soon: date, since: datetime) -> Tally:
    """Count the cases in sight, in one statement.

    `soon` is the last day that counts as due soon, `since` the moment from which an end counts.
    """
    is_open = t.Case.status.in_(open_statuses)
    counted = (
        _capped(session, is_open),
        _capped(session, is_open, t.Case.due_on.between(today, soon)),
        _capped(session, is_open, t.Case.due_on < today),
        _capped(session, t.Case.closed_at >= since),
    )
    return Tally(*session.execute(select(*counted)).one())


def _capped(session: Session, *conditions: ColumnElement[bool]) -> ScalarSelect[int]:
    found = select(t.Case.id).where(*in_sight(session), *conditions).limit(CEILING).subquery()
    return select(func.count()).select_from(found).scalar_subquery()
