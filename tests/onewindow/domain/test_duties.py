"""Duties that one person may not hold together: over all roles and permissions, on a case, on a document, standing."""

from __future__ import annotations

import itertools

import pytest

from onewindow.domain.actor import Actor, Binding
from onewindow.domain.duties import (
    CONFLICTING_ROLES,
    DUTY_PERMISSIONS,
    DocumentDuty,
    Duties,
    document_refusal,
    refusal,
    role_conflict,
)
from onewindow.domain.permissions import ROLE_NAMES, ROLE_PERMISSIONS, Permission, Role

P, D = Permission, DocumentDuty
NOBODY = Duties(instant=False)


def actor(*roles: Role, account: str = "a1", principal: str = "") -> Actor:
    """Somebody with these roles."""
    bindings = tuple(Binding(role, 441322001000, "市场监管局") for role in roles)
    return Actor(account, "陈晓岚", 441322, 441322001000, 441322001000, 441322001999, bindings, principal)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("permission", Permission)
def test_on_an_untouched_case_a_role_may_what_it_holds_and_nothing_else(role: Role, permission: Permission) -> None:
    said = refusal(actor(role), permission, NOBODY)
    if permission not in ROLE_PERMISSIONS[role]:
        assert said == "您没有办理这一步的权限，请联系本单位管理员。"
    elif (role, permission) == (Role.CLERK, P.CASE_DECIDE):
        assert said is not None
        assert "承诺件须由审批人员" in said
    else:
        assert said is None


EVERYTHING = tuple(Role)
KEPT_APART = {
    (P.CASE_DECIDE, "accepted_by"): "受理与决定相分离",
    (P.CASE_ACCEPT, "decided_by"): "受理与决定相分离",
    (P.CASE_ISSUE, "decided_by"): "审批与出件相分离",
    (P.CASE_ENFORCE, "decided_by"): "审批权与执法权相分离",
    (P.CASE_DECIDE, "enforced_by"): "审批权与执法权相分离",
}


@pytest.mark.parametrize("permission", Permission)
@pytest.mark.parametrize("done", ["accepted_by", "decided_by", "enforced_by"])
@pytest.mark.parametrize("instant", [False, True])
def test_what_one_person_may_not_do_on_one_case(permission: Permission, done: str, instant: bool) -> None:
    duties = Duties(instant, **{done: ["a1"]})
    rule = KEPT_APART.get((permission, done))
    excepted = instant and rule != "审批权与执法权相分离"
    said = refusal(actor(*EVERYTHING), permission, duties)
    if rule is None or excepted:
        assert said is None
    else:
        assert said is not None
        assert rule in said
        assert "请转" in said
    assert refusal(actor(*EVERYTHING, account="a2"), permission, duties) is None
    assert refusal(actor(*EVERYTHING, account="a2", principal="a1"), permission, duties) == said, "nor by a deputy"


@pytest.mark.parametrize("duty", DocumentDuty)
@pytest.mark.parametrize("earlier", DocumentDuty)
def test_what_one_person_may_not_do_on_one_version(duty: DocumentDuty, earlier: DocumentDuty) -> None:
    who = actor(*EVERYTHING)
    free = duty is earlier or {duty, earlier} == {D.EDIT, D.CONFIRM}
    said = document_refusal(who, duty, [(earlier, "a1")])
    assert (said is None) is free
    if said is not None:
        assert "须由不同人员办理" in said
        assert "请转其他人员" in said
    assert document_refusal(who, duty, [(earlier, "a2")]) is None
    assert document_refusal(actor(*EVERYTHING, account="a2", principal="a1"), duty, [(earlier, "a1")]) == said


@pytest.mark.parametrize("duty", DocumentDuty)
@pytest.mark.parametrize("role", Role)
def test_a_step_of_a_document_takes_its_permission(duty: DocumentDuty, role: Role) -> None:
    held = DUTY_PERMISSIONS[duty] in ROLE_PERMISSIONS[role]
    assert (document_refusal(actor(role), duty, []) is None) is held


@pytest.mark.parametrize(("one", "other"), list(itertools.combinations(Role, 2)))
def test_standing_roles_that_conflict_are_named_with_their_rule(one: Role, other: Role) -> None:
    rule = CONFLICTING_ROLES.get(frozenset({one, other}))
    for said in (role_conflict([one, other]), role_conflict([other, one, other])):
        if rule is None:
            assert said is None
        else:
            assert said is not None
            assert rule in said
            assert ROLE_NAMES[one] in said
            assert ROLE_NAMES[other] in said
    assert role_conflict([one, one]) is None


def test_who_decides_neither_enforces_nor_mediates_nor_supervises() -> None:
    for role in (Role.ENFORCER, Role.AGENT, Role.SUPERVISOR):
        assert role_conflict([Role.OFFICER, role]) is not None
    assert role_conflict([]) is None
    assert role_conflict([Role.CLERK, Role.OFFICER]) is None, "judged on each case"
