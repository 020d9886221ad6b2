"""What a page of the workbench weighs on its way: everything that a browser fetches which was never there before."""

from __future__ import annotations

import copy
import gzip
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

import pytest
from playwright.sync_api import CDPSession, Page

from onewindow.domain import demo
from onewindow.domain.canonical import digest
from onewindow.store import proposals
from onewindow.web.access import CHINA
from tests.flows import window
from tests.flows.town_hall import TownHall
from tests.flows.visitor import Visitor

Open = Callable[..., Page]
ADMIN = "boluo.admin"
MOST = 250 * 1024
"""Bytes of one page with all it needs: the goal of the workbench."""
FIELDS = 300
MATTER_PAGES = ("basics", "form", "preview/citizen", "materials", "conditions", "route", "documents", "guide")
THEME_PAGES = ("members", "merged", "scenarios")


@pytest.fixture(scope="module")
def admin(town_hall: TownHall) -> Visitor:
    """The administrator of the county."""
    return town_hall.visitor(ADMIN)


@pytest.fixture
def page(open_page: Open, town_hall: TownHall) -> Page:
    """A browser that holds nothing but his session."""
    return window.signed_in(open_page(), town_hall, ADMIN)


def wide_draft(admin: Visitor, hall: TownHall) -> str:
    """The address of a draft whose form asks 300 things."""
    address = admin.post("/workbench/", {"source": "food_business_permit", "name": "很长的表"}).location.rstrip("/")
    with hall.database.work(demo.COUNTY) as uow:
        draft = proposals.get(uow.session, UUID(address.rsplit("/", 1)[1]))
        body = copy.deepcopy(draft.body)
        last = body["form"]["sections"][-1]["fields"]
        asked = sum(len(section["fields"]) for section in body["form"]["sections"])
        wide = [f"wide.f{number}" for number in range(FIELDS - asked)]
        body["elements"] = [{"key": key, "label": f"{key}项经营情况说明", "kind": "text"} for key in wide]
        last += [{"id": key, "element": key, "required": True} for key in wide]
        at = datetime.now(CHINA)
        proposals.revise(uow.session, draft, body, digest(body), by=draft.author_id, name="管理员", at=at)
    return address


def weight(page: Page, url: str) -> dict[str, int]:
    """Bytes on the wire of each thing that a cold browser fetches for a page."""
    wire: CDPSession = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    names: dict[str, str] = {}
    sizes: dict[str, int] = {}
    wire.on("Network.requestWillBeSent", lambda said: names.update({said["requestId"]: said["request"]["url"]}))
    wire.on("Network.loadingFinished", lambda said: sizes.update({said["requestId"]: int(said["encodedDataLength"])}))
    answer = page.goto(url)
    assert answer is not None
    assert answer.status == 200, url
    page.wait_for_load_state("networkidle")
    wire.detach()
    return {names[each]: size for each, size in sizes.items()}


def assert_light(page: Page, url: str) -> None:
    """No page is heavier than its goal, and the style sheets were counted."""
    found = weight(page, url)
    assert any(name.endswith("bootstrap.min.css") and size > 10_000 for name, size in found.items())
    assert sum(found.values()) <= MOST, sorted(found.items(), key=lambda one: -one[1])[:5]


def test_the_pages_of_a_large_matter(page: Page, admin: Visitor, town_hall: TownHall) -> None:
    address = wide_draft(admin, town_hall)
    assert admin.get(f"{address}/form").text.count("项经营情况说明") >= FIELDS - 60
    for name in MATTER_PAGES:
        assert_light(page, f"{town_hall.url}{address}/{name}")


def test_the_pages_of_a_theme(page: Page, admin: Visitor, town_hall: TownHall) -> None:
    address = admin.post("/workbench/themes", {"source": "open_restaurant", "change": "1"}).location.rsplit("/", 1)[0]
    for name in THEME_PAGES:
        assert_light(page, f"{town_hall.url}{address}/{name}")


@pytest.mark.parametrize("key", ["acceptance_notice", "service_guide", "approval_sheet"])
def test_the_designer_of_templates(page: Page, admin: Visitor, town_hall: TownHall, key: str) -> None:
    address = admin.post("/workbench/templates", {"source": key, "change": "1"}).location.rsplit("/", 1)[0]
    for name in ("layout", "layout?field=page", "fields", "proof"):
        assert_light(page, f"{town_hall.url}{address}/{name}")


def test_lists(page: Page, town_hall: TownHall) -> None:
    for name in ("", "inbox", "themes", "templates", "fonts", "seals", "settings", "unit"):
        assert_light(page, f"{town_hall.url}/workbench/{name}")


def fetched(visitor: Visitor, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of a page as they come over the wire."""
    connection = visitor.request("GET", path, None, {"Accept_Encoding": "gzip, br", **headers})
    answer = connection.getresponse()
    found = (answer.status, dict(answer.headers.items()), answer.read())
    connection.close()
    return found


def test_only_what_holds_no_secret_is_packed(admin: Visitor) -> None:
    sheet = "/static/css/shell.css"
    _status, headers, body = fetched(admin, sheet)
    assert headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in headers["Vary"]
    plain = admin.get(sheet)
    assert "Content-Encoding" not in plain.headers
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert gzip.decompress(body) == plain.body
    assert fetched(admin, sheet, If_None_Match=headers["ETag"])[0] == 304
    assert fetched(admin, "/workbench/")[1]["Content-Encoding"] == "gzip"
    for personal in ("/account", "/verify", "/progress", "/sign-in"):
        assert "Content-Encoding" not in fetched(admin, personal)[1], personal
