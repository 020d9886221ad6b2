"""The session ends while a matter is built: nothing is lost, nothing overwritten, nothing shown to others."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from onewindow.domain import demo
from tests.flows import window
from tests.flows.choosing import choose
from tests.flows.town_hall import TownHall
from tests.flows.visitor import Answer, Visitor, said

Open = Callable[..., Page]
ADMIN, COLLEAGUE = "boluo.admin", "civil.editor"
NAME, NOTE = "日常用语", "on_site_visits/note"


@pytest.fixture(scope="module")
def town_hall(own_hall: TownHall) -> TownHall:
    """A site of this module's own: drafts stay in it."""
    return own_hall


@pytest.fixture
def colleague(town_hall: TownHall) -> Visitor:
    """Who else works on the draft."""
    return town_hall.visitor(COLLEAGUE)


@pytest.fixture
def draft(colleague: Visitor) -> str:
    """The address of a new draft."""
    started = colleague.post("/workbench/", {"source": "advanced_age_allowance", "name": "津贴"})
    assert started.status == 303, said(started)
    return colleague.follow(started).path.rsplit("/", 1)[0]


@pytest.fixture
def page(open_page: Open, town_hall: TownHall) -> Page:
    """A browser in which somebody signs in for this test alone."""
    opened = open_page()
    window.sign_in(opened, town_hall, COLLEAGUE)
    return opened


def typed(page: Page, text: str) -> None:
    """Type the everyday name of the matter."""
    page.get_by_label(NAME).fill(text)


def held(who: Visitor, draft: str, name: str = "daily_name") -> str:
    """What the draft has in a text control of its first tab."""
    found = re.search(rf'name="{re.escape(name)}" value="([^"]*)"', who.get(f"{draft}/basics").text)
    assert found
    return found.group(1)


def change(who: Visitor, draft: str, name: str, text: str) -> Answer:
    """Save one control of the first tab."""
    address = f"{draft}/basics"
    return who.post(address, {**who.get(address).hidden, "shown": name, name: text})


def end_session(page: Page, address: str) -> None:
    """Open a page and end the session while it stays open; what the page asks at first has been answered."""
    with page.expect_response("**/here"):
        page.goto(address)
    page.context.clear_cookies()


@pytest.mark.browser
def test_typing_goes_on_after_signing_in_again(page: Page, town_hall: TownHall, colleague: Visitor, draft: str) -> None:
    end_session(page, f"{town_hall.url}{draft}/basics")
    typed(page, "长者津贴")
    expect(page.locator("#ow-away")).to_be_visible()
    expect(page.get_by_label(NAME)).to_have_value("长者津贴")
    assert change(colleague, draft, NOTE, "上门").status == 303
    with page.expect_popup() as opened:
        page.get_by_role("link", name="重新登录").click()
    again = opened.value
    again.get_by_label("用户名").fill(COLLEAGUE)
    again.get_by_label("密码", exact=True).fill(demo.PASSWORD)
    again.get_by_role("button", name="登录").click()
    expect(again.get_by_role("heading", level=1)).to_contain_text("您已重新登录")
    again.close()
    page.get_by_label(NAME).press("Control+s")
    expect(page.locator("#ow-away")).to_be_hidden()
    expect(page.locator(f'[name="{NOTE}"]')).to_have_value("上门")
    expect(page.get_by_label(NAME)).to_have_value("长者津贴")
    assert (held(colleague, draft), held(colleague, draft, NOTE)) == ("长者津贴", "上门")


@pytest.mark.browser
def test_nothing_is_saved_under_the_name_of_another(
    page: Page, town_hall: TownHall, colleague: Visitor, draft: str
) -> None:
    end_session(page, f"{town_hall.url}{draft}/basics")
    elsewhere = page.context.new_page()
    window.sign_in(elsewhere, town_hall, ADMIN)
    expect(elsewhere.locator("#main")).to_be_visible()
    typed(page, "长者津贴")
    expect(page.locator("#ow-away")).to_contain_text("已换了别人登录")
    assert held(colleague, draft) == ""
    elsewhere.context.clear_cookies()
    window.sign_in(elsewhere, town_hall, COLLEAGUE)
    expect(elsewhere.locator("#main")).to_be_visible()
    page.get_by_label(NAME).press("Control+s")
    expect(page.locator("#ow-saved")).to_contain_text("已保存")
    expect(page.locator("#ow-away")).to_be_hidden()
    assert held(colleague, draft) == "长者津贴"


@pytest.mark.browser
def test_a_button_works_with_the_token_of_the_new_session(
    page: Page, town_hall: TownHall, colleague: Visitor, draft: str
) -> None:
    end_session(page, f"{town_hall.url}{draft}/conditions")
    elsewhere = page.context.new_page()
    window.sign_in(elsewhere, town_hall, COLLEAGUE)
    expect(elsewhere.locator("#main")).to_be_visible()
    before = page.locator("details.ow-wb-item").count()
    page.locator("button[value='add:conditions']").click()
    expect(page.locator("details.ow-wb-item")).to_have_count(before + 1)


@pytest.mark.browser
@pytest.mark.parametrize(("tab", "pick", "name"), [("form", "field", "/label"), ("route", "step", "/action")])
def test_a_browser_that_dies_loses_nothing_in_a_designer(
    page: Page, town_hall: TownHall, colleague: Visitor, draft: str, tab: str, pick: str, name: str
) -> None:
    found = re.search(rf'(?:value="pick:|{pick}=)([^"&]+)"', colleague.get(f"{draft}/{tab}").text)
    assert found
    picked = f"{town_hall.url}{draft}/{tab}?{pick}={found.group(1)}"
    page.goto(picked)
    control = page.locator(f"#ow-wb-form input[name$='{name}']").first
    control.fill("随手改的名称")
    expect(page.locator("#ow-saved")).to_contain_text("已保存")
    page.close(run_before_unload=False)
    again = page.context.new_page()
    again.goto(picked)
    expect(again.locator(f"#ow-wb-form input[name$='{name}']").first).to_have_value("随手改的名称")


@pytest.mark.browser
def test_what_is_typed_while_others_are_brought_in_stays(
    page: Page, town_hall: TownHall, colleague: Visitor, draft: str
) -> None:
    page.goto(f"{town_hall.url}{draft}/basics")
    assert change(colleague, draft, NOTE, "上门").status == 303
    typing = iter(["长者"])

    def under_way(route: Route) -> None:
        if text := next(typing, ""):
            typed(page, text)
        route.continue_()

    page.route(re.compile(r"/basics$"), under_way)
    typed(page, "长")
    expect(page.locator(f'[name="{NOTE}"]')).to_have_value("上门")
    expect(page.get_by_label(NAME)).to_have_value("长者")
    expect(page.locator("#ow-saved")).to_contain_text("已保存")
    assert held(colleague, draft) == "长者"


@pytest.mark.browser
def test_a_text_that_is_too_long_says_so_and_goes_on_when_it_is_shorter(
    page: Page, town_hall: TownHall, colleague: Visitor, draft: str
) -> None:
    page.goto(f"{town_hall.url}{draft}/basics")
    page.get_by_label(NAME).evaluate("one => { one.maxLength = 5e6; }")
    typed(page, "长" * 2_000_000)
    expect(page.locator("#ow-saved")).to_contain_text("无法保存", timeout=15_000)
    typed(page, "长者津贴")
    expect(page.locator("#ow-saved")).to_contain_text("已保存")
    assert held(colleague, draft) == "长者津贴"


def test_a_plain_post_is_its_writers_alone(town_hall: TownHall, colleague: Visitor, draft: str) -> None:
    address = f"{draft}/basics"
    writer = Visitor(town_hall.url)
    writer.sign_in(COLLEAGUE, demo.PASSWORD)
    page = writer.get(address)
    for who, shown in ((ADMIN, False), (COLLEAGUE, True)):
        writer.cookies.clear()
        asked = writer.post(address, {**page.hidden, "shown": "daily_name", "daily_name": "长者津贴"})
        assert asked.status == 401
        back = writer.sign_in_on(asked, who, demo.PASSWORD)
        assert (back.hidden.get("daily_name") == "长者津贴") is shown
    assert change(colleague, draft, "daily_name", "老人津贴").status == 303
    clash = writer.post(address, back.hidden)
    assert "老人津贴" in said(clash)
    assert choose(writer, clash).status == 303
    assert held(colleague, draft) == "长者津贴"


def test_a_page_of_another_is_not_saved(town_hall: TownHall, colleague: Visitor, draft: str) -> None:
    address = f"{draft}/basics"
    admin = town_hall.visitor(ADMIN)
    admin.get(address)
    left = {**colleague.get(address).hidden, "shown": "daily_name", "daily_name": "长者津贴"}
    refused = admin.post(address, left)
    assert refused.status == 403
    assert "另一位同事" in said(refused)
    assert held(colleague, draft) == ""
