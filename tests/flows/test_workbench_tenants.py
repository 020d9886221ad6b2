"""Below the county: adjusting what is inherited, held versions, drift, opening a unit, packs, settings."""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from werkzeug.datastructures import FileStorage

from onewindow.domain import demo
from onewindow.domain.canonical import digest
from onewindow.jobs.valkey import Valkey
from onewindow.services import inheritance
from onewindow.store import catalogue, documents, published
from onewindow.store.postgres import Postgres
from onewindow.store.session import UnitOfWork
from onewindow.web.access import CHINA
from tenants.scope import Scope
from tests.browser import keep_picture
from tests.database import fresh_database
from tests.flows import window
from tests.flows.town_hall import TownHall, open_town_hall
from tests.flows.visitor import Answer, Visitor, said

Json = Any
KEY = "advanced_age_allowance"
OPEN: Json = {
    "limits/promised/value": {"rule": "at_most", "reason": "县里统一承诺，镇可以更快"},
    "daily_name": "free",
    "form/materials": "may_hide",
    "guide/consult_phone": "free",
    "guide/counters": "free",
    "conditions": {"rule": "locked", "reason": "条件由省里规定"},
}
LOCAL = f"/workbench/local/matter/{KEY}"


@pytest.fixture(scope="module")
def hall(
    postgres: Postgres, county: str, broker: Valkey, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TownHall]:
    """A site of this module's own: what is published here changes what others see."""
    with (
        fresh_database(postgres, template=county) as made,
        open_town_hall(made, broker.url, tmp_path_factory.mktemp("tenants")) as site,
    ):
        publish(site, {"inherit": OPEN, "guide": {"consult_phone": "0752-6620000", "counters": []}})
        yield site
        assert not [(one.method, one.path, one.status) for one in site.answers if one.status >= 500 or one.traceback]


@pytest.fixture
def town(hall: TownHall) -> Visitor:
    """The administrator of a town."""
    return signed_in(hall, "luoyang.manager")


@pytest.fixture
def admin(hall: TownHall) -> Visitor:
    """The administrator of the county."""
    return signed_in(hall, "boluo.admin")


def signed_in(hall: TownHall, username: str) -> Visitor:
    """A visitor who has a page's token."""
    visitor = hall.visitor(username)
    visitor.get("/workbench/unit")
    return visitor


def body_of(hall: TownHall, scope: int = demo.COUNTY) -> Json:
    """The matter as it stands in a tenant."""
    with UnitOfWork(hall.database.app, Scope.of(scope)) as uow:
        found = published.effective(uow.session, "matter", scope, datetime.now(CHINA).date())[KEY]
        return published.bodies(uow.session, [found.digest])[found.digest]


def publish(hall: TownHall, changes: Json) -> None:
    """A new version of the county's matter, as the end of the chain publishes it."""
    now, body = datetime.now(CHINA), {**body_of(hall), **changes}
    with UnitOfWork(hall.database.app, Scope.of(demo.COUNTY)) as uow:
        digest = documents.put(uow.session, "matter", body)
        version = catalogue.publish(
            uow.session, kind="matter", key=KEY, title=body["name"], digest=digest, effective_from=now.date(), now=now
        )
        inheritance.published(uow, version, now)


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
    won = press(town, clash, "save", daily_name="老人津贴")
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


def test_a_pack_goes_out_and_comes_in_with_a_choice_for_each_thing(admin: Visitor, hall: TownHall) -> None:
    out = admin.get("/workbench/packs/export.zip")
    assert out.headers["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(out.body)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    name = f"matter/{KEY}.json"
    body = json.loads(files[name])
    manifest = json.loads(files["manifest.json"])
    assert manifest
    broken = send(admin, {**files, name: b'{"schema": "onewindow/matter/1"}'})
    assert broken.status == 422
    assert name in said(broken)
    assert send(admin, {"readme.json": b"{}"}).status == 422
    assert "请选择" in said(admin.post("/workbench/packs", {}))
    same = admin.follow(send(admin, files))
    assert "包里的内容这里都已经有了" in said(same)
    changed = changed_pack(files, name, {**body, "daily_name": "老年津贴"})
    dry = admin.follow(send(admin, changed))
    assert "高龄津贴" in said(dry)
    assert body_of(hall)["daily_name"] == body["daily_name"]
    kept = admin.post(dry.path, {f"choice:matter:{KEY}@441322": "keep"})
    assert kept.status == 200, said(kept)
    assert body_of(hall)["daily_name"] == body["daily_name"]
    done = admin.post(dry.path, {f"choice:matter:{KEY}@441322": "take"})
    assert "采用了 1 项" in said(done)
    assert body_of(hall)["daily_name"] == "老年津贴"
    assert signed_in(hall, "luoyang.manager").get(dry.path).status == 404  # another tenant's upload


def changed_pack(files: dict[str, bytes], name: str, body: Json) -> dict[str, bytes]:
    """A pack with another body of one document, its manifest telling so."""
    manifest = json.loads(files["manifest.json"])
    old = digest(json.loads(files[name]))
    text = json.dumps(manifest, ensure_ascii=False).replace(old, digest(body))
    return {**files, name: json.dumps(body, ensure_ascii=False).encode(), "manifest.json": text.encode()}


def send(who: Visitor, files: dict[str, bytes]) -> Answer:
    """Upload a pack."""
    sent = io.BytesIO()
    with zipfile.ZipFile(sent, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return who.post("/workbench/packs", {"pack": FileStorage(io.BytesIO(sent.getvalue()), filename="pack.zip")})


def test_what_is_missing_leads_to_where_it_is_mended_and_examples_are_played(admin: Visitor, hall: TownHall) -> None:
    page = admin.get("/workbench/ready")
    assert "枚印章" in said(page)
    assert "岗位人员" in said(page)
    assert "/admin/people/" in page.text
    before = hall.rows("SELECT count(*) FROM case_")
    played = admin.post("/workbench/ready", {"matter": [KEY, "food_business_permit", "x"]})
    assert "与示例一致" in said(played)
    assert "继续（还有 1 项）" in said(played)
    told = admin.post("/workbench/ready", {"matter": KEY}, Accept="application/json")
    assert json.loads(told.text)["lines"][0]["state"] in ("ok", "skipped")
    assert hall.rows("SELECT count(*) FROM case_") == before
    below = admin.get("/workbench/ready?unit=441322001")
    assert "罗阳街道" in said(below)
    assert admin.get("/workbench/ready?unit=441323").status == 404


def test_a_list_of_divisions_is_looked_at_before_it_is_taken_in(admin: Visitor, hall: TownHall) -> None:
    rows = hall.rows("SELECT code, name, level, scope FROM tenant ORDER BY scope")
    lines = ["code,name,level,parent_code"]
    for code, name, level, scope in rows:
        parent = "" if level == "county" else code[:6] if level == "town" else str(scope)[:9]
        lines.append(f"{code},{name},{level},{parent}")
    bad = send_list(admin, [*lines, "441322999,新镇,hamlet,441322", "441322998001,无镇村,village,441322998"])
    assert bad.status == 422
    assert said(bad).count("第 ") >= 2
    look = send_list(admin, [*lines, "441322990,新设镇,town,441322"])
    assert look.status == 200, said(look)
    assert "新设镇" in said(look)
    assert not hall.rows("SELECT 1 FROM tenant WHERE code = '441322990'")
    text = html.unescape(re.search(r'<textarea name="text" hidden>\n(.*?)</textarea>', look.text, re.DOTALL).group(1))  # type: ignore[union-attr]
    assert admin.post("/workbench/begin", {"step": "plant", "text": text}).status == 303
    ((scope, status),) = hall.rows("SELECT scope, status FROM tenant WHERE code = '441322990'")
    assert status == "planned"
    assert admin.post("/workbench/begin", {"step": "open", "scope": str(scope)}).status == 403  # not his to open
    town = signed_in(hall, "luoyang.manager")
    assert "由县级接入" in said(send_list(town, lines))
    before = hall.rows("SELECT count(*) FROM publication")
    assert admin.post("/workbench/begin", {"step": "standard"}).status == 303
    assert hall.rows("SELECT count(*) FROM publication") == before  # nothing of the county's own is overwritten


def send_list(who: Visitor, lines: list[str]) -> Answer:
    """Upload a list of divisions."""
    file = FileStorage(io.BytesIO("\n".join(lines).encode()), filename="list.csv")
    return who.post("/workbench/begin", {"step": "read", "file": file})


def test_windows_and_telephones_hold_below_and_may_be_adjusted(admin: Visitor, town: Visitor) -> None:
    assert "还没有设定" in said(admin.get("/workbench/settings"))
    blank = admin.post("/workbench/settings/phones", {"act": "add"})
    name = re.search(r'name="element" value="([^"]+)"', blank.text)
    assert name
    at = f"items/{name.group(1)}"
    short = {"element": name.group(1), "shown": [f"{at}/text", f"{at}/number"], f"{at}/text": "咨询", "open": "free"}
    missing = admin.post("/workbench/settings/phones", {**short, "act": "save"})
    assert missing.status == 422
    assert "“号码”还没有填写" in said(missing)
    wrong = admin.post("/workbench/settings/phones", {**short, f"{at}/number": "打我", "act": "save"})
    assert "只能有数字" in said(wrong)
    kept = admin.post("/workbench/settings/phones", {**short, f"{at}/number": "0752-6200001", "act": "save"})
    assert kept.status == 303
    assert "沿用上级" in said(town.get("/workbench/settings"))
    local = town.get("/workbench/local/phones/phones")
    assert "0752-6200001" in local.text
    assert town.get("/workbench/settings/phones").status == 404
    assert "使用的事项" in said(admin.get("/workbench/settings"))


def test_a_colour_on_which_white_is_hard_to_read_is_refused(town: Visitor) -> None:
    pale = town.post("/workbench/branding", {"colour": "#ffff00", "body": "罗阳中心"})
    assert pale.status == 422
    assert "白字在这个颜色上看不清" in said(pale)
    assert "对比度" in said(pale)
    assert town.post("/workbench/branding", {"colour": "#1f4e8c", "body": "罗阳中心"}).status == 303
    assert 'value="罗阳中心"' in town.get("/workbench/branding").text


def test_a_local_standard_is_changed_by_a_draft(admin: Visitor, town: Visitor) -> None:
    page = admin.get("/workbench/parameters")
    assert "使用的事项：" in said(page)
    name = sorted(shown(page))[0]
    wrong = admin.post("/workbench/parameters", {"shown": [name], name: "很多"})
    assert wrong.status == 422
    assert "应为数字" in said(wrong)
    draft = admin.post("/workbench/parameters", {"shown": [name], name: "1000"})
    assert draft.status == 303
    assert "1000" in said(admin.follow(draft))
    again = admin.post("/workbench/parameters", {"shown": [name], name: "1100"})
    assert again.location == draft.location
    assert "1100" in said(admin.follow(again))
    assert town.get("/workbench/parameters").status == 404


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
    page.get_by_role("button", name="添加 窗口").press("Enter")
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
