"""Beginning a draft, finding it again, going back in it, giving it up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from onewindow.domain.actor import Actor
from onewindow.domain.canonical import digest as digest_of
from onewindow.domain.publishing.checking import unstorable
from onewindow.domain.publishing.duties import owner_of, writer
from onewindow.domain.publishing.refusals import Refused
from onewindow.domain.publishing.states import CLOSED, KIND_NAMES, Purpose, State
from onewindow.store import audit, proposals, releases
from onewindow.store.errors import Refusal, RefusedError
from onewindow.store.proposals import Line, Proposal, Revision
from onewindow.store.refusals import attempt
from onewindow.store.session import UnitOfWork

Json = Any
MAX_KEY, MAX_TITLE = 100, 200
NOT_YOURS = Refused("您没有编辑这份文档的权限：它属于别的部门或单位，请联系其事项管理员。")
CLOSED_ALREADY = Refused("这份草稿已发布或已作废，不能再改，请新建一份草稿。")


def start(
    uow: UnitOfWork,
    actor: Actor,
    *,
    kind: str,
    key: str,
    title: str,
    body: Json,
    base: str | None = None,
    now: datetime,
) -> Proposal | Refused:
    """Begin a draft in the actor's tenant. `base`: the digest it departs from; left out, the newest version
    there (what is inherited, where the tenant has none of its own).

    Refused (naming the open draft) when one of this document is open already, and for another department's document
    (R008).
    """
    proposal = drafted(uow, actor, kind=kind, key=key, title=title, body=body, base=base, now=now)
    if isinstance(proposal, Refused):
        return proposal
    base = base or releases.newest(uow.session, kind, key, now.date())
    return _kept(uow, replace(proposal, base_digest=base))


def drafted(
    uow: UnitOfWork, actor: Actor, *, kind: str, key: str, title: str, body: Json, base: str | None, now: datetime
) -> Proposal | Refused:
    """A draft of the actor's tenant that is kept nowhere yet, or why he may not begin it."""
    if refusal := _unfit(kind, key, title, body):
        return refusal
    owner = owner_of(actor, kind, body)
    if owner is None or (uow.scope.number != actor.scope and writer(actor, uow.scope.number, owner) is None):
        return NOT_YOURS
    who = UUID(actor.account_id)
    return Proposal(
        scope=uow.scope.number,
        kind=kind,
        key=key,
        title=title.strip(),
        department=owner,
        base_digest=base,
        author_id=who,
        author_name=actor.name,
        created_at=now,
        saved_at=now,
        saved_by=who,
        saved_by_name=actor.name,
        body=body,
        digest=digest_of(body),
    )


def open_(uow: UnitOfWork, actor: Actor, proposal_id: UUID) -> Proposal:
    """A draft with its newest body. Raises `MissingError` for what does not exist or is out of sight."""
    del actor  # sight is the unit of work's; the name stands for the day when departments hide drafts
    return proposals.get(uow.session, proposal_id)


def list_(
    uow: UnitOfWork,
    actor: Actor,
    *,
    state: str | None = None,
    kind: str | None = None,
    after: tuple[datetime, UUID] | None = None,
    limit: int = 50,
) -> Sequence[Line]:
    """The drafts of the actor's range, the last saved first; one statement."""
    return proposals.page(uow.session, state=state, kind=kind, after=after, limit=limit)


def revisions(uow: UnitOfWork, proposal_id: UUID) -> Sequence[Revision]:
    """Every saved state, the newest first: who and when."""
    return proposals.revisions(uow.session, proposal_id)


def at(uow: UnitOfWork, proposal_id: UUID, revision: int) -> Json:
    """The body of one revision. Undo and redo save it again as the next one. Raises `MissingError`."""
    return proposals.at(uow.session, proposal_id, revision)


def abandon(uow: UnitOfWork, actor: Actor, proposal_id: UUID, *, reason: str = "", now: datetime) -> Refused | None:
    """Give a draft up; it stays readable."""
    proposal = proposals.lock(uow.session, proposal_id)
    if writer(actor, proposal.scope, proposal.department) is None:
        return NOT_YOURS
    if proposal.state in CLOSED:
        return CLOSED_ALREADY
    proposals.change(uow.session, proposal.id, state=State.ABANDONED.value, reason=reason.strip(), due_on=None)
    detail = {"kind": proposal.kind, "key": proposal.key, "reason": reason.strip()}
    who = UUID(actor.account_id)
    audit.append(uow.session, audit.Act(now, who, actor.name, "proposal.abandon", f"proposal:{proposal.id}", detail))
    return None


def _unfit(kind: str, key: str, title: str, body: Json) -> Refused | None:
    if kind not in KIND_NAMES:
        return Refused(f"没有“{kind}”这种文档，可以是：{'、'.join(KIND_NAMES.values())}。")
    if not key.strip() or len(key) > MAX_KEY:
        return Refused(f"标识须填写，最多 {MAX_KEY} 个字符。")
    if not title.strip() or len(title) > MAX_TITLE:
        return Refused(f"名称须填写，最多 {MAX_TITLE} 个字。")
    problem = unstorable(body)
    return Refused(problem) if problem else None


def _kept(uow: UnitOfWork, proposal: Proposal) -> Proposal | Refused:
    try:
        with attempt(uow.session):
            proposals.add(uow.session, proposal)
    except RefusedError as refused:
        if refused.refusal is Refusal.TAKEN:
            there = proposals.open_one(uow.session, proposal.kind, proposal.key, Purpose.CHANGE)
            return Refused(f"「{proposal.title}」已有一份未发布的草稿，请打开那一份继续。", there)
        if refused.refusal is Refusal.UNKNOWN:
            return Refused("所依据的版本不存在，请从目录中重新选择。")
        raise
    begun(uow, proposal)
    return proposal


def begun(uow: UnitOfWork, proposal: Proposal) -> None:
    """Write down that a draft was begun."""
    detail = {"kind": proposal.kind, "key": proposal.key, "title": proposal.title, "base": proposal.base_digest}
    audit.append(
        uow.session,
        audit.Act(
            proposal.created_at,
            proposal.author_id,
            proposal.author_name,
            "proposal.start",
            f"proposal:{proposal.id}",
            detail,
        ),
    )
