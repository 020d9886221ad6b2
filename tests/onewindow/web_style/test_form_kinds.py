"""A field of every kind in a browser: signing with a pen and by keys, tables, files; what stands there is posted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from form_builder import Answers, clean
from tests.browser import Served
from tests.onewindow.web_style.kinds_sample import PLAN, TODAY, TOWNS

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


def opened(gallery: Served, page: Page, name: str) -> Page:
    """One page of the gallery; nothing posted yet."""
    gallery.app.config["POSTS"].clear()
    page.goto(f"{gallery.url}/desk/form/kinds/{name}")
    return page


def posted(gallery: Served, page: Page) -> Any:
    """What the server makes of the page as it stands."""
    page.locator("button[value=submit]").click()
    page.wait_for_url("**/submit*")
    return clean(PLAN, gallery.app.config["POSTS"][-1], TODAY, choices={"division:town": TOWNS})


def sign(page: Page) -> None:
    """Draw a stroke."""
    sheet = page.locator(".ow-signature-sheet")
    sheet.scroll_into_view_if_needed()
    box = sheet.bounding_box()
    assert box
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + 60, steps=5)
    page.mouse.move(box["x"] + 200, box["y"] + 30, steps=5)
    page.mouse.up()


def test_a_filled_page_posts_what_it_shows(gallery: Served, open_page: Open) -> None:
    answers = posted(gallery, opened(gallery, open_page(1280, 800), "page/filled"))
    assert isinstance(answers, Answers), [one.message for one in answers]
    assert set(answers) == {item.key for item in PLAN.fields if item.kind.stored}


def test_signing_with_a_pen_and_wiping(gallery: Served, open_page: Open) -> None:
    page = opened(gallery, open_page(1280, 800), "page/begun")
    kept = page.locator('[name="k.signature"]')
    sign(page)
    assert kept.input_value().startswith("data:image/png;base64,")
    page.get_by_role("button", name="擦除重签").click()
    assert kept.input_value() == ""
    sign(page)
    answers = posted(gallery, page)
    assert "k.signature" not in {one.field for one in answers}


def test_signing_by_keys_is_typing_a_name(gallery: Served, open_page: Open) -> None:
    page = opened(gallery, open_page(1280, 800), "page/begun")
    page.locator('[name="k.signature-way"]').first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator('[name="k.signature-way"][value="typed"]')).to_be_checked()
    expect(page.locator(".ow-signature-sheet")).to_be_hidden()
    page.keyboard.press("Tab")
    page.keyboard.type("欧阳䶮")
    problems = posted(gallery, page)
    assert "k.signature" not in {one.field for one in problems}
    assert gallery.app.config["POSTS"][-1]["k.signature-typed"] == ["欧阳䶮"]


def test_signing_without_a_script(gallery: Served, open_page: Open) -> None:
    page = opened(gallery, open_page(1280, 800, javascript=False), "page/begun")
    page.get_by_text("打印后在纸上签名").click()
    problems = posted(gallery, page)
    assert "k.signature" not in {one.field for one in problems}


def test_a_signature_is_counted_in_the_rail(gallery: Served, open_page: Open) -> None:
    page = opened(gallery, open_page(1280, 800), "page/begun")
    rail = page.locator('.ow-rail-item[data-section="p4"]')
    expect(rail).to_contain_text("0 / 3")
    sign(page)
    expect(rail).to_contain_text("1 / 3")
    page.get_by_text("打印后在纸上签名").click()
    expect(rail).to_contain_text("1 / 3")


@pytest.mark.parametrize("way", ["page", "steps", "table"])
def test_a_telephone_holds_every_kind(gallery: Served, open_page: Open, way: str) -> None:
    page = opened(gallery, open_page(360, 740), f"{way}/filled")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
