"""The session ends in the middle of a form: what was typed goes through signing in and is there again."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from werkzeug.datastructures import FileStorage

from onewindow.domain import demo
from tests.flows import files, window
from tests.flows.applications import SHOP, begin, file
from tests.flows.officers import address_of
from tests.flows.town_hall import TownHall
from tests.flows.visitor import Answer, Visitor, said

NAME = str(SHOP.answers["org.name"])
GARBAGE = ("x", "eyJ.x.y", "0" * 5_000, "[]", "null", ".eJwrz8gvSi0qSSxKBwAYVQQp.aSDf.x", "𠮷", "../../etc/passwd")


@pytest.fixture
def clerk(town_hall: TownHall) -> Visitor:
    """Somebody who signs in for this test alone."""
    visitor = Visitor(town_hall.url)
    assert visitor.sign_in("luoyang.window", demo.PASSWORD).status == 302
    visitor.get("/desk/")
    return visitor


def post_after_the_end(clerk: Visitor, form: str, **more: str | FileStorage) -> Answer:
    """Send the form when the session is over; the page asks to sign in and carries everything along."""
    account = clerk.get(form).hidden["account"]
    clerk.cookies.clear()
    answer = clerk.post(form, {**SHOP.posted(), "account": account, "action": "submit", **more})
    assert answer.status == 401, said(answer)[:200]
    return answer


def test_everything_typed_is_put_back_and_can_be_submitted(clerk: Visitor) -> None:
    form = begin(clerk, SHOP)
    asked = post_after_the_end(clerk, form)
    assert "已自动退出" in said(asked)
    back = clerk.sign_in_on(asked, "luoyang.window", demo.PASSWORD)
    assert back.status == 200
    assert back.hidden["org.name"] == NAME
    assert back.hidden["food.items"] == "hot_dish"
    assert "password" not in back.hidden
    answer = clerk.post(form, {name: value for name, value in back.hidden.items() if name != "csrf_token"})
    assert answer.status == 303, answer.problems
    assert len(clerk.follow(answer).codes) == 4


def test_a_wrong_password_in_between_loses_nothing(clerk: Visitor) -> None:
    asked = post_after_the_end(clerk, begin(clerk, SHOP))
    wrong = clerk.sign_in_on(asked, "luoyang.window", "not this one")
    assert wrong.status == 403
    back = clerk.sign_in_on(wrong, "luoyang.window", demo.PASSWORD)
    assert back.hidden["org.name"] == NAME


def test_files_of_that_post_are_asked_for_again(clerk: Visitor) -> None:
    scan = FileStorage(*files.upload("图.pdf", files.PDF))
    asked = post_after_the_end(clerk, begin(clerk, SHOP), **{"material-layout_plan-file": scan})
    back = clerk.sign_in_on(asked, "luoyang.window", demo.PASSWORD)
    assert "重新选择" in said(back)


def test_another_account_does_not_get_what_somebody_typed(clerk: Visitor) -> None:
    asked = post_after_the_end(clerk, begin(clerk, SHOP))
    other = clerk.sign_in_on(asked, "longxi.window", demo.PASSWORD)
    assert other.status == 302
    assert NAME not in other.text
    assert NAME not in clerk.follow(other).text


def test_a_decision_that_was_interrupted_is_its_officers_alone(town_hall: TownHall, clerk: Visitor) -> None:
    number = file(clerk, SHOP).codes[0]
    task = address_of(town_hall.visitor("market.officer"), number)
    for who, typed in (("fire.officer", False), ("market.officer", True)):
        officer = Visitor(town_hall.url)
        officer.sign_in("market.officer", demo.PASSWORD)
        page = officer.get(task)
        officer.cookies.clear()
        decision = {"account": page.hidden["account"], "outcome": "refuse", "reason": "后厨面积与承诺不符"}
        back = officer.sign_in_on(officer.post(task, decision), who, demo.PASSWORD)
        assert (back.hidden.get("reason") == decision["reason"]) is typed
    assert officer.post(task, {**back.hidden}).status == 303


@pytest.mark.parametrize("payload", GARBAGE)
def test_a_payload_that_is_not_ours_is_ignored(town_hall: TownHall, payload: str) -> None:
    visitor = Visitor(town_hall.url)
    answer = visitor.sign_in("luoyang.window", demo.PASSWORD, resume=payload, next=payload)
    assert answer.status == 302
    assert answer.location == "/desk/"


def test_the_payload_is_signed(clerk: Visitor) -> None:
    asked = post_after_the_end(clerk, begin(clerk, SHOP))
    forged = {**asked.hidden, "resume": asked.hidden["resume"][:-2] + "xx"}
    answer = clerk.post("/sign-in", {**forged, "username": "luoyang.window", "password": demo.PASSWORD})
    assert answer.status == 302
    assert NAME not in clerk.follow(answer).text


@pytest.mark.parametrize("cookie", ["", "x", "eyJhY2NvdW50IjoiMSJ9.aSDf.forged", "0" * 3_000])
def test_a_forged_cookie_is_nobodys(town_hall: TownHall, cookie: str) -> None:
    visitor = Visitor(town_hall.url, cookies={"onewindow": cookie})
    assert visitor.get("/desk/").status == 302


def test_a_page_of_before_the_sign_in_is_offered_again(clerk: Visitor) -> None:
    form, stale = begin(clerk, SHOP), clerk.token
    clerk.sign_in("luoyang.window", demo.PASSWORD)
    clerk.token = stale
    answer = clerk.post(form, {**SHOP.posted(), "action": "submit"})
    assert answer.status == 400
    assert answer.hidden["org.name"] == NAME
    done = clerk.post(form, {name: value for name, value in answer.hidden.items() if name != "csrf_token"})
    assert done.status == 303


@pytest.mark.browser
def test_in_a_browser_the_clerk_goes_on_where_he_was(
    town_hall: TownHall, clerk: Visitor, open_page: window.Open
) -> None:
    page: Page = open_page(1440, 900)
    page.context.add_cookies(
        [{"name": name, "value": value, "url": town_hall.url} for name, value in clerk.cookies.items()]
    )
    page.goto(town_hall.url + begin(clerk, SHOP))
    window.fill(page, SHOP.answers)
    window.hand_in(page, SHOP.materials)
    page.context.clear_cookies()
    window.submit(page)
    page.get_by_label("用户名").fill("luoyang.window")
    page.get_by_label("密码", exact=True).fill(demo.PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("继续")
    page.get_by_role("button", name="继续").click()
    assert len(window.accepted_cases(page)) == 2
