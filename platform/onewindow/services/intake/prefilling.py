"""Earlier answers of the same person, offered and, with the applicant's consent, filled in (R047).

Found by a keyed hash of the number that identifies the applicant, among the applications that the tenant sees. Nothing
of them is shown before the consent is recorded but what was applied for, where, and when. Declarations, signatures,
files, and what tells about an agent are never taken over.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from form_builder import FormPlan, Problems, restore, typed
from onewindow.domain.actor import Actor
from onewindow.domain.applicant import of_agent, subject_hash, subject_of
from onewindow.services.intake.drafting import Draft, Prefilled
from onewindow.services.intake.filing import judged, known
from onewindow.services.intake.preparing import Prepared
from onewindow.store import audit, prefill
from onewindow.store.prefill import Consent, Earlier
from onewindow.store.session import UnitOfWork

MAX_AGE_PARAMETER = "prefill_max_age_days"
MAX_AGE_DAYS = 365
NEVER = frozenset({"declaration", "signature", "file", "image", "static_text"})

Page = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Offer:
    """One earlier application with what it could fill in: the page's controls with their texts, by element."""

    application: UUID
    title: str
    on: date
    labels: tuple[str, ...]
    values: Mapping[str, Page] = field(repr=False)


def offers(
    uow: UnitOfWork, actor: Actor, prepared: Prepared, draft: Draft, secret: str, *, now: datetime
) -> tuple[Offer, ...]:
    """What may be offered once the applicant's number is known; that somebody asked is logged when there is something.

    One statement, however many applications there are.
    """
    found = tuple(one for one in _offers(uow, prepared, draft, secret, now) if one.values)
    if found:
        detail = {"sources": [str(one.application) for one in found]}
        act = audit.Act(now, UUID(actor.account_id), actor.name, "prefill.offer", f"draft:{draft.key}", detail)
        audit.append(uow.session, act)
    return found


def fill(
    uow: UnitOfWork, actor: Actor, prepared: Prepared, draft: Draft, source: UUID, secret: str, *, now: datetime
) -> Draft | None:
    """The draft with the answers of one earlier application in its blank fields; None when it may not be offered.

    The consent is recorded first: who asked, when, for which application, for which fields.
    """
    offer = next((one for one in _offers(uow, prepared, draft, secret, now) if one.application == source), None)
    if offer is None or not offer.values:
        return None
    who = UUID(actor.account_id)
    keys = sorted(offer.values)
    consent = Consent(
        scope=actor.scope,
        application_key=draft.key,
        source_application=source,
        fields=keys,
        asked_by=who,
        asked_by_name=actor.name,
        asked_at=now,
    )
    prefill.consent(uow.session, consent)
    detail = {"source": str(source), "consent": str(consent.id), "fields": keys}
    audit.append(uow.session, audit.Act(now, who, actor.name, "prefill.fill", f"draft:{draft.key}", detail))
    texts = {control: list(said) for page in offer.values.values() for control, said in page.items()}
    marks = {key: Prefilled(offer.title, offer.on, page) for key, page in offer.values.items()}
    return replace(draft, raw={**draft.raw, **texts}, prefilled={**draft.prefilled, **marks})


def marks(prepared: Prepared, draft: Draft) -> dict[str, str]:
    """Where each value that was filled in and still stands comes from, by element key."""
    return {
        key: f"来自 {mark.on.isoformat()} 的「{mark.title}」申请，请核对"
        for key, mark in draft.prefilled.items()
        if key in prepared.joint.plan.by_key
        and all(list(draft.raw.get(control, ())) == list(texts) for control, texts in mark.texts.items())
    }


def _offers(uow: UnitOfWork, prepared: Prepared, draft: Draft, secret: str, now: datetime) -> Iterator[Offer]:
    typed_in = known(prepared, draft.raw)
    number = subject_of(prepared.joint.plan, typed_in)
    if not number:
        return
    subject = subject_hash(secret, uow.scope.county, number)
    since, takes = now - timedelta(days=_max_age(prepared)), _takes(prepared, typed_in)
    for one in prefill.earlier(uow.session, subject, since=since):
        yield _offer(prepared, draft, takes, one, now)


def _offer(prepared: Prepared, draft: Draft, takes: Collection[str], one: Earlier, now: datetime) -> Offer:
    plan = prepared.joint.plan
    stored = restore(plan, {key: value for key, value in one.answers.items() if key in takes})
    pages = {key: page for key, value in stored.items() if (page := typed(plan, {key: value}))}
    texts = {control: said for page in pages.values() for control, said in page.items()}
    found = judged(prepared, {**draft.raw, **texts})
    wrong = {problem.field for problem in found} if isinstance(found, Problems) else set()
    values = {key: page for key, page in pages.items() if key not in wrong}
    on = one.submitted_at.astimezone(now.tzinfo).date()
    return Offer(one.application_id, one.title, on, tuple(plan.labels[key] for key in values), values)


def _takes(prepared: Prepared, typed_in: Mapping[str, Any]) -> frozenset[str]:
    """The fields that may be filled: asked, still blank, not calculated, neither a promise nor somebody else's."""
    plan: FormPlan = prepared.joint.plan
    return frozenset(
        item.key
        for item in plan.fields
        if item.kind.stored
        and item.merged.asked
        and not item.computes
        and item.element.kind not in NEVER
        and not of_agent(item.key)
        and item.key not in typed_in
        and item.key not in prepared.selection.guide
    )


def _max_age(prepared: Prepared) -> int:
    said = prepared.given["param"].get(MAX_AGE_PARAMETER, MAX_AGE_DAYS)
    return said if isinstance(said, int) and said >= 0 else MAX_AGE_DAYS
