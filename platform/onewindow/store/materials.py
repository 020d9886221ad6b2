"""The materials of a case: needed, handed in, deferred, waived, or a result of the same application."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from onewindow.store import context, rows
from onewindow.store.errors import MissingError
from onewindow.store.tables import cases as t

Json = Any


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """`state`: needed, received, deferred (容缺, until `until_on`), waived, internal (result of another member).

    `medium`: paper, electronic, licence or empty. `reason`: why it is needed; `note`: what the clerk wrote, the number
    of the licence that waives it or why it was not handed in. `checks`: `[{"text", "ticked"}]`, and who ticked when.
    Its files are kept by `case_files`.
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
    note: str = ""
    checks: Json = dataclasses.field(default_factory=list)
    checked_at: datetime | None = None
    checked_by: UUID | None = None
    checked_by_name: str = ""
    until_on: date | None = None


COLUMNS = rows.columns(t.CaseMaterial, Material)


def add(session: Session, materials: Iterable[Material]) -> None:
    """Store the materials of new cases."""
    rows.add(session, t.CaseMaterial, context.here(session).county, materials)


def of_case(session: Session, case_id: UUID) -> list[Material]:
    """The materials of a case in their order."""
    of_it = (t.CaseMaterial.county_id == context.here(session).county, t.CaseMaterial.case_id == case_id)
    statement = select(*COLUMNS).where(*of_it).order_by(t.CaseMaterial.position, t.CaseMaterial.key)
    return rows.read(session, Material, statement)


def hand_in(session: Session, case_id: UUID, key: str, **values: Any) -> None:
    """Record how a material was handed in.

    State, medium, originals, photocopies, pages, reason, note, checks with who and when, until_on.
    """
    county = context.here(session).county
    it = (t.CaseMaterial.county_id == county, t.CaseMaterial.case_id == case_id, t.CaseMaterial.key == key)
    if session.scalar(update(t.CaseMaterial).where(*it).values(**values).returning(t.CaseMaterial.key)) is None:
        raise MissingError(f"material {key} of case {case_id}")
