"""Every page with real data behind it: sound for people who cannot see or point, and no wider than a telephone."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from playwright.sync_api import Page

from tests.browser import keep_picture
from tests.flows.pages import Place, places
from tests.flows.town_hall import TownHall
from tests.onewindow.web_style.test_gallery import grave

pytestmark = pytest.mark.browser
NAMES = (
    *("sign-in", "portal", "progress-query", "progress-query-wrong", "progress", "home", "guide", "matters", "form"),
    *("form-problems", "form-filled", "submitted", "submitted-waiting", "case", "case-waiting", "cases", "cases-none"),
    *("inbox", "inbox-empty", "task", "task-problems", "not-found", "forbidden"),
)


@pytest.fixture(scope="module")
def every_page(town_hall: TownHall) -> Mapping[str, Place]:
    """The pages, made once."""
    found = places(town_hall)
    assert set(found) == set(NAMES)
    return found


@pytest.mark.parametrize("name", NAMES)
def test_page(every_page: Mapping[str, Place], town_hall: TownHall, open_page: Callable[..., Page], name: str) -> None:
    """axe finds nothing serious or critical; at 360 px nothing stands beside the screen; every word is translated."""
    page = open_page(1440, 900)
    every_page[name].open(page, town_hall)
    keep_picture(page, f"page-{name}-1440")
    assert not grave(page), grave(page)
    page.set_viewport_size({"width": 360, "height": 740})
    keep_picture(page, f"page-{name}-360")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.locator("html").get_attribute("lang") == "zh-CN"
