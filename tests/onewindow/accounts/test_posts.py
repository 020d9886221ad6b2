"""Posts: lent for some days under both names, handed over with what waits there, never left to nobody."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from onewindow.domain import demo
from onewindow.domain.actor import Binding, acting
from onewindow.domain.permissions import Permission, Role
from onewindow.services import accounts
from onewindow.services.accounts import delegating, granting
from onewindow.store import delegations, people, posts
from onewindow.store.ids import new_id
from tests.onewindow.accounts.visits import NOW, add, as_now, manager, officer
from tests.onewindow.admin.office import Office, links, said

TODAY = NOW.date()
DAY = timedelta(days=1)
PLACES = (f"委托岗{n}" for n in range(1, 1_000))


def pair(office: Office, name: str) -> tuple[UUID, UUID, str]:
    """Two officers of one unit, each at a department of his own; and the first one's department."""
    place = next(PLACES)
    first = add(office, f"{name}.first", officer(place), name="李四")
    second = add(office, f"{name}.second", officer(next(PLACES)), name="张三")
    return first, second, place


def lend(
    office: Office, principal: UUID, deputy: UUID, *, first: date = TODAY, last: date = TODAY, by: UUID | None = None
) -> delegations.Delegation | str:
    """Lend the principal's first post; what was said when it was refused."""
    with office.database.work(demo.LUOYANG) as uow:
        held = people.bindings_of(uow.session, principal)[0]
        lent = accounts.lend(
            uow,
            as_now(uow, by or principal),
            binding_id=held.id,
            principal_id=principal,
            deputy_id=deputy,
            first=first,
            last=last,
            reason="外出",
            now=NOW,
        )
    return lent.message if isinstance(lent, accounts.Refused) else lent


def departments(office: Office, account_id: UUID, on: date = TODAY) -> frozenset[str]:
    """Where somebody acts on a day."""
    with office.database.work(demo.LUOYANG) as uow:
        moment = NOW + (on - TODAY)
        return as_now(uow, account_id, moment).departments


def test_a_lent_post_holds_on_its_days_and_under_both_names(office: Office) -> None:
    principal, deputy, place = pair(office, "lent.days")
    made = lend(office, principal, deputy, first=TODAY + DAY, last=TODAY + 3 * DAY)
    assert isinstance(made, delegations.Delegation)
    days = [place in departments(office, deputy, TODAY + n * DAY) for n in range(5)]
    assert days == [False, True, True, True, False]
    with office.database.work(demo.LUOYANG) as uow:
        actor = as_now(uow, deputy, NOW + DAY)
    for_him = acting(actor, place)
    assert for_him.name == "张三(受李四委托)"
    assert for_him.persons == {str(principal), str(deputy)}
    own = next(iter(actor.departments - {place}))
    assert acting(actor, own).name == "张三"
    assert acting(actor, "别处").name == "张三"
    assert place in departments(office, principal, TODAY + DAY), "the principal stays at his post"


def test_a_delegation_ends_when_it_is_taken_back_by_either_or_an_administrator(office: Office) -> None:
    for n in range(3):
        principal, deputy, place = pair(office, f"taken.back{n}")
        made = lend(office, principal, deputy)
        assert isinstance(made, delegations.Delegation)
        with office.database.work(demo.COUNTY) as uow:
            actor = (as_now(uow, principal), as_now(uow, deputy), manager(office, uow))[n]
            assert accounts.take_back(uow, actor, principal, made.id, now=NOW) is None
        assert place not in departments(office, deputy)
    assert len(office.acts(demo.COUNTY, "account.take_back")) == 3


def test_a_third_person_takes_nothing_back(office: Office) -> None:
    principal, deputy, place = pair(office, "third.party")
    made = lend(office, principal, deputy)
    assert isinstance(made, delegations.Delegation)
    other = add(office, "third.person", officer(next(PLACES)))
    with office.database.work(demo.LUOYANG) as uow:
        assert accounts.take_back(uow, as_now(uow, other), principal, made.id, now=NOW) == delegating.NOT_YOURS
        assert accounts.take_back(uow, as_now(uow, other), other, made.id, now=NOW) is None
    assert place in departments(office, deputy)


def test_never_more_than_both_have(office: Office) -> None:
    principal, deputy, place = pair(office, "both.have")
    assert isinstance(lend(office, principal, deputy), delegations.Delegation)
    with office.database.work(demo.COUNTY) as uow:
        actor, held = manager(office, uow), people.bindings_of(uow.session, principal)[0]
        assert accounts.revoke(uow, actor, principal, held.id, now=NOW) is None
    assert place not in departments(office, deputy), "what the principal lost is lent no more"
    principal, deputy, place = pair(office, "both.left")
    assert isinstance(lend(office, principal, deputy), delegations.Delegation)
    with office.database.work(demo.COUNTY) as uow:
        assert accounts.close(uow, manager(office, uow), principal, now=NOW) is None
    assert place not in departments(office, deputy), "a closed account lends nothing"
    principal, deputy, place = pair(office, "both.role")
    assert isinstance(lend(office, principal, deputy), delegations.Delegation)
    with office.database.work(demo.COUNTY) as uow:
        actor, held = manager(office, uow), people.bindings_of(uow.session, deputy)[0]
        assert accounts.revoke(uow, actor, deputy, held.id, now=NOW) is None
    assert departments(office, deputy) == frozenset(), "who has not the role himself acts for nobody"


def test_what_cannot_be_lent_is_refused_with_its_reason(office: Office) -> None:
    principal, deputy, _ = pair(office, "refused.lend")
    clerk = add(office, "refused.clerk", officer(next(PLACES), role=Role.CLERK))
    away = add(office, "refused.away", officer("镇残联", demo.LONGXI), scope=demo.LONGXI)
    admin = add(office, "refused.admin", Binding(Role.TENANT_ADMIN, demo.LUOYANG))
    gone = add(office, "refused.gone", officer(next(PLACES)))
    with office.database.work(demo.COUNTY) as uow:
        assert accounts.close(uow, manager(office, uow), gone, now=NOW) is None
    assert lend(office, principal, principal) == delegating.HIMSELF.message
    assert lend(office, principal, gone) == delegating.NOBODY.message
    assert lend(office, principal, away) == delegating.NOBODY.message
    assert lend(office, principal, new_id()) == delegating.NOBODY.message
    assert "自己没有「审批人员」角色" in str(lend(office, principal, clerk))
    assert "不能委托他人" in str(lend(office, admin, deputy))
    assert lend(office, principal, deputy, first=TODAY - DAY) == delegating.PAST.message
    assert lend(office, principal, deputy, first=TODAY + DAY, last=TODAY) == delegating.PAST.message
    assert lend(office, principal, deputy, last=TODAY + 180 * DAY) == delegating.TOO_LONG.message
    assert lend(office, principal, deputy, by=clerk) == delegating.NOT_YOURS.message
    assert isinstance(lend(office, principal, deputy, last=TODAY + 2 * DAY), delegations.Delegation)
    twice = lend(office, principal, deputy, first=TODAY + 2 * DAY, last=TODAY + 5 * DAY)
    assert "已委托给张三" in str(twice)


def test_a_lent_post_is_not_lent_on(office: Office) -> None:
    principal, deputy, place = pair(office, "no.chain")
    third = add(office, "no.chain.third", officer(next(PLACES)))
    assert isinstance(lend(office, principal, deputy), delegations.Delegation)
    with office.database.work(demo.LUOYANG) as uow:
        lent = people.bindings_of(uow.session, principal)[0].id
        refused = accounts.lend(
            uow,
            as_now(uow, deputy),
            binding_id=lent,
            principal_id=deputy,
            deputy_id=third,
            first=TODAY,
            last=TODAY,
            now=NOW,
        )
    assert refused == delegating.NOT_HIS
    assert isinstance(lend(office, deputy, third), delegations.Delegation)
    assert place not in departments(office, third)


def test_roles_have_their_days(office: Office) -> None:
    person = add(office, "for.a.week", officer(next(PLACES)))
    place = next(PLACES)
    with office.database.work(demo.COUNTY) as uow:
        actor = manager(office, uow)
        days = {"first": TODAY + DAY, "last": TODAY + 7 * DAY}
        assert accounts.grant(uow, actor, person, [officer(place)], now=NOW, **days) is None
        backwards = accounts.grant(uow, actor, person, [officer("x")], now=NOW, first=TODAY, last=TODAY - DAY)
        assert backwards == granting.BAD_DATES
        assert accounts.grant(uow, actor, person, [officer(place)], now=NOW) == granting.DOUBLE
    held = [place in departments(office, person, TODAY + n * DAY) for n in (0, 1, 7, 8)]
    assert held == [False, True, True, False]
    with office.database.work(demo.COUNTY) as uow:
        later = NOW + 9 * DAY
        assert accounts.grant(uow, manager(office, uow), person, [officer(place)], now=later) is None
    assert place in departments(office, person, TODAY + 9 * DAY)


@pytest.fixture
def waiting(office: Office) -> str:
    """A department of 罗阳街道 with two open tasks."""
    place = next(PLACES)
    open_tasks(office, place)
    return place


def open_tasks(office: Office, place: str) -> None:
    """Two tasks of a case whose rows are copied from nowhere: written by hand, as the owner of the server."""
    with office.database.raw("postgres") as connection:
        connection.execute("SET session_replication_role = replica")
        for n in range(2):
            connection.execute(
                "INSERT INTO task (county_id, id, case_id, accepting_scope, home_scope, scope, step, department_key,"
                " department_name, action, state, opened_at) VALUES (441322, gen_random_uuid(), gen_random_uuid(),"
                " %s, %s, %s, %s, %s, %s, '审核', 'open', now())",
                [demo.LUOYANG, demo.LUOYANG, demo.LUOYANG, f"s{n}", place, place],
            )


def test_who_alone_could_do_what_waits_hands_over_before_he_leaves(office: Office, waiting: str) -> None:
    person = add(office, "leaves.work", officer(waiting), name="王五")
    with office.database.work(demo.COUNTY) as uow:
        actor = manager(office, uow)
        for refused in (
            accounts.close(uow, actor, person, now=NOW),
            accounts.revoke(uow, actor, person, people.bindings_of(uow.session, person)[0].id, now=NOW),
        ):
            assert refused is not None
            assert (
                f"还有 2 件未办结的任务只能由该人员办理（{waiting} 2 件），请先把岗位移交给其他人员。"
                == refused.message
            )
    successor = add(office, "takes.work", officer(next(PLACES)))
    with office.database.work(demo.COUNTY) as uow:
        done = accounts.hand_over(uow, manager(office, uow), person, successor, now=NOW)
        assert done == accounts.HandedOver(1, 2)
        assert accounts.close(uow, manager(office, uow), person, now=NOW) is None
    assert waiting in departments(office, successor)
    assert departments(office, person) == frozenset()
    told = office.acts(demo.COUNTY, "account.hand_over")[-1].detail
    assert told["open_tasks"] == 2
    assert told["to"] == str(successor)


def test_with_a_colleague_at_the_same_place_one_may_go(office: Office, waiting: str) -> None:
    person = add(office, f"one.of.two{waiting[-1]}", officer(waiting))
    other = add(office, f"two.of.two{waiting[-1]}", officer(waiting))
    with office.database.work(demo.COUNTY) as uow:
        assert accounts.close(uow, manager(office, uow), person, now=NOW) is None
        assert accounts.close(uow, manager(office, uow), other, now=NOW) is not None
        found = posts.left_alone(uow.session, other, TODAY)
    assert found == [posts.Place(demo.LUOYANG, waiting, 2)]


def test_handing_over_refuses_what_would_conflict(office: Office) -> None:
    person = add(office, "hands.over", officer(next(PLACES)))
    watcher = add(office, "hands.watcher", Binding(Role.SUPERVISOR, demo.LUOYANG))
    nothing = add(office, "hands.nothing")
    with office.database.work(demo.COUNTY) as uow:
        actor = manager(office, uow)
        refused = accounts.hand_over(uow, actor, person, watcher, now=NOW)
        assert isinstance(refused, accounts.Refused)
        assert "监察与办理相分离" in refused.message
        assert accounts.hand_over(uow, actor, person, person, now=NOW) == granting.SAME
        assert accounts.hand_over(uow, actor, nothing, person, now=NOW) == granting.NOTHING
        assert accounts.hand_over(uow, actor, UUID(actor.account_id), person, now=NOW) == granting.OWN_ROLE
        assert accounts.close(uow, actor, nothing, now=NOW) is None
        assert accounts.hand_over(uow, actor, person, nothing, now=NOW) == granting.NO_SUCCESSOR


def test_conflicting_roles_are_refused_when_given_and_when_hired(office: Office) -> None:
    person = add(office, "two.hats", officer(next(PLACES)))
    with office.database.work(demo.COUNTY) as uow:
        actor = manager(office, uow)
        refused = accounts.grant(uow, actor, person, [Binding(Role.SUPERVISOR, demo.LUOYANG)], now=NOW)
        assert refused is not None
        assert "不能兼任「审批人员」和「监察员」" in refused.message
        both = [Binding(role, demo.LUOYANG) for role in (Role.LEGAL_REVIEWER, Role.DEPARTMENT_EDITOR)]
        hired = accounts.hire(
            uow, actor, scope=demo.LUOYANG, username="both.hats", display_name="x", roles=both, now=NOW
        )
        assert isinstance(hired, accounts.Refused)
        assert "编制与法制审核相分离" in hired.message


def test_posts_are_known_once_somebody_holds_them(office: Office) -> None:
    place = next(PLACES)
    add(office, "at.a.post", Binding(Role.OFFICER, demo.LUOYANG, place, "审批岗"))
    add(office, "at.it.too", Binding(Role.OFFICER, demo.LUOYANG, place, "审批岗"))
    with office.database.work(demo.LUOYANG) as uow:
        known = [one for one in posts.list_(uow.session) if one.department_key == place]
    assert known == [posts.Post(scope=demo.LUOYANG, name="审批岗", department_key=place)]


def test_on_the_pages_a_post_is_lent_and_handed_over(office: Office) -> None:
    principal, deputy, place = pair(office, "on.pages")
    caller = office.caller()
    caller.sign_in("on.pages.first", demo.PASSWORD)
    with office.database.work(demo.LUOYANG) as uow:
        held = people.bindings_of(uow.session, principal)[0]
    today = date.today()  # noqa: DTZ011 - the day of the pages is that of this machine, near enough for two days
    fields = {
        "binding": str(held.id),
        "deputy": str(deputy),
        "first": "",
        "last": str(today + 3 * DAY),
        "reason": "学习",
    }
    empty = caller.post("/account/delegations", fields)
    assert empty.status_code == 422
    assert "请选择岗位、受托同事" in said(empty)
    assert 'value="学习"' in empty.text
    assert caller.post("/account/delegations", {**fields, "first": str(today + 2 * DAY)}).status_code == 303
    assert "张三 代我办理" in said(caller.get("/account"))
    admin = office.caller("boluo.admin")
    page = links(admin.get("/admin/people/", search="on.pages.first"), "/people/person/")[0]
    assert "张三 代该人员办理" in said(admin.get(page))
    back = links(admin.get(page), "/people/take-back/")[0]
    assert admin.post(back).status_code == 303
    assert "代该人员办理" not in said(admin.get(page))
    fields = {"which": "all", "successor": str(deputy)}
    assert admin.post(page.replace("person/", "hand-over/"), fields).status_code == 303
    assert "已移交 1 个角色，随岗位移交未办结任务 0 件" in said(admin.get(page))
    assert place in departments(office, deputy)
    assert Permission.CASE_DECIDE in as_of(office, deputy)


def as_of(office: Office, account_id: UUID) -> frozenset[Permission]:
    """What somebody may do today."""
    with office.database.work(demo.LUOYANG) as uow:
        return as_now(uow, account_id).permissions
