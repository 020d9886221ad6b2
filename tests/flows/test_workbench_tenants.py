"""Below the county: adjusting what is inherited, held versions, drift, what the county leaves open."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from onewindow.domain import demo
from tests.browser import keep_picture
from tests.flows import window
from tests.flows.choosing import choose
from tests.flows.town_hall import TownHall
from tests.flows.unit_admins import KEY, LOCAL, admin, body_of, hall, publish, town
from tests.flows.visitor import Answer, Visitor, said

__all__ = ["admin", "hall", "town"]


def carried(page: Answer) -> dict[str, str | list[str]]:
    """What the form of a page carries beside what is typed."""
    return {name: page.hidden[name] for name in ("seen", "tab", "work")}


def press(who: Visitor, page: Answer, act: str, **typed: str) -> Answer:
    """Press a button on a page, with some controls typed anew."""
    names = {name.replace("__", "/"): text for name, text in typed.items()}
    return who.post(LOCAL, {**carried(page), "shown": list(names), **names, "act": act})


def shown(page: Answer) -> set[str]:
    """The controls that may be changed."""
    return set(re.findall(r'name="shown" value="([^"]+)"', page.text))


def limit(page: Answer) -> str:
    """The promised limit as the page lets it be changed."""
    found = re.search(r'name="limits/promised" value="(\d+)"', page.text)
    assert found
    return found.group(1)


def adjusted(town: Visitor, hall: TownHall, days: int) -> None:
    """Give the town a promise of so many days and a name of its own."""
    page = town.get(LOCAL)
    typed = {"limits/promised": [str(days), "working_day"], "daily_name": "老人津贴"}
    saved = town.post(LOCAL, {**carried(page), "shown": list(typed), **typed, "act": "save"})
    assert saved.status == 303, said(saved)
    assert body_of(hall, demo.LUOYANG)["limits"]["promised"]["value"] == days


def test_a_town_changes_what_is_open_and_nothing_else(town: Visitor, hall: TownHall) -> None:
    home = town.get("/workbench/")
    assert f'href="{LOCAL}"' in home.text
    page = town.get(LOCAL)
    assert "limits/promised" in shown(page)
    assert "name" not in shown(page)
    assert "只能改小：不高于上级的" in said(page)
    assert "县里统一承诺，镇可以更快" in said(page)
    days = int(limit(page))
    unit = {"limits__promised": ""}
    more = {**carried(page), "shown": ["limits/promised"], "limits/promised": [str(days + 1), "working_day"]}
    longer = town.post(LOCAL, {**more, "act": "review"})
    assert longer.status == 422, unit
    assert f"不得高于上级规定的 {days}" in said(longer)
    assert "县里统一承诺" in said(longer)
    shorter = town.post(LOCAL, {**more, "limits/promised": [str(days - 1), "working_day"], "act": "review"})
    assert f"上级为“{days}”，本级为“{days - 1}”" in said(shorter)
    assert body_of(hall, demo.LUOYANG)["limits"]["promised"]["value"] == days  # nothing before it was looked over
    done = town.post(LOCAL, {**carried(shorter), "act": "save"})
    assert done.status == 303, said(done)
    assert body_of(hall, demo.LUOYANG)["limits"]["promised"]["value"] == days - 1
    assert body_of(hall)["limits"]["promised"]["value"] == days
    assert "本地调整" in said(town.follow(done))


def test_hide_add_and_restore_carry_over_the_tabs(town: Visitor, hall: TownHall) -> None:
    materials = press(town, town.get(LOCAL), "tab:materials")
    key = re.findall(r'value="hide:form/materials/([^"/]+)"', materials.text)[0]
    hidden = press(town, materials, f"hide:form/materials/{key}")
    assert f'value="restore:form/materials/{key}"' in hidden.text
    assert "act" not in hidden.hidden
    assert 'value="add:form/materials"' not in hidden.text
    guide = press(town, hidden, "tab:guide")
    added = press(town, guide, "add:guide/counters")
    place = re.search(r'name="(guide/counters/[^"/]+)/name"', added.text)
    assert place
    at = place.group(1).replace("/", "__")
    typed = {f"{at}__name": "罗阳大厅 3 号窗", f"{at}__address": "博惠路", f"{at}__hours": "9:00–17:00"}
    review = press(town, added, "review", **typed)
    assert "罗阳大厅 3 号窗" in said(review)
    assert "本级没有采用" in said(review)
    assert town.post(LOCAL, {**carried(review), "act": "save"}).status == 303
    here = body_of(hall, demo.LUOYANG)
    assert key not in [one["key"] for one in here["form"]["materials"]]
    assert [one["name"] for one in here["guide"]["counters"]] == ["罗阳大厅 3 号窗"]
    again = press(town, town.get(LOCAL + "?tab=materials"), f"restore:form/materials/{key}")
    assert town.post(LOCAL, {**carried(again), "act": "save"}).status == 303
    assert [one["key"] for one in body_of(hall, demo.LUOYANG)["form"]["materials"]] == [
        one["key"] for one in body_of(hall)["form"]["materials"]
    ]


def test_what_is_locked_is_refused_however_it_is_posted(town: Visitor, hall: TownHall) -> None:
    page = town.get(LOCAL + "?tab=conditions")
    condition = body_of(hall)["conditions"][0]["id"]
    refused = press(town, page, "review", **{f"conditions__{condition}__text": "另加条件"})
    assert refused.status == 422
    assert "条件由省里规定" in said(refused)
    forged = page.hidden["work"].replace('"schema"', '"hidden": ["conditions"], "schema"')
    kept = town.post(LOCAL, {**carried(page), "work": forged, "act": "save"})
    assert kept.status == 303
    assert body_of(hall, demo.LUOYANG)["conditions"] == body_of(hall)["conditions"]


def test_two_at_one_adjustment(hall: TownHall, town: Visitor) -> None:
    first, second = town.get(LOCAL), town.get(LOCAL)
    mine = press(town, first, "review", daily_name="长者津贴")
    assert town.post(LOCAL, {**carried(mine), "act": "save"}).status == 303
    clash = press(town, second, "save", daily_name="老人津贴")
    assert clash.status == 409
    assert "长者津贴" in said(clash)
    assert "老人津贴" in said(clash)
    assert body_of(hall, demo.LUOYANG)["daily_name"] == "长者津贴"
    won = choose(town, clash)
    assert won.status == 303
    assert body_of(hall, demo.LUOYANG)["daily_name"] == "老人津贴"


def test_a_held_version_is_settled(town: Visitor, hall: TownHall) -> None:
    limits = body_of(hall)["limits"]
    days = limits["promised"]["value"] - 1
    adjusted(town, hall, days)
    publish(hall, {"limits": {**limits, "promised": {**limits["promised"], "value": days - 1}}})
    assert body_of(hall, demo.LUOYANG)["limits"]["promised"]["value"] == days  # it goes on with what it had
    held = town.get("/workbench/held")
    assert f"不得高于上级规定的 {days - 1}" in said(held)
    assert town.get(LOCAL).location == f"/workbench/held/matter/{KEY}"
    one, name = f"/workbench/held/matter/{KEY}", "limits/promised/value"
    town.get(one)
    wrong = town.post(one, {f"choice:{name}": "keep", f"value:{name}": str(days)})
    assert wrong.status == 422
    assert f"不得高于上级规定的 {days - 1}" in said(wrong)
    empty = town.post(one, {f"choice:{name}": "keep"})
    assert "请填写改为什么值" in said(empty)
    assert town.post(one, {f"choice:{name}": "keep", f"value:{name}": str(days - 2)}).status == 303
    assert body_of(hall, demo.LUOYANG)["limits"]["promised"]["value"] == days - 2
    assert town.get(one).status == 404


def test_the_drift_report_and_back_to_the_standard(town: Visitor, admin: Visitor, hall: TownHall) -> None:
    adjusted(town, hall, body_of(hall)["limits"]["promised"]["value"] - 1)
    report = town.get("/workbench/drift")
    assert "承诺期限：上级为" in said(report)
    county = admin.get("/workbench/drift")
    link = next(url for url in county.links("/workbench/drift?unit=") if "441322001" in url)
    assert "承诺期限：上级为" in said(admin.get(link))
    assert "restore" not in admin.get(link).text
    elements = re.findall(r'name="element" value="([^"]+)"', report.text)
    assert "limits/promised/value" in elements
    town.post(f"{LOCAL}/restore", {"element": "limits/promised/value", "back": "drift"})
    county_days = body_of(hall)["limits"]["promised"]["value"]
    assert body_of(hall, demo.LUOYANG)["limits"]["promised"]["value"] == county_days
    assert body_of(hall, demo.LUOYANG)["daily_name"] == "老人津贴"
    town.post(f"{LOCAL}/restore", {"back": "drift"})
    assert body_of(hall, demo.LUOYANG)["daily_name"] == body_of(hall)["daily_name"]
    assert "没有差异" in said(town.get("/workbench/drift"))


def test_the_county_says_in_words_what_towns_may_change(admin: Visitor) -> None:
    begun = admin.post("/workbench/", {"name": "养犬登记"})
    address = admin.follow(begun).path.rsplit("/", 1)[0] + "/inherit"
    page = admin.get(address)
    assert "承诺办结时限" in said(page)
    post = {
        "revision": page.hidden["revision"],
        "word:limits/promised/value": "between",
        "low:limits/promised/value": "3",
        "high:limits/promised/value": "1",
        "word:guide/consult_phone": "free",
        "reason:guide/consult_phone": "各镇自己的电话",
    }
    wrong = admin.post(address, post)
    assert wrong.status == 422
    assert "先小后大" in said(wrong)
    kept = admin.follow(
        admin.post(
            address,
            {
                **post,
                "revision": admin.get(address).hidden["revision"],
                "low:limits/promised/value": "1",
                "high:limits/promised/value": "5",
            },
        )
    )
    text = html.unescape(kept.text)
    assert re.search(r'name="low:limits/promised/value" value="1"', text)
    assert 'value="各镇自己的电话"' in text


def test_at_the_browser(open_page: Callable[..., Page], hall: TownHall) -> None:
    """With the keyboard through an adjustment, and a rehearsal whose bar moves."""
    page = window.signed_in(open_page(), hall, "luoyang.manager")
    page.goto(hall.url + "/workbench/unit")
    keep_picture(page, "unit")
    page.goto(hall.url + LOCAL)
    keep_picture(page, "local")
    page.locator("input[name='limits/promised']").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("1")
    page.get_by_role("button", name="办事指南").press("Enter")
    expect(page.locator("#ow-wb-main")).to_contain_text("还没有保存的改动")
    page.get_by_role("button", name="添加窗口").press("Enter")
    expect(page.get_by_label("窗口名称").last).to_be_focused()
    page.keyboard.type("东区窗口")
    page.get_by_label("地址").last.fill("东区路 1 号")
    page.get_by_label("办公时间").last.fill("9:00–17:00")
    keep_picture(page, "local-guide")
    page.get_by_role("button", name="查看改动").last.press("Enter")
    expect(page.locator("main")).to_contain_text("承诺期限")
    keep_picture(page, "local-review")
    page.get_by_role("button", name="保存").press("Enter")
    expect(page.locator("main")).to_contain_text("本地从现在起按此办理")
    assert body_of(hall, demo.LUOYANG)["limits"]["promised"]["value"] == 1
    page.goto(hall.url + "/workbench/drift")
    keep_picture(page, "drift")
    page.goto(hall.url + "/workbench/ready")
    page.evaluate("[...document.querySelectorAll('[name=matter]')].slice(2).forEach((each) => each.remove())")
    page.get_by_role("button", name="演练全部事项").press("Enter")
    expect(page.locator("#ow-rehearsed")).to_have_text("全部示例演练完毕。")
    expect(page.locator("#ow-played tbody tr").first).to_contain_text("无法演练：示例写的地方不在本单位范围内")
    keep_picture(page, "ready")
    for each in ("settings", "branding", "packs", "begin", "held"):
        page.goto(f"{hall.url}/workbench/{each}")
        keep_picture(page, each)
