"""What waits for somebody, and the way a draft has gone and still has to go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from onewindow.domain.actor import Actor
from onewindow.domain.publishing.chain import ACT_NAMES, PERMISSIONS, WHO, Act, waits_for
from onewindow.domain.publishing.duties import title_of
from onewindow.domain.publishing.routing import stages
from onewindow.domain.publishing.states import STATE_NAMES, WRITING, State
from onewindow.services.publishing.stepping import standing_of
from onewindow.store import proposals
from onewindow.store.proposals import Line, Proposal, Step
from onewindow.store.session import UnitOfWork


@dataclass(frozen=True, slots=True)
class InboxLine:
    """A draft that waits for the actor: at which stage, and as what he is asked."""

    proposal: Line
    stage: State
    asked_as: str


@dataclass(frozen=True, slots=True)
class Link:
    """One step of the chain, taken or to come.

    `status`: done, void (taken on an older text, or before it was returned), current, ahead. `who` of a step to come
    says who may take it.
    """

    status: str
    stage: str
    act: str
    who: str
    role: str = ""
    unit: int | None = None
    department: str = ""
    when: datetime | None = None
    opinion: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Chain:
    """The way of a draft."""

    proposal: Proposal
    links: tuple[Link, ...]


def inbox(uow: UnitOfWork, actor: Actor) -> Sequence[InboxLine]:
    """The drafts that wait for this very actor, the most urgent first; one statement."""
    states = [state.value for state, permission in PERMISSIONS.items() if actor.may(permission)]
    if not states:
        return ()
    found = []
    for line in proposals.waiting(uow.session, states):
        post = waits_for(standing_of(line, line.editors, line.taken), actor)
        if post is not None:
            found.append(InboxLine(line, State(line.state), title_of(post)))
    return found


def chain(uow: UnitOfWork, proposal_id: UUID) -> Chain:
    """The steps a draft took and those still to come. Raises `MissingError`."""
    proposal = proposals.get(uow.session, proposal_id)
    taken = proposals.steps(uow.session, proposal_id)
    since = _since(taken)
    links = [_taken(step, counts=at >= since and step.digest == proposal.digest) for at, step in enumerate(taken)]
    return Chain(proposal, (*links, *_ahead(proposal)))


def _since(taken: Sequence[Step]) -> int:
    """Steps before the last submission count no more."""
    return max((at for at, step in enumerate(taken) if step.act == Act.SUBMIT), default=0)


def _taken(step: Step, *, counts: bool) -> Link:
    return Link(
        "done" if counts else "void",
        STATE_NAMES[State(step.state_before)],
        ACT_NAMES[Act(step.act)],
        step.done_by_name,
        step.role_name,
        step.unit,
        step.department,
        step.done_at,
        step.opinion,
        step.due_on,
    )


def _ahead(proposal: Proposal) -> list[Link]:
    way = stages(proposal.kind, proposal.purpose, listing=proposal.listing)
    state = State(proposal.state)
    whole = way if state in WRITING else ()
    rest = way[way.index(state) :] if state in way else whole
    return [
        Link(
            "current" if stage is state else "ahead",
            STATE_NAMES[stage],
            "",
            _asked(proposal, stage),
            due_on=proposal.due_on if stage is state else None,
        )
        for stage in rest
    ]


def _asked(proposal: Proposal, stage: State) -> str:
    if stage is not State.CONFIRMING or not proposal.demands:
        return WHO[stage]
    return "、".join(str(one["department"] or "本单位") for one in proposal.demands if not one.get("by"))
