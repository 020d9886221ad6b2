"""The first flow where no script runs, and by keys alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from onewindow.domain import demo
from tests.flows import keyboard, window
from tests.flows.applications import SHOP
from tests.flows.reading import words
from tests.flows.town_hall import TownHall

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


def test_without_a_script_the_whole_flow_works(town_hall: TownHall, open_page: Open) -> None:
    page = open_page(1440, 900, javascript=False)
    window.sign_in(page, town_hall, "luoyang.window")
    window.choose_theme(page, "开办餐饮店")
    for name, value in SHOP.guide.items():
        page.locator(f'[id="i-{name}-{value}"]').check()
    page.get_by_role("button", name="更新清单").click()
    expect(page.locator("#ow-summary-count")).to_have_text("2 个事项")
    page.get_by_role("button", name="开始填表").click()
    seats = page.locator('[name="premises.seat_count"]')
    expect(seats).to_be_hidden()
    window.fill(page, {key: value for key, value in SHOP.answers.items() if key != "premises.seat_count"})
    page.get_by_role("button", name="更新表单").click()
    expect(seats).to_be_visible()
    expect(page.locator('[name="org.name"]')).to_have_value(str(SHOP.answers["org.name"]))
    expect(page.locator('[name="premises.division"]')).to_have_value("441322001001")
    expect(window.field(page, "ad.area_m2")).to_contain_text("6")
    seats.fill("40")
    window.submit(page)
    assert set(window.problems(page)) == {f"m-{key}" for key in SHOP.materials}
    window.hand_in(page, SHOP.materials)
    window.submit(page)
    cases = window.accepted_cases(page)
    (receipt,) = window.papers_of(page, "^打印受理回执")
    text = words(window.fetch(page, receipt))
    assert all(number in text and code in text for number, code in cases.values())


def test_without_a_script_an_entrusted_person_is_asked_for(town_hall: TownHall, open_page: Open) -> None:
    page = window.signed_in(open_page(1440, 900, javascript=False), town_hall, "luoyang.window")
    page.goto(f"{town_hall.url}/desk/themes/open_restaurant")
    window.answer_guide(page, SHOP.guide)
    expect(window.field(page, "entrust.agent_name")).to_be_hidden()
    expect(page.locator("#m-power_of_attorney")).to_be_hidden()
    window.give(page, "entrust.is_entrusted", "1")
    page.get_by_role("button", name="更新表单").click()
    expect(window.field(page, "entrust.agent_name")).to_be_visible()
    expect(page.locator("#m-power_of_attorney")).to_be_visible()


def test_by_keys_alone_from_sign_in_to_paper(town_hall: TownHall, open_page: Open) -> None:
    page = open_page(1440, 900)
    page.goto(f"{town_hall.url}/sign-in")
    page.keyboard.type("luoyang.window")
    page.keyboard.press("Tab")
    page.keyboard.type(demo.PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/")
    page.keyboard.press("/")
    page.keyboard.type("kbcyd")
    page.keyboard.press("Enter")
    page.wait_for_url("**/themes/open_restaurant")
    keyboard.answer(page, SHOP.guide)
    keyboard.press_button(page, "start")
    page.wait_for_url("**/apply/*")
    keyboard.answer(page, SHOP.answers)
    keyboard.tick(page, [f"i-m-{key}" for key in SHOP.materials])
    page.keyboard.press("Control+Enter")
    assert len(window.accepted_cases(page)) == 2
    expect(page.get_by_role("link", name="打印受理回执")).to_be_focused()


@pytest.mark.parametrize("way", ["click", "keys"])
def test_two_quick_presses_file_once(town_hall: TownHall, open_page: Open, way: str) -> None:
    page = window.signed_in(open_page(1440, 900), town_hall, "luoyang.window")
    page.goto(f"{town_hall.url}/desk/themes/open_restaurant")
    window.answer_guide(page, SHOP.guide)
    key = page.url.rpartition("/")[2]
    window.fill(page, SHOP.answers)
    window.hand_in(page, SHOP.materials)
    if way == "click":
        page.get_by_role("button", name="提交受理").dblclick(no_wait_after=True)
    else:
        page.keyboard.press("Control+Enter")
        page.keyboard.press("Control+Enter")
    assert len(window.accepted_cases(page)) == 2
    statement = "SELECT count(*) FROM application a JOIN case_ c ON c.application_id = a.id WHERE idempotency_key = %s"
    assert town_hall.rows(statement, key) == [(2,)]
