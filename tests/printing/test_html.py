"""The HTML twin shows what the PDF shows, at the same places, and lets nothing of the values through as markup."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import Any

import pytest

from printing import FontSet, Page, layout, page_html, sample_values, system_template_keys
from printing.typesetting.pages import Art, Dots, Fill, Mark, Stamp, Stroke, TextRun
from tests.printing.paper import condition, system, template

SVG = "{http://www.w3.org/2000/svg}"
TAGS = {TextRun: "text", Mark: "text", Stamp: "text", Stroke: "path", Dots: "path", Fill: "rect", Art: "image"}


def drawn(page: Page, fonts: FontSet, **more: Any) -> list[ET.Element]:
    root = ET.fromstring(page_html(page, fonts, **more))
    assert root.tag == f"{SVG}svg"
    return list(root)[1:]


@pytest.mark.parametrize("key", system_template_keys())
def test_everything_on_a_page_is_in_its_twin(key: str, fonts: FontSet) -> None:
    for page in layout(system(key), sample_values(), fonts, condition=condition).pages:
        found = drawn(page, fonts)
        assert [node.tag for node in found] == [SVG + TAGS[type(item)] for item in page.drawn]
        for node, item in zip(found, page.drawn, strict=True):
            if isinstance(item, TextRun):
                assert node.text == item.text
                assert float(node.attrib["x"]) == pytest.approx(item.x, abs=0.01)
                assert float(node.attrib["y"]) == pytest.approx(item.y, abs=0.01)
            elif isinstance(item, Dots):
                assert node.findtext(f"{SVG}title") == item.data


def test_values_stay_text_and_nothing_needs_an_unsafe_policy(fonts: FontSet) -> None:
    hostile = "<script>alert(1)</script>\"&'<image href=x onerror=y>"
    blocks = [{"type": "paragraph", "text": "{{a}}", "indent": 0}, {"type": "qr", "data": "{{a}}"}]
    (page,) = layout(template(blocks), {"a": hostile}, fonts, condition=condition).pages
    text = page_html(page, fonts)
    assert "".join(node.text or "" for node in drawn(page, fonts)[:-2] if node.tag == f"{SVG}text").startswith(
        hostile[:20]
    )
    assert "<script" not in text
    assert "style=" not in text
    assert "onerror=y>" not in text


def test_images_are_addressed_by_the_caller(fonts: FontSet) -> None:
    page = Page(100, 100, (Art('se"al', 1, 2, 3, 4),))
    (image,) = drawn(page, fonts, image_url=lambda name: f"/images/{name}")
    assert image.attrib["href"] == '/images/se"al'
