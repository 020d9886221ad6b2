"""Every page template: drawn with sample data, at desk, phone and kiosk width, and found sound."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser import Served, keep_picture
from tests.onewindow.web_style.gallery import create_gallery
from tests.onewindow.web_style.samples import PAGES

SIZES = {"1440": (1440, 900), "1280": (1280, 800), "360": (360, 740)}


@pytest.fixture(scope="module")
def gallery() -> Iterator[Served]:
    """The gallery, served."""
    served = Served(create_gallery())
    yield served
    served.stop()


@pytest.mark.browser
@pytest.mark.parametrize("name", PAGES)
def test_page(gallery: Served, open_page: Callable[..., Page], name: str) -> None:
    """No page scrolls sideways at any size; axe finds nothing serious or critical."""
    for size, (width, height) in SIZES.items():
        page = open_page(width, height)
        answer = page.goto(f"{gallery.url}/{name}")
        assert answer.ok, name
        keep_picture(page, f"{name.replace('/', '-')}-{size}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} scrolls sideways at {width}"
        found = Axe().run(page).response["violations"]
        grave = [one for one in found if one["impact"] in ("serious", "critical")]
        assert not grave, f"{name} at {width}: " + "; ".join(
            f"{one['id']}: {one['help']} {[node['html'][:200] for node in one['nodes']][:3]}" for one in grave
        )
