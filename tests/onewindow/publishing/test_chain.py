"""The chain as a table: every state, every act, every role; only what is listed here may happen."""

from __future__ import annotations

import dataclasses
import itertools
from typing import Any

import pytest

from onewindow.domain.actor import Actor, Binding
from onewindow.domain.duties import DocumentDuty
from onewindow.domain.permissions import Role
from onewindow.domain.publishing.chain import ACT_NAMES, Act, Move, Standing, judge, waits_for
from onewindow.domain.publishing.refusals import Refused
from onewindow.domain.publishing.routing import Demand, demands_of, stages
from onewindow.domain.publishing.states import STATE_NAMES, Purpose, State
from tests.onewindow.store.samples import COUNTY, OTHER_TOWN, TOWN, VILLAGE

HERE = "县民政局"
REASON = "材料清单与依据不一致，请核对。"
JUDGED = [act for act in Act if act not in (Act.EDIT, Act.ABANDON)]

# state, act, role -> state; every other combination is refused
ALLOWED = {
    **{
        (state, Act.SUBMIT, role): State.CONFIRMING
        for state in (State.DRAFT, State.RETURNED)
        for role in (Role.TENANT_ADMIN, Role.DEPARTMENT_EDITOR)
    },
    (State.CONFIRMING, Act.CONFIRM, Role.DEPARTMENT_EDITOR): State.SIGNING,
    (State.CONFIRMING, Act.RETURN, Role.DEPARTMENT_EDITOR): State.RETURNED,
    (State.SIGNING, Act.SIGN, Role.HEAD): State.REVIEWING,
    (State.SIGNING, Act.RETURN, Role.HEAD): State.RETURNED,
    (State.REVIEWING, Act.APPROVE, Role.LEGAL_REVIEWER): State.LISTING,
    (State.REVIEWING, Act.REFUSE_ONLINE, Role.LEGAL_REVIEWER): State.LISTING,
    (State.REVIEWING, Act.RETURN, Role.LEGAL_REVIEWER): State.RETURNED,
    (State.LISTING, Act.ADMIT, Role.CATALOGUE_APPROVER): State.APPROVED,
    (State.LISTING, Act.RETURN, Role.CATALOGUE_APPROVER): State.RETURNED,
    (State.APPROVED, Act.PUBLISH, Role.TENANT_ADMIN): State.PUBLISHED,
    (State.APPROVED, Act.RETURN, Role.TENANT_ADMIN): State.RETURNED,
}


def somebody(*bindings: Binding, account: str = "me", scope: int = COUNTY) -> Actor:
    return Actor(account, "张三", COUNTY // 10**6, scope, scope, scope + 999_999, bindings)


def standing(state: State, **changes: Any) -> Standing:
    value = Standing(COUNTY, "matter", Purpose.CHANGE, state, HERE, True, (Demand(COUNTY, HERE),))
    return dataclasses.replace(value, **changes)


@pytest.mark.parametrize("department", ["", HERE], ids=["tenant", "department"])
@pytest.mark.parametrize("state", State)
def test_only_what_the_table_allows(state: State, department: str) -> None:
    for act, role in itertools.product(JUDGED, Role):
        found = judge(standing(state), act, somebody(Binding(role, COUNTY, department)), REASON)
        wanted = ALLOWED.get((state, act, role))
        # the tenant's own organs are not a department's: whoever is bound to one cannot stand in for them
        if department and role in (Role.LEGAL_REVIEWER, Role.CATALOGUE_APPROVER):
            wanted = None
        if department and role is Role.TENANT_ADMIN and state is State.APPROVED:
            wanted = None
        if wanted is None:
            assert isinstance(found, Refused), (state, act, role)
            assert len(found.message) > 8
            assert found.message.endswith("。")
        else:
            assert isinstance(found, Move), (state, act, role, found)
            assert found.state is wanted


def test_nobody_from_another_tenant_or_department_takes_a_step() -> None:
    for state, act, role in ALLOWED:
        beside = [Binding(role, scope) for scope in (TOWN, VILLAGE, OTHER_TOWN)]
        for binding in (*beside, Binding(role, COUNTY, "县农业农村局")):
            assert isinstance(judge(standing(state), act, somebody(binding), REASON), Refused), (state, act, binding)


def test_a_county_writes_reviews_and_lists_for_its_towns_and_decides_nothing_for_them() -> None:
    """R031, R035: 县 reviews; the town's own department confirms, its head signs, its admin publishes."""
    for state, act, role in ALLOWED:
        town = standing(state, scope=TOWN, department="", demands=(Demand(TOWN, ""),))
        found = judge(town, act, somebody(Binding(role, COUNTY)), REASON)
        above = role in (Role.LEGAL_REVIEWER, Role.CATALOGUE_APPROVER) or act is Act.SUBMIT
        assert isinstance(found, Move) is above, (state, act, role)


def test_no_step_can_be_skipped() -> None:
    """Whoever holds every role still has to take them one after the other, and may not take all of them."""
    all_roles = [Binding(role, COUNTY) for role in Role]
    way = [Act.SUBMIT, Act.CONFIRM, Act.SIGN, Act.APPROVE, Act.ADMIT, Act.PUBLISH]
    now, taken = standing(State.DRAFT), []
    for number, act in enumerate(way):
        who = somebody(*all_roles, account=f"person-{number}")
        for other in JUDGED:
            if other not in (act, Act.RETURN, *((Act.REFUSE_ONLINE,) if act is Act.APPROVE else ())):
                assert isinstance(judge(now, other, who, REASON), Refused), (now.state, other)
        move = judge(now, act, who, REASON)
        assert isinstance(move, Move)
        now = dataclasses.replace(now, state=move.state, demands=move.demands)
        taken.append(move.state)
    expected = [State.CONFIRMING, State.SIGNING, State.REVIEWING, State.LISTING, State.APPROVED, State.PUBLISHED]
    assert taken == expected


CONFLICTS = {
    (DocumentDuty.EDIT, State.SIGNING),
    (DocumentDuty.CONFIRM, State.SIGNING),
    (DocumentDuty.EDIT, State.REVIEWING),
    (DocumentDuty.CONFIRM, State.REVIEWING),
    (DocumentDuty.SIGN, State.REVIEWING),
    (DocumentDuty.SIGN, State.CONFIRMING),
    (DocumentDuty.REVIEW, State.CONFIRMING),
    (DocumentDuty.REVIEW, State.SIGNING),
    (DocumentDuty.EDIT, State.LISTING),
}


@pytest.mark.parametrize("duty", DocumentDuty)
def test_who_did_one_step_may_not_judge_himself(duty: DocumentDuty) -> None:
    for state, act, role in ALLOWED:
        if act is Act.SUBMIT:
            continue
        me = somebody(Binding(role, COUNTY))
        found = judge(standing(state, done=((duty, "me"),)), act, me, REASON)
        refused = (duty, state) in CONFLICTS and act is not Act.RETURN
        assert isinstance(found, Refused) is refused, (duty, state, act)
        other = judge(standing(state, done=((duty, "somebody else"),)), act, me, REASON)
        assert isinstance(other, Move)


def test_a_lent_post_counts_for_both_persons() -> None:
    lent = somebody(Binding(Role.HEAD, COUNTY, HERE, principal="boss", principal_name="李四"))
    move = judge(standing(State.SIGNING), Act.SIGN, lent)
    assert isinstance(move, Move)
    assert move.actor.name == "张三(受李四委托)"
    for account in ("me", "boss"):
        assert isinstance(judge(standing(State.SIGNING, done=((DocumentDuty.EDIT, account),)), Act.SIGN, lent), Refused)


def test_every_demanded_department_has_to_confirm() -> None:
    """R034: what the route asks of another department or of the level above waits for their word."""
    demands = (Demand(TOWN, "镇民政办"), Demand(COUNTY, HERE), Demand(COUNTY, "县财政局"))
    now = standing(State.CONFIRMING, scope=TOWN, department="镇民政办", demands=demands)
    finance = somebody(Binding(Role.DEPARTMENT_EDITOR, COUNTY, "县财政局"))
    first = judge(now, Act.CONFIRM, finance)
    assert isinstance(first, Move)
    assert (first.state, [one.by for one in first.demands]) == (State.CONFIRMING, ["", "", "me"])
    now = dataclasses.replace(now, demands=first.demands)
    assert isinstance(judge(now, Act.CONFIRM, finance), Refused), "once is enough"
    assert isinstance(judge(now, Act.SIGN, somebody(Binding(Role.HEAD, TOWN))), Refused)
    both = somebody(Binding(Role.DEPARTMENT_EDITOR, COUNTY), account="county")
    second = judge(now, Act.CONFIRM, both)
    assert isinstance(second, Move)
    assert [one.by for one in second.demands] == ["", "county", "me"]
    last = judge(
        dataclasses.replace(now, demands=second.demands),
        Act.CONFIRM,
        somebody(Binding(Role.DEPARTMENT_EDITOR, TOWN, "镇民政办"), scope=TOWN),
    )
    assert isinstance(last, Move)
    assert last.state is State.SIGNING


def test_the_route_says_whose_confirmation_is_needed() -> None:
    def step(level: str, department: str) -> dict[str, str]:
        return {"id": department, "level": level, "department": department}

    body = {
        "route": {"steps": [step("village", "村委会"), step("town", "镇民政办"), step("county", HERE), {"id": "end"}]}
    }
    assert demands_of("matter", body, TOWN, "镇民政办") == (Demand(TOWN, "镇民政办"), Demand(COUNTY, HERE))
    assert demands_of("matter", body, COUNTY, HERE) == (Demand(COUNTY, HERE),)
    assert demands_of("matter", body, VILLAGE, "") == (
        Demand(VILLAGE, ""),
        Demand(VILLAGE, "村委会"),
        Demand(TOWN, "镇民政办"),
        Demand(COUNTY, HERE),
    )
    assert demands_of("theme", body, COUNTY, "") == (Demand(COUNTY, ""),)
    assert demands_of("matter", {"route": {"steps": "?"}}, COUNTY, HERE) == (Demand(COUNTY, HERE),)


@pytest.mark.parametrize(
    ("kind", "purpose", "listing", "way"),
    [
        ("matter", Purpose.CHANGE, False, "confirming signing reviewing approved"),
        ("matter", Purpose.CHANGE, True, "confirming signing reviewing listing approved"),
        ("theme", Purpose.CHANGE, False, "confirming signing reviewing approved"),
        ("calendar", Purpose.CHANGE, False, "confirming signing approved"),
        ("matter", Purpose.ROLLBACK, False, "signing approved"),
        ("matter", Purpose.WITHDRAWAL, True, "signing listing approved"),
        ("template", Purpose.WITHDRAWAL, False, "signing approved"),
    ],
)
def test_how_long_the_way_is(kind: str, purpose: Purpose, listing: bool, way: str) -> None:
    assert " ".join(stages(kind, purpose, listing=listing)) == way


@pytest.mark.parametrize("act", [Act.RETURN, Act.REFUSE_ONLINE])
def test_a_refusal_has_to_be_argued(act: Act) -> None:
    reviewer = somebody(Binding(Role.LEGAL_REVIEWER, COUNTY))
    for opinion in ("", "  不行 "):
        refused = judge(standing(State.REVIEWING), act, reviewer, opinion)
        assert isinstance(refused, Refused)
        assert "理由" in refused.message
    assert isinstance(judge(standing(State.REVIEWING), act, reviewer, "长" * 2_001), Refused)


def test_a_draft_waits_for_whoever_may_take_its_next_step() -> None:
    for state in State:
        found = {role for role in Role if waits_for(standing(state), somebody(Binding(role, COUNTY)))}
        takes = {role for at, act, role in ALLOWED if at is state and act not in (Act.SUBMIT, Act.RETURN)}
        assert found == takes, state


def test_everything_has_a_name() -> None:
    assert set(STATE_NAMES) == set(State)
    assert set(ACT_NAMES) == set(Act)
