"""Two-step sign-in: set up, asked for, each code once, required of a role, reset, shown again before a grave act."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from uuid import UUID

import pyotp
import pytest
from werkzeug.test import TestResponse

from onewindow.domain import demo
from onewindow.domain.actor import Binding
from onewindow.domain.permissions import Role
from onewindow.services import accounts
from onewindow.services.accounts import factors
from onewindow.store import factors as kept
from onewindow.store import people
from tests.onewindow.accounts.visits import NOW, add, as_now, manager, officer
from tests.onewindow.admin.office import Caller, Office, links, said

SEAL = accounts.Seal("k" * 32)
HALF_MINUTE = timedelta(seconds=30)
KEY = re.compile(r'<span class="ow-code">([A-Z2-7 ]{30,})</span>')
RECOVERY = re.compile(r'<li class="ow-code">([a-z0-9-]+)</li>')


def enrolled(office: Office, account_id: UUID) -> tuple[pyotp.TOTP, tuple[str, ...]]:
    """Somebody with a second factor that was set up long ago, and his recovery codes."""
    with office.database.work(demo.LUOYANG) as uow:
        begun = factors.begin(uow, account_id, SEAL)
        assert isinstance(begun, factors.Enrolment)
        authenticator = pyotp.TOTP(begun.secret)
        before = NOW - timedelta(days=1)
        codes = factors.confirm(uow, account_id, authenticator.at(before), SEAL, now=before)
        assert isinstance(codes, tuple)
    return authenticator, codes


def check(office: Office, account_id: UUID, code: str, *, after: timedelta = timedelta()) -> str | None:
    """What is said to a code."""
    with office.database.work(demo.LUOYANG) as uow:
        refused = factors.check(uow, account_id, code, SEAL, now=NOW + after)
        return refused.message if refused else None


def test_a_code_is_good_once_and_in_the_half_minutes_around(office: Office) -> None:
    person = add(office, "codes.once", officer("镇综合窗口"))
    authenticator, _ = enrolled(office, person)
    assert check(office, person, authenticator.at(NOW - 3 * HALF_MINUTE)) == factors.WRONG_CODE.message
    assert check(office, person, f" {authenticator.at(NOW)[:3]} {authenticator.at(NOW)[3:]}") is None
    assert check(office, person, authenticator.at(NOW)) == factors.WRONG_CODE.message, "replayed"
    assert check(office, person, authenticator.at(NOW - HALF_MINUTE)) == factors.WRONG_CODE.message, (
        "older than the last"
    )
    assert check(office, person, authenticator.at(NOW + HALF_MINUTE)) is None, "a telephone that is fast"


def test_recovery_codes_are_ten_each_good_once_and_renewed_together(office: Office) -> None:
    person = add(office, "codes.paper", officer("镇综合窗口"))
    authenticator, codes = enrolled(office, person)
    assert len(set(codes)) == 10
    assert check(office, person, f"{codes[0][:5]}-{codes[0][5:]}".upper()) is None
    assert check(office, person, codes[0]) == factors.WRONG_CODE.message
    with office.database.work(demo.LUOYANG) as uow:
        fresh = factors.renew_recovery(uow, person, authenticator.at(NOW), SEAL, now=NOW)
    assert isinstance(fresh, tuple)
    assert check(office, person, codes[1]) == factors.WRONG_CODE.message
    assert check(office, person, fresh[1]) is None


def test_nothing_that_opens_stands_in_the_database(office: Office) -> None:
    person = add(office, "codes.sealed", officer("镇综合窗口"))
    authenticator, codes = enrolled(office, person)
    with office.database.work(demo.LUOYANG) as uow:
        factor = kept.lock(uow.session, person)
    assert factor is not None
    assert authenticator.secret not in factor.secret
    assert not set(codes) & set(factor.recovery)
    assert "recovery" not in repr(factor)
    with office.database.work(demo.LUOYANG) as uow:
        stranger = accounts.Seal("x" * 32)
        assert factors.check(uow, person, authenticator.at(NOW), stranger, now=NOW) == factors.WRONG_CODE


def test_wrong_codes_lock_like_wrong_passwords_and_the_password_is_no_fresh_start(office: Office) -> None:
    person = add(office, "codes.guessed", officer("镇综合窗口"))
    authenticator, _ = enrolled(office, person)
    for attempt in range(5):
        with office.database.work(demo.LUOYANG) as uow:
            known = accounts.sign_in(uow, person, demo.PASSWORD, now=NOW)
        assert isinstance(known, accounts.SignedIn)
        assert known.needs_code
        said_so = check(office, person, "000000")
        assert said_so == (factors.LOCKED_CODE if attempt == 4 else factors.WRONG_CODE).message
    assert check(office, person, authenticator.at(NOW)) == factors.LOCKED_CODE.message
    later = timedelta(minutes=16)
    assert check(office, person, authenticator.at(NOW + later), after=later) is None


@pytest.fixture
def caller(office: Office) -> Caller:
    """A stranger."""
    return office.caller()


def set_up(caller: Caller) -> tuple[pyotp.TOTP, list[str], TestResponse]:
    """Set the second factor up on the pages."""
    key = KEY.search(caller.get("/account/second").text)
    assert key
    authenticator = pyotp.TOTP(key[1].replace(" ", ""))
    answer = caller.post("/account/second", {"code": authenticator.now()})
    return authenticator, RECOVERY.findall(answer.text), answer


def test_on_the_pages_from_setting_up_to_signing_in(office: Office, caller: Caller) -> None:
    person = add(office, "pages.second", officer("镇综合窗口"))
    caller.sign_in("pages.second", demo.PASSWORD)
    assert "动态码或恢复码不正确" in said(caller.post("/account/second", {"code": "12"}))
    _, codes, answer = set_up(caller)
    assert answer.status_code == 200
    assert len(codes) == 10
    assert not RECOVERY.findall(caller.get("/account").text), "shown once"
    assert office.acts(demo.COUNTY, "account.second_factor_on")[-1].object == f"account:{person}"

    again = office.caller()
    asked = again.sign_in("pages.second", demo.PASSWORD)
    assert "还差一步" in said(asked)
    assert "/sign-in" in again.get("/tasks/").location, "the password alone opens nothing"
    assert again.post_bare("/sign-in/code", {"code": codes[0]}).status_code == 401, "without the page's token"
    token = re.search(r'name="csrf_token" value="([^"]+)"', asked.text)
    assert token
    wrong = again.post_bare("/sign-in/code", {"code": "000000", "csrf_token": token[1], "next": "/account"})
    assert wrong.status_code == 403
    assert 'name="next" value="/account"' in wrong.text
    right = again.post_bare("/sign-in/code", {"code": codes[0], "csrf_token": token[1], "next": "/account"})
    assert right.location == "/account"
    assert "已启用" in said(again.get("/account"))
    assert again.post("/account/second/off", {"code": codes[1]}).status_code == 303
    assert office.caller().sign_in("pages.second", demo.PASSWORD).location == "/tasks/"


def test_a_code_page_without_a_password_before_it_opens_nothing(caller: Caller) -> None:
    caller.get("/sign-in")
    answer = caller.post("/sign-in", {"username": "nobody.here", "password": "x"})
    token = re.search(r'name="csrf_token" value="([^"]+)"', answer.text)
    assert token
    again = caller.post_bare("/sign-in/code", {"code": "123456", "csrf_token": token[1]})
    assert "请重新登录" in said(again)


def test_a_role_can_be_required_to_have_it(office: Office, caller: Caller) -> None:
    add(office, "must.second", Binding(Role.HEAD, demo.LUOYANG, "镇综合窗口"))
    with office.database.work(demo.COUNTY) as uow:
        factors.require(uow, manager(office, uow), ["head"], now=NOW)
    caller.sign_in("must.second", demo.PASSWORD)
    assert caller.get("/desk/cases").location == "/account/second"
    assert "必须使用" not in said(caller.get("/account/second"))
    assert "本单位要求您的角色使用两步验证" in said(caller.get("/account/second"))
    _, codes, answer = set_up(caller)
    assert answer.status_code == 200
    assert caller.get("/desk/cases").status_code == 200
    caller.post("/account/second/off", {"code": codes[0]})
    assert "必须使用两步验证，不能关闭" in said(caller.get("/account"))
    assert office.caller().sign_in("must.second", demo.PASSWORD).status_code == 200
    with office.database.work(demo.COUNTY) as uow:
        factors.require(uow, manager(office, uow), [], now=NOW)
    changes = [one.detail for one in office.acts(demo.COUNTY, "account.require_second_factor")]
    assert changes[-2:] == [{"old": [], "new": ["head"]}, {"old": ["head"], "new": []}]


def test_a_village_follows_its_county_and_a_town_rules_only_itself(office: Office) -> None:
    with office.database.work(demo.LUOYANG) as uow:
        kept.require(uow.session, demo.LUOYANG, ["agent"])
    for scope, needed in ((demo.LUOYANG, {"agent"}), (demo.LUOYANG_VILLAGE, {"agent"}), (demo.LONGXI, set())):
        with office.database.work(scope) as uow:
            assert set(kept.required(uow.session, scope)) == needed
    with office.database.work(demo.LUOYANG) as uow:
        kept.require(uow.session, demo.LUOYANG, [])


def test_an_administrator_resets_it_after_showing_his_own(office: Office, caller: Caller) -> None:
    lost = add(office, "lost.phone", officer("镇综合窗口"))
    enrolled(office, lost)
    add(office, "careful.admin", Binding(Role.TENANT_ADMIN, demo.LUOYANG))
    caller.sign_in("careful.admin", demo.PASSWORD)
    page = links(caller.get("/admin/people/", search="lost.phone"), "/people/person/")[0]
    reset = page.replace("person/", "act/factor/")
    assert "重置" in said(caller.get(page))
    assert caller.get(reset).status_code == 200, "who has no second factor cannot show one"
    _, codes, _ = set_up(caller)
    office_again = office.caller()
    asked = office_again.sign_in("careful.admin", demo.PASSWORD)
    token = re.search(r'name="csrf_token" value="([^"]+)"', asked.text)
    assert token
    office_again.post_bare("/sign-in/code", {"code": codes[0], "csrf_token": token[1]})
    make_stale(office, "careful.admin")
    first = office_again.get(reset)
    assert first.location.startswith("/account/confirm?next=")
    confirmed = office_again.post("/account/confirm", {"code": codes[1], "next": html.unescape(reset)})
    assert confirmed.location == html.unescape(reset)
    assert office_again.post(reset).status_code == 303
    assert office.acts(demo.COUNTY, "account.second_factor_reset")[-1].object == f"account:{lost}"
    with office.database.work(demo.LUOYANG) as uow:
        assert not factors.is_on(uow, lost)


def make_stale(office: Office, username: str) -> None:
    """Let the last code of somebody be an hour old."""
    statement = (
        "UPDATE sign_in SET confirmed_at = now() - interval '1 hour' WHERE account_id ="
        " (SELECT id FROM account WHERE username = %s)"
    )
    with office.database.raw("postgres") as connection:
        connection.execute(statement, [username])


def test_switching_off_needs_a_code(office: Office) -> None:
    person = add(office, "keeps.it", officer("镇综合窗口"))
    authenticator, _ = enrolled(office, person)
    with office.database.work(demo.LUOYANG) as uow:
        actor = as_now(uow, person)
        assert factors.switch_off(uow, actor, "1", SEAL, now=NOW) == factors.WRONG_CODE
        assert factors.is_on(uow, person)
        assert factors.switch_off(uow, actor, authenticator.at(NOW), SEAL, now=NOW) is None
        assert not factors.is_on(uow, person)
        assert people.get(uow.session, person).failed_attempts == 0
