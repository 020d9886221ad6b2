"""The way of a matter in the real application: from a ready start to a table that decides, with keys."""

from __future__ import annotations

import html
import io
import json
import re
from collections.abc import Callable

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect
from werkzeug.datastructures import FileStorage

from onewindow.domain import demo
from tests.flows import window
from tests.flows.choosing import choose
from tests.flows.test_workbench import ADMIN, OTHER, begun, fields
from tests.flows.town_hall import TownHall
from tests.flows.visitor import Answer, Fields, Visitor, said

Open = Callable[..., Page]
PASTE = """text => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""
COPIED = "年龄\t结果\r\n不满90岁\t镇办\r\n90岁以上\t县办\r\n"


@pytest.fixture
def admin(town_hall: TownHall) -> Visitor:
    """The administrator of the county."""
    return town_hall.visitor(ADMIN)


def press(who: Visitor, address: str, act: str, **more: str) -> Answer:
    """Press a button of a page as it stands; gives the page it leads to."""
    revision = str(fields(who.get(address))["revision"])
    return who.follow(who.post(address, {"revision": revision, "act": act, **more}))


def with_table(admin: Visitor) -> str:
    """The address of a new draft whose way and table were built through the pages."""
    address = begun(admin)
    press(admin, f"{address}/form", "place:applicant.age")
    press(admin, f"{address}/route", "start:village_town")
    table = press(admin, f"{address}/route", "add-table").path
    press(admin, table, "add-column", about="applicant.age")
    press(admin, table, "paste", **{"paste-at": "0-0", "pasted": COPIED})
    return address


def test_a_way_with_a_table_by_age_from_nothing(admin: Visitor) -> None:
    address = with_table(admin)
    table = admin.get(f"{address}/tables/table_1")
    assert [f'value="{cell}"' in table.text for cell in ("&lt;90", "&gt;=90", "镇办", "县办")] == [True] * 4
    rule = press(admin, f"{address}/route", "part:step_2")
    assert "什么情况下从「审批」走到「新环节」？" in said(rule)
    line = {"b:what": "group", "b:mode": "all", "b-0:what": "line", "b-0:subject": "table.table_1.out_1"}
    kept = admin.post(rule.path, {**line, "b-0:relation": "==", "b-0:value": "县办", "act": "keep"})
    page = admin.follow(kept)
    assert "决策表 1的结果 是 县办" in said(page)
    for age, row, lit in ((85, 1, False), (95, 2, True)):
        tried = admin.post(f"{address}/route/try", {"act": "try", "try:applicant.age": str(age)})
        assert f"适用第 {row} 行" in said(tried)
        assert ("因 决策表 1的结果=县办" in said(tried)) is lit
        new_step = re.search(r'<a href="[^"]*step=step_4[^"]*"[^>]*><g class="([^"]*)"', tried.text)
        assert new_step
        assert ("done" in new_step.group(1)) is lit
    refused = admin.post(f"{address}/route/try", {"act": "try", "try:applicant.age": "很老"})
    assert "「年龄" in said(refused)


def test_a_step_offers_the_posts_that_were_set_up(admin: Visitor) -> None:
    address = begun(admin)
    department = re.search(
        r'<select[^>]*name="department".*?<option value="([^"]+)"', admin.get("/workbench/posts").text, re.S
    )
    assert department
    post = {"name": "踏勘岗", "department": department.group(1), "duty": "现场踏勘", "scope": str(demo.COUNTY)}
    assert admin.post("/workbench/posts", post).status == 303
    press(admin, f"{address}/route", "start:village_town")
    assert '<option value="踏勘岗">' in admin.get(f"{address}/route?step=step_2").text


def test_findings_lead_to_the_row(admin: Visitor) -> None:
    address = with_table(admin)
    path = f"{address}/tables/table_1"
    gap = press(admin, path, "look", **{"r1-c0": "100以上"})
    assert "没有任何一行成立" in said(gap)
    assert f'href="{path}"' in gap.text  # the list at the side leads here
    both = press(admin, path, "look", **{"r1-c0": "80以上"})
    assert both.text.count('class="ow-grid-marked"') == 2
    wrong = press(admin, path, "look", **{"r1-c0": "很老的人"})
    assert "看不懂" in said(wrong)
    assert 'value="很老的人"' in wrong.text
    others = press(admin, path, "add-default")
    assert "其他情况" in said(others)
    assert "没有任何一行成立" not in said(press(admin, path, "look", **{"r1-c0": ">=90", "d-o0": "镇办"}))


def test_every_matter_of_the_county_stays_to_the_byte(admin: Visitor) -> None:
    keys = re.findall(r'name="source" value="([^"]+)"', admin.get("/workbench/").text)
    assert len(keys) > 20
    for key in keys:
        started = admin.post("/workbench/", {"source": key, "change": "1"})
        address = admin.follow(started).path.rsplit("/", 1)[0] + "/route"
        page = admin.get(address)
        step = re.search(r'name="act" value="pick:([^"]+)"', page.text)
        if step is not None:
            page = admin.get(f"{address}?step={step.group(1)}")
            assert "<svg" in page.text, key
        answer = admin.post(address, as_drawn(page))
        assert answer.status == 303
        assert fields(admin.follow(answer))["revision"] == fields(page)["revision"], key


def as_drawn(page: Answer) -> list[tuple[str, str]]:
    """What a browser posts for the properties of a step that nobody touched."""
    main = page.text.split('id="ow-wb-form"')[1].split('id="try"')[0]
    posted = [("revision", str(fields(page)["revision"])), ("step", page.hidden["step"]), ("act", "look")]
    posted += [("shown", name) for name in fields(page)["shown"]]
    posted += re.findall(r'<input class="form-control" id="[^"]+" name="([^"]+)" value="([^"]*)"', main)
    posted += re.findall(r'type="checkbox" id="[^"]+" name="([^"]+)" value="(1)" checked', main)
    posted += re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\n?([^<]*)</textarea>', main)
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', main, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options) or re.search(r'value="([^"]*)"', options)
        assert chosen
        posted.append((name, chosen.group(1)))
    return [(html.unescape(name), html.unescape(text)) for name, text in posted]


def test_two_at_one_step(admin: Visitor, town_hall: TownHall) -> None:
    started = town_hall.visitor(OTHER).post("/workbench/", {"source": "advanced_age_allowance", "change": "1"})
    address = admin.follow(started).path.rsplit("/", 1)[0] + "/route"
    other, at = town_hall.visitor(OTHER), "route/steps/town_review/action"
    revision = str(fields(admin.get(address))["revision"])
    page = {"revision": revision, "step": "town_review", "shown": at}
    assert admin.post(address, {**page, at: "复核"}).status == 303
    told = other.post(address, {**page, at: "会审"}, Accept="application/json")
    assert (told.status, len(json.loads(told.text)["clashes"])) == (409, 1)
    clash = other.post(address, {**page, at: "会审"})
    assert clash.status == 409
    settled = other.follow(choose(other, clash))
    assert "会审" in said(settled)
    assert "复核" not in said(settled).replace("复核人", "")


def test_what_a_script_gets_that_saves_by_itself(admin: Visitor) -> None:
    address = with_table(admin)
    at = "route/steps/step_1/limit"
    revision = str(fields(admin.get(f"{address}/route"))["revision"])
    page: Fields = {"revision": revision, "step": "step_1", "shown": at, at: ["三", "working_day"]}
    told = json.loads(admin.post(f"{address}/route", page, Accept="application/json").text)
    assert "应为整数" in told["faults"][at]
    table = f"{address}/tables/table_1"
    cells: Fields = {"revision": str(told["revision"]), "r0-c0": "很老"}
    wrong = json.loads(admin.post(table, cells, Accept="application/json").text)
    assert "看不懂" in wrong["faults"]["r0-c0"]
    assert "看不懂" in wrong["side"]
    assert admin.get(f"{table}/xlsx").status == 409
    shown = admin.post(f"{address}/route", {**page, "revision": str(wrong["revision"])})
    assert shown.status == 422
    assert "应为整数" in said(shown)


def test_out_to_excel_and_in_again(admin: Visitor) -> None:
    address = with_table(admin)
    table = f"{address}/tables/table_1"
    sent = admin.get(f"{table}/xlsx")
    assert sent.status == 200
    book = load_workbook(io.BytesIO(sent.body))
    sheet = book.worksheets[0]
    assert sheet["B7"].value == "<=89"

    def taken() -> Answer:
        stream = io.BytesIO()
        book.save(stream)
        stream.seek(0)
        return admin.post(f"{table}/xlsx", {"workbook": FileStorage(stream, "表.xlsx", "workbook")})

    sheet["C7"] = "村办"
    assert 'value="村办"' in admin.follow(taken()).text
    sheet["B8"] = "很老"
    wrong = taken()
    assert wrong.status == 422
    assert "B8" in said(wrong)
    assert 'value="很老"' not in wrong.text
    assert admin.post(f"{table}/xlsx", {"nothing": "x"}).status == 422
    assert admin.get(f"{address}/tables/none").status == 404


def test_steps_put_in_and_taken_out(admin: Visitor) -> None:
    address = begun(admin) + "/route"
    press(admin, address, "start:town_county")
    for act, wanted in (
        ("after-special:step_1", "公示"),
        ("after-external:step_1", "在外部系统办理"),
        ("before:step_1", "新环节"),
        ("beside:step_2", "会合"),
    ):
        assert wanted in said(press(admin, address, act)), act
    fork = press(admin, address, "pick:fork_7")
    assert "改为依次办理" in said(fork)
    assert "会合" not in said(press(admin, address, "drop:fork_7"))
    page = press(admin, address, "part:step_1", target="end")
    assert "/rule" in page.path
    back = press(admin, address, "later:step_1>0")
    assert "排在无条件去向之后" in said(back)
    assert "排在无条件去向之后" not in said(press(admin, address, "cut:step_1>1"))


def test_the_way_with_keys_alone(open_page: Open, town_hall: TownHall, admin: Visitor) -> None:
    address = begun(admin)
    press(admin, f"{address}/form", "place:applicant.age")
    page = window.signed_in(open_page(), town_hall, ADMIN)
    page.goto(f"{town_hall.url}{address}/route")
    page.get_by_role("button", name="村受理 → 镇审批").press("Enter")
    page.get_by_role("link", name=re.compile("^受理 村")).press("Enter")
    name = page.get_by_label("环节名称")
    expect(name).to_have_value("受理")
    name.focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("受理核实")
    page.get_by_role("button", name="在后面加一个环节").press("Enter")
    expect(name).to_have_value("新环节")
    expect(page.get_by_role("link", name=re.compile("^受理核实 村"))).to_have_count(1)
    page.get_by_role("button", name="添加决策表").press("Enter")
    page.wait_for_url("**/tables/table_1")
    page.get_by_label("按什么判断").select_option("applicant.age")
    page.get_by_role("button", name="添加为条件列").press("Enter")
    first = page.get_by_label(re.compile("^第 1 行，年龄"))
    first.focus()
    page.keyboard.type("不满90")
    page.keyboard.press("Tab")
    page.keyboard.type("镇办")
    page.keyboard.press("Enter")  # the last row: another one follows
    expect(page.locator("tr[data-row]")).to_have_count(2)
    expect(page.locator("[name='r0-c0']")).to_have_value("<90")
    expect(page.locator("#found")).to_contain_text("都成立")
    expect(page.locator(".ow-grid-marked")).to_have_count(2)
    page.locator("[name='r1-c0']").focus()
    page.keyboard.type("90以上")
    page.keyboard.press("Tab")
    page.keyboard.type("县办")
    expect(page.locator("#found")).to_contain_text("每种情况都有对应的行")  # saved and checked while one types
    expect(page.locator("[name='r1-o0']")).to_be_focused()
    expect(page.locator(".ow-grid-marked")).to_have_count(0)
    page.locator("[name='r0-c0']").focus()
    page.evaluate(
        PASTE,
        "60岁以下\t村办\n60-89\t镇办\n90以上\t县办",
    )
    expect(page.locator("tr[data-row]")).to_have_count(3)
    expect(page.locator("#found")).to_contain_text("第 1 行和第 2 行都成立")
