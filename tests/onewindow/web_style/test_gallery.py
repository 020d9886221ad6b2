"""Every page template: drawn with sample data, at desk, phone and kiosk width, and found sound."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser import Served, keep_picture
from tests.onewindow.web_style.samples import PAGES

SIZES = {"1440": (1440, 900), "1280": (1280, 800), "360": (360, 740)}
KIOSK = {"1080x1920": (1080, 1920)}
ON_TELEPHONES = ("desk/form", "portal/")


@pytest.mark.browser
@pytest.mark.parametrize("name", PAGES)
def test_page(gallery: Served, open_page: Callable[..., Page], name: str) -> None:
    """No page scrolls sideways at any size it is made for; axe finds nothing serious or critical."""
    page = open_page()
    for size, (width, height) in (KIOSK if name.startswith("kiosk") else SIZES).items():
        page.set_viewport_size({"width": width, "height": height})
        answer = page.goto(f"{gallery.url}/{name}")
        assert answer.ok, name
        keep_picture(page, f"{name.replace('/', '-')}-{size}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} scrolls sideways at {width}"
        if size in ("1280", "1080x1920") or (size == "360" and name.startswith(ON_TELEPHONES)):
            assert not grave(page), f"{name} at {width}: {grave(page)}"


def grave(page: Page) -> list[str]:
    """What axe finds serious or critical on a page, with the first places."""
    found = [one for one in Axe().run(page).response["violations"] if one["impact"] in ("serious", "critical")]
    return [f"{one['id']}: {one['help']} {[node['html'][:160] for node in one['nodes']][:3]}" for one in found]
