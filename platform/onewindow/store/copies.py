"""The copies of a paper: the original and every one printed in its place, each with the digest of its bytes."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from onewindow.store import context, rows
from onewindow.store.tables import paper as t


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One copy without its bytes. `copy` 0 is the original; `signed_with`: the serial number of a certificate."""

    notice_id: UUID
    accepting_scope: int
    home_scope: int
    copy: int
    made_at: datetime
    digest: str
    made_by: UUID | None = None
    made_by_name: str = ""
    reason: str = ""
    signed_with: str = ""


COLUMNS = rows.columns(t.PaperCopy, Copy)


def add(session: Session, copy: Copy, content: bytes | None) -> bool:
    """Keep a copy, with its bytes when it is signed; False when this number of this paper is taken."""
    row = {"county_id": context.here(session).county, **rows.content(copy), "content": content}
    statement = insert(t.PaperCopy).values(row).on_conflict_do_nothing().returning(t.PaperCopy.copy)
    return session.scalar(statement) is not None


def get(session: Session, notice_id: UUID, copy: int) -> tuple[Copy, bytes | None] | None:
    """One copy with its kept bytes; None when it was not made, or is out of sight."""
    its = (t.PaperCopy.county_id == context.here(session).county, t.PaperCopy.notice_id == notice_id)
    row = session.execute(select(*COLUMNS, t.PaperCopy.content).where(*its, t.PaperCopy.copy == copy)).first()
    if row is None:
        return None
    names = (field.name for field in dataclasses.fields(Copy))
    return Copy(**dict(zip(names, row[:-1], strict=True))), row[-1]


def of_notice(session: Session, notice_id: UUID) -> list[Copy]:
    """All copies of a paper, the original first."""
    its = (t.PaperCopy.county_id == context.here(session).county, t.PaperCopy.notice_id == notice_id)
    return rows.read(session, Copy, select(*COLUMNS).where(*its).order_by(t.PaperCopy.copy))


def next_copy(session: Session, notice_id: UUID) -> int:
    """The number of the next copy after the original; the notice must be locked."""
    its = (t.PaperCopy.county_id == context.here(session).county, t.PaperCopy.notice_id == notice_id)
    last: int | None = session.scalar(select(func.max(t.PaperCopy.copy)).where(*its))
    return (last or 0) + 1
