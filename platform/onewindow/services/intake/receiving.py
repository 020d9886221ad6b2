"""Materials and files of the cases about to be written: how each came, who checked it, until when it may follow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from form_builder.fields.files import File
from onewindow.domain.actor import Actor
from onewindow.domain.filing import CaseMaterial
from onewindow.domain.handing import ELECTRONIC, LICENCE, HandedIn
from onewindow.services.intake.accepted import NewCase
from onewindow.services.intake.terms import until
from onewindow.store import case_files, cases, materials
from onewindow.store.case_files import CaseFile
from rule_engine import WorkCalendar

NEVER_KEPT = ("optional", "not_needed")


def materials_of(
    one: NewCase, handed: Mapping[str, HandedIn], calendar: WorkCalendar, actor: Actor, *, now: datetime
) -> Iterator[materials.Material]:
    """The rows of one case's materials; what is neither needed nor handed in has none."""
    for position, material in enumerate(one.filed.materials):
        said = handed.get(material.key)
        if material.status in NEVER_KEPT and not (said and said.received):
            continue
        yield _material(one.case, position, material, said, calendar, actor, now)


def files_of(one: NewCase, handed: Mapping[str, HandedIn]) -> Iterator[CaseFile]:
    """The files of one case: of its materials in their order, and those that stand in its own answers."""
    for material in one.filed.materials:
        said = handed.get(material.key)
        if said is None or said.medium != ELECTRONIC or material.status in ("waived", "internal"):
            continue
        for at, file in enumerate(said.files):
            yield _file(one.case, case_files.MATERIAL, material.key, at, file.scope, file.digest, file.name, file.pages)
    for item in one.matter.plan.fields:
        if isinstance(item.kind, File):
            yield from _in_answer(one.case, item.key, one.filed.answers.get(item.key) or ())


def _in_answer(case: cases.Case, key: str, found: Sequence[Mapping[str, Any]]) -> Iterator[CaseFile]:
    for at, file in enumerate(found):
        yield _file(case, case_files.ANSWER, key, at, case.accepting_scope, str(file["digest"]), str(file["name"]), 0)


def _file(
    case: cases.Case, place: str, key: str, position: int, scope: int, digest: str, name: str, pages: int
) -> CaseFile:
    return CaseFile(
        case_id=case.id,
        accepting_scope=case.accepting_scope,
        home_scope=case.home_scope,
        place=place,
        key=key,
        position=position,
        file_scope=scope,
        file_digest=digest,
        name=name,
        pages=pages,
    )


def _material(
    case: cases.Case,
    position: int,
    material: CaseMaterial,
    said: HandedIn | None,
    calendar: WorkCalendar,
    actor: Actor,
    now: datetime,
) -> materials.Material:
    taken = said if said and said.received and material.status not in ("waived", "internal") else None
    ticked = taken.checks if taken else frozenset()
    return materials.Material(
        case_id=case.id,
        accepting_scope=case.accepting_scope,
        home_scope=case.home_scope,
        key=material.key,
        position=position,
        name=material.name,
        state="received" if taken else material.status,
        medium=taken.medium if taken else LICENCE if material.status == "waived" else "",
        originals=_copies(taken.originals if taken else None, material.originals),
        photocopies=_copies(taken.photocopies if taken else None, material.photocopies),
        pages=taken.sheets if taken else 0,
        reason=material.because,
        note=said.note if said else "",
        checks=[{"text": text, "ticked": at in ticked} for at, text in enumerate(material.checks)] if taken else [],
        checked_at=now if taken else None,
        checked_by=UUID(actor.account_id) if taken else None,
        checked_by_name=actor.name if taken else "",
        until_on=until(material, calendar, now.date()),
    )


def _copies(said: int | None, asked: int) -> int:
    return asked if said is None else said
