"""Batches of paper: the order, its parts (each printed in one transaction), its rows (one a case)."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, insert, select, update
from sqlalchemy.orm import Session

from onewindow.store import context, rows
from onewindow.store.errors import MissingError
from onewindow.store.ids import new_id
from onewindow.store.tables import batches as t

WHOLE = 0
"""The part that holds the finished file."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """One order: `document` is the kind of notice, `form` pdf (one file) or zip; `state`: running, cancelled, done.

    `printer`: where one file is printed, `across` and `down` how far printed sheets are moved there (0.1 mm).
    """

    scope: int
    document: str
    title: str
    form: str
    total: int
    made_at: datetime
    made_by: UUID
    made_by_name: str
    state: str = "running"
    ended_at: datetime | None = None
    printer: str = ""
    across: int = 0
    down: int = 0
    id: UUID = dataclasses.field(default_factory=new_id)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One case of a batch. `state`: waiting, done (with all below but `reason`), failed (with `reason`)."""

    place: int
    part: int
    case_id: UUID
    case_number: str
    state: str = "waiting"
    notice_id: UUID | None = None
    number: str = ""
    pages: int = 0
    sha256: str = ""
    reason: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Tally:
    """How far a batch is."""

    waiting: int
    done: int
    failed: int
    pages: int


BATCH = rows.columns(t.Batch, Batch)
ROW = rows.columns(t.BatchRow, Row)


def add(session: Session, batch: Batch, wanted: Sequence[Row]) -> None:
    """Store an order with its rows and their parts."""
    here = context.here(session)
    rows.add(session, t.Batch, here.county, [batch])
    key = {"county_id": here.county, "batch_id": batch.id, "scope": batch.scope}
    parts = sorted({WHOLE, *(row.part for row in wanted)})
    session.execute(insert(t.BatchPart), [{**key, "part": part} for part in parts])
    session.execute(insert(t.BatchRow), [{**key, **rows.content(row)} for row in wanted])


def get(session: Session, batch_id: UUID) -> Batch:
    """One order; raises MissingError."""
    found = rows.first(session, Batch, select(*BATCH).where(*_order(session, batch_id)))
    if found is None:
        raise MissingError(f"batch {batch_id}")
    return found


def lock(session: Session, batch_id: UUID) -> Batch:
    """One order, held until the transaction ends; raises MissingError."""
    found = rows.first(session, Batch, select(*BATCH).where(*_order(session, batch_id)).with_for_update())
    if found is None:
        raise MissingError(f"batch {batch_id}")
    return found


def made_by(session: Session, account_id: UUID, *, limit: int = 50) -> list[Batch]:
    """The newest orders of one person."""
    mine = (t.Batch.county_id == context.here(session).county, t.Batch.made_by == account_id)
    statement = select(*BATCH).where(*mine).order_by(t.Batch.made_at.desc(), t.Batch.id).limit(limit)
    return rows.read(session, Batch, statement)


def rows_of(session: Session, batch_id: UUID, *, state: str = "") -> list[Row]:
    """The rows of an order, or those in one state, in their order."""
    its = [*_in(session, t.BatchRow, batch_id), *([t.BatchRow.state == state] if state else [])]
    return rows.read(session, Row, select(*ROW).where(*its).order_by(t.BatchRow.place))


def tally(session: Session, batch_id: UUID) -> Tally:
    """How many rows wait, are done, have failed, and the pages so far."""
    in_state = select(t.BatchRow.state, func.count(), func.sum(t.BatchRow.pages))
    found = session.execute(in_state.where(*_in(session, t.BatchRow, batch_id)).group_by(t.BatchRow.state)).all()
    counts, pages = {state: count for state, count, _ in found}, sum(int(of_state) for _, _, of_state in found)
    return Tally(counts.get("waiting", 0), counts.get("done", 0), counts.get("failed", 0), pages)


def take(session: Session, batch_id: UUID) -> list[Row]:
    """The rows of the first part that nobody has printed or holds; held until the transaction ends. Empty: none."""
    free = (*_in(session, t.BatchPart, batch_id), t.BatchPart.part != WHOLE, t.BatchPart.done.is_(False))
    first = select(t.BatchPart.part).where(*free).order_by(t.BatchPart.part).limit(1)
    part = session.scalar(first.with_for_update(skip_locked=True))
    if part is None:
        return []
    its = (*_in(session, t.BatchRow, batch_id), t.BatchRow.part == part)
    return rows.read(session, Row, select(*ROW).where(*its).order_by(t.BatchRow.place))


def note(session: Session, batch_id: UUID, printed: Iterable[Row]) -> None:
    """Write what became of rows."""
    for row in printed:
        told = {name: getattr(row, name) for name in ("state", "notice_id", "number", "pages", "sha256", "reason")}
        its = (*_in(session, t.BatchRow, batch_id), t.BatchRow.place == row.place)
        session.execute(update(t.BatchRow).where(*its).values(**told))


def keep(session: Session, batch_id: UUID, part: int, content: bytes | None) -> None:
    """Mark a part as done, with its bytes; None when nothing in it could be printed."""
    its = (*_in(session, t.BatchPart, batch_id), t.BatchPart.part == part)
    session.execute(update(t.BatchPart).where(*its).values(done=True, content=content))


def unfinished(session: Session, batch_id: UUID) -> bool:
    """Whether a part is still to be printed."""
    open_ = (*_in(session, t.BatchPart, batch_id), t.BatchPart.part != WHOLE, t.BatchPart.done.is_(False))
    return session.scalar(select(t.BatchPart.part).where(*open_).limit(1)) is not None


def parts_done(session: Session, batch_id: UUID) -> list[int]:
    """The parts that have bytes, in order."""
    full = (*_in(session, t.BatchPart, batch_id), t.BatchPart.part != WHOLE, t.BatchPart.content.is_not(None))
    return list(session.scalars(select(t.BatchPart.part).where(*full).order_by(t.BatchPart.part)))


def content(session: Session, batch_id: UUID, part: int = WHOLE) -> bytes:
    """The bytes of a part, or of the whole file; raises MissingError when there are none."""
    its = (*_in(session, t.BatchPart, batch_id), t.BatchPart.part == part)
    found: bytes | None = session.scalar(select(t.BatchPart.content).where(*its))
    if found is None:
        raise MissingError(f"batch {batch_id} part {part}")
    return found


def drop_parts(session: Session, batch_id: UUID, *, whole: bool = False) -> None:
    """Let go of the bytes of the parts, once the whole file is there; with `whole` of that as well."""
    its = _in(session, t.BatchPart, batch_id)
    kept = () if whole else (t.BatchPart.part != WHOLE,)
    session.execute(update(t.BatchPart).where(*its, *kept).values(content=None))


def old(session: Session, before: datetime) -> list[UUID]:
    """Orders that ended before a moment and still hold a file."""
    its = (t.Batch.county_id == context.here(session).county, t.Batch.ended_at < before)
    held = select(t.BatchPart.part).where(
        t.BatchPart.county_id == t.Batch.county_id,
        t.BatchPart.batch_id == t.Batch.id,
        t.BatchPart.content.is_not(None),
    )
    return list(session.scalars(select(t.Batch.id).where(*its, held.exists())))


def set_state(session: Session, batch_id: UUID, state: str, *, ended_at: datetime | None = None) -> None:
    """Cancel or end an order."""
    session.execute(update(t.Batch).where(*_order(session, batch_id)).values(state=state, ended_at=ended_at))


def _order(session: Session, batch_id: UUID) -> tuple[ColumnElement[bool], ...]:
    return t.Batch.county_id == context.here(session).county, t.Batch.id == batch_id


def _in(
    session: Session, table: type[t.BatchPart] | type[t.BatchRow], batch_id: UUID
) -> tuple[ColumnElement[bool], ...]:
    return table.county_id == context.here(session).county, table.batch_id == batch_id
