"""A theme (一件事) built, settled, tried and published through the screens, and opened at the window."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from playwright.sync_api import Page

from onewindow.web.access import CHINA
from tests.flows.test_workbench import fields
from tests.flows.town_hall import TownHall
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
    answer = admin.post(page, {"revision": revision, "shown": list(names), **names, "act": act})
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
    assert "与预期一致" in said(kept) or "符合预期" in said(kept)
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
