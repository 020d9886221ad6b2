"""Single sign-on against a real provider over HTTP: who is linked comes in, and nothing false is believed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from werkzeug.test import TestResponse

from onewindow.domain import demo
from onewindow.services import accounts
from onewindow.services.accounts import outside
from onewindow.store import identities
from onewindow.web.access import house
from tests.onewindow.accounts.conftest import start_provider
from tests.onewindow.accounts.provider import CLIENT_ID, CLIENT_SECRET, SUBJECT
from tests.onewindow.accounts.visits import NOW, Provider, add, follow, manager, officer
from tests.onewindow.admin.office import Caller, Office, said

START = "/sign-in/single/441322/gd"
LOCAL = "用户名和密码"


@pytest.fixture(scope="module")
def op(office: Office) -> Iterator[Provider]:
    """One provider for the module, set up for the county, with one linked account."""
    made = start_provider()
    person = add(office, "linked.one", officer("镇综合窗口"))
    set_up(office, made)
    with office.database.work(demo.COUNTY) as uow:
        assert outside.link(uow, manager(office, uow), person, "gd", SUBJECT, now=NOW) is None
    yield made
    made.stop()


@pytest.fixture(autouse=True)
def right_again(op: Provider) -> Iterator[None]:
    """Whatever a test made go wrong is right for the next one."""
    yield
    op.goes_wrong(algorithm="RS256")


def set_up(office: Office, made: Provider, **changed: str) -> None:
    """The county's configuration of a provider, as its administrator saves it."""
    with office.app.app_context():
        seal = house().seal
    values = {"key": "gd", "name": "省统一身份认证", "claim": "sub", **changed}
    wanted = identities.Provider(
        scope=demo.COUNTY, issuer=made.issuer, client_id=CLIENT_ID, client_secret=CLIENT_SECRET, **values
    )
    with office.database.work(demo.COUNTY) as uow:
        assert outside.set_up(uow, manager(office, uow), wanted, seal, now=NOW) is None


def arrive(office: Office, start: str = START) -> tuple[Caller, TestResponse]:
    """Somebody who signs in there and comes back."""
    caller = office.caller()
    return caller, follow(caller, caller.client.get(start, headers=caller.came_from))


def test_who_is_linked_comes_in_with_the_roles_of_his_account(office: Office, op: Provider) -> None:
    caller, answer = arrive(office)
    assert answer.status_code == 200
    assert "linked.one" in said(answer)
    assert caller.get("/tasks/").status_code == 200
    assert caller.get("/admin/").status_code == 403
    assert office.acts(demo.COUNTY, "account.sign_in")[-1].detail == {"provider": "gd"}


def test_signing_out_ends_the_local_session(office: Office, op: Provider) -> None:
    caller, _ = arrive(office)
    kept = caller.client.get_cookie("onewindow")
    assert kept
    caller.post("/sign-out")
    caller.client.set_cookie("onewindow", kept.value)
    assert "/sign-in" in caller.get("/tasks/").location, "a copied cookie opens nothing after signing out"


def test_the_request_carries_state_nonce_and_a_code_challenge(office: Office, op: Provider) -> None:
    caller = office.caller()
    asked = parse_qs(urlsplit(caller.get(START).location).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert len(asked["code_challenge"][0]) == 43
    assert all(len(asked[name][0]) >= 20 for name in ("state", "nonce"))
    assert asked["redirect_uri"] == [f"http://127.0.0.1:8000{START}/back"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"claims": {"nonce": "somebody else's"}},
        {"claims": {"exp": int(time.time()) - 3_600}},
        {"claims": {"aud": "another client"}},
        {"claims": {"iss": "https://elsewhere.example"}},
        {"unpublished": True},
    ],
    ids=["nonce", "expired", "audience", "issuer", "signature"],
)
def test_a_false_token_lets_nobody_in(office: Office, op: Provider, wrong: dict[str, object]) -> None:
    op.goes_wrong(**wrong)
    caller, answer = arrive(office)
    assert answer.status_code == 403
    assert "未能证明您的身份" in said(answer)
    assert LOCAL in said(answer)
    assert "/sign-in" in caller.get("/tasks/").location


def test_a_state_that_was_not_given_here_is_refused(office: Office, op: Provider) -> None:
    caller = office.caller()
    away = requests.get(caller.get(START).location, allow_redirects=False, timeout=5).headers["Location"]
    stranger = office.caller()
    path = away.removeprefix("http://127.0.0.1:8000")
    assert "未能证明您的身份" in said(stranger.client.get(path, headers=stranger.came_from))
    assert "linked.one" in said(follow(caller, caller.client.get(path, headers=caller.came_from)))
    again = caller.client.get(path, headers=caller.came_from)
    assert again.status_code == 403, "a state is good once"


@pytest.mark.parametrize("algorithm", ["ES256", "RS256"])
def test_rotated_keys_are_learnt(office: Office, op: Provider, algorithm: str) -> None:
    assert arrive(office)[1].status_code == 200
    op.goes_wrong(algorithm=algorithm, rotate=True)
    assert arrive(office)[1].status_code == 200


def test_a_code_that_the_provider_does_not_know_is_refused(office: Office, op: Provider) -> None:
    caller = office.caller()
    away = requests.get(caller.get(START).location, allow_redirects=False, timeout=5).headers["Location"]
    op.goes_wrong(forget=True)
    back = caller.client.get(away.removeprefix("http://127.0.0.1:8000"), headers=caller.came_from)
    assert back.status_code == 403
    assert "未能证明您的身份" in said(back)


def test_nobody_comes_into_being_by_signing_in_elsewhere(office: Office, op: Provider) -> None:
    op.goes_wrong(claims={"sub": "gd-nobody", "roles": ["tenant_admin"]})
    _, answer = arrive(office)
    assert answer.status_code == 403
    assert "尚未与本平台账号关联" in said(answer)


@pytest.mark.parametrize("value", ["", 7, None, ["gd-000123"]])
def test_a_claim_that_names_nobody_is_refused(office: Office, op: Provider, value: object) -> None:
    with office.database.work(demo.COUNTY) as uow:
        provider = next(one for one in outside.providers(uow) if one.key == "gd")
        assert outside.admit(uow, provider, {"sub": value}, now=NOW) == outside.NO_CLAIM


def test_another_claim_can_name_the_person(office: Office, op: Provider) -> None:
    set_up(office, op, key="number", name="工号登录", claim="staff_number")
    person = add(office, "by.number", officer("镇综合窗口"))
    with office.database.work(demo.COUNTY) as uow:
        actor = manager(office, uow)
        assert outside.link(uow, actor, person, "number", "A-77", now=NOW) is None
        assert outside.link(uow, actor, person, "number", "A-78", now=NOW) == outside.LINKED
    assert "by.number" in said(arrive(office, "/sign-in/single/441322/number")[1])
    with office.database.work(demo.COUNTY) as uow:
        assert outside.unlink(uow, manager(office, uow), person, "number", now=NOW) is None
    assert "尚未与本平台账号关联" in said(arrive(office, "/sign-in/single/441322/number")[1])


def test_a_closed_account_stays_closed(office: Office, op: Provider) -> None:
    person = add(office, "gone.by.then", officer("镇综合窗口"))
    with office.database.work(demo.COUNTY) as uow:
        actor = manager(office, uow)
        assert outside.link(uow, actor, person, "gd", "gd-gone", now=NOW) is None
        assert accounts.close(uow, actor, person, now=NOW) is None
    op.goes_wrong(claims={"sub": "gd-gone"})
    assert "已停用" in said(arrive(office)[1])


def test_when_the_provider_is_down_local_sign_in_goes_on(office: Office, op: Provider) -> None:
    down = start_provider()
    set_up(office, down, key="down", name="停机认证")
    caller = office.caller()
    there = caller.get("/sign-in/single/441322/down").location
    assert there.startswith(down.issuer)
    away = requests.get(there, allow_redirects=False, timeout=5).headers["Location"]
    down.stop()
    for answer in (
        caller.client.get(away.removeprefix("http://127.0.0.1:8000"), headers=caller.came_from),
        office.caller().get("/sign-in/single/441322/down"),
    ):
        assert answer.status_code == 403
        assert "「停机认证」暂时没有响应" in said(answer)
        assert 'name="password"' in answer.text
    assert office.caller().sign_in("linked.one", demo.PASSWORD).status_code == 302


def test_the_page_offers_what_the_county_set_up(office: Office, op: Provider) -> None:
    page = office.caller().get("/sign-in/single", county="441322")
    assert "省统一身份认证" in said(page)
    assert START in page.text
    for code in ("441323", "999999", "abc", "44132２"):
        assert "没有设置统一身份登录" in said(office.caller().get("/sign-in/single", county=code)), code
    for path in ("/sign-in/single/441323/gd", "/sign-in/single/441322/none", "/sign-in/single/x/gd/back"):
        assert office.caller().get(path).location == "/sign-in/single"


def test_the_secret_is_sealed_at_rest(office: Office, op: Provider) -> None:
    with office.database.work(demo.COUNTY) as uow:
        stored = [one.client_secret for one in identities.providers(uow.session)]
        assert stored
        assert all(CLIENT_SECRET not in one for one in stored)
        assert outside.provider(uow, "gd", accounts.Seal("another key" * 4)) is None
