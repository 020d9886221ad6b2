"""Matters whose forms disagree: a page says who disagrees about what and how to settle it; nothing breaks."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from onewindow.domain import demo
from onewindow.jobs.valkey import Valkey
from onewindow.store import catalogue, documents
from onewindow.store.session import UnitOfWork
from onewindow.web.access import CHINA
from tenants.scope import Scope
from tests.browser import keep_picture
from tests.database import Database
from tests.flows import window
from tests.flows.town_hall import TownHall, open_town_hall
from tests.flows.visitor import said

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
FOOD, FIRE = "food_business_permit", "fire_safety_check"
SET = f"matter={FOOD}&matter={FIRE}"


@pytest.fixture(scope="module")
def hall(own_county: Database, broker: Valkey, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TownHall]:
    """A county whose fire brigade wants at most 4 m², while food wants at least 5."""
    with UnitOfWork(own_county.app, Scope.of(demo.COUNTY)) as uow:
        now = datetime.now(CHINA)
        offered = {one.key: one for one in catalogue.offered(uow.session, "matter", demo.COUNTY, now.date())}
        body = narrowed(documents.get(uow.session, offered[FIRE].digest))
        digest = documents.put(uow.session, "matter", body)
        catalogue.publish(
            uow.session,
            kind="matter",
            key=FIRE,
            title=body["name"],
            digest=digest,
            effective_from=now.date(),
            now=now,
        )
    with open_town_hall(own_county, broker.url, tmp_path_factory.mktemp("hall")) as made:
        yield made


def narrowed(body: Any) -> Any:
    """The matter with a smaller greatest area."""
    changed = copy.deepcopy(body)
    (area,) = [
        field
        for section in changed["form"]["sections"]
        for field in section["fields"]
        if field["element"] == "premises.area_m2"
    ]
    area.pop("min", None)
    area["max"] = 4
    return changed


def test_the_page_names_the_matters_and_a_settlement(hall: TownHall, open_page: Open) -> None:
    page = window.signed_in(open_page(1440, 900), hall, "luoyang.window")
    page.goto(f"{hall.url}/desk/matters?{SET}")
    page.get_by_role("button", name="开始填表").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("这些事项的表单暂时不能合并")
    main = page.get_by_role("main")
    for part in ("经营场所面积", "食品经营许可证核发(新办)", "公众聚集场所", "没有共同范围", "建议的处理"):
        expect(main).to_contain_text(part)
    keep_picture(page, "conflicts")
    main.get_by_role("link", name="食品经营许可证核发(新办)").click()
    expect(page.locator(".ow-member")).to_have_count(1)


def test_the_table_and_a_theme_say_the_same(hall: TownHall) -> None:
    clerk = hall.visitor("luoyang.window")
    for address in (f"/desk/table?{SET}", "/desk/table?theme=open_restaurant"):
        answer = clerk.get(address)
        assert answer.status == 409
        assert "经营场所面积" in said(answer)
    assert clerk.get(f"/desk/blank.pdf?{SET}").status == 409
