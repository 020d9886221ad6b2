"""Taking a paper back (作废), for another one in its place or for none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from onewindow.domain.actor import Actor
from onewindow.domain.paper import PaperProblem, reason_fault
from onewindow.domain.site import Site
from onewindow.services.paper.issuing import Draft, Entropy, Issuer
from onewindow.store import audit, notices
from onewindow.store.notices import Notice
from onewindow.store.session import UnitOfWork

AGAIN = PaperProblem("本文书已经作废过，无需再次作废。")
_REISSUED = "-"


@dataclass(frozen=True, slots=True)
class Voided:
    """The paper that was taken back, and the one that was issued in its place, if any."""

    notice: Notice
    replacement: Notice | None


def void(
    uow: UnitOfWork,
    actor: Actor,
    notice_id: UUID,
    reason: str,
    site: Site,
    *,
    reissue: bool,
    now: datetime,
    entropy: Entropy,
) -> Voided | PaperProblem:
    """Take a paper back for a reason. `reissue`: the same content is issued anew under a number, date and code of its
    own, and the old paper says what replaced it. Raises MissingError."""
    if fault := reason_fault(reason):
        return PaperProblem(fault)
    notice = notices.lock(uow.session, notice_id)
    if notice.voided_at is not None:
        return AGAIN
    replacement = _reissued(uow, actor, notice, site, now, entropy) if reissue else None
    if isinstance(replacement, PaperProblem):
        return replacement
    by, new = UUID(actor.account_id), replacement.id if replacement else None
    notices.void(uow.session, notice.id, reason=reason.strip(), at=now, by=by, replaced_by=new)
    detail = {"notice": notice.kind, "title": notice.title, "number": notice.number, "reason": reason.strip()}
    detail |= {"replaced_by": replacement.number} if replacement else {}
    for each in [f"notice:{notice.id}"] + ([f"case:{notice.case_id}"] if notice.case_id else []):
        audit.append(uow.session, audit.Act(now, by, actor.name, "notice.void", each, detail))
    return Voided(notice, replacement)


def _reissued(
    uow: UnitOfWork, actor: Actor, notice: Notice, site: Site, now: datetime, entropy: Entropy
) -> Notice | PaperProblem:
    """The same content as a new paper. One numbered by its case keeps that number, with which issue it is behind it."""
    issuer = Issuer(uow, actor, site, now=now, entropy=entropy)
    number = notice.number.partition(":")[2]
    own = notice.values.get("document", {}).get("number") == number
    values = {**notice.values, "document": {**notice.values.get("document", {}), "date": now.date().isoformat()}}
    made = issuer.notice(
        Draft(
            notice.kind,
            values,
            notice.application_id,
            notice.accepting_scope,
            notice.home_scope,
            notice.case_id,
            None if own else _next_issue(number),
        )
    )
    if isinstance(made, Notice):
        issuer.put_up([made])
    return made


def _next_issue(number: str) -> str:
    """44…0001 → 44…0001-2 → 44…0001-3."""
    first, dash, issue = number.rpartition(_REISSUED)
    return f"{first}{dash}{int(issue) + 1}" if dash and issue.isdecimal() else f"{number}{_REISSUED}2"
