"""The materials of a case: needed, handed in, deferred, waived, or a result of the same application."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from onewindow.store import context, rows
from onewindow.store.errors import MissingError
from onewindow.store.tables import cases as t


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """`state`: needed, received, deferred (容缺), waived, internal (result of another member).

    `medium`: paper, electronic or empty.
    """

    case_id: UUID
    accepting_scope: int
    home_scope: int
    key: str
    position: int
    name: str
    state: str
    medium: str = ""
    originals: int = 0
    photocopies: int = 0
    pages: int = 0
    reason: str = ""
    file_scope: int | None = None
    file_digest: str | None = None


COLUMNS = rows.columns(t.CaseMaterial, Material)


def add(session: Session, materials: Iterable[Material]) -> None:
    """Store the materials of new cases."""
    rows.add(session, t.CaseMaterial, context.here(session).county, materials)


def of_case(session: Session, case_id: UUID) -> list[Material]:
    """The materials of a case in their order."""
    of_it = (t.CaseMaterial.county_id == context.here(session).county, t.CaseMaterial.case_id == case_id)
    statement = select(*COLUMNS).where(*of_it).order_by(t.CaseMaterial.position, t.CaseMaterial.key)
    return rows.read(session, Material, statement)


def cases_of_file(session: Session, scope: int, digest: str) -> list[UUID]:
    """The cases in sight that were handed a file."""
    it = (t.CaseMaterial.file_scope == scope, t.CaseMaterial.file_digest == digest)
    statement = select(t.CaseMaterial.case_id).where(t.CaseMaterial.county_id == context.here(session).county, *it)
    return list(session.scalars(statement.distinct()))


def hand_in(session: Session, case_id: UUID, key: str, **values: Any) -> None:
    """Record how a material was handed in.

    State, medium, originals, photocopies, pages, reason, file_scope, file_digest.
    """
    county = context.here(session).county
    it = (t.CaseMaterial.county_id == county, t.CaseMaterial.case_id == case_id, t.CaseMaterial.key == key)
    if session.scalar(update(t.CaseMaterial).where(*it).values(**values).returning(t.CaseMaterial.key)) is None:
        raise MissingError(f"material {key} of case {case_id}")
