"""Roles, permissions and duties that one person may not hold on one case."""

from __future__ import annotations

import pytest

from onewindow.domain.actor import Actor, Binding
from onewindow.domain.duties import Duties, refusal
from onewindow.domain.permissions import ROLE_NAMES, ROLE_PERMISSIONS, Permission, Role

P = Permission


def actor(*roles: Role, account: str = "a1") -> Actor:
    """Somebody of 罗阳街道 with these roles."""
    bindings = tuple(Binding(role, 441322001000, "市场监管局") for role in roles)
    return Actor(account, "陈晓岚", 441322000000, 441322001000, 441322001000, 441322001999, bindings)


def test_every_role_has_a_name_and_permissions_and_every_permission_a_role() -> None:
    assert set(ROLE_PERMISSIONS) == set(ROLE_NAMES) == set(Role)
    assert frozenset().union(*ROLE_PERMISSIONS.values()) == frozenset(Permission)


@pytest.mark.parametrize(
    ("role", "may", "may_not"),
    [
        (Role.PLATFORM_OPERATOR, P.TENANT_MANAGE, P.CASE_VIEW),
        (Role.TENANT_ADMIN, P.MATTER_PUBLISH, P.CASE_DECIDE),
        (Role.DEPARTMENT_EDITOR, P.MATTER_EDIT, P.MATTER_PUBLISH),
        (Role.HEAD, P.MATTER_SIGN_OFF, P.MATTER_LEGAL_REVIEW),
        (Role.LEGAL_REVIEWER, P.MATTER_LEGAL_REVIEW, P.MATTER_EDIT),
        (Role.CATALOGUE_APPROVER, P.CATALOGUE_APPROVE, P.MATTER_EDIT),
        (Role.CLERK, P.CASE_ACCEPT, P.MATTER_EDIT),
        (Role.OFFICER, P.CASE_DECIDE, P.CASE_ACCEPT),
        (Role.ENFORCER, P.CASE_ENFORCE, P.CASE_DECIDE),
        (Role.SUPERVISOR, P.SUPERVISION_ACT, P.CASE_DECIDE),
        (Role.AGENT, P.CASE_FILE, P.CASE_ACCEPT),
    ],
)
def test_what_a_role_may_do(role: Role, may: Permission, may_not: Permission) -> None:
    assert actor(role).may(may)
    assert not actor(role).may(may_not)


def test_roles_add_up_and_are_bound_to_departments() -> None:
    both = actor(Role.CLERK, Role.SUPERVISOR)
    assert both.may(P.CASE_ACCEPT)
    assert both.may(P.SUPERVISION_ACT)
    assert both.holds(Role.CLERK)
    assert both.holds(Role.CLERK, "市场监管局")
    assert not both.holds(Role.CLERK, "城管局")
    assert not both.holds(Role.OFFICER)
    assert both.departments == {"市场监管局"}
    assert not actor().may(P.MATTER_VIEW)


PROMISED, INSTANT = Duties(False, {"a1"}, {"a1"}), Duties(True, {"a1"}, {"a1"})
OFFICER, CLERK = (Role.OFFICER,), (Role.CLERK,)
BOTH = (Role.OFFICER, Role.CLERK)


@pytest.mark.parametrize(
    ("roles", "account", "permission", "duties", "says"),
    [
        (OFFICER, "a2", P.CASE_DECIDE, PROMISED, None),
        (BOTH, "a1", P.CASE_DECIDE, PROMISED, "由您受理"),
        (CLERK, "a2", P.CASE_DECIDE, PROMISED, "审批人员"),
        (CLERK, "a1", P.CASE_DECIDE, INSTANT, None),
        (BOTH, "a1", P.CASE_ISSUE, PROMISED, "由您作出决定"),
        (BOTH, "a2", P.CASE_ISSUE, PROMISED, None),
        (CLERK, "a1", P.CASE_ISSUE, INSTANT, None),
        (BOTH, "a1", P.CASE_ACCEPT, PROMISED, "由您作出决定"),
        (CLERK, "a2", P.CASE_ACCEPT, PROMISED, None),
        (OFFICER, "a2", P.CASE_ACCEPT, PROMISED, "没有办理这一步的权限"),
        (OFFICER, "a2", P.CASE_ACCEPT, INSTANT, "没有办理这一步的权限"),
    ],
)
def test_conflicting_duties(
    roles: tuple[Role, ...], account: str, permission: Permission, duties: Duties, says: str | None
) -> None:
    found = refusal(actor(*roles, account=account), permission, duties)
    assert found is None if says is None else found is not None and says in found
