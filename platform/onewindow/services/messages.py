"""Telling the applicant: an effect that queues one message for the gateway (R073)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from form_builder import restore
from onewindow.domain.applicant import applicant_of
from onewindow.domain.telling import message as text_of
from onewindow.store import cases, messages, published, tree
from onewindow.store.outbox import Message
from onewindow.store.session import UnitOfWork


def tell_applicant(uow: UnitOfWork, message: Message, now: datetime) -> None:
    """Queue the message of one event of a case; nothing when the applicant left no phone number."""
    session = uow.session
    case = cases.get(session, UUID(message.payload["case"]))
    matter = published.matter(session, case.matter_digest, case.elements_digest)
    supplied = {key: value for key, value in (case.supplied or {}).items() if key in matter.plan.by_key}
    phone = applicant_of(matter.plan, restore(matter.plan, {**case.answers, **supplied})).phone
    if not phone:
        return
    tenant = tree.get(session, case.accepting_scope)
    body = str(tenant.branding.get("body") or tenant.name)
    due_on = case.due_on
    text = text_of(message.payload["event"], body=body, matter=case.matter_name, number=case.number, due_on=due_on)
    messages.add(
        session,
        messages.Message(
            id=message.id,
            case_id=case.id,
            accepting_scope=case.accepting_scope,
            home_scope=case.home_scope,
            recipient=phone,
            body=text,
            made_at=now,
        ),
    )
