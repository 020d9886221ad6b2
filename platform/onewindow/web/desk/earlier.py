"""What the applicant gave before, offered above the form and filled in with consent (R047)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from flask import request, url_for
from flask_babel import gettext as _

from onewindow.domain.applicant import subject_key
from onewindow.services import intake
from onewindow.services.intake import Draft, Prepared
from onewindow.web.access import Visit, house


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look for earlier answers gave: None when nobody has looked, a problem, or how many fields were filled."""

    offers: Sequence[intake.Offer] | None = None
    problem: str = ""
    chosen: UUID | None = None
    filled: int = field(default=0)


NOT_LOOKED = Looked()


def look(visit: Visit, prepared: Prepared, draft: Draft, *, problem: str = "", chosen: UUID | None = None) -> Looked:
    """Look for earlier answers of the applicant whose number stands in the draft."""
    found = intake.offers(visit.uow, visit.actor, prepared, draft, house().site.secret, now=visit.now)
    return Looked(found, problem if found else "", chosen)


def take_over(visit: Visit, prepared: Prepared, draft: Draft) -> tuple[Draft, Looked]:
    """Fill in what was chosen, when the applicant agreed; otherwise the offer again, with what is missing."""
    source = _identity(request.form.get("prefill-source", ""))
    if source is None or not request.form.get("prefill-consent"):
        problem = (
            _("Choose the application to take over from.")
            if source is None
            else _("Ask the applicant first, and tick that he or she agrees.")
        )
        return draft, look(visit, prepared, draft, problem=problem, chosen=source)
    filled = intake.fill(visit.uow, visit.actor, prepared, draft, source, house().site.secret, now=visit.now)
    if filled is None:
        return draft, look(visit, prepared, draft, problem=_("That application can no longer be taken over."))
    return filled, Looked(filled=len(filled.prefilled) - len(draft.prefilled.keys() & filled.prefilled.keys()))


def earlier_values(prepared: Prepared, draft: Draft, looked: Looked) -> dict[str, Any] | None:
    """What macros/earlier.html takes; None for a form that asks for no number."""
    subject = subject_key(prepared.joint.plan)
    if not subject:
        return None
    return {
        "url": url_for("desk.submit", key=draft.key),
        "subject": subject,
        "offers": None if looked.offers is None else [_offer(one, at, looked) for at, one in enumerate(looked.offers)],
        "problem": looked.problem,
        "filled": looked.filled,
    }


def _offer(one: intake.Offer, at: int, looked: Looked) -> dict[str, Any]:
    chosen = one.application == looked.chosen if looked.chosen else at == 0
    return {"id": one.application, "title": one.title, "on": one.on, "labels": one.labels, "chosen": chosen}


def _identity(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
