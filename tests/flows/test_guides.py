"""The public guides: what is published is there for everybody, on the page and on paper, and nothing else."""

from __future__ import annotations

import copy
import pathlib
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from onewindow.domain import demo
from onewindow.store import catalogue, documents
from onewindow.store.session import UnitOfWork
from onewindow.web.access import CHINA
from tenants.scope import Scope
from tests.browser import keep_picture
from tests.flows.town_hall import TownHall
from tests.flows.visitor import said
from tests.printing.paper import squeezed, text_of

Open = Callable[..., Page]
HERE = f"/guide/{demo.LUOYANG}/"


def test_everybody_finds_a_guide_by_pinyin(town_hall: TownHall) -> None:
    anybody = town_hall.visitor()
    whole = anybody.get(HERE)
    assert len(whole.links(HERE)) > 20
    found = anybody.get(f"{HERE}?q=gljt")
    assert found.links(f"{HERE}advanced") == [f"{HERE}advanced_age_allowance"]
    assert "没有找到" in said(anybody.get(f"{HERE}?q=zzzz"))


def test_a_guide_says_everything_a_visitor_asks(town_hall: TownHall) -> None:
    anybody = town_hall.visitor()
    text = said(anybody.get(f"{HERE}food_business_permit"))
    for word in (
        "食品经营许可证核发",
        "8 个工作日",
        "营业执照",
        "不收费",
        "中华人民共和国食品安全法",
        "第 1 版",
        "现场核查",
    ):
        assert word in text, word
    short = said(anybody.get(f"{HERE}food_business_permit?edition=short"))
    assert "营业执照" in short
    assert "中华人民共和国食品安全法" not in short


@pytest.mark.parametrize("paper", ["notice", "booklet", "chart"])
def test_a_guide_is_printed(town_hall: TownHall, paper: str, tmp_path: pathlib.Path) -> None:
    answer = town_hall.visitor().get(f"{HERE}food_business_permit/{paper}.pdf")
    assert answer.status == 200
    assert "食品经营许可证核发" in squeezed(text_of(answer.body, tmp_path))


def test_a_village_prints_its_booklet(town_hall: TownHall, tmp_path: pathlib.Path) -> None:
    anybody = town_hall.visitor()
    for paper in ("booklet", "charts", "scope"):
        answer = anybody.get(f"/guide/{demo.LUOYANG_VILLAGE}/{paper}.pdf")
        assert answer.status == 200
        assert "高龄津贴" in squeezed(text_of(answer.body, tmp_path))


def test_drawings_stand_alone(town_hall: TownHall) -> None:
    anybody = town_hall.visitor()
    for name in ("flow", "code"):
        answer = anybody.get(f"{HERE}food_business_permit/{name}.svg")
        assert answer.headers["Content-Type"].startswith("image/svg+xml")
        assert answer.text.startswith("<svg")


@pytest.mark.parametrize("address", ["/guide/1/", "/guide/441322999000/", "/guide/999999000000/", f"{HERE}nothing"])
def test_what_is_not_there_is_not_found(town_hall: TownHall, address: str) -> None:
    assert town_hall.visitor().get(address).status == 404


def _publish(town_hall: TownHall, body: Any) -> None:
    now = datetime.now(CHINA)
    with UnitOfWork(town_hall.database.app, Scope.of(demo.COUNTY)) as uow:
        digest = documents.put(uow.session, "matter", body)
        title, on = str(body["name"]), now.date()
        catalogue.publish(
            uow.session, kind="matter", key=body["key"], title=title, digest=digest, effective_from=on, now=now
        )


def test_what_is_kept_back_stays_back(town_hall: TownHall) -> None:
    with UnitOfWork(town_hall.database.app, Scope.of(demo.COUNTY)) as uow:
        live = catalogue.effective(uow.session, "matter", "drainage_permit", demo.COUNTY, datetime.now(CHINA).date())
        assert live is not None
        before = documents.get(uow.session, live.digest)
    body = copy.deepcopy(before)
    body["reserved"] = [
        {"id": "r1", "at": "conditions", "reason": "国家秘密"},
        {"id": "r2", "at": "route", "reason": "同上"},
    ]
    _publish(town_hall, body)
    anybody = town_hall.visitor()
    page = said(anybody.get(f"{HERE}drainage_permit"))
    assert before["conditions"][0]["text"] not in page
    assert "国家秘密" not in page
    assert anybody.get(f"{HERE}drainage_permit/flow.svg").status == 404
    assert anybody.get(f"{HERE}drainage_permit/chart.pdf").status == 404
    body["reserved"] = [{"id": "r1", "at": "matter", "reason": "国家秘密"}]
    _publish(town_hall, body)
    assert anybody.get(f"{HERE}drainage_permit").status == 404
    assert "drainage_permit" not in anybody.get(HERE).text


@pytest.mark.parametrize("address", [HERE, f"{HERE}food_business_permit"])
def test_a_guide_fits_a_telephone_without_script(open_page: Open, town_hall: TownHall, address: str) -> None:
    page = open_page(360, javascript=False)
    page.goto(f"{town_hall.url}{address}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    keep_picture(page, f"guide-{address.rsplit('/', 1)[1] or 'list'}-360")
    width = page.locator("body").bounding_box()
    assert width
    assert width["width"] <= 360
