"""One form, looked at in several ways: as a page, in steps, like the paper, large; divisions from the top down."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.flows import window
from tests.flows.applications import FROM_ZERO, SHOP, begin
from tests.flows.town_hall import TownHall
from tests.onewindow.web_style.test_gallery import grave

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
WAYS = ("page", "steps", "table")


def opened(page: Page, hall: TownHall, way: str = "page", who: str = "luoyang.window") -> Page:
    """A form that has just begun, looked at in this way."""
    window.signed_in(page, hall, who)
    page.goto(hall.url + begin(hall.visitor(who), FROM_ZERO))
    if way != "page":
        press(page, f"way:{way}")
    return page


def press(page: Page, action: str) -> None:
    """Press one of the buttons that only look at the form otherwise."""
    with page.expect_navigation():
        page.locator(f'button[value="{action}"]').first.click()


def here(page: Page) -> str:
    """The title of the one section that is shown."""
    (title,) = [one.inner_text() for one in page.locator(".ow-section-title").all() if one.is_visible()]
    return title


def test_steps_go_on_and_back_and_the_last_submits(town_hall: TownHall, open_page: Open) -> None:
    page = opened(open_page(1280, 800), town_hall, "steps")
    first = here(page)
    expect(page.locator("#ow-step")).to_contain_text(re.compile("第 1 步，共 1[01] 步"))
    expect(page.get_by_role("button", name="上一步")).to_be_hidden()
    expect(page.get_by_role("button", name="提交受理")).to_be_hidden()
    page.get_by_role("button", name="下一步").click()
    assert here(page) != first
    expect(page.locator(".ow-section[data-here] .ow-section-title")).to_be_focused()
    page.get_by_role("button", name="上一步").click()
    assert here(page) == first
    page.locator(".ow-rail-item:not([hidden]) button").last.click()
    assert here(page) == "申请人承诺"
    expect(page.get_by_role("button", name="下一步")).to_be_hidden()
    expect(page.get_by_role("button", name="提交受理")).to_be_visible()


def test_problems_lead_to_their_step(town_hall: TownHall, open_page: Open) -> None:
    page = opened(open_page(1280, 800), town_hall, "steps")
    page.locator(".ow-rail-item:not([hidden]) button").last.click()
    window.submit(page)
    assert here(page) == "申请人信息"
    page.locator('#ow-problems a[href$="#f-premises.address"]').click()
    assert here(page) == "经营场所"
    expect(page.locator('[name="premises.address"]')).to_be_focused()


def test_the_answers_are_the_same_in_every_way(town_hall: TownHall, open_page: Open) -> None:
    page = opened(open_page(1280, 800), town_hall)
    page.fill('[name="applicant.name"]', "欧阳䶮")
    for way in ("steps", "table", "page"):
        press(page, f"way:{way}")
        expect(page.locator("#ow-form-page")).to_have_attribute("data-way", way)
        expect(page.locator('[name="applicant.name"]')).to_have_value("欧阳䶮")
    press(page, "size:large")
    expect(page.locator("html")).to_have_attribute("data-density", "kiosk")
    other = begin(town_hall.visitor("luoyang.window"), SHOP)
    page.goto(town_hall.url + other)
    expect(page.locator("html")).to_have_attribute("data-density", "kiosk")


def test_steps_without_a_script(town_hall: TownHall, open_page: Open) -> None:
    page = opened(open_page(1280, 800, javascript=False), town_hall, "steps")
    page.fill('[name="applicant.name"]', "欧阳䶮")
    page.get_by_role("button", name="下一步").click()
    assert here(page) == "单位信息"
    page.get_by_role("button", name="上一步").click()
    expect(page.locator('[name="applicant.name"]')).to_have_value("欧阳䶮")
    page.locator(".ow-rail-item:not([hidden]) button").last.click()
    window.submit(page)
    assert here(page) == "申请人信息"
    page.locator('#ow-problems a[href$="#f-premises.address"]').click()
    assert here(page) == "经营场所"
    expect(page.locator("#ow-problems")).to_be_visible()
    expect(page.locator('[id="e-premises.address"]')).to_be_visible()


def test_enter_without_a_script_only_looks_again(town_hall: TownHall, open_page: Open) -> None:
    page = opened(open_page(1280, 800, javascript=False), town_hall)
    page.fill('[name="applicant.name"]', "欧阳䶮")
    page.press('[name="applicant.name"]', "Enter")
    expect(page.locator("#ow-problems")).to_be_hidden()
    expect(page.locator('[name="applicant.name"]')).to_have_value("欧阳䶮")


def choices(page: Page) -> Locator:
    """What the search field of divisions offers now."""
    return page.locator(".ow-places [role=option]")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("state", ["begun", "wrong"])
def test_nothing_keeps_anybody_out(town_hall: TownHall, open_page: Open, way: str, state: str) -> None:
    page = opened(open_page(1280, 800), town_hall, way)
    if state == "wrong":
        page.keyboard.press("Control+Enter")
        expect(page.locator("#ow-problems")).to_be_visible()
    assert not grave(page), grave(page)
    for width, height in ((360, 740), (1280, 800)):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    press(page, "size:large")
    page.set_viewport_size({"width": 1080, "height": 1920})
    assert page.evaluate("document.documentElement.scrollWidth") <= 1080
    sizes = page.locator("button.btn:visible, .ow-section input.form-control:visible")
    assert min((one.bounding_box() or {"height": 0})["height"] for one in sizes.all()) >= 44
    assert not grave(page), grave(page)


def test_a_division_from_the_top_down(town_hall: TownHall, open_page: Open) -> None:
    page = opened(open_page(1280, 800), town_hall, who="county.window")
    box = page.get_by_role("combobox", name="经营场所所在区划")
    assert page.locator('[name="premises.division"] option').count() < 5
    box.click()
    choices(page).filter(has_text="罗阳街道").click()
    choices(page).filter(has_text="东区社区").click()
    expect(box).to_have_value(re.compile("^博罗县罗阳街道东区社区"))
    value = page.locator('[name="premises.division"]').input_value()
    assert value.startswith("441322001")
    with page.expect_response("**/apply/*"):
        page.fill('[name="applicant.name"]', "欧阳䶮")
    page.reload()
    expect(box).to_have_value(re.compile("^博罗县罗阳街道东区社区"))


def test_a_division_by_initials_and_keys(town_hall: TownHall, open_page: Open) -> None:
    page = opened(open_page(1280, 800), town_hall, who="county.window")
    box = page.get_by_role("combobox", name="经营场所所在区划")
    box.fill("sbz")
    box.press("Enter")
    expect(choices(page).nth(1)).to_have_attribute("aria-selected", "true")
    box.press("Enter")
    expect(box).to_have_value(re.compile("^博罗县石坝镇"))
    box.fill("没有这个地方")
    expect(page.locator(".ow-combo-none")).to_be_visible()
    box.press("Escape")
    expect(box).to_have_value(re.compile("^博罗县石坝镇"))


def test_a_division_without_a_script(town_hall: TownHall, open_page: Open) -> None:
    page = opened(open_page(1280, 800, javascript=False), town_hall, who="county.window")
    town, village = page.locator('[name="premises.division-town"]'), page.locator('[name="premises.division"]')
    town.select_option(label="罗阳街道")
    page.get_by_role("button", name="显示下一级").click()
    village.select_option("441322001001")
    page.get_by_role("button", name="更新表单").click()
    expect(page.locator(".ow-chosen")).to_have_text(re.compile("^博罗县罗阳街道"))
    town.select_option(label="石坝镇")
    page.get_by_role("button", name="更新表单").click()
    expect(village).to_have_value("")
    assert village.locator("option").nth(1).get_attribute("value", timeout=1000) != "441322001001"


def test_divisions_are_asked_for_in_small_pieces(town_hall: TownHall) -> None:
    clerk = town_hall.visitor("luoyang.window")
    towns = clerk.get("/desk/divisions?level=village&within=441322")
    assert towns.status == 200
    assert '"name":"罗阳街道"' in towns.text
    assert len(towns.body) < 8_000
    assert clerk.get("/desk/divisions?level=village&within=441322&under=110101").text.strip() == "[]"
    found = clerk.get("/desk/divisions?level=village&within=441322002&q=lyjd").text
    assert found.strip() == "[]", "only what stands in the unit is found"
    far, long = "level=village&within=110101", f"level=town&within=441322&q={'x' * 51}"
    for wrong in ("level=x&within=441322", far, "level=village", long):
        assert clerk.get(f"/desk/divisions?{wrong}").status == 400, wrong
