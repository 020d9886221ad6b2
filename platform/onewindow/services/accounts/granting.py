"""Giving and taking roles, and handing a post over to somebody else with everything that waits there (R022, R023).

Tasks belong to a department of a tenant, not to a person: whoever gets the roles sees what is open. What would be left
without anybody is never left: such a role is handed over, not taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from onewindow.domain.actor import Actor, Binding
from onewindow.domain.duties import role_conflict
from onewindow.domain.permissions import Role
from onewindow.services.accounts.reach import Refused, note, out_of_hands, told, ungrantable, written
from onewindow.store import people, posts, signed_in
from onewindow.store.errors import RefusedError
from onewindow.store.refusals import attempt
from onewindow.store.session import UnitOfWork

NO_ROLE = Refused("请至少选择一个角色。")
DOUBLE = Refused("该人员在这个单位、部门、岗位上已有这个角色，不用再加。")
OWN_ROLE = Refused("不能停用自己的账号或移除自己的角色，请由其他管理员办理。")
SAME = Refused("岗位不能移交给本人，请选择其他人员。")
NOTHING = Refused("该人员没有可以移交的岗位。")
NO_SUCCESSOR = Refused("接手人员的账号已停用，请选择其他在用账号。")
BAD_DATES = Refused("任职截止日期不能早于开始日期，请修改日期。")


@dataclass(frozen=True, slots=True)
class HandedOver:
    """How many roles went over, and how many open tasks wait where they are held."""

    roles: int
    open_tasks: int


def grant(
    uow: UnitOfWork,
    actor: Actor,
    account_id: UUID,
    roles: Sequence[Binding],
    *,
    now: datetime,
    first: date | None = None,
    last: date | None = None,
) -> Refused | None:
    """Give an account more roles from `first` to `last` (both included, None open): all, or none when one is refused.

    The person signs in anew: sessions never outlive a change of roles.
    """
    people.lock(uow.session, account_id)
    if not roles:
        return NO_ROLE
    if first and last and last < first:
        return BAD_DATES
    if refusal := out_of_hands(uow, actor, account_id) or ungrantable(actor, [role.role for role in roles]):
        return refusal
    people.unbind_ended(uow.session, account_id, now.date())
    if conflict := role_conflict([*(role.role for role in roles), *_held(uow, account_id)]):
        return Refused(conflict)
    try:
        with attempt(uow.session):
            for role in roles:
                people.bind(uow.session, bound(account_id, role, first, last))
            register_posts(uow, roles)
    except RefusedError as refused:
        return told(refused, DOUBLE)
    signed_in.end(uow.session, account_id)
    days = {name: day.isoformat() for name, day in (("from", first), ("to", last)) if day}
    note(uow, actor, account_id, "grant", now, {"new": [written(role) for role in roles], **days})
    return None


def revoke(uow: UnitOfWork, actor: Actor, account_id: UUID, binding_id: UUID, *, now: datetime) -> Refused | None:
    """Take one role from an account; nothing happens when it is gone already. One's own is refused."""
    people.lock(uow.session, account_id)
    if str(account_id) == actor.account_id:
        return OWN_ROLE
    if refusal := out_of_hands(uow, actor, account_id):
        return refusal
    all_held = people.bindings_of(uow.session, account_id)
    for one in (each for each in all_held if each.id == binding_id):
        beside = {(each.scope, each.department_key) for each in all_held if each.id != one.id}
        if (one.scope, one.department_key) not in beside and (
            refusal := leaving_refused(uow, account_id, on=now.date(), only=(one.scope, one.department_key))
        ):
            return refusal
        people.unbind(uow.session, one.id)
        signed_in.end(uow.session, account_id)
        note(uow, actor, account_id, "revoke", now, {"old": [written(one)]})
    return None


def hand_over(
    uow: UnitOfWork,
    actor: Actor,
    account_id: UUID,
    successor_id: UUID,
    *,
    now: datetime,
    only: UUID | None = None,
) -> HandedOver | Refused:
    """Move all roles of an account (or `only` one) to a successor: what is open there waits for him from now on (R023).

    Both sign in anew. Refused when the successor would hold roles that conflict, or either is out of the actor's hands.
    """
    if account_id == successor_id:
        return SAME
    for each in sorted((account_id, successor_id)):  # in one order: two hand-overs cannot block each other
        people.lock(uow.session, each)
    if str(account_id) == actor.account_id:
        return OWN_ROLE
    moved = [one for one in people.bindings_of(uow.session, account_id) if only in (None, one.id)]
    if refusal := _no_hand_over(uow, actor, account_id, successor_id, moved):
        return refusal
    has = {_place(one) for one in people.bindings_of(uow.session, successor_id)}
    for one in moved:
        people.unbind(uow.session, one.id)
        if _place(one) not in has:
            people.bind(uow.session, bound(successor_id, _role(one), one.valid_from, one.valid_to))
    for each in (account_id, successor_id):
        signed_in.end(uow.session, each)
    waiting = _waiting(uow, moved)
    detail = {"to": str(successor_id), "roles": [written(one) for one in moved], "open_tasks": waiting}
    note(uow, actor, account_id, "hand_over", now, detail)
    return HandedOver(len(moved), waiting)


def leaving_refused(
    uow: UnitOfWork, account_id: UUID, *, on: date, only: tuple[int, str | None] | None = None
) -> Refused | None:
    """Why an account cannot go (or lose what it holds at `only` one place): tasks would wait for nobody."""
    alone = posts.left_alone(uow.session, account_id, on)
    places = [one for one in alone if only in (None, (one.scope, one.department_key))]
    if not places:
        return None
    named = "、".join(f"{one.department_key} {one.open_tasks} 件" for one in places[:3])
    total = sum(one.open_tasks for one in places)
    return Refused(f"还有 {total} 件未办结的任务只能由该人员办理（{named}），请先把岗位移交给其他人员。")


def bound(
    account_id: UUID, role: Binding, valid_from: date | None = None, valid_to: date | None = None
) -> people.Binding:
    """A role as the store keeps it."""
    return people.Binding(
        account_id=account_id,
        scope=role.scope,
        role=role.role,
        department_key=role.department or None,
        post=role.post,
        valid_from=valid_from,
        valid_to=valid_to,
    )


def register_posts(uow: UnitOfWork, roles: Iterable[Binding]) -> None:
    """Add the posts that these roles are held at to the posts of their departments."""
    named = {(role.scope, role.department, role.post) for role in roles if role.post}
    posts.put(uow.session, [posts.Post(scope=at, department_key=key, name=name) for at, key, name in sorted(named)])


def _no_hand_over(
    uow: UnitOfWork, actor: Actor, account_id: UUID, successor_id: UUID, moved: Sequence[people.Binding]
) -> Refused | None:
    if not moved:
        return NOTHING
    if people.get(uow.session, successor_id).status != "active":
        return NO_SUCCESSOR
    for each in (account_id, successor_id):
        if refusal := out_of_hands(uow, actor, each):
            return refusal
    conflict = role_conflict([*(Role(one.role) for one in moved), *_held(uow, successor_id)])
    return Refused(conflict) if conflict else None


def _waiting(uow: UnitOfWork, moved: Sequence[people.Binding]) -> int:
    """How many tasks are open at the places of these roles, each place counted once."""
    working = [one for one in moved if one.role in posts.WORKING]
    total = 0
    for scope in sorted({one.scope for one in working}):
        keys = [one.department_key for one in working if one.scope == scope]
        whole = any(key is None for key in keys)
        total += posts.open_tasks(uow.session, scope, [] if whole else [key for key in keys if key])
    return total


def _held(uow: UnitOfWork, account_id: UUID) -> list[Role]:
    return [Role(one.role) for one in people.bindings_of(uow.session, account_id)]


def _place(one: people.Binding) -> tuple[int, str, str | None, str]:
    return one.scope, one.role, one.department_key, one.post


def _role(one: people.Binding) -> Binding:
    return Binding(Role(one.role), one.scope, one.department_key or "", one.post)
