"""Saving a draft: optimistic, merged with what others saved in between, never overwriting them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from onewindow.domain.actor import Actor
from onewindow.domain.canonical import digest as digest_of
from onewindow.domain.publishing import checking, merging
from onewindow.domain.publishing.chain import Act
from onewindow.domain.publishing.checking import Ground, unstorable
from onewindow.domain.publishing.duties import writer
from onewindow.domain.publishing.findings import Finding
from onewindow.domain.publishing.refusals import Refused
from onewindow.domain.publishing.states import CLOSED, WRITING, Purpose, State
from onewindow.services.proposals.drafting import CLOSED_ALREADY, NOT_YOURS
from onewindow.store import grounds, proposals
from onewindow.store.cached import Cache
from onewindow.store.proposals import Proposal
from onewindow.store.session import UnitOfWork

Json = Any
FIXED = Refused("这份草稿只恢复旧版本或停办事项，内容不能改；要改内容请另起一份草稿。")
UNKNOWN_REVISION = Refused("页面依据的修订号不存在，请刷新页面。")


@dataclass(frozen=True, slots=True)
class Saved:
    """The body stands as it was sent. `voided`: opinions given on the older text no longer count."""

    revision: int
    findings: tuple[Finding, ...]
    voided: bool = False


@dataclass(frozen=True, slots=True)
class Merged:
    """Others had saved; both changes stand together in `body`. `taken`: what came from the others."""

    revision: int
    body: Json
    taken: tuple[merging.Taken, ...]
    findings: tuple[Finding, ...] = ()
    voided: bool = False


@dataclass(frozen=True, slots=True)
class Clash:
    """Others changed the same places: nothing was saved.

    `body`: both changes where they do not touch, and theirs in the places of `clashes`. Let the person choose, make
    the text with `merging.settle(body, clashes, pointers of mine)`, save it with `revision`.
    """

    revision: int
    body: Json
    clashes: tuple[merging.Clash, ...]


def save(
    uow: UnitOfWork, actor: Actor, proposal_id: UUID, *, revision: int, body: Json, now: datetime
) -> Saved | Merged | Clash | Refused:
    """Keep a body that was written on top of `revision`; it may be broken, the findings say how.

    Saving what stands there already adds no revision. Saving after somebody confirmed takes the draft back: opinions
    are bound to the text they were given on (R035).
    """
    proposal = proposals.lock(uow.session, proposal_id)
    if refusal := refusal_to_save(actor, proposal, body):
        return refusal
    ground = grounds.load(uow.session, proposal.scope, now.date(), proposal.kind, body)
    if revision == proposal.revision:
        return Saved(*write(uow, actor, proposal, body, ground, now))
    if not 0 < revision < proposal.revision:
        return UNKNOWN_REVISION
    labels = {element.key: element.label for element in ground.dictionary or ()}
    merged = merging.merge(proposals.at(uow.session, proposal.id, revision), body, proposal.body, labels)
    if merged.clashes:
        return Clash(proposal.revision, merged.body, merged.clashes)
    number, found, voided = write(uow, actor, proposal, merged.body, ground, now)
    return Merged(number, merged.body, merged.taken, found, voided)


def findings(uow: UnitOfWork, proposal: Proposal, *, now: datetime) -> Sequence[Finding]:
    """What the checker of its kind says about a draft as it stands, errors first."""
    ground = grounds.load(uow.session, proposal.scope, now.date(), proposal.kind, proposal.body)
    return _checked(proposal, proposal.body, proposal.digest, ground)


def refusal_to_save(actor: Actor, proposal: Proposal, body: Json) -> Refused | None:
    """Why an actor may not change this draft, or this text cannot be kept."""
    if writer(actor, proposal.scope, proposal.department) is None:
        return NOT_YOURS
    if proposal.state in CLOSED:
        return CLOSED_ALREADY
    if proposal.purpose != Purpose.CHANGE:
        return FIXED
    problem = unstorable(body)
    return Refused(problem) if problem else None


def write(
    uow: UnitOfWork, actor: Actor, proposal: Proposal, body: Json, ground: Ground, now: datetime
) -> tuple[int, tuple[Finding, ...], bool]:
    """Keep the next revision unless nothing changed; its number, its findings, and whether opinions were voided."""
    digest, number = digest_of(body), proposal.revision
    voided = digest != proposal.digest and proposal.state not in WRITING
    if digest != proposal.digest:
        who = UUID(actor.account_id)
        number = proposals.revise(uow.session, proposal, body, digest, by=who, name=actor.name, at=now)
    if voided:
        _take_back(uow, actor, proposal, digest, now)
    return number, _checked(proposal, body, digest, ground), voided


def _take_back(uow: UnitOfWork, actor: Actor, proposal: Proposal, digest: str, now: datetime) -> None:
    """Put a draft that was on its way back to its beginning, and write down who did."""
    step = proposals.Step(
        proposal_id=proposal.id,
        scope=proposal.scope,
        act=Act.EDIT.value,
        state_before=proposal.state,
        state_after=State.DRAFT.value,
        done_at=now,
        done_by=UUID(actor.account_id),
        done_by_name=actor.name,
        role_name="事项管理员",
        unit=actor.scope,
        department=proposal.department,
        opinion="内容有修改，此前的意见不再有效，须重新提交。",
        digest=digest,
    )
    proposals.add_step(uow.session, step)
    proposals.change(uow.session, proposal.id, state=State.DRAFT.value, due_on=None, demands=[])


_findings: Cache[tuple[str, str, str, str], tuple[Finding, ...]] = Cache(512)


def _checked(proposal: Proposal, body: Json, digest: str, ground: Ground) -> tuple[Finding, ...]:
    """What the checker says; a text is checked once on the same ground, however often it is looked at."""
    if not ground.mark:
        return checking.findings(proposal.kind, proposal.key, body, ground)
    asked = (proposal.kind, proposal.key, digest, ground.mark)
    return _findings.find(asked, lambda: checking.findings(proposal.kind, proposal.key, body, ground))
