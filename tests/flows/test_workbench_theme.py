"""A theme (一件事) built, settled, tried and published through the screens, and opened at the window."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from werkzeug.datastructures import FileStorage

from onewindow.domain import demo
from onewindow.domain.canonical import digest
from onewindow.jobs.valkey import Valkey
from onewindow.store import catalogue, documents
from onewindow.store.session import UnitOfWork
from onewindow.web.access import CHINA
from tenants.scope import Scope
from tests.browser import keep_picture
from tests.database import Database
from tests.flows import window
from tests.flows.test_conflicts import narrowed
from tests.flows.test_workbench import fields
from tests.flows.town_hall import TownHall, open_town_hall
from tests.flows.visitor import Answer, Visitor, said

Open = Callable[..., Page]
ADMIN = "boluo.admin"
LEAD = "县民政局"
MATTERS = (
    "individual_business_registration",
    "food_business_permit",
    "shop_sign_service",
    "fire_safety_check",
    "drainage_permit",
)
ASKED = ("org.has_licence", "guide.has_sign", "premises.is_public_gathering", "guide.drain_to_network")
WHEN = {0: ("org.has_licence", False), 2: ("guide.has_sign", True), 3: ("premises.is_public_gathering", True)}


@pytest.fixture
def admin(town_hall: TownHall) -> Visitor:
    """The administrator of the county."""
    return town_hall.visitor(ADMIN)


def begun(admin: Visitor, **post: str) -> str:
    """The address of a new draft of a theme."""
    answer = admin.post("/workbench/themes", {"name": "开办小餐饮店一件事", "lead": LEAD, **post})
    assert answer.status == 303, said(answer)
    return admin.follow(answer).path.rsplit("/", 1)[0]


def press(admin: Visitor, page: str, act: str, **typed: str) -> Answer:
    """Press a button of a page as it stands now, after typing into some of its controls."""
    revision = str(fields(admin.get(page))["revision"]) if "/members" in page else ""
    names = {name.replace("__", "/"): text for name, text in typed.items()}
    posted: dict[str, str | list[str] | FileStorage] = {"revision": revision, "shown": list(names), **names}
    answer = admin.post(page, {**posted, "act": act})
    assert answer.status == 303, (act, answer.status, said(answer)[:600])
    return admin.follow(answer)


def condition(key: str, value: object) -> str:
    """What the list of conditions posts for one answer."""
    return json.dumps({"==": [{"var": key}, value]}, separators=(",", ":"))


def body_of(hall: TownHall, address: str) -> dict[str, Any]:
    """The draft as it is kept."""
    number = address.rsplit("/", 1)[1]
    ((body,),) = hall.rows(
        "select r.body from proposal_revision r where r.proposal_id = %s order by r.revision desc limit 1", number
    )
    return dict(body)


def build(admin: Visitor, hall: TownHall) -> str:
    """A theme like the demonstration's, from nothing, through the screens."""
    address = begun(admin)
    members = f"{address}/members"
    for key in MATTERS:
        press(admin, members, f"take:{key}")
    for key in ASKED[:3]:
        press(admin, members, f"ask:{key}")
    press(admin, members, "invent", **{"new:label": "厨房污水是否排进市政下水道", "new:kind": "boolean"})
    own = body_of(hall, address)["guide"][-1]
    typed = {f"quick:members/{MATTERS[at]}": condition(*when) for at, when in WHEN.items()}
    typed[f"quick:members/{MATTERS[4]}"] = condition(own, True)
    press(admin, members, "", **typed)
    return address


def test_from_nothing_to_the_window(admin: Visitor, town_hall: TownHall) -> None:
    address = build(admin, town_hall)
    body = body_of(town_hall, address)
    assert [member["matter"] for member in body["members"]] == list(MATTERS)
    assert body["members"][0]["include"] == {"==": [{"var": "org.has_licence"}, False]}
    assert "include" not in body["members"][1]
    assert body["elements"] == [{"key": body["guide"][3], "label": "厨房污水是否排进市政下水道", "kind": "boolean"}]
    page = said(admin.get(f"{address}/members"))
    assert "个体工商户设立登记" in page
    assert "individual_business_registration" not in page
    table = said(admin.get(f"{address}/merged"))
    assert "少填的数据项 55 分开办 115，合并后 60" in table
    assert "少交的材料 9" in table

    numbered = press(admin, f"{address}/scenarios", "add")
    answers = {"answer:" + key: "1" for key in (*ASKED[:3], body["guide"][3])} | {"answer:org.has_licence": "0"}
    kept = admin.follow(admin.post(numbered.path, {"name": "从零开办", **answers, "act": "save"}))
    assert "与预期一致" in said(kept)
    assert body_of(town_hall, address)["expected"]["scenarios"][0]["active_members"] == list(MATTERS)

    publish_through_the_chain(town_hall, address)
    clerk = town_hall.visitor("luoyang.window")
    guide = f"/desk/themes/{body['key']}"
    assert "厨房污水是否排进市政下水道" in said(clerk.get(guide))
    raw = dict.fromkeys((*ASKED[:3], body["guide"][3]), "1") | {"org.has_licence": "0"}
    form = clerk.follow(clerk.post(guide, raw))
    assert form.status == 200
    assert "个体工商户设立登记" in said(form)
    assert "排水许可" in said(form)


def publish_through_the_chain(hall: TownHall, address: str) -> None:
    """Submit, confirm, sign, review and publish, each by somebody who may."""
    page = f"{address}/publish"
    acts = ("submit", "confirm", "sign", "approve", "admit", "publish")
    people = (ADMIN, "civil.editor", "civil.head", "boluo.legal", "boluo.catalogue")
    for act in acts:
        for who in people:
            visitor = hall.visitor(who)
            seen = visitor.get(page)
            if f'value="{act}"' not in seen.text:
                continue
            today = datetime.now(CHINA).date().isoformat()
            done = visitor.post(page, {"step": act, "opinion": "同意", "effective_from": today})
            assert done.status == 303, said(done)
            break
    assert "已发布" in said(hall.visitor(ADMIN).get(page))


def test_the_demonstration_themes_open_and_save_unchanged(admin: Visitor, town_hall: TownHall) -> None:
    keys = re.findall(r'name="source" value="([^"]+)"', admin.get("/workbench/themes").text)
    assert {"open_restaurant", "newborn"} <= set(keys)
    for key in ("open_restaurant", "newborn"):
        address = admin.follow(admin.post("/workbench/themes", {"source": key, "change": "1"})).path.rsplit("/", 1)[0]
        before = digest(body_of(town_hall, address))
        page = admin.get(f"{address}/members")
        assert page.status == 200
        assert "检查与发布" in said(page)
        posted: dict[str, str | list[str]] = {**fields(page), **as_drawn(page)}
        again = admin.post(f"{address}/members", posted)
        assert again.status == 303
        assert fields(admin.follow(again))["revision"] == "1", key
        assert digest(body_of(town_hall, address)) == before
        tried = said(admin.get(f"{address}/scenarios"))
        assert tried.count("与预期一致") >= len(body_of(town_hall, address)["scenarios"]) > 1
        assert "示例「" not in tried  # nothing of it in the list of what is to do
        assert admin.get(f"{address}/scenarios/0").status == 200
        assert "不能提交" not in said(admin.get(f"{address}/merged"))


def as_drawn(page: Answer) -> dict[str, str | list[str]]:
    """Every control of the page of members as a browser would post it, untouched."""
    form = page.text[page.text.index('id="ow-wb-form"') :]
    found: dict[str, str | list[str]] = dict(
        re.findall(r'<input class="form-control"[^>]* name="([^"]+)" value="([^"]*)"', form)
    )
    found |= re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>\n?([^<]*)</textarea>', form)
    for name, inner in re.findall(r'<select[^>]* name="(quick:[^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', inner)
        found[name] = html.unescape(chosen.group(1)) if chosen else ""
    for name, value in re.findall(r'name="([^"]+)" value="([^"]*)" checked', form):
        found.setdefault(name, [])
        found[name].append(value)  # type: ignore[union-attr]
    return {name: html.unescape(text) if isinstance(text, str) else text for name, text in found.items()}


def test_questions_and_matters_are_put_in_order(admin: Visitor, town_hall: TownHall) -> None:
    address = begun(admin)
    members = f"{address}/members"
    bare = said(admin.get(members))
    assert "一件事至少要有一个成员事项。" in bare
    for key in MATTERS[:3]:
        press(admin, members, f"take:{key}")
    press(admin, members, f"up:members/{MATTERS[2]}")
    press(admin, members, f"remove:members/{MATTERS[0]}")
    press(admin, members, "ask:guide.has_sign")
    press(admin, members, "ask:org.has_licence")
    press(admin, members, "ask-up:org.has_licence")
    press(admin, members, "drop:guide.has_sign")
    body = body_of(town_hall, address)
    assert [member["matter"] for member in body["members"]] == [MATTERS[2], MATTERS[1]]
    assert body["guide"] == ["org.has_licence"]
    alike = admin.post(
        members, {"revision": "1", "act": "invent", "new:label": "是否设置户外招牌", "new:kind": "boolean"}
    )
    assert alike.status == 422
    assert "字典里可能已经有了" in said(alike)
    short = admin.post(members, {"revision": "1", "act": "invent-sure", "new:label": "", "new:kind": "choice"})
    assert "请至少写两个选项" in said(short)


def test_a_condition_is_set_in_sentences_of_the_guide(admin: Visitor, town_hall: TownHall) -> None:
    address = begun(admin)
    for act in (f"take:{MATTERS[0]}", f"take:{MATTERS[1]}", "ask:guide.has_sign", "ask:org.has_licence"):
        press(admin, f"{address}/members", act)
    rule = f"{address}/rule?at=members/{MATTERS[0]}/include"
    page = admin.get(rule)
    assert "个体工商户设立登记：什么情况下要办" in said(page)
    assert "是否设置户外招牌" in page.text
    two = {"b:what": "group", "b:mode": "all"}
    for number, (key, value) in enumerate((("guide.has_sign", "1"), ("org.has_licence", "0"))):
        name = f"b-{number}"
        two |= {f"{name}:what": "line", f"{name}:subject": key, f"{name}:relation": "==", f"{name}:value": value}
    kept = admin.post(rule, {**two, "act": "keep"})
    assert kept.status == 303, said(kept)
    include = body_of(town_hall, address)["members"][0]["include"]
    assert "guide.has_sign" in json.dumps(include)
    assert "org.has_licence" in json.dumps(include)
    assert 'value="kept" selected' in admin.follow(kept).text


def test_nobody_else_gets_in(town_hall: TownHall, admin: Visitor) -> None:
    address = begun(admin)
    for who in ("luoyang.window", "market.officer"):
        visitor = town_hall.visitor(who)
        assert visitor.get("/workbench/themes").status == 403
        assert visitor.post(f"{address}/members", {"act": f"take:{MATTERS[0]}", "revision": "1"}).status == 403
        assert visitor.post(f"{address}/merged", {"act": "adopt:premises.area_m2"}).status in (403, 404)
    assert admin.get("/workbench/themes").status == 200
    matter = admin.follow(admin.post("/workbench/", {"name": "养犬登记"})).path.rsplit("/", 1)[0]
    for tab in ("members", "merged", "scenarios"):
        assert admin.get(f"{matter}/{tab}").status == 404


@pytest.fixture(scope="module")
def torn(own_county: Database, broker: Valkey, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TownHall]:
    """A county where a newer version of the fire check does not fit the restaurant theme any more."""
    with UnitOfWork(own_county.app, Scope.of(demo.COUNTY)) as uow:
        now = datetime.now(CHINA)
        offered = {one.key: one for one in catalogue.offered(uow.session, "matter", demo.COUNTY, now.date())}
        body = narrowed(documents.get(uow.session, offered[MATTERS[3]].digest))
        catalogue.publish(
            uow.session,
            kind="matter",
            key=MATTERS[3],
            title=body["name"],
            digest=documents.put(uow.session, "matter", body),
            effective_from=now.date(),
            now=now,
        )
    with open_town_hall(own_county, broker.url, tmp_path_factory.mktemp("torn")) as made:
        yield made


def test_a_conflict_is_found_and_settled(torn: TownHall) -> None:
    admin = torn.visitor(ADMIN)
    assert "需要重新统一" in said(admin.get("/workbench/themes"))
    started = admin.post("/workbench/themes", {"source": "open_restaurant", "change": "1"})
    address = admin.follow(started).path.rsplit("/", 1)[0]
    merged = f"{address}/merged"
    page = admin.get(merged)
    assert "1 处分歧需要统一" in said(page)
    assert "建议的处理统一为" in said(page).replace(" ", "")
    assert "按采用全部建议计算" in said(page)
    assert "不能提交" in said(page)
    refused = admin.post(f"{address}/publish", {"step": "submit"})
    assert refused.status == 422
    wrong = admin.post(
        merged, {"act": "own:premises.area_m2", "own:premises.area_m2:min": "9", "own:premises.area_m2:max": "5"}
    )
    assert wrong.status == 422
    assert "最小不能大于最大" in said(wrong)
    own = admin.post(
        merged, {"act": "own:premises.area_m2", "own:premises.area_m2:min": "5", "own:premises.area_m2:max": "500"}
    )
    assert "统一为 5 至 500" in said(admin.follow(own))
    assert "处分歧需要统一" not in said(admin.follow(own))
    gone = admin.follow(admin.post(merged, {"act": "unsettle:premises.area_m2"}))
    assert "1 处分歧需要统一" in said(gone)
    adopted = admin.follow(admin.post(merged, {"act": "adopt:premises.area_m2"}))
    assert "处分歧需要统一" not in said(adopted)
    assert "少填的数据项 55" in said(adopted)
    assert "不能提交" not in said(adopted)


def test_publishing_a_matter_says_which_themes_it_tears(town_hall: TownHall, admin: Visitor) -> None:
    started = admin.post("/workbench/", {"source": MATTERS[3], "change": "1"})
    address = admin.follow(started).path.rsplit("/", 1)[0]
    assert "要重新统一" not in said(admin.get(f"{address}/publish"))
    area = next(
        f"form/sections/{section['id']}/fields/{field['id']}"
        for section in body_of(town_hall, address)["form"]["sections"]
        for field in section["fields"]
        if field["element"] == "premises.area_m2"
    )
    typed: dict[str, str | list[str] | FileStorage] = {
        "field": area,
        "shown": [f"{area}/min", f"{area}/max"],
        f"{area}/min": "",
        f"{area}/max": "4",
    }
    saved = admin.post(f"{address}/form", {"revision": "1", **typed})
    assert saved.status == 303, said(saved)
    page = said(admin.get(f"{address}/publish"))
    assert "“开办餐饮店一件事”要重新统一：“经营场所面积" in page


@pytest.mark.browser
def test_answers_are_tried_in_place(open_page: Open, torn: TownHall) -> None:
    admin = torn.visitor(ADMIN)
    answer = admin.post("/workbench/themes", {"source": "open_restaurant", "change": "1"})
    address = admin.follow(answer).path.rsplit("/", 1)[0]
    page = window.signed_in(open_page(1280, 900), torn, ADMIN)
    page.goto(f"{torn.url}{address}/members")
    keep_picture(page, "theme-members")
    page.goto(f"{torn.url}{address}/merged")
    keep_picture(page, "theme-merged")
    for label in ("是否设置户外招牌", "公众聚集场所"):
        page.get_by_role("group", name=label).get_by_text("否", exact=True).click()
        expect(page.locator(".ow-theme-out").first).to_be_visible()
    expect(page.locator(".ow-theme-out")).to_have_count(2)
    expect(page.locator("#m-fields + * thead th")).to_have_count(4)
    keep_picture(page, "theme-merged-answered")
    page.get_by_role("group", name="公众聚集场所").get_by_text("是", exact=True).click()
    expect(page.locator(".ow-theme-out")).to_have_count(1)
    button = page.get_by_role("button", name="采用建议")
    if button.count():
        button.first.focus()
        page.keyboard.press("Enter")
    expect(page.get_by_text("处分歧需要统一")).to_have_count(0)
    expect(page.locator(".ow-theme-out")).to_have_count(1)
    page.goto(f"{torn.url}{address}/scenarios/0")
    keep_picture(page, "theme-scenario")
    page.goto(f"{torn.url}{address}/scenarios")
    keep_picture(page, "theme-scenarios")
    page.goto(f"{torn.url}/workbench/themes")
    keep_picture(page, "theme-home")
