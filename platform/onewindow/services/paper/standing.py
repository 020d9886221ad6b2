"""How a paper stands, for the page of it; and what will stop paper soon, for a look before the windows open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from onewindow.domain import numbering
from onewindow.services.paper.issuing import cabinet_of, numbering_of
from onewindow.store import cases, copies, notices, tree
from onewindow.store import numbering as counters
from onewindow.store.copies import Copy
from onewindow.store.notices import Notice
from onewindow.store.session import UnitOfWork


@dataclass(frozen=True, slots=True)
class Standing:
    """A paper's copies, what replaced it, its case (empty: of a whole application)."""

    copies: Sequence[Copy]
    replacement: Notice | None
    case_number: str


def standing(uow: UnitOfWork, notice: Notice) -> Standing:
    """Everything about one paper in sight."""
    session = uow.session
    replacement = notices.get(session, notice.replaced_by) if notice.replaced_by else None
    number = cases.get(session, notice.case_id).number if notice.case_id else ""
    return Standing(copies.of_notice(session, notice.id), replacement, number)


def readiness(uow: UnitOfWork, scope: int, kinds: Sequence[str], *, now: datetime) -> list[str]:
    """What stops the papers of a body today or within a month: seals out of date, numbers nearly used up; Chinese."""
    session = uow.session
    tenant = tree.get(session, scope)
    rules = numbering_of(uow, tenant, now)
    last = counters.last_of_each(session, [rules.series_of(kind, now.date(), tenant.code) for kind in kinds])
    ending = (numbering.near_end(series, serial) for series, serial in last.items())
    return [*cabinet_of(uow, scope).warnings(now.date()), *(said for said in ending if said)]
