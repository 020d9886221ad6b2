"""The draft of an application with its form, as every page about it opens them."""

from __future__ import annotations

from onewindow.domain.joint import Unjoinable
from onewindow.services import intake
from onewindow.services.intake import AlreadyFiled, Draft, Prepared
from onewindow.web.access import Visit


def prepared_draft(visit: Visit, key: str) -> tuple[Prepared, Draft] | None:
    """The draft of this key with its form; None when there is none of this actor, or no form any more."""
    draft = intake.resume(visit.uow, visit.actor, key)
    if draft is None or isinstance(draft, AlreadyFiled):
        return None
    prepared = intake.prepare_form(visit.uow, visit.actor, draft.selection, now=visit.now)
    return None if isinstance(prepared, Unjoinable) else (prepared, draft)
