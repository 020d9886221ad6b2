"""Lending one's post for some days: the deputy acts in it under both names, and never with more than both have."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from onewindow.domain.actor import Actor
from onewindow.domain.permissions import ROLE_NAMES, Permission, Role
from onewindow.services.accounts.reach import Refused, note, out_of_hands
from onewindow.store import delegations, people
from onewindow.store.errors import MissingError
from onewindow.store.session import UnitOfWork

LONGEST = timedelta(days=180)
NOT_LENT = frozenset({Role.PLATFORM_OPERATOR, Role.TENANT_ADMIN, Role.LEGAL_REVIEWER, Role.SUPERVISOR})
NOT_HIS = Refused("所选岗位不是该人员自己的岗位：受他人委托的岗位不能再委托，请选择本人岗位。")
NOT_YOURS = Refused("您不能为他人办理委托，请由本人或本单位管理员办理。")
NOBODY = Refused("受托人须是本单位的在用账号，请从名单中选择。")
HIMSELF = Refused("不能委托给本人，请选择其他人员。")
PAST = Refused("委托开始日期不能早于今天，结束日期不能早于开始日期，请修改日期。")
TOO_LONG = Refused("委托最长 180 天；更长时间请由管理员调整岗位。")


def lend(
    uow: UnitOfWork,
    actor: Actor,
    *,
    binding_id: UUID,
    principal_id: UUID,
    deputy_id: UUID,
    first: date,
    last: date,
    reason: str = "",
    now: datetime,
) -> delegations.Delegation | Refused:
    """Let a colleague act at one's post from `first` to `last`, both included; an administrator may for his people."""
    account = people.lock(uow.session, principal_id)
    held = {one.id: one for one in people.bindings_of(uow.session, principal_id)}.get(binding_id)
    if refusal := _not_for_him(uow, actor, principal_id) or _bad_days(first, last, now.date()):
        return refusal
    if held is None:
        return NOT_HIS
    if refusal := _not_to_him(uow, account, held, deputy_id) or _twice(uow, held, principal_id, first, last):
        return refusal
    lent = delegations.Delegation(
        scope=held.scope,
        role=held.role,
        department_key=held.department_key,
        post=held.post,
        principal_id=principal_id,
        deputy_id=deputy_id,
        valid_from=first,
        valid_to=last,
        reason=reason.strip(),
        made_at=now,
    )
    delegations.add(uow.session, lent)
    detail = {"to": str(deputy_id), "role": held.role, "department": held.department_key or "", "post": held.post}
    days = {"from": first.isoformat(), "until": last.isoformat(), "reason": lent.reason}
    note(uow, actor, principal_id, "delegate", now, {**detail, **days})
    return lent


def take_back(uow: UnitOfWork, actor: Actor, account_id: UUID, delegation_id: UUID, *, now: datetime) -> Refused | None:
    """End a delegation that an account gave or got: either of the two may, and who manages people."""
    running = {one.delegation.id: one.delegation for one in delegations.of_account(uow.session, account_id, now.date())}
    lent = running.get(delegation_id)
    if lent is None:
        return None
    both = {str(lent.principal_id), str(lent.deputy_id)}
    if actor.account_id not in both and (refusal := _not_for_him(uow, actor, lent.principal_id)):
        return refusal
    if delegations.revoke(uow.session, delegation_id, at=now):
        note(uow, actor, lent.principal_id, "take_back", now, {"from": str(lent.deputy_id), "role": lent.role})
    return None


def _not_for_him(uow: UnitOfWork, actor: Actor, principal_id: UUID) -> Refused | None:
    if str(principal_id) == actor.account_id:
        return None
    return out_of_hands(uow, actor, principal_id) if actor.may(Permission.PEOPLE_MANAGE) else NOT_YOURS


def _bad_days(first: date, last: date, today: date) -> Refused | None:
    if first < today or last < first:
        return PAST
    return TOO_LONG if last - first >= LONGEST else None


def _not_to_him(uow: UnitOfWork, principal: people.Account, held: people.Binding, deputy_id: UUID) -> Refused | None:
    role = Role(held.role)
    if role in NOT_LENT:
        return Refused(f"「{ROLE_NAMES[role]}」不能委托他人，请由上级管理员调整岗位。")
    if deputy_id == principal.id:
        return HIMSELF
    try:
        deputy = people.get(uow.session, deputy_id)
    except MissingError:
        return NOBODY
    if deputy.status != "active" or deputy.scope != principal.scope or held.scope != principal.scope:
        return NOBODY
    if not any(one.role == held.role for one in people.bindings_of(uow.session, deputy_id)):
        name = ROLE_NAMES[role]
        return Refused(f"受托人自己没有「{name}」角色，不能代行该岗位；请选择有该角色的人员，或先由管理员授予角色。")
    return None


def _twice(uow: UnitOfWork, held: people.Binding, principal_id: UUID, first: date, last: date) -> Refused | None:
    for one in delegations.of_account(uow.session, principal_id, first):
        lent = one.delegation
        same = (lent.role, lent.scope, lent.department_key, lent.post) == (
            *(held.role, held.scope),
            *(held.department_key, held.post),
        )
        if same and lent.principal_id == principal_id and lent.valid_from <= last:
            return Refused(f"这个岗位在这段时间已委托给{one.deputy}，请先收回，或另选日期。")
    return None
