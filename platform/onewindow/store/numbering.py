"""Serials.

One counter a series, locked until the transaction ends, so that no number is given twice or lost on a rollback.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from onewindow.store import context
from onewindow.store.tables import records as t


def next_(session: Session, series: str) -> int:
    """The next serial of a series of this county: 1, 2, 3, …"""
    start = insert(t.Numbering).values(county_id=context.here(session).county, series=series, last=1)
    key = [t.Numbering.county_id, t.Numbering.series]
    statement = start.on_conflict_do_update(index_elements=key, set_={"last": t.Numbering.last + 1})
    return session.execute(statement.returning(t.Numbering.last)).scalar_one()


def last_of_each(session: Session, wanted: Collection[str]) -> dict[str, int]:
    """The last serial given out in each of some series of this county, 0 where none was; one statement."""
    its = (t.Numbering.county_id == context.here(session).county, t.Numbering.series.in_(set(wanted)))
    found = dict(session.execute(select(t.Numbering.series, t.Numbering.last).where(*its)).all())
    return {series: found.get(series, 0) for series in wanted}


def next_each(session: Session, wanted: Sequence[str]) -> list[int]:
    """The next serial of each series, in the order asked for.

    A transaction that needs several takes them here at once: they are locked in one order for everybody, so that two
    submissions with the same matters in different order do not lock each other out.
    """
    serials = [0] * len(wanted)
    for place in sorted(range(len(wanted)), key=lambda place: wanted[place]):
        serials[place] = next_(session, wanted[place])
    return serials
