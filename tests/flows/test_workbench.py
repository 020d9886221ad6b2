"""The workbench in the real application: saved as one types, two at one draft, undone, nothing lost, nobody else in."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from werkzeug.datastructures import FileStorage

from onewindow.domain.workbench.matter_tabs import PLAIN
from tests.flows import window
from tests.flows.choosing import choose
from tests.flows.town_hall import TownHall
from tests.flows.visitor import Answer, Visitor, said

Open = Callable[..., Page]
ADMIN, OTHER = "boluo.admin", "civil.editor"


@pytest.fixture(scope="module")
def town_hall(own_hall: TownHall) -> TownHall:
    """A site of this module's own: drafts and versions stay in it."""
    return own_hall


@pytest.fixture
def admin(town_hall: TownHall) -> Visitor:
    """The administrator of the county."""
    return town_hall.visitor(ADMIN)


def begun(admin: Visitor, **post: str) -> str:
    """The address of a new draft."""
    answer = admin.post("/workbench/", {"name": "养犬登记", **post})
    assert answer.status == 303, said(answer)
    return admin.follow(answer).path.rsplit("/", 1)[0]


def fields(answer: Answer) -> dict[str, str | list[str]]:
    """What a browser would post for the page, as it stands."""
    page: dict[str, str | list[str]] = {
        "shown": re.findall(r'name="shown" value="([^"]+)"', answer.text),
        "revision": re.search(r'name="revision" value="(\d+)"', answer.text).group(1),  # type: ignore[union-attr]
    }
    return page


def save(who: Visitor, address: str, base: Answer, **changed: str) -> Answer:
    """Post one change on top of a page."""
    revision = str(fields(base)["revision"])
    names = {name.replace("__", "/"): text for name, text in changed.items()}
    page: dict[str, str | list[str] | FileStorage] = {"revision": revision, "shown": list(names), **names}
    return who.post(address, page)


def value(answer: Answer, name: str) -> str:
    """What a text control of the page holds."""
    found = re.search(rf'name="{re.escape(name)}" value="([^"]*)"', answer.text)
    assert found, name
    return found.group(1)


def test_a_new_matter_says_what_is_missing(admin: Visitor) -> None:
    page = admin.get(begun(admin) + "/basics")
    assert "「法律法规和文件」还没有填写。" in said(page)
    assert value(page, "name") == "养犬登记"
    nameless = admin.post("/workbench/", {"name": " "})
    assert nameless.status == 422
    assert "请填写事项名称" in said(nameless)


def test_every_matter_of_the_county_opens_and_saves_unchanged(admin: Visitor) -> None:
    keys = re.findall(r'name="source" value="([^"]+)"', admin.get("/workbench/").text)
    assert len(keys) > 20
    for key in keys:
        answer = admin.post("/workbench/", {"source": key, "change": "1"})
        address = admin.follow(answer).path.rsplit("/", 1)[0]
        for tab in PLAIN:
            page = admin.get(f"{address}/{tab}")
            assert page.status == 200
            again = admin.post(f"{address}/{tab}", {"revision": fields(page)["revision"], "shown": []})
            assert again.status == 303
            assert fields(admin.follow(again))["revision"] == "1", key  # the digest is the same: no new revision


def test_two_at_one_draft(admin: Visitor, town_hall: TownHall) -> None:
    started = town_hall.visitor(OTHER).post("/workbench/", {"source": "advanced_age_allowance", "change": "1"})
    address = admin.follow(started).path.rsplit("/", 1)[0] + "/basics"
    other = town_hall.visitor(OTHER)
    mine, theirs = admin.get(address), other.get(address)
    assert save(admin, address, mine, daily_name="长者津贴").status == 303
    apart = save(other, address, theirs, on_site_visits__note="上门")
    together = other.follow(apart)
    assert "合在一起" in said(together)
    assert value(together, "daily_name") == "长者津贴"
    assert value(together, "on_site_visits/note") == "上门"
    clash = save(other, address, theirs, daily_name="老人津贴")
    assert clash.status == 409
    assert "长者津贴" in said(clash)
    assert "老人津贴" in said(clash)
    assert value(admin.get(address), "daily_name") == "长者津贴"  # nothing was overwritten
    settled = choose(other, clash)
    assert value(other.follow(settled), "daily_name") == "老人津贴"


def test_undo_and_redo(admin: Visitor) -> None:
    address = begun(admin)
    page = admin.get(address + "/basics")
    for word in ("一", "二", "三"):
        page = admin.follow(save(admin, address + "/basics", page, daily_name=word))
    for button, wanted in (("back", "二"), ("back", "一"), ("forth", "二")):
        to = re.findall(r'name="to" value="(\d*)"', page.text)[0 if button == "back" else 1]
        page = admin.follow(admin.post(address + "/step", {"to": to, "tab": "basics"}))
        assert value(page, "daily_name") == wanted
    history = admin.get(address + "/history")
    assert history.text.count("<tr>") == 8  # the head, four states as typed, three as stepped to
    first = admin.follow(admin.post(address + "/step", {"to": "1", "tab": "basics"}))
    assert value(first, "daily_name") == ""


def test_a_condition_is_set_in_sentences(admin: Visitor) -> None:
    started = admin.post("/workbench/", {"source": "food_business_permit", "name": "小吃许可"})
    address = admin.follow(started).path.rsplit("/", 1)[0]
    material = re.search(r'id="f-(form/materials/[^/"]+)"', admin.get(address + "/materials").text)
    assert material
    rule = f"{address}/rule?at={material.group(1)}/needed"
    line = {
        "b:what": "group",
        "b:mode": "all",
        "b-0:what": "line",
        "b-0:subject": "premises.seat_count",
        "b-0:relation": ">",
    }
    short = admin.post(rule, {**line, "act": "keep"})
    assert short.status == 422
    assert "请填写要比较的值。" in said(short)
    tried = admin.post(rule, {**line, "b-0:value": "300", "act": "try", "try:premises.seat_count": "301"})
    assert "成立。" in said(tried)
    kept = admin.follow(admin.post(rule, {**line, "b-0:value": "300", "act": "keep"}))
    assert "大于 300" in said(kept)
    again = admin.get(rule)
    assert 'value="300"' in again.text
    gone = admin.follow(admin.post(rule, {"act": "clear"}))
    assert "大于 300" not in said(gone)
    assert admin.get(f"{address}/rule?at=key").status == 404
    assert admin.get(f"{address}/rule?at=form/materials/none/needed").status == 404


def test_nobody_else_gets_in(town_hall: TownHall, admin: Visitor) -> None:
    address = begun(admin)
    for who in ("luoyang.window", "market.officer", "boluo.supervisor"):
        visitor = town_hall.visitor(who)
        assert visitor.get("/workbench/").status == 403
        assert save(visitor, address + "/basics", admin.get(address + "/basics"), daily_name="x").status == 403
    assert town_hall.visitor(OTHER).get("/workbench/").status == 200


def test_saved_as_one_types_and_survives_the_browser(open_page: Open, town_hall: TownHall, admin: Visitor) -> None:
    address = begun(admin)
    page = window.signed_in(open_page(), town_hall, ADMIN)
    page.goto(f"{town_hall.url}{address}/basics")
    page.get_by_label("日常用语").fill("狗证")
    expect(page.locator("#ow-saved")).to_contain_text("已保存")
    assert value(admin.get(address + "/basics"), "daily_name") == "狗证"
    page.get_by_label("法律法规和文件").fill("广东省动物防疫条例")
    expect(page.locator("#ow-wb-side")).not_to_contain_text("法律法规和文件")
    page.locator("#ow-wb-tabs").get_by_role("link", name="材料").click()
    page.get_by_role("button", name="添加材料").click()
    expect(page.locator("details[open] input[name$='/name']")).to_be_focused()
    page.keyboard.type("养犬人身份证")
    expect(page.locator("#ow-saved")).to_contain_text("已保存")
    page.get_by_role("button", name="撤销").click()
    expect(page.locator("input[name$='/name']")).to_have_value("")
    page.get_by_role("button", name="重做").click()
    expect(page.locator("input[name$='/name']")).to_have_value("养犬人身份证")


def test_a_condition_with_keys_alone(open_page: Open, town_hall: TownHall, admin: Visitor) -> None:
    started = admin.post("/workbench/", {"source": "advanced_age_allowance", "name": "津贴"})
    address = admin.follow(started).path.rsplit("/", 1)[0]
    page = window.signed_in(open_page(), town_hall, ADMIN)
    page.goto(f"{town_hall.url}{address}/rule?at=checks/checks_1/if")
    page.get_by_label("值", exact=True).focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("90")
    button = page.get_by_role("button", name="条件", exact=True)
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("哪一项")).to_have_count(2)
    expect(page.get_by_label("值", exact=True)).to_have_value("90")
    page.get_by_label("哪一项").nth(1).focus()
    page.keyboard.type("领取")
    page.get_by_label("哪一项").nth(1).select_option("delivery.method")
    page.get_by_label("怎样比较").nth(1).select_option("==")
    page.get_by_label("值", exact=True).nth(1).select_option("post")
    page.get_by_role("button", name="保留这个条件").press("Enter")
    expect(page.locator("#ow-wb-main")).to_contain_text("年龄(周岁) 小于 90 且")


def test_what_the_script_asks_for(admin: Visitor) -> None:
    address = begun(admin)
    told = admin.post(address + "/here", {"place": "基本要素"})
    assert json.loads(told.text) == {"others": [], "revision": 1}
