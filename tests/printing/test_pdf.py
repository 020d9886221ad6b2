"""PDF: the same bytes in any process, every character found again, nothing printed as a box by mistake."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from printing import FontFile, FontSet, GlyphsMissing, ImageError, Json, render, render_batch, sample_values
from printing.fill.scope import visible
from tests.conftest import ROOT
from tests.printing.paper import condition, ink, lacking, pictures, squeezed, system, template, text_of

RARE = "䶮㛃𬭎𠅤"
EXTRA = "𠮷"
CODE = "11441322007082123X4440131026000"
PAN_CJK = Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc")
"""A font collection of Debian's fonts-noto-cjk; holds characters the house fonts lack."""

ONE = [{"type": "paragraph", "text": "{{a}}", "indent": 0}]


def printed(text: str, fonts: FontSet, folder: Path, **more: Json) -> str:
    return text_of(render(template(ONE, **more), {"a": text}, fonts, condition=condition).data, folder)


PROGRAM = """
import hashlib
from printing import *
from tests.printing.paper import condition, system
from tests.printing.test_pdf import seal
fonts = FontSet.default()
if WARM:
    render(system("receipt"), sample_values(), fonts, condition=condition)
for key in ("acceptance_notice", "acceptance_receipt_slip"):
    data = render(system(key), sample_values(), fonts, condition=condition, images={"acceptance_seal": seal()}).data
    print(hashlib.sha256(data).hexdigest())
"""


def seal(size: int = 120) -> bytes:
    """A red ring with a transparent middle."""
    image = Image.new("RGBA", (size, size), (215, 0, 15, 0))
    for x in range(size):
        for y in range(size):
            distance = ((x - size / 2) ** 2 + (y - size / 2) ** 2) ** 0.5
            image.putpixel((x, y), (215, 0, 15, 255 if size * 0.42 < distance < size * 0.48 else 0))
    file = BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def test_the_same_bytes_in_any_process() -> None:
    """Whatever the hash seed, the environment and what was printed before."""
    digests = []
    for seed, warm, environment in (("1", "False", {}), ("77", "True", {"SOURCE_DATE_EPOCH": "1", "TZ": "Asia/Tokyo"})):
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM.replace("WARM", warm)],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), **environment},
            capture_output=True,
            text=True,
            check=True,
        )
        digests.append(done.stdout)
    assert digests[0] == digests[1]
    assert len(set(digests[0].split())) == 2


def test_other_values_give_other_bytes_and_another_identity(fonts: FontSet) -> None:
    data = [render(template(ONE), {"a": text}, fonts, condition=condition).data for text in ("甲", "乙")]
    identity = [part[part.rindex(b"/ID") :][:120] for part in data]
    assert identity[0] != identity[1]


@pytest.mark.parametrize("style", ["title", "body", "heading", "subheading", "cell"])
def test_rare_characters_and_long_codes_are_found_again(style: str, fonts: FontSet, tmp_path: Path) -> None:
    text = f"{RARE}{CODE}〔2026〕①ⅡΩ·—…“”"
    blocks = [{"type": "paragraph", "text": "{{a}}", "style": style, "indent": 0}]
    data = render(template(blocks), {"a": text}, fonts, condition=condition).data
    assert text in text_of(data, tmp_path)


def test_a_character_without_a_font_is_refused_by_name(fonts: FontSet) -> None:
    with pytest.raises(GlyphsMissing) as caught:
        render(template(ONE), {"a": f"王{EXTRA}和\U00031350、😀"}, fonts, condition=condition)
    assert caught.value.characters == ("😀", EXTRA, "\U00031350")
    assert "“𠮷”（U+20BB7）" in str(caught.value)
    assert "在“字体”中上传" in str(caught.value)


def test_a_fallback_font_prints_what_the_house_fonts_lack(tmp_path: Path) -> None:
    if not PAN_CJK.exists():
        lacking("fonts-noto-cjk")
    fonts = FontSet.default([FontFile("fallback", PAN_CJK, 2)])
    assert f"王{EXTRA}" in printed(f"王{EXTRA}", fonts, tmp_path)


TYPED = st.characters(categories=("Lu", "Ll", "Lo", "Nd", "Po", "Sm", "Cc", "Cf", "Zs"))


def found_or_refused(text: str, fonts: FontSet, folder: Path) -> None:
    """A text is found again exactly as it was typed, or refused naming characters it holds."""
    refused: set[str] = set()
    try:
        assert printed(text, fonts, folder, footer={"numbering": "none"}) == squeezed(visible(text))
    except GlyphsMissing as error:
        refused.update(error.characters)
    assert refused <= set(visible(text))


@settings(max_examples=25)
@given(text=st.text(alphabet=TYPED, min_size=1, max_size=60))
def test_what_was_typed_is_what_is_found(text: str, fonts: FontSet, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Letters of all planes, forms that share a glyph, control characters."""
    found_or_refused(f"始{text}终", fonts, tmp_path_factory.mktemp("text"))


@pytest.mark.parametrize("text", ["㐀豈Ω\u2126K\u212aÅ\u212b", "⼀一", "a\u0301é", "·•"])
def test_characters_that_share_a_glyph_stay_themselves(text: str, fonts: FontSet, tmp_path: Path) -> None:
    found_or_refused(text, fonts, tmp_path)


def test_markup_and_control_characters_print_as_themselves(fonts: FontSet, tmp_path: Path) -> None:
    hostile = "<b>粗</b>&amp;<script>alert(1)</script>{{a}}[[b|x]]%s\\n) Tj ET\x00\x1b[31m\u202e反"
    found = printed(hostile, fonts, tmp_path, footer={"numbering": "none"})
    assert found == squeezed(visible(hostile))
    assert "[U+0000][U+001B][31m[U+202E]反" in found


def test_boxes_are_drawn_and_found_again(fonts: FontSet, tmp_path: Path) -> None:
    text = "☑男☐女☒已婚☑未婚"
    data = render(template(ONE), {"a": text}, fonts, condition=condition).data
    assert text in text_of(data, tmp_path)
    sheets = [render(template(ONE), {"a": box}, fonts, condition=condition).data for box in "☐☑"]
    empty, ticked = (pictures(sheet)[0].crop((0, 0, 1600, 600)).histogram()[0] for sheet in sheets)
    assert 0 < empty < ticked


def test_a_seal_is_drawn_over_the_text_and_embedded_once(fonts: FontSet) -> None:
    notice = system("acceptance_notice")
    images = {"acceptance_seal": seal()}
    one = render(notice, sample_values(), fonts, condition=condition, images=images).data
    many = render_batch(notice, [sample_values()] * 5, fonts, condition=condition, images=images)
    assert many.data.count(b"/SMask") == 1 == one.count(b"/SMask")
    document = pypdfium2.PdfDocument(one)
    red, green, _ = document[0].render(scale=1).to_pil().convert("RGB").split()
    document.close()
    reds = ImageChops.multiply(red.point(lambda tone: 255 * (tone > 150)), green.point(lambda tone: 255 * (tone < 90)))
    assert reds.histogram()[255] > 200


def test_a_batch_counts_the_pages_of_each_document(fonts: FontSet, tmp_path: Path) -> None:
    batch: list[dict[str, Any]] = [{"a": "国" * length} for length in (10, 3000, 20)]
    done = render_batch(template(ONE), batch, fonts, condition=condition)
    found = re.findall(r"第(\d+)页共(\d+)页", text_of(done.data, tmp_path))
    middle = done.pages - 2
    expected = [(1, 1), *((page, middle) for page in range(1, middle + 1)), (1, 1)]
    assert [(int(page), int(count)) for page, count in found] == expected


@pytest.mark.parametrize("data", [b"", b"not an image", seal()[:200]])
def test_a_damaged_image_is_named(data: bytes, fonts: FontSet) -> None:
    blocks = [{"type": "image", "name": "seal", "width": 30}]
    with pytest.raises(ImageError, match="图片"):
        render(template(blocks), {}, fonts, condition=condition, images={"seal": data})


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK", "P", "1"])
def test_images_of_all_kinds_are_drawn(mode: str, fonts: FontSet) -> None:
    file = BytesIO()
    image = Image.new("RGB", (60, 30), (10, 20, 120)).convert(mode)
    image.save(file, "JPEG" if mode in ("RGB", "L", "CMYK") else "PNG")
    blocks = [{"type": "image", "name": "map", "width": 60, "align": "left"}]
    sheet = template(blocks, footer={"numbering": "none"})
    (page,) = pictures(render(sheet, {}, fonts, condition=condition, images={"map": file.getvalue()}).data)
    box = ink(page)
    assert box is not None
    assert box[2] - box[0] == pytest.approx(60 / 25.4 * 203, abs=2)
    assert box[3] - box[1] == pytest.approx(30 / 25.4 * 203, abs=2)


def test_the_file_holds_no_date_and_no_other_font(fonts: FontSet) -> None:
    data = render(system("receipt"), sample_values(), fonts, condition=condition).data
    assert b"CreationDate" not in data
    assert b"Helvetica" not in data
    assert (
        hashlib.sha256(data).hexdigest()
        == hashlib.sha256(render(system("receipt"), sample_values(), fonts, condition=condition).data).hexdigest()
    )
