"""The back office in a browser: axe finds nothing serious, nothing scrolls sideways, work gets done."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from onewindow.domain import demo
from tests.browser import Served, keep_picture
from tests.onewindow.admin.people import COUNTY_ADMIN
from tests.onewindow.web_style.test_gallery import grave

pytestmark = pytest.mark.browser
DESK = 1440
WIDTHS = (360, DESK)
ON_TELEPHONES = ("departments", "person-new", "person")
PAGES = {
    "home": "/admin/",
    "units": "/admin/tenants/",
    "units-none": "/admin/tenants/?search=没有这样的单位",
    "departments": "/admin/departments/",
    "department-new": "/admin/departments/new/",
    "people": "/admin/people/",
    "person-new": "/admin/people/new/",
    "signing-in": "/admin/signing-in/",
    "signing-in-roles": "/admin/signing-in/roles/",
    "provider-new": "/admin/signing-in/provider/",
    "days": "/admin/days/",
    "day-new": "/admin/days/new/",
    "years": "/admin/years/",
    "year-new": "/admin/years/new/",
    "publications": "/admin/publications/",
    "posts": "/workbench/posts",
    "stages": "/workbench/stages",
    "stage": "/workbench/stage?unit=441322001",
    "reform": f"/workbench/reform?old={demo.LUOYANG}",
    "numbering": "/workbench/numbering",
    "emblem": "/workbench/emblem",
    "certificates": "/workbench/certificates",
    "our-unit": "/workbench/unit",
}


def sign_in(page: Page, served: Served, username: str = COUNTY_ADMIN) -> None:
    """Sign in as people do."""
    page.goto(f"{served.url}/sign-in")
    page.fill("#username", username)
    page.fill("#password", demo.PASSWORD)
    page.click("main button[type=submit]")


def sound(page: Page, name: str) -> None:
    """Nothing that scrolls sideways at the desk and on a telephone; nothing serious for axe."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        keep_picture(page, f"admin-{name}-{width}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} scrolls sideways at {width}"
        if width == DESK or name in ON_TELEPHONES:
            assert not grave(page), f"{name} at {width}: {grave(page)}"
    page.set_viewport_size({"width": DESK, "height": 900})


def test_every_page_is_sound(served: Served, open_page: Callable[..., Page]) -> None:
    page = open_page()
    sign_in(page, served)
    expect(page).to_have_url(f"{served.url}/admin/")
    for name, path in PAGES.items():
        assert page.goto(served.url + path).ok, name
        sound(page, name)


def test_a_department_is_added_refused_changed_and_closed(served: Served, open_page: Callable[..., Page]) -> None:
    page = open_page()
    sign_in(page, served)
    page.get_by_role("navigation", name="系统管理").get_by_role("link", name="部门").click()
    page.get_by_role("link", name="新增部门").click()
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("alert")).to_contain_text("名称 还没有填写")
    sound(page, "department-problems")
    page.get_by_role("combobox", name="设立单位").fill("罗阳")
    page.get_by_role("option", name="罗阳街道 罗阳街道").click()
    page.get_by_label("名称").fill("镇农业农村办公室")
    page.get_by_label("层级").select_option("town")
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".ow-notice-done")).to_contain_text("已保存：镇农业农村办公室")
    page.goto(f"{served.url}/admin/departments/?search=镇农业农村办公室")
    expect(page.locator("tbody tr")).to_contain_text("罗阳街道")
    page.get_by_role("link", name="修改").click()
    expect(page.locator("h1")).to_have_text("修改：镇农业农村办公室")
    sound(page, "department-edit")
    page.get_by_label("电话").fill("0752-6200001")
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".ow-notice-done")).to_contain_text("已保存：镇农业农村办公室")
    page.goto(f"{served.url}/admin/departments/?search=镇农业农村办公室")
    page.get_by_role("link", name="停用 镇农业农村办公室").click()
    expect(page.locator("h1")).to_have_text("停用：镇农业农村办公室")
    sound(page, "department-close")
    page.get_by_role("button", name="停用").click()
    expect(page.locator(".ow-notice-done")).to_contain_text("已停用：镇农业农村办公室")


def test_a_person_is_taken_on_and_signs_in(served: Served, open_page: Callable[..., Page]) -> None:
    page = open_page()
    sign_in(page, served)
    page.goto(f"{served.url}/admin/people/new/")
    page.get_by_label("姓名").fill("老㛃")
    page.get_by_label("用户名").fill("luoyang.new")
    page.get_by_text("窗口人员", exact=True).click()
    page.get_by_role("searchbox", name="在列表中查找").fill("综合窗口")
    page.get_by_text("综合窗口", exact=True).click()
    page.get_by_label("岗位").fill("县综合窗口")
    page.get_by_role("button", name="保存").click()
    password = page.locator(".ow-office-password").inner_text()
    sound(page, "password")
    page.get_by_role("link", name="已交给本人，继续").click()
    expect(page.locator("h1")).to_have_text("老㛃")
    sound(page, "person")
    page.get_by_role("link", name="增加角色").first.click()
    expect(page.locator("h1")).to_have_text("增加角色：老㛃")
    sound(page, "person-grant")
    stranger = open_page()
    stranger.goto(f"{served.url}/sign-in")
    stranger.fill("#username", "luoyang.new")
    stranger.fill("#password", password)
    stranger.click("main button[type=submit]")
    expect(stranger).to_have_url(f"{served.url}/password")
    sound(stranger, "own-password")
    for field, text in (("old", password), ("new", "only-mine-2026"), ("again", "only-mine-2026")):
        stranger.fill(f"#i-{field}", text)
    stranger.click("main button[type=submit]")
    expect(stranger).to_have_url(f"{served.url}/desk/")
    expect(stranger.get_by_role("link", name="系统管理")).to_have_count(0)


def test_a_day_is_added_and_deleted_without_scripts(served: Served, open_page: Callable[..., Page]) -> None:
    page = open_page(javascript=False)
    sign_in(page, served)
    page.goto(f"{served.url}/admin/days/new/")
    page.get_by_label("日期").fill("2027-02-20")
    page.get_by_text("工作日", exact=True).click()
    page.get_by_label("说明").fill("元宵调休上班")
    page.get_by_label("依据文件").fill("博府办〔2026〕12号")
    page.get_by_role("button", name="保存").click()
    row = page.locator("tbody tr", has_text="元宵调休上班")
    expect(row).to_contain_text("本县")
    row.get_by_role("link", name="删除").click()
    page.get_by_role("button", name="删除").click()
    expect(page.locator("tbody tr", has_text="元宵调休上班")).to_have_count(0)
