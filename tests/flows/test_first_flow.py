"""The first flow, in a browser: one form, two cases, papers in two actions, an officer, a citizen's look."""

from __future__ import annotations

import dataclasses
import pathlib
import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import keep_picture, pages_of
from tests.flows import window
from tests.flows.applications import SHOP
from tests.flows.reading import accepted_on, due_after, in_words, pictures, square_code, words
from tests.flows.town_hall import TownHall

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
FOOD, SIGN = "食品经营许可证核发(新办)", "户外招牌设施设置规范指引与备案"
LIMITS = {FOOD: 8, SIGN: 3}
SHOP_NAME = str(SHOP.answers["org.name"])
PERSONAL = ("441322198503071235", "13800138000", "博惠路18号", "李䶮")
WRONG = {"org.name": SHOP_NAME, "org.uscc": "92441322MA4WXCKM2X", "org.phone": "138", "entrust.is_entrusted": "1"}


@dataclasses.dataclass(frozen=True)
class Story:
    """What a clerk met on the way, with the page that says it is accepted still open."""

    page: Page
    first: dict[str, str]
    cases: dict[str, tuple[str, str]]
    receipt: bytes
    notice: bytes
    notices: list[str]


@pytest.fixture(scope="module")
def story(browser: Browser, town_hall: TownHall) -> Iterator[Story]:
    """A clerk signs in, chooses the theme, fills in, is told every problem, puts them right, and prints."""
    with pages_of(browser) as open_page:
        page = open_page(1440, 900)
        window.sign_in(page, town_hall, "luoyang.window")
        window.choose_theme(page, "开办餐饮店")
        window.answer_guide(page, SHOP.guide)
        window.fill(page, WRONG)
        window.hand_in(page, SHOP.materials[:1])
        window.submit(page)
        first = window.problems(page)
        keep_picture(page, "flow-problems")
        expect(page.locator('[name="org.name"]')).to_have_value(SHOP_NAME)
        expect(page.locator("#i-m-food_application_form")).to_be_checked()
        window.fill(page, SHOP.answers)
        window.hand_in(page, SHOP.materials[1:])
        keep_picture(page, "flow-form")
        window.submit(page)
        cases = window.accepted_cases(page)
        keep_picture(page, "flow-submitted")
        (receipt,), notices = window.papers_of(page, "^打印受理回执"), window.papers_of(page, "^受理通知书")
        yield Story(page, first, cases, window.fetch(page, receipt), window.fetch(page, notices[0]), notices)


@pytest.fixture
def form(town_hall: TownHall, open_page: Open) -> Page:
    """The merged form of somebody who has a licence and hangs a sign, nothing filled in yet."""
    page = window.signed_in(open_page(1440, 900), town_hall, "luoyang.window")
    page.goto(f"{town_hall.url}/desk/")
    expect(page.get_by_role("banner")).to_contain_text("博罗县罗阳街道")
    expect(page.get_by_role("banner")).to_contain_text("演示")
    window.choose_theme(page, "开办餐饮店")
    window.answer_guide(page, SHOP.guide)
    return page


def test_the_guide_decides_the_matters(town_hall: TownHall, open_page: Open) -> None:
    page = window.signed_in(open_page(1440, 900), town_hall, "luoyang.window")
    page.goto(f"{town_hall.url}/desk/themes/open_restaurant")
    count, drainage = page.locator("#ow-summary-count"), page.locator('[data-member="drainage_permit"]')
    expect(drainage).to_contain_text("视回答而定")
    for name, value in SHOP.guide.items():
        page.locator(f'[id="i-{name}-{value}"]').check()
    expect(count).to_have_text("2 个事项")
    page.locator('[id="i-guide.drain_to_network-1"]').check()
    expect(count).to_have_text("3 个事项")
    page.get_by_role("button", name="开始填表").click()
    expect(page.locator(".ow-member")).to_have_text([re.compile("食品"), re.compile("招牌"), re.compile("排水")])


def test_each_field_is_asked_once(form: Page) -> None:
    asked = [(box.get_attribute("id") or "").removeprefix("f-") for box in form.locator(".ow-section .ow-field").all()]
    assert len(asked) == len(set(asked)) == 31
    assert not [name for name in asked if name in SHOP.guide]
    expect(form.locator(".ow-saved")).to_contain_text(re.compile(r"省去\s*\d+ 项填写"))


def test_fields_and_materials_follow_the_answers(form: Page) -> None:
    mandate = form.locator("#m-power_of_attorney")
    expect(window.field(form, "entrust.agent_name")).to_be_hidden()
    expect(mandate).to_be_hidden()
    window.give(form, "entrust.is_entrusted", "1")
    expect(window.field(form, "entrust.agent_name")).to_be_visible()
    expect(mandate).to_be_visible()
    expect(mandate).to_contain_text("委托")
    window.give(form, "entrust.is_entrusted", "0")
    expect(mandate).to_be_hidden()
    window.fill(form, {"ad.width_m": "4", "ad.height_m": "1.5"})
    expect(window.field(form, "ad.area_m2").locator("output")).to_have_text(re.compile(r"^6(\.0+)?$"))


def test_every_problem_is_said_at_once(story: Story) -> None:
    wrong = {"f-org.uscc", "f-org.phone", "f-premises.division", "f-entrust.agent_name", "f-commit.truthful"}
    assert {*wrong, "m-business_licence", "m-power_of_attorney"} < set(story.first)
    assert not {"f-org.name", "f-entrust.is_entrusted", "m-food_application_form"} & set(story.first)
    assert FOOD in story.first["f-org.uscc"]
    assert SIGN in story.first["f-org.uscc"]


def test_a_problem_leads_to_its_field(form: Page) -> None:
    window.submit(form)
    expect(form.locator("#ow-problems")).to_be_focused()
    form.locator("#ow-problems").get_by_role("link", name="经营场所详细地址").click()
    expect(form.locator('[name="premises.address"]')).to_be_focused()


def test_one_case_for_each_matter(story: Story) -> None:
    assert set(story.cases) == set(LIMITS)
    assert all(number.startswith("441322001") for number, _ in story.cases.values())
    assert len(set(story.cases.values())) == 2
    expect(story.page.get_by_role("main")).to_contain_text("容缺待补的材料")
    expect(story.page.get_by_role("main")).to_contain_text("食品安全自查")


def test_the_receipt_is_one_key_away_and_says_everything(story: Story, tmp_path: pathlib.Path) -> None:
    expect(story.page.get_by_role("link", name="打印受理回执")).to_be_focused()
    text = words(story.receipt)
    for matter, (number, code) in story.cases.items():
        due = in_words(due_after(accepted_on(number), LIMITS[matter]))
        assert all(part in text for part in (matter, number, code, due)), matter
    handed = ("食品经营许可申请书", "营业执照", "招牌设置信息表", "实景效果图", "主要设备设施布局")
    for part in (*handed, SHOP_NAME, "罗阳街道便民服务中心", "演", "示", "窗口领取", "食品安全自查"):
        assert part in text, part
    assert not [one for one in PERSONAL if one in text]
    (picture,) = pictures(story.receipt, tmp_path)
    check_code(square_code(picture), *story.cases[FOOD])


def test_the_acceptance_notice_is_one_click_away(story: Story, tmp_path: pathlib.Path) -> None:
    number, code = story.cases[FOOD]
    text, due = words(story.notice), in_words(due_after(accepted_on(number), LIMITS[FOOD]))
    for part in ("受理通知书", FOOD, number, code, SHOP_NAME, f"本机关将于{due}前办结", "行政许可法", "演", "示"):
        assert part in text, part
    assert SIGN not in text
    check_code(square_code(pictures(story.notice, tmp_path)[0]), number, code)
    assert len(story.notices) == 1
    assert len(window.papers_of(story.page, "^受理回执")) == 2


def test_paper_opens_in_the_viewer_and_has_the_same_bytes_again(story: Story) -> None:
    answer = story.page.context.request.get(story.page.url.partition("/desk")[0] + story.notices[0])
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"].startswith("inline")
    assert answer.body() == story.notice


def check_code(said: str, number: str, query_code: str) -> None:
    """A QR code holds the address and a code that was made here; nothing else."""
    asked = urlsplit(said)
    assert asked.query == ""
    assert re.fullmatch(r"/v/[2-9A-Z]{16}", asked.path)
    assert not [one for one in (number, query_code) if one in said]
    assert not [one for one in (*PERSONAL, SHOP_NAME) if one in said]


def test_the_paper_proves_itself_and_leads_to_the_progress(
    story: Story, town_hall: TownHall, open_page: Open, tmp_path: pathlib.Path
) -> None:
    said = square_code(pictures(story.receipt, tmp_path)[0]).removeprefix(town_hall.settings.base_url)
    citizen = open_page(390, 844)
    citizen.goto(town_hall.url + said[:-2] + ("22" if said[-2:] != "22" else "33"))
    expect(citizen.get_by_role("alert").filter(has_text="没有编号与核验码都相符的文书")).to_be_visible()
    citizen.goto(town_hall.url + said)
    expect(citizen.get_by_text("本文书由本系统出具，现行有效")).to_be_visible()
    expect(citizen.get_by_role("main")).to_contain_text("博罗****饮店")
    check_public(citizen)
    citizen.get_by_role("main").locator('a[href*="/progress?"]').click()
    expect(citizen.get_by_label("办件编号")).to_have_value(story.cases[FOOD][0])
    look_up(citizen, story.cases[FOOD][1].lower())
    expect(citizen.get_by_role("heading", level=1)).to_have_text(FOOD)
    check_public(citizen)


def look_up(citizen: Page, code: str) -> None:
    """Type the query code and ask."""
    citizen.get_by_label("查询码").fill(code)
    citizen.get_by_role("button", name="查询").click()


def check_public(citizen: Page) -> None:
    """A progress page knows the applicant by a masked name only."""
    text = citizen.content()
    assert "博罗****饮店" in text
    assert not [one for one in (*PERSONAL, SHOP_NAME, "92441322MA4WXCKM2N", "王强") if one in text]


def test_an_officer_sees_his_case_and_decides_and_the_citizen_sees_it(
    story: Story, town_hall: TownHall, open_page: Open
) -> None:
    number, code = story.cases[FOOD]
    officer = window.signed_in(open_page(1440, 900), town_hall, "market.officer")
    officer.goto(f"{town_hall.url}/tasks/")
    main = officer.get_by_role("main")
    expect(main).to_contain_text(number)
    expect(main).not_to_contain_text(story.cases[SIGN][0])
    main.get_by_role("row").filter(has_text=number).get_by_role("link").first.click()
    for his in (SHOP_NAME, "就餐座位数", "食品经营许可申请书"):
        expect(main).to_contain_text(his)
    for only_of_the_sign in ("设置位置", "店门上方", "画面/招牌文字内容", "实景效果图", "招牌设置信息表"):
        expect(main).not_to_contain_text(only_of_the_sign)
    keep_picture(officer, "flow-task")
    officer.get_by_text("同意", exact=True).click()
    officer.get_by_label("办理意见").fill("材料齐全，符合规定")
    officer.get_by_role("button", name="确定并提交").click()
    expect(officer.get_by_role("status").filter(has_text=number)).to_be_visible()
    citizen = open_page(390, 844)
    citizen.goto(f"{town_hall.url}/progress?number={number}")
    look_up(citizen, code)
    expect(citizen.locator(".ow-way-step[data-state=done]")).to_have_count(2)
    expect(citizen.get_by_role("main")).not_to_contain_text(re.compile("刘建国|材料齐全"))
    check_public(citizen)
    keep_picture(citizen, "flow-progress")
