"""Taking back what is in force: an older version again, a pause, an end (R031, R038). Each is argued."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from onewindow.domain.actor import Actor
from onewindow.domain.permissions import Permission
from onewindow.domain.publishing.chain import REASON_MIN, TEXT_MAX, UNAUTHORISED
from onewindow.domain.publishing.duties import department_of, post_of, writer
from onewindow.domain.publishing.refusals import Refused
from onewindow.domain.publishing.routing import CATALOGUED
from onewindow.domain.publishing.states import KIND_NAMES, Purpose, State
from onewindow.services.publishing.stepping import due, unfinished
from onewindow.store import audit, catalogue, documents, proposals
from onewindow.store.catalogue import Publication
from onewindow.store.errors import Refusal, RefusedError
from onewindow.store.proposals import Proposal, Step
from onewindow.store.refusals import attempt
from onewindow.store.session import UnitOfWork
from tenants.scope import level_of, lineage

NOT_OFFERED = Refused("本单位没有正在办理的这一版本，请从目录中选择。")


def roll_back(
    uow: UnitOfWork, actor: Actor, *, kind: str, key: str, digest: str, reason: str, now: datetime
) -> Proposal | Refused:
    """Ask for an older version of this tenant, named by its digest, to be in force again.

    It was reviewed once: the head signs, and it is published as the next version with the old text.
    """
    versions = _own(uow, kind, key)
    known = {one.digest for one in catalogue.history(uow.session, kind, key) if one.scope == uow.scope.number}
    if not versions or digest not in known:
        return NOT_OFFERED
    if digest == versions[0].digest:
        return Refused("这就是现行版本，不用恢复；请选择更早的版本。")
    asked = _asked(uow, actor, versions[0], Purpose.ROLLBACK, digest, reason, now)
    if isinstance(asked, Refused):
        return asked
    return unfinished(uow, asked, now) or _begin(uow, asked, now)


def withdraw(uow: UnitOfWork, actor: Actor, *, kind: str, key: str, reason: str, now: datetime) -> Proposal | Refused:
    """Ask for a document of this tenant to be taken away.

    The head signs, for a matter the catalogue's authority agrees, and publishing ends it. Open cases go on.
    """
    versions = _own(uow, kind, key)
    if not versions:
        return NOT_OFFERED
    asked = _asked(uow, actor, versions[0], Purpose.WITHDRAWAL, versions[0].digest, reason, now)
    return asked if isinstance(asked, Refused) else _begin(uow, asked, now)


def suspend(uow: UnitOfWork, actor: Actor, *, kind: str, key: str, reason: str, now: datetime) -> Publication | Refused:
    """Stop a document at once: no new case, open ones go on. By its publisher, or by supervision (R038)."""
    return _switch(uow, actor, kind, key, "suspended", reason, now)


def resume(uow: UnitOfWork, actor: Actor, *, kind: str, key: str, reason: str, now: datetime) -> Publication | Refused:
    """Take a suspended document back into use."""
    return _switch(uow, actor, kind, key, "published", reason, now)


def _switch(
    uow: UnitOfWork, actor: Actor, kind: str, key: str, state: str, reason: str, now: datetime
) -> Publication | Refused:
    """Every version that holds now or later, so that a scheduled one does not end a suspension."""
    if refusal := _unargued(reason):
        return refusal
    if not _may_switch(actor, uow.scope.number):
        return Refused(f"{UNAUTHORISED}：须由本单位的租户管理员或监察员办理。")
    versions = _own(uow, kind, key)
    wanted = [one for one in versions if one.state != state]
    if not wanted:
        return NOT_OFFERED if not versions else Refused("它已经是这个状态，不用再办。")
    for one in wanted:
        catalogue.set_state(uow.session, one.id, state)
    act = "publication.suspend" if state == "suspended" else "publication.resume"
    detail = {"kind": kind, "key": key, "reason": reason.strip(), "versions": [one.version for one in wanted]}
    who = UUID(actor.account_id)
    audit.append(uow.session, audit.Act(now, who, actor.name, act, f"publication:{versions[0].id}", detail))
    return replace(versions[0], state=state)


def _own(uow: UnitOfWork, kind: str, key: str) -> list[Publication]:
    """The versions of this tenant that are in use or paused, the newest first."""
    found = catalogue.history(uow.session, kind, key)
    return [one for one in found if one.scope == uow.scope.number and one.state in ("published", "suspended")]


def _may_switch(actor: Actor, scope: int) -> bool:
    publishes = post_of(actor, Permission.MATTER_PUBLISH, (scope,), "")
    return publishes is not None or post_of(actor, Permission.SUPERVISION_ACT, lineage(scope), "") is not None


def _unargued(reason: str) -> Refused | None:
    if not REASON_MIN <= len(reason.strip()) <= TEXT_MAX:
        return Refused(f"请写明理由（{REASON_MIN} 至 {TEXT_MAX} 字）。")
    return None


def _asked(
    uow: UnitOfWork, actor: Actor, live: Publication, purpose: Purpose, digest: str, reason: str, now: datetime
) -> Proposal | Refused:
    if refusal := _unargued(reason):
        return refusal
    body = documents.get(uow.session, digest)
    scope = uow.scope.number
    department = department_of(live.kind, body, level_of(scope).value)
    if writer(actor, scope, department) is None:
        return Refused(f"{UNAUTHORISED}：须由{KIND_NAMES.get(live.kind, '文档')}所属部门的事项管理员提出。")
    who = UUID(actor.account_id)
    return Proposal(
        scope=scope,
        kind=live.kind,
        key=live.key,
        title=live.title,
        department=department,
        purpose=purpose.value,
        base_digest=live.digest,
        state=State.SIGNING.value,
        listing=purpose is Purpose.WITHDRAWAL and live.kind == CATALOGUED,
        reason=reason.strip(),
        due_on=due(uow, State.SIGNING, now.date()),
        author_id=who,
        author_name=actor.name,
        created_at=now,
        saved_at=now,
        saved_by=who,
        saved_by_name=actor.name,
        body=body,
        digest=digest,
    )


def _begin(uow: UnitOfWork, proposal: Proposal, now: datetime) -> Proposal | Refused:
    try:
        with attempt(uow.session):
            proposals.add(uow.session, proposal)
    except RefusedError as refused:
        if refused.refusal is not Refusal.TAKEN:
            raise
        there = proposals.open_one(uow.session, proposal.kind, proposal.key, proposal.purpose)
        return Refused("同样的申请已在流转中，请打开那一份。", there)
    _note(uow, proposal, now)
    return proposal


def _note(uow: UnitOfWork, proposal: Proposal, now: datetime) -> None:
    proposals.add_step(
        uow.session,
        Step(
            proposal_id=proposal.id,
            scope=proposal.scope,
            act="submit",
            state_before=State.DRAFT.value,
            state_after=proposal.state,
            done_at=now,
            done_by=proposal.author_id,
            done_by_name=proposal.author_name,
            role_name="事项管理员",
            unit=proposal.scope,
            department=proposal.department,
            opinion=proposal.reason,
            digest=proposal.digest,
        ),
    )
    detail = {"kind": proposal.kind, "key": proposal.key, "digest": proposal.digest, "reason": proposal.reason}
    act = audit.Act(
        now, proposal.author_id, proposal.author_name, f"proposal.{proposal.purpose}", f"proposal:{proposal.id}", detail
    )
    audit.append(uow.session, act)
