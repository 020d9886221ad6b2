"""Who acts: one signed-in person with the part of the tree he works in, and what he may do there."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from onewindow.domain.permissions import ROLE_PERMISSIONS, Permission, Role


@dataclass(frozen=True, slots=True)
class Binding:
    """One role of a person, bound to a department (and a post) of a tenant (R008, R022). Empty: the whole tenant."""

    role: Role
    scope: int
    department: str = ""
    post: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person. `county`, `scope`, `lo`, `hi` are the numbers of row-level security (`tenants`)."""

    account_id: str
    name: str
    county: int
    scope: int
    lo: int
    hi: int
    bindings: tuple[Binding, ...] = ()
    permissions: frozenset[Permission] = field(init=False)

    def __post_init__(self) -> None:
        held: frozenset[Permission] = frozenset().union(*(ROLE_PERMISSIONS[binding.role] for binding in self.bindings))
        object.__setattr__(self, "permissions", held)

    def may(self, permission: Permission) -> bool:
        """Tell whether one of the actor's roles carries `permission`."""
        return permission in self.permissions

    def holds(self, role: Role, department: str = "") -> bool:
        """Tell whether the actor has `role`, for `department` when one is named."""
        wanted = ("", department) if department else None
        return any(each.role is role and (wanted is None or each.department in wanted) for each in self.bindings)

    @property
    def departments(self) -> frozenset[str]:
        """The departments the actor is bound to; empty when bound to whole tenants only."""
        return frozenset(binding.department for binding in self.bindings if binding.department)


def grantable(actor: Actor) -> frozenset[Role]:
    """The roles that an actor who manages people may give and take: the operator's only when he is one himself."""
    own = frozenset({Role.PLATFORM_OPERATOR}) if actor.holds(Role.PLATFORM_OPERATOR) else frozenset[Role]()
    return frozenset(Role) - {Role.PLATFORM_OPERATOR} | own


@dataclass(frozen=True, slots=True)
class Duties:
    """Who did what on one case so far: what conflicting duties are judged by."""

    instant: bool
    accepted_by: Collection[str] = ()
    decided_by: Collection[str] = ()


def refusal(actor: Actor, permission: Permission, duties: Duties) -> str | None:
    """Say in Chinese why `actor` may not do this on this case, or None when he may.

    Accepting and deciding, deciding and issuing are kept apart (R049); instant matters are done in one sitting (R050).
    A clerk decides instant matters only.
    """
    if not actor.may(permission):
        return "您没有办理这一步的权限，请联系本单位管理员。"
    if duties.instant:
        return None
    if permission is Permission.CASE_DECIDE:
        if actor.account_id in duties.accepted_by:
            return "本件由您受理，不能由您作出决定，请转其他审批人员。"
        if not actor.holds(Role.OFFICER):
            return "承诺件须由审批人员作出决定，请转审批人员。"
    if permission is Permission.CASE_ACCEPT and actor.account_id in duties.decided_by:
        return "本件由您作出决定，不能由您受理，请转其他窗口人员。"
    if permission is Permission.CASE_ISSUE and actor.account_id in duties.decided_by:
        return "本件由您作出决定，不能由您发证，请转窗口人员。"
    return None
