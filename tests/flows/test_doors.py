"""What stands before every page: forged posts, strange addresses, headers, wrong roles, too many tries."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from werkzeug.datastructures import MultiDict

from onewindow.domain import demo
from onewindow.web.security import HEADERS
from tests.flows.applications import SHOP, begin, file
from tests.flows.town_hall import TownHall
from tests.flows.visitor import Visitor, said

ELSEWHERE = (
    *("https://evil.example/", "//evil.example/", "/\\evil.example", "///evil.example", "\\\\evil.example"),
    *("javascript:alert(1)", "http:evil.example", "/\t/evil.example", "/\n/evil.example", "%2F%2Fevil.example"),
)
CLERKS_ONLY = ("/desk/themes/open_restaurant", "/desk/matters", "/desk/apply/0123456789abcdef0123456789abcdef")


def applications(town_hall: TownHall) -> int:
    """How many applications there are."""
    ((count,),) = town_hall.rows("SELECT count(*) FROM application")
    return int(count)


@pytest.mark.parametrize("token", [None, "", "IjEyMyI.forged", "stale"])
def test_a_post_without_the_pages_token_changes_nothing(town_hall: TownHall, token: str | None) -> None:
    clerk = town_hall.visitor("luoyang.window")
    form, before = begin(clerk, SHOP), applications(town_hall)
    fields = MultiDict({**SHOP.posted(), "action": "submit"})
    if token is not None:
        fields["csrf_token"] = town_hall.visitor("longxi.window").token if token == "stale" else token
    answer = clerk.post_bare(form, fields, Origin="https://evil.example")
    assert answer.status == 400
    assert "csrf" not in said(answer).lower()
    assert applications(town_hall) == before
    assert str(SHOP.answers["org.name"]) not in clerk.get(form).text


def test_a_forged_sign_out_and_a_forged_sign_in_are_refused(town_hall: TownHall) -> None:
    clerk = town_hall.visitor("luoyang.window")
    assert clerk.post_bare("/sign-out", MultiDict(), Origin="https://evil.example").status == 400
    assert clerk.get("/desk/").status == 200
    thief = MultiDict({"username": "longxi.window", "password": demo.PASSWORD})
    assert clerk.post_bare("/sign-in", thief, Origin="https://evil.example").status == 400
    assert "陈晓岚" in clerk.get("/desk/").text


@pytest.mark.parametrize("address", ELSEWHERE)
def test_no_address_leads_away_from_the_site(town_hall: TownHall, address: str) -> None:
    switched = town_hall.visitor().get(f"/language/en?to={quote(address)}")
    assert switched.status == 302
    assert leads_home(town_hall, switched.location)
    signed_in = Visitor(town_hall.url).sign_in("luoyang.window", demo.PASSWORD, next=address)
    assert signed_in.status == 302
    assert leads_home(town_hall, signed_in.location)


def leads_home(town_hall: TownHall, location: str) -> bool:
    """Whether a browser that follows a redirect stays on the site; browsers drop tabs and read \\ as /."""
    seen = location.replace("\\", "/").replace("\t", "").replace("\n", "").strip()
    return seen.startswith("/") and not seen.startswith("//")


def test_the_way_back_is_kept_when_it_is_ours(town_hall: TownHall) -> None:
    visitor = town_hall.visitor()
    asked = visitor.get("/desk/cases?show=ended&q=%E6%9D%8E")
    page = visitor.follow(asked)
    answer = visitor.post("/sign-in", {"username": "luoyang.window", "password": demo.PASSWORD, **page.hidden})
    assert answer.location == "/desk/cases?show=ended&q=%E6%9D%8E"
    assert "李" in visitor.follow(answer).text


@pytest.mark.parametrize("path", CLERKS_ONLY)
@pytest.mark.parametrize("who", ["market.officer", "boluo.supervisor", "boluo.admin"])
def test_only_a_window_accepts(town_hall: TownHall, who: str, path: str) -> None:
    visitor = town_hall.visitor(who)
    assert visitor.get(path).status == 403
    answer = visitor.post(path, {"action": "start"})
    assert answer.status == 403
    assert "没有此权限" in said(answer)


def test_every_answer_carries_the_headers(town_hall: TownHall) -> None:
    clerk = town_hall.visitor("luoyang.window")
    paper = file(clerk, SHOP).links("/desk/papers/")[0]
    places = ("/", "/sign-in", "/desk/", "/desk/cases/none", "/nowhere", "/healthz", "/static/css/base.css", paper)
    for answer in [*map(clerk.get, places), town_hall.visitor().get("/desk/"), clerk.post("/desk/")]:
        for name, value in HEADERS.items():
            if name != "Content-Security-Policy":
                assert answer.headers.get(name) == value, (answer.path, name)
        policy = answer.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'"), answer.path
        assert "unsafe-eval" not in policy
        assert "script-src 'unsafe" not in policy
        assert answer.headers.get("Server", "").startswith("Werkzeug")  # of the test's own server, not of the site
        if not answer.path.startswith("/static"):
            assert answer.headers["Cache-Control"] == "no-store", answer.path


def test_the_cookie_is_for_this_site_and_no_script(town_hall: TownHall) -> None:
    answer = Visitor(town_hall.url).sign_in("luoyang.window", demo.PASSWORD)
    assert "HttpOnly" in answer.headers["Set-Cookie"]
    assert "SameSite=Lax" in answer.headers["Set-Cookie"]
    assert "陈晓岚" not in answer.headers["Set-Cookie"]


def test_names_and_passwords_are_refused_alike_and_five_tries_lock(town_hall: TownHall) -> None:
    unknown = Visitor(town_hall.url).sign_in("nobody.window", "wrong-password")
    tries = [Visitor(town_hall.url).sign_in("housing.officer", "wrong-password") for _ in range(5)]
    assert {unknown.status, *(one.status for one in tries)} == {403}
    assert "用户名或密码不正确" in said(unknown)
    right = Visitor(town_hall.url).sign_in("housing.officer", demo.PASSWORD)
    assert right.status == 403, "the account is locked"
    sentences = {re.search("用户名或密码不正确[^。]*。", said(one))[0] for one in (unknown, *tries, right)}  # type: ignore[index]
    assert len(sentences) == 1, "nothing tells a locked account from a name that nobody has"


def test_one_address_may_not_try_for_ever(town_hall: TownHall) -> None:
    visitor = town_hall.visitor()
    statuses = [visitor.sign_in(f"guess{number}", "x").status for number in range(22)]
    assert statuses == [403] * 20 + [429] * 2
    page = visitor.post("/sign-in", {"username": "luoyang.window", "password": demo.PASSWORD})
    assert "尝试" in said(page)
    assert Visitor(town_hall.url).sign_in("luoyang.window", demo.PASSWORD).status == 302


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "FOO"])
def test_other_methods_find_nothing(town_hall: TownHall, method: str) -> None:
    connection = town_hall.visitor("luoyang.window").request(method, "/desk/", b"", {})
    answer = connection.getresponse()
    assert answer.status in (400, 405, 501)
    answer.read()
    connection.close()
