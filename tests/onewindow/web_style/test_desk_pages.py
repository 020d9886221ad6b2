"""The other pages in a browser: finding by pinyin, the guide's live summary, the officer's reason, folding the menu."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import Served

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ncjf", ["农村宅基地用地和建房审批"]),
        ("kcg", ["食品经营许可证核发（新办）", "开办餐饮店一件事"]),
        ("残疾", ["残疾人证办理"]),
        ("上户口", ["出生登记（婚内本市）", "新生儿出生一件事"]),
    ],
)
def test_matters_are_found_by_name_and_initials(gallery: Served, open_page: Open, typed: str, found: list[str]) -> None:
    page = open_page()
    page.goto(f"{gallery.url}/desk/home")
    page.keyboard.press("/")
    page.keyboard.type(typed)
    names = [item.inner_text() for item in page.locator("[data-filter-item]:visible strong").all()]
    assert sorted(names) == sorted(found)
    expect(page.locator("#find-count")).to_have_text(f"找到 {len(found)} 项")


def test_enter_opens_the_first_one_found(gallery: Served, open_page: Open) -> None:
    page = open_page()
    page.goto(f"{gallery.url}/desk/home")
    page.fill("#find", "ncjf")
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/form")


def test_nothing_found_says_what_to_do(gallery: Served, open_page: Open) -> None:
    page = open_page()
    page.goto(f"{gallery.url}/desk/home")
    page.fill("#find", "宇宙飞船")
    expect(page.get_by_text("请减少几个字")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_text("请减少几个字")).to_be_hidden()


def test_the_guide_shows_which_matters_will_be_handled(gallery: Served, open_page: Open) -> None:
    page = open_page()
    page.goto(f"{gallery.url}/desk/guide")
    count, fire = page.locator("#ow-summary-count"), page.locator('[data-member="fire"]')
    expect(count).to_have_text("3 个事项")
    expect(fire).to_contain_text("视回答而定")
    page.locator('[id="i-premises.is_public_gathering-1"]').check()
    expect(fire).to_contain_text("办理")
    expect(count).to_have_text("4 个事项")
    page.locator('[id="i-org.has_licence-1"]').check()
    expect(page.locator('[data-member="biz"]')).to_contain_text("不需要")
    expect(count).to_have_text("3 个事项")


def test_any_set_of_matters(gallery: Served, open_page: Open) -> None:
    page = open_page()
    page.goto(f"{gallery.url}/desk/guide/set")
    expect(page.locator("#ow-chosen li")).to_have_count(2)
    page.fill("#find", "psxkz")
    page.locator('label[for="i-drain"]').click()
    expect(page.locator("#ow-chosen")).to_contain_text("排水许可证核发")
    expect(page.locator("#ow-summary-count")).to_have_text("3 个事项")


def test_a_refusal_asks_for_its_reason(gallery: Served, open_page: Open) -> None:
    page = open_page()
    page.goto(f"{gallery.url}/officer/task")
    reason = page.locator("[data-reason]")
    expect(reason).to_be_hidden()
    page.locator('label[for="i-outcome-refuse"]').click()
    expect(reason).to_be_visible()
    page.locator('label[for="i-outcome-approve"]').click()
    expect(reason).to_be_hidden()


def test_the_reason_is_there_without_a_script(gallery: Served, open_page: Open) -> None:
    page = open_page(javascript=False)
    page.goto(f"{gallery.url}/officer/task")
    expect(page.locator("[data-reason]")).to_be_visible()


def test_the_menu_folds_and_stays_folded(gallery: Served, open_page: Open) -> None:
    page = open_page()
    page.goto(f"{gallery.url}/desk/cases")
    page.get_by_role("button", name="收起菜单").click()
    assert page.locator("html").get_attribute("data-nav") == "narrow"
    page.reload()
    assert page.locator("html").get_attribute("data-nav") == "narrow"
    expect(page.get_by_role("link", name="办件", exact=False).first).to_be_visible()


def test_print_has_the_focus_after_submitting(gallery: Served, open_page: Open) -> None:
    page = open_page()
    page.goto(f"{gallery.url}/desk/submitted")
    expect(page.get_by_role("link", name="打印受理回执")).to_be_focused()
