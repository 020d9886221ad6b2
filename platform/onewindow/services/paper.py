"""Painting records: the PDF is a pure function of template, values and fonts, the same bytes for ever (ADR 0007)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from onewindow.domain.actor import Actor
from onewindow.store import audit, documents, notices
from onewindow.store.published import Cache
from onewindow.store.session import UnitOfWork
from printing import FontSet, Template, compile_template, render
from rule_engine import evaluate, truthy

_templates: Cache[str, Template] = Cache(512)


@dataclass(frozen=True, slots=True)
class Painted:
    """A document ready for the viewer; `number` names its file."""

    data: bytes
    number: str


def paint(uow: UnitOfWork, actor: Actor, notice: notices.Notice, fonts: FontSet, *, now: datetime) -> Painted:
    """Paint one notice in sight as the original; the print is counted and logged. Raises `MissingError`."""
    count = notices.count_print(uow.session, notice.id)
    detail = {"notice": notice.kind, "count": count}
    audit.append(
        uow.session, audit.Act(now, UUID(actor.account_id), actor.name, "notice.print", f"notice:{notice.id}", detail)
    )
    return Painted(paint_record(uow, notice, fonts), f"{notice.title}-{notice.number.partition(':')[2]}")


def paint_record(uow: UnitOfWork, notice: notices.Notice, fonts: FontSet) -> bytes:
    """The bytes of a record."""
    template = _templates.find(
        notice.template_digest, lambda: compile_template(documents.get(uow.session, notice.template_digest))
    )
    return render(template, notice.values, fonts, condition=holds).data


def holds(rule: Any, values: Mapping[str, Any]) -> bool:
    """A template's condition, judged by the rule engine."""
    return truthy(evaluate(rule, values))
