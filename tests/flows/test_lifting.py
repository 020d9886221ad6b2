"""A genuine credit code that fails its check character: a person in charge releases it, with a reason, in his name."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from onewindow.domain import demo
from tests.browser import keep_picture
from tests.flows import window
from tests.flows.applications import SHOP, begin
from tests.flows.town_hall import TownHall
from tests.flows.visitor import Answer, Visitor, said

Open = Callable[..., Page]
GENUINE = "91350211M0000XUF46"
"""A real one, of the domain study (2.3): its check character does not fit."""
REASON = "与营业执照原件逐位核对一致"
HEAD = {"reason": REASON, "username": "civil.head", "password": demo.PASSWORD}


@pytest.fixture
def clerk(town_hall: TownHall) -> Visitor:
    """Somebody at the window of 罗阳."""
    return town_hall.visitor("luoyang.window")


def refused(clerk: Visitor, code: str = GENUINE) -> tuple[str, Answer]:
    """A form that was sent with such a code, and the answer."""
    form = begin(clerk, SHOP)
    clerk.get(form)
    return form, clerk.post(form, {**SHOP.posted(org__uscc=code), "action": "submit"})


def release(clerk: Visitor, form: str, **changed: str) -> Answer:
    """Send the page of the release."""
    place = f"{form}/lift?field=org.uscc"
    clerk.get(place)
    return clerk.post(place, {**HEAD, **changed})


def test_the_person_in_charge_releases_it_and_the_case_says_so(town_hall: TownHall, clerk: Visitor) -> None:
    form, answer = refused(clerk)
    assert answer.status == 422
    assert list(answer.problems) == ["f-org.uscc"]
    assert "由负责人核准放行" in answer.text
    opened = clerk.post(form, {**SHOP.posted(org__uscc=GENUINE), "action": "lift:org.uscc"})
    page = clerk.follow(opened)
    assert GENUINE in page.text
    released = release(clerk, form)
    assert released.status == 303
    again = clerk.follow(released)
    assert f"核准放行：{REASON}" in said(again)
    assert demo.PASSWORD not in again.text
    done = clerk.post(form, {**SHOP.posted(org__uscc=GENUINE), "action": "submit"})
    assert done.status == 303, done.problems
    cases = clerk.follow(done).links("/desk/cases/")
    assert len(cases) == 2
    for case in cases:
        told = said(clerk.get(case))
        assert "核准放行" in told
        assert REASON in told
        assert "郑国栋" in told
    key = form.rpartition("/")[2]
    acts = town_hall.rows(
        "SELECT actor_name, detail FROM audit WHERE object = %s AND act = 'form.override'", f"draft:{key}"
    )
    assert acts == [("郑国栋", {"field": "org.uscc", "title": "统一社会信用代码", "reason": REASON, "clerk": "陈晓岚"})]


REFUSED = [
    ({"password": "falsch-2026"}, 403, "用户名或密码不正确"),
    ({"username": "nobody.here"}, 403, "用户名或密码不正确"),
    ({"username": "luoyang.window"}, 422, "不能核准"),
    ({"username": "boluo.supervisor"}, 422, "不能核准"),
    ({"reason": "  "}, 422, "请填写核准理由"),
    ({"reason": "长" * 201}, 422, "请填写核准理由"),
]


@pytest.mark.parametrize(("changed", "status", "message"), REFUSED)
def test_nobody_else_and_not_without_a_reason(
    clerk: Visitor, changed: dict[str, str], status: int, message: str
) -> None:
    form, _ = refused(clerk)
    answer = release(clerk, form, **changed)
    assert (answer.status, message in said(answer)) == (status, True)
    assert demo.PASSWORD not in answer.text
    still = clerk.post(form, {**SHOP.posted(org__uscc=GENUINE), "action": "submit"})
    assert list(still.problems) == ["f-org.uscc"]


def test_another_value_is_judged_anew(clerk: Visitor) -> None:
    form, _ = refused(clerk)
    assert release(clerk, form).status == 303
    other = f"{GENUINE[:-1]}7"
    answer = clerk.post(form, {**SHOP.posted(org__uscc=other), "action": "submit"})
    assert list(answer.problems) == ["f-org.uscc"]


def test_what_is_no_code_at_all_cannot_be_released(clerk: Visitor) -> None:
    form, answer = refused(clerk, "9135021")
    assert "由负责人核准放行" not in answer.text
    assert release(clerk, form).location == form
    assert list(clerk.post(form, {**SHOP.posted(org__uscc="9135021"), "action": "submit"}).problems) == ["f-org.uscc"]


def test_a_stranger_finds_no_page_to_release(town_hall: TownHall, clerk: Visitor) -> None:
    form, _ = refused(clerk)
    other = town_hall.visitor("longxi.window")
    assert other.get(f"{form}/lift?field=org.uscc").status == 404
    assert other.post(f"{form}/lift?field=org.uscc", HEAD).status == 404


def test_an_interrupted_release_carries_no_password(town_hall: TownHall, clerk: Visitor) -> None:
    form, _ = refused(clerk)
    stranger = Visitor(town_hall.url)
    stranger.get("/sign-in")
    answer = stranger.post(f"{form}/lift?field=org.uscc", {**HEAD, "code": "123456"})
    assert answer.status == 401
    carried = stranger.sign_in_on(answer, "luoyang.window", demo.PASSWORD)
    assert REASON in carried.text
    assert "123456" not in carried.text
    assert demo.PASSWORD not in carried.text


@pytest.mark.browser
def test_at_the_window(town_hall: TownHall, open_page: Open) -> None:
    page = window.signed_in(open_page(1280, 900), town_hall, "luoyang.window")
    page.goto(f"{town_hall.url}/desk/themes/open_restaurant")
    window.answer_guide(page, SHOP.guide)
    window.fill(page, {**SHOP.answers, "org.uscc": GENUINE})
    window.hand_in(page, SHOP.materials)
    window.submit(page)
    page.get_by_role("button", name="由负责人核准放行").click()
    keep_picture(page, "lift")
    page.locator("#i-reason").fill(REASON)
    page.locator("#i-username").fill("civil.head")
    page.locator("#i-password").fill(demo.PASSWORD)
    page.get_by_role("button", name="核准放行").click()
    expect(window.field(page, "org.uscc")).to_contain_text(REASON)
    keep_picture(page, "lifted")
    window.submit(page)
    assert len(window.accepted_cases(page)) == 2
