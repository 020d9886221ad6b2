"""Who acts: one signed-in person with the part of the tree he works in, and what he may do there."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from onewindow.domain.permissions import ROLE_PERMISSIONS, Permission, Role


@dataclass(frozen=True, slots=True)
class Binding:
    """One role of a person, bound to a department (and a post) of a tenant (R008, R022). Empty: the whole tenant.

    `principal` and `principal_name` say for whom he holds it, when somebody lent him his post for some days.
    """

    role: Role
    scope: int
    department: str = ""
    post: str = ""
    principal: str = ""
    principal_name: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person. `county`, `scope`, `lo`, `hi` are the numbers of row-level security (`tenants`).

    `principal` is the account in whose place he acts just now (`acting`), empty when he acts for himself.
    """

    account_id: str
    name: str
    county: int
    scope: int
    lo: int
    hi: int
    bindings: tuple[Binding, ...] = ()
    principal: str = ""
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

    @property
    def persons(self) -> frozenset[str]:
        """The accounts that answer for what he does now: his own, and the one in whose place he acts."""
        return frozenset({self.account_id, self.principal} - {""})


def acting(actor: Actor, department: str) -> Actor:
    """The actor as he acts on work of `department`: under both names where only a lent post brings it to him.

    The record then reads `张三(受李四委托)`, and the duties of both are looked at.
    """
    own = [one for one in actor.bindings if not one.principal and one.department in ("", department)]
    lent = [one for one in actor.bindings if one.principal and one.department in ("", department)]
    if own or not lent:
        return actor
    name = f"{actor.name}(受{lent[0].principal_name}委托)"
    return replace(actor, name=name, principal=lent[0].principal)


def grantable(actor: Actor) -> frozenset[Role]:
    """The roles that an actor who manages people may give and take: the operator's only when he is one himself."""
    own = frozenset({Role.PLATFORM_OPERATOR}) if actor.holds(Role.PLATFORM_OPERATOR) else frozenset[Role]()
    return frozenset(Role) - {Role.PLATFORM_OPERATOR} | own
