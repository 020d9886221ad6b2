"""The files of a case, in their order: of its materials, and in its answers. Who sees the case sees them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from onewindow.store import context, rows
from onewindow.store.tables import prefill as t

MATERIAL, ANSWER = "material", "answer"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """One file: `place` is material or answer, `key` the material or the element; `pages` 0 when nobody counted."""

    case_id: UUID
    accepting_scope: int
    home_scope: int
    place: str
    key: str
    position: int
    file_scope: int
    file_digest: str
    name: str
    pages: int = 0


COLUMNS = rows.columns(t.CaseFile, CaseFile)


def add(session: Session, files: Iterable[CaseFile]) -> None:
    """Store files of cases in sight; the bytes must be there (`files.put`)."""
    rows.add(session, t.CaseFile, context.here(session).county, files)


def of_case(session: Session, case_id: UUID) -> list[CaseFile]:
    """The files of a case, by place and key in their order."""
    of_it = (t.CaseFile.county_id == context.here(session).county, t.CaseFile.case_id == case_id)
    statement = select(*COLUMNS).where(*of_it).order_by(t.CaseFile.place, t.CaseFile.key, t.CaseFile.position)
    return rows.read(session, CaseFile, statement)


def cases_of_file(session: Session, scope: int, digest: str) -> list[UUID]:
    """The cases in sight that use a file."""
    it = (t.CaseFile.file_scope == scope, t.CaseFile.file_digest == digest)
    statement = select(t.CaseFile.case_id).where(t.CaseFile.county_id == context.here(session).county, *it)
    return list(session.scalars(statement.distinct()))


def remove(session: Session, case_id: UUID, place: str, key: str) -> None:
    """Part a case from the files of one material or answer; the bytes stay."""
    it = (t.CaseFile.case_id == case_id, t.CaseFile.place == place, t.CaseFile.key == key)
    session.execute(delete(t.CaseFile).where(t.CaseFile.county_id == context.here(session).county, *it))
