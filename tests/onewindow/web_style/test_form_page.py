"""The merged form in a browser: it asks, counts, saves and submits; by keyboard too, and without a script."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import Served

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


@pytest.fixture
def form(gallery: Served, open_page: Open) -> Page:
    """The form page, freshly opened; nothing saved or submitted yet."""
    gallery.app.config["DRAFTS"].clear()
    gallery.app.config["POSTS"].clear()
    page = open_page(1280, 800)
    page.goto(f"{gallery.url}/desk/form")
    return page


def choose(page: Page, name: str, value: str) -> None:
    """Press an option as a person does: on its surface."""
    page.locator(f'label:has(> [name="{name}"][value="{value}"])').click()


def field(page: Page, name: str) -> Locator:
    """The box of a field."""
    return page.locator(f'[id="f-{name}"]')


def test_answers_decide_what_is_asked(form: Page) -> None:
    expect(field(form, "entrust.agent_name")).to_be_hidden()
    choose(form, "entrust.is_entrusted", "1")
    expect(field(form, "entrust.agent_name")).to_be_visible()
    expect(field(form, "entrust.agent_name").locator("label .ow-required")).to_have_count(1)
    expect(form.locator("#ow-toasts")).to_contain_text("代理人姓名")
    choose(form, "entrust.is_entrusted", "0")
    expect(field(form, "entrust.agent_name")).to_be_hidden()


def test_materials_follow_and_say_why(form: Page) -> None:
    due, mandate = form.locator("[data-due]"), form.locator("#m-power_of_attorney")
    expect(due).to_have_text("7")
    expect(mandate).to_be_hidden()
    choose(form, "entrust.is_entrusted", "1")
    expect(mandate).to_be_visible()
    expect(mandate).to_contain_text("因为是否委托他人办理：是")
    mandate.get_by_text("未提交", exact=True).click()
    form.fill('[name="material-power_of_attorney-why"]', "明日补交")
    expect(due).to_have_text("9")
    choose(form, "premises.ownership", "own")
    expect(form.locator("#m-lease_contract")).to_be_hidden()
    expect(form.locator("[data-dropped-count]")).to_have_text("2")
    form.locator('label[for="i-m-layout_plan"]').click()
    expect(form.locator("[data-received]")).to_have_text("2")
    expect(form.locator("#m-layout_plan .ow-material-detail")).to_be_visible()


def test_values_that_the_page_works_out(form: Page) -> None:
    form.fill('[name="ad.width_m"]', "5")
    form.fill('[name="ad.height_m"]', "1.1")
    expect(field(form, "ad.area_m2").locator("output")).to_have_text("5.5")
    form.fill('[name="applicant.birth_date"]', "")
    form.fill('[name="applicant.id_number"]', "441322198502123814")
    expect(form.locator('[name="applicant.birth_date"]')).to_have_value("1985-02-12")


def test_a_wrong_id_number_fills_nothing(form: Page) -> None:
    form.fill('[name="applicant.birth_date"]', "")
    form.fill('[name="applicant.id_number"]', "441322198502123815")
    expect(form.locator('[name="applicant.birth_date"]')).to_have_value("")


def test_a_division_is_found_by_its_initials(form: Page) -> None:
    box = form.get_by_role("combobox", name="经营场所所在区划")
    expect(box).to_have_value("罗阳街道")
    box.fill("yzz")
    expect(form.get_by_role("option")).to_have_count(1)
    box.press("Enter")
    expect(box).to_have_value("园洲镇")
    expect(form.locator('[name="premises.division"]')).to_have_value("441322117")
    box.fill("没有这个镇")
    expect(form.locator(".ow-combo-none")).to_be_visible()
    box.press("Escape")
    expect(box).to_have_value("园洲镇")


def test_progress_counts_and_leads_to_what_is_empty(form: Page) -> None:
    rail = form.locator('.ow-rail-item[data-section="applicant"]')
    expect(rail).to_contain_text("5 / 6")
    form.get_by_role("button", name="项必填未填").click()
    expect(form.locator('[name="applicant.residence_address"]')).to_be_focused()
    form.keyboard.type("解放中路 1 号")
    expect(rail).to_contain_text("6 / 6")
    assert rail.get_attribute("data-state") == "done"


def test_rows_are_added_and_taken_away(form: Page) -> None:
    choose(form, "biz.form", "family")
    table = field(form, "biz.family_members").locator("table")
    add = field(form, "biz.family_members").get_by_role("button", name="增加一行")
    add.click()
    add.click()
    for at, name in enumerate(["甲", "乙", "丙"]):
        form.fill(f'[name="biz.family_members-{at}-name"]', name)
    table.get_by_role("button", name="删除第 2 行").click()
    assert [box.input_value() for box in table.locator("[name$='-name']").all()] == ["甲", "丙"]
    names = [box.get_attribute("name") for box in table.locator("[name$='-name']").all()]
    assert names == ["biz.family_members-0-name", "biz.family_members-1-name"]


def test_what_is_typed_is_saved(gallery: Served, form: Page) -> None:
    with form.expect_response("**/draft"):
        form.fill('[name="premises.floors"]', "首层")
    expect(form.locator("#ow-draft")).to_have_attribute("data-state", "saved")
    saved = gallery.app.config["DRAFTS"][-1]
    assert saved["premises.floors"] == ["首层"]
    assert saved["action"] == ["draft"]
    assert not any(name.endswith("-file") for name in saved)


@pytest.mark.parametrize(("status", "said"), [(401, "登录已失效"), (409, "另一窗口"), (500, "尚未保存")])
def test_a_draft_that_cannot_be_saved_is_said(gallery: Served, form: Page, status: int, said: str) -> None:
    gallery.app.config["DRAFT_STATUS"] = status
    try:
        form.fill('[name="premises.floors"]', "二层")
        expect(form.locator("#ow-draft")).to_contain_text(said, timeout=8000)
        expect(form.locator("#ow-draft")).to_have_attribute("data-state", "unsaved")
    finally:
        gallery.app.config["DRAFT_STATUS"] = 204


def test_without_a_network_it_says_so_and_goes_on(gallery: Served, form: Page) -> None:
    form.context.set_offline(True)
    form.fill('[name="premises.floors"]', "三层")
    expect(form.locator("#ow-draft")).to_contain_text("网络中断", timeout=8000)
    form.context.set_offline(False)
    expect(form.locator("#ow-draft")).to_have_attribute("data-state", "saved", timeout=8000)
    assert gallery.app.config["DRAFTS"][-1]["premises.floors"] == ["三层"]


def test_two_presses_submit_once(gallery: Served, form: Page) -> None:
    form.evaluate(
        "() => { const button = document.querySelector('button[value=submit]'); button.click(); button.click(); }"
    )
    form.wait_for_url("**/submit")
    assert len(gallery.app.config["POSTS"]) == 1
    assert gallery.app.config["POSTS"][0]["action"] == ["submit"]


def test_keys(gallery: Served, form: Page) -> None:
    form.locator('[name="applicant.name"]').focus()
    form.keyboard.press("Enter")
    expect(form.locator('[name="applicant.id_number"]')).to_be_focused()
    form.keyboard.press("Alt+ArrowDown")
    expect(form.locator('[name="biz.name_proposed"]')).to_be_focused()
    form.keyboard.press("Alt+ArrowUp")
    expect(form.locator('[name="applicant.name"]')).to_be_focused()
    assert not gallery.app.config["POSTS"]
    form.keyboard.press("Control+Enter")
    form.wait_for_url("**/submit")
    assert gallery.app.config["POSTS"][0]["action"] == ["submit"]


def test_problems_lead_to_their_fields(gallery: Served, open_page: Open) -> None:
    page = open_page(1280, 800)
    page.goto(f"{gallery.url}/desk/form/problems")
    expect(page.locator("#ow-problems")).to_be_focused()
    page.get_by_role("link", name="租赁截止日期").click()
    expect(page.locator('[name="premises.lease_end"]')).to_be_focused()
    page.fill('[name="premises.lease_end"]', "2028-12-31")
    expect(page.locator(".ow-problem-touched")).to_have_count(1)
    expect(field(page, "premises.lease_end").locator(".ow-error-touched")).to_have_count(1)
    expect(page.locator(".ow-field-wrong .ow-error-touched")).to_have_count(0)
    expect(page.locator('.ow-rail-item[data-section="premises"]')).not_to_have_attribute("data-state", "wrong")


def test_without_a_script(gallery: Served, open_page: Open) -> None:
    gallery.app.config["POSTS"].clear()
    page = open_page(1280, 800, javascript=False)
    page.goto(f"{gallery.url}/desk/form")
    page.fill('[name="premises.floors"]', "首层")
    choose(page, "entrust.is_entrusted", "1")
    page.locator('label[for="i-m-layout_plan"]').click()
    page.get_by_role("button", name="更新表单").click()
    posted = gallery.app.config["POSTS"][0]
    assert posted["action"] == ["update"]
    assert posted["entrust.is_entrusted"] == ["1"]
    assert posted["material-layout_plan-received"] == ["1"]


def test_on_a_telephone_the_materials_are_folded(gallery: Served, open_page: Open) -> None:
    page = open_page(360, 740)
    page.goto(f"{gallery.url}/desk/form")
    expect(page.locator("#m-layout_plan")).to_be_hidden()
    page.locator("#ow-materials > summary").click()
    expect(page.locator("#m-layout_plan")).to_be_visible()
