"""The record of the chain on paper (审核流转单, R035): always drawn from the record, never kept beside it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from onewindow.domain.actor import Actor
from onewindow.domain.publishing.diff import weight
from onewindow.domain.publishing.sheet import TEMPLATE, Entry, Heading, sheet_values
from onewindow.domain.publishing.states import KIND_NAMES, PURPOSE_NAMES, STATE_NAMES, Purpose, State
from onewindow.domain.publishing.weighing import Weight
from onewindow.services.publishing.foreseeing import differences
from onewindow.services.publishing.tracing import Chain, chain
from onewindow.store import audit, catalogue, documents, tree
from onewindow.store.proposals import Proposal
from onewindow.store.session import UnitOfWork
from printing import FontSet, compile_template, render, system_template
from rule_engine import evaluate, truthy


def sheet(uow: UnitOfWork, actor: Actor, proposal_id: UUID, fonts: FontSet, *, now: datetime) -> bytes:
    """The sheet as PDF; printing it is told to the audit. `now` gives the zone of all times on it.

    Raises `MissingError`.
    """
    traced = chain(uow, proposal_id)
    proposal = traced.proposal
    changes = differences(uow, proposal, on=now.date())
    new = proposal.base_digest is None or proposal.purpose == Purpose.WITHDRAWAL
    found = Weight.STRUCTURAL if new else weight(changes)
    values = sheet_values(
        _heading(uow, proposal, now), _entries(traced, now), changes, found, printed_by=actor.name, printed_at=now
    )
    published = catalogue.effective(uow.session, "template", TEMPLATE, proposal.scope, now.date())
    source = documents.get(uow.session, published.digest) if published else system_template(TEMPLATE)
    who = UUID(actor.account_id)
    audit.append(uow.session, audit.Act(now, who, actor.name, "proposal.print", f"proposal:{proposal.id}"))
    template = compile_template(source)
    return render(template, values, fonts, condition=lambda rule, seen: truthy(evaluate(rule, seen))).data


def _heading(uow: UnitOfWork, proposal: Proposal, now: datetime) -> Heading:
    versions = catalogue.history(uow.session, proposal.kind, proposal.key)
    published = next((one for one in versions if one.id == proposal.publication_id), None)
    return Heading(
        unit=tree.get(uow.session, proposal.scope).name,
        kind=KIND_NAMES[proposal.kind],
        title=proposal.title,
        purpose=PURPOSE_NAMES[Purpose(proposal.purpose)],
        state=STATE_NAMES[State(proposal.state)],
        department=proposal.department,
        author=proposal.author_name,
        created_at=proposal.created_at.astimezone(now.tzinfo),
        revision=proposal.revision,
        digest=proposal.digest,
        reason=proposal.reason,
        offline_reason=proposal.offline_reason,
        version=published.version if published else None,
        effective_from=published.effective_from if published else None,
    )


def _entries(traced: Chain, now: datetime) -> list[Entry]:
    return [
        Entry(link.act, link.who, link.role, link.when.astimezone(now.tzinfo), link.opinion, link.status == "done")
        for link in traced.links
        if link.when is not None
    ]
