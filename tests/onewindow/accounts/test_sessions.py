"""Sessions stand on the server: listed, ended, limited, and over with every change of what somebody is."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import UUID

import pytest

from onewindow.domain import demo
from onewindow.domain.permissions import Role
from onewindow.services import accounts
from onewindow.store import people, signed_in
from onewindow.web.access import moment
from onewindow.web.auth.devices import device_of
from tests.onewindow.accounts.visits import NOW, add, manager, officer
from tests.onewindow.admin.office import Caller, Office, said

LIMITS = accounts.Limits(timedelta(minutes=30), timedelta(hours=12))
CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36"
)


def enter(office: Office, account_id: UUID) -> accounts.Ticket:
    """A session that began at NOW."""
    with office.database.work(demo.LUOYANG) as uow:
        who = accounts.sign_in(uow, account_id, demo.PASSWORD, now=NOW)
        assert isinstance(who, accounts.SignedIn)
        made = accounts.enter(uow, who, method="password", device="测试", limits=LIMITS, now=NOW)
    return accounts.Ticket(account_id, made, who.stamp)


def here(office: Office, ticket: accounts.Ticket, after: timedelta) -> bool:
    """Whether a session is good some time after NOW."""
    with office.database.work(demo.LUOYANG) as uow:
        return accounts.present(uow, ticket, limits=LIMITS, now=NOW + after) is not None


def test_idle_and_whole_time_end_a_session(office: Office) -> None:
    ticket = enter(office, add(office, "sits.still", officer("镇综合窗口")))
    assert here(office, ticket, timedelta(minutes=29))
    assert here(office, ticket, timedelta(minutes=58)), "it was used in between"
    assert not here(office, ticket, timedelta(minutes=89))
    busy = enter(office, add(office, "sits.long", officer("镇综合窗口")))
    minutes = 0
    while minutes < 12 * 60 - 25:
        minutes += 25
        assert here(office, busy, timedelta(minutes=minutes)), minutes
    assert not here(office, busy, timedelta(hours=12))


def test_being_used_is_written_once_a_minute(office: Office) -> None:
    ticket = enter(office, add(office, "clicks.fast", officer("镇综合窗口")))
    for seconds, seen in ((30, 0), (59, 0), (61, 61), (90, 61), (122, 122)):
        assert here(office, ticket, timedelta(seconds=seconds))
        with office.database.work(demo.LUOYANG) as uow:
            found = signed_in.get(uow.session, ticket.sign_in_id)
        assert found is not None
        assert found.last_seen == NOW + timedelta(seconds=seen)


def test_a_ticket_opens_only_its_own_account(office: Office) -> None:
    one, other = (enter(office, add(office, f"ticket.{n}", officer("镇综合窗口"))) for n in "ab")
    for forged in (
        accounts.Ticket(one.account_id, other.sign_in_id, one.stamp),
        accounts.Ticket(other.account_id, one.sign_in_id, other.stamp),
        accounts.Ticket(one.account_id, one.sign_in_id, "0" * 16),
    ):
        assert not here(office, forged, timedelta(0))


@pytest.mark.parametrize("change", ["close", "renew_password", "grant", "revoke", "hand_over", "put_out"])
def test_every_change_of_what_somebody_is_ends_his_sessions(office: Office, change: str) -> None:
    person = add(office, f"changed.{change.replace('_', '-')}", officer("镇综合窗口"))
    successor = add(office, f"next.{change.replace('_', '-')}", officer("镇综合窗口", role=Role.CLERK))
    tickets = [enter(office, person), enter(office, person)]
    with office.database.work(demo.COUNTY) as uow:
        actor = manager(office, uow)
        held = people.bindings_of(uow.session, person)[0].id
        {
            "close": lambda: accounts.close(uow, actor, person, now=NOW),
            "renew_password": lambda: accounts.renew_password(uow, actor, person, now=NOW),
            "grant": lambda: accounts.grant(uow, actor, person, [officer("镇残联")], now=NOW),
            "revoke": lambda: accounts.revoke(uow, actor, person, held, now=NOW),
            "hand_over": lambda: accounts.hand_over(uow, actor, person, successor, now=NOW),
            "put_out": lambda: accounts.put_out(uow, actor, person, now=NOW),
        }[change]()
    assert not any(here(office, ticket, timedelta(0)) for ticket in tickets)


def test_ones_own_new_password_keeps_this_session_alone(office: Office) -> None:
    person = add(office, "new.words", officer("镇综合窗口"))
    kept, lost = enter(office, person), enter(office, person)
    with office.database.work(demo.LUOYANG) as uow:
        stamp = accounts.change_password(uow, person, demo.PASSWORD, "another-word-7", now=NOW, here=kept.sign_in_id)
    assert isinstance(stamp, str)
    assert here(office, accounts.Ticket(person, kept.sign_in_id, stamp), timedelta(0))
    assert not here(office, accounts.Ticket(person, lost.sign_in_id, stamp), timedelta(0))


def test_the_page_lists_sessions_and_ends_the_others(office: Office) -> None:
    add(office, "two.desks", officer("镇综合窗口"))
    one, other = Caller(office.app.test_client()), Caller(office.app.test_client())
    one.came_from["User-Agent"] = CHROME
    for caller in (one, other):
        caller.sign_in("two.desks", demo.PASSWORD)
    page = said(one.get("/account"))
    assert "Chrome 120 · Windows 当前浏览器" in page
    assert "其他设备" in page
    assert one.post("/account/sessions").status_code == 303
    assert "已退出其他 1 处登录" in said(one.get("/account"))
    assert "/sign-in" in other.get("/account").location
    assert office.acts(demo.COUNTY, "account.leave_elsewhere")[-1].detail == {"sessions": 1}


def test_a_session_gets_an_id_of_its_own_and_nothing_of_before(office: Office) -> None:
    add(office, "no.fixation", officer("镇综合窗口"))
    caller = office.caller()
    caller.get("/language/en")
    before = caller.client.get_cookie("onewindow")
    caller.sign_in("no.fixation", demo.PASSWORD)
    first = caller.client.get_cookie("onewindow")
    caller.sign_in("no.fixation", demo.PASSWORD)
    second = caller.client.get_cookie("onewindow")
    assert before
    assert first
    assert second
    assert len({before.value, first.value, second.value}) == 3
    with office.database.work(demo.LUOYANG) as uow:
        account = next(one for one in people.list_(uow.session) if one.username == "no.fixation")
        made = signed_in.of_account(uow.session, account.id, moment())
    assert len({one.id for one in made}) == 2


def test_an_interrupted_password_never_travels(office: Office) -> None:
    add(office, "half.way", officer("镇综合窗口"))
    caller = office.caller()
    caller.sign_in("half.way", demo.PASSWORD)
    token = re.search(r'name="csrf-token" content="([^"]+)"', caller.get("/password").text)
    assert token
    with office.database.work(demo.COUNTY) as uow:
        account = next(one for one in people.list_(uow.session) if one.username == "half.way")
        signed_in.end(uow.session, account.id)
    typed = {"old": demo.PASSWORD, "new": "another-word-7", "again": "another-word-7", "csrf_token": token[1]}
    answer = caller.post_bare("/password", typed)
    assert (answer.status_code, answer.location) == (303, "/sign-in")


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        (CHROME, "Chrome 120 · Windows"),
        (CHROME + " Edg/120.0.1", "Edge 120 · Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:121.0) Gecko/20100101 Firefox/121.0", "Firefox 121 · Linux"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Mobile Safari/604.1",
            "Safari 17 · iPhone",
        ),
        ("curl/8", "其他设备"),
        ("", "其他设备"),
    ],
)
def test_devices_have_short_names(agent: str, device: str) -> None:
    assert device_of(agent) == device
