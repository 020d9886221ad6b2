"""In whose hands an account is, and how acts on it are told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from onewindow.domain.actor import Actor, Binding, grantable
from onewindow.domain.permissions import ROLE_NAMES, Role
from onewindow.store import audit, people
from onewindow.store.errors import Refusal, RefusedError
from onewindow.store.session import UnitOfWork

Json = Any


@dataclass(frozen=True, slots=True)
class Refused:
    """It was refused; `message` says why, in Chinese, and names the way out."""

    message: str


OUT_OF_RANGE = Refused("所选单位不在您的管理范围内，请选择本单位或下级单位。")


def out_of_hands(uow: UnitOfWork, actor: Actor, account_id: UUID) -> Refused | None:
    """Why the actor may do nothing with this account, or None when he may.

    An account with a role that the actor may not give is out of his hands: otherwise a new password would lend him
    that role.
    """
    return ungrantable(actor, [Role(one.role) for one in people.bindings_of(uow.session, account_id)])


def ungrantable(actor: Actor, roles: Sequence[Role]) -> Refused | None:
    """Which of these roles is not the actor's to give."""
    above = [ROLE_NAMES[role] for role in roles if role not in grantable(actor)]
    if not above:
        return None
    return Refused(f"您不能授予或管理「{above[0]}」，请由持有该角色的管理员办理。")


def told(refused: RefusedError, taken: Refused) -> Refused:
    """What a refusal of the database means here; a surprise stays one."""
    if refused.refusal is Refusal.TAKEN:
        return taken
    if refused.refusal in (Refusal.FORBIDDEN, Refusal.UNKNOWN):
        return OUT_OF_RANGE
    raise refused


def note(uow: UnitOfWork, actor: Actor, account_id: UUID, act: str, now: datetime, detail: Json) -> None:
    """Tell the audit what was done with an account; passwords, codes and their hashes never are."""
    done = audit.Act(now, UUID(actor.account_id), actor.name, f"account.{act}", f"account:{account_id}", detail)
    audit.append(uow.session, done)


def note_own(uow: UnitOfWork, account: people.Account, act: str, now: datetime, detail: Json = None) -> None:
    """Tell the audit what somebody did with his own account."""
    told_of = f"account:{account.id}"
    audit.append(uow.session, audit.Act(now, account.id, account.display_name, f"account.{act}", told_of, detail or {}))


def written(role: Binding | people.Binding) -> Json:
    """A role as the audit tells it."""
    department = role.department if isinstance(role, Binding) else role.department_key or ""
    return {"role": str(Role(role.role)), "scope": role.scope, "department": department, "post": role.post}
