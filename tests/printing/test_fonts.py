"""Font roles: the tenant's font first, the house fonts behind it; rights and damage are checked when it comes in."""

from __future__ import annotations

import struct
from pathlib import Path

import pylopdf_fonts_zh_cn as noto
import pytest

from printing import FontError, FontFile, FontSet, render
from printing.fonts.face import Face
from printing.pdf.fonts import to_unicode
from tests.printing.paper import condition, lacking, template, text_of

TRUE_TYPE = Path("/usr/share/fonts/truetype/dejavu/DejaVuSerif-Bold.ttf")
"""A TrueType font of Debian's fonts-dejavu: glyf outlines, composites, no Chinese."""


@pytest.fixture
def latin() -> Path:
    if not TRUE_TYPE.exists():
        lacking("fonts-dejavu-core")
    return TRUE_TYPE


def with_rights(rights: int) -> bytes:
    """The house font with other embedding rights in OS/2."""
    data = bytearray(noto.sans_path().read_bytes())
    for index in range(struct.unpack_from(">H", data, 4)[0]):
        tag, _, offset, _ = struct.unpack_from(">4sLLL", data, 12 + 16 * index)
        if tag == b"OS/2":
            struct.pack_into(">H", data, offset + 8, rights)
    return bytes(data)


def test_hashes_name_every_font_of_every_role(fonts: FontSet) -> None:
    assert set(fonts.hashes) == {"title", "body", "hei", "kai", "song"}
    serif, sans = fonts.hashes["song"]
    assert fonts.hashes["hei"] == (sans, serif)
    assert all(digest.startswith("sha256:") and len(digest) == 71 for digest in (serif, sans))


@pytest.mark.parametrize("rights", [0x0002, 0x0100, 0x0200, 0x0102])
def test_a_font_that_may_not_be_embedded_is_refused(rights: int) -> None:
    with pytest.raises(FontError, match=r"字体“NotoSansSC-Regular”的授权不允许嵌入文书"):
        FontSet.default([FontFile("body", with_rights(rights))])


@pytest.mark.parametrize("rights", [0x0000, 0x0004, 0x0008])
def test_a_font_that_may_be_embedded_is_taken(rights: int) -> None:
    data = with_rights(rights)
    fonts = FontSet.default([FontFile("body", data)])
    assert fonts.hashes["body"][0] == Face(data).sha256
    assert len(fonts.hashes["body"]) == 3
    assert len(fonts.hashes["title"]) == 2


@pytest.mark.parametrize("data", [b"", b"no font", noto.sans_path().read_bytes()[:400]])
def test_a_damaged_font_is_refused(data: bytes) -> None:
    with pytest.raises(FontError, match="字体文件"):
        FontSet.default([FontFile("body", data)])


def test_a_missing_file_and_an_unknown_role_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FontError, match="不能读取"):
        FontSet.default([FontFile("body", tmp_path / "none.ttf")])
    with pytest.raises(FontError, match="没有名为“仿宋”的字体用途"):
        FontSet.default([FontFile("仿宋", noto.sans_path())])


def test_a_tenants_font_comes_first_and_the_house_fonts_fill_in(latin: Path, tmp_path: Path) -> None:
    fonts = FontSet.default([FontFile("body", latin)])
    text = "编号ÀÉx-2026受理䶮"
    blocks = [{"type": "paragraph", "text": "{{a}}"}]
    data = render(template(blocks), {"a": text}, fonts, condition=condition).data
    assert text in text_of(data, tmp_path)
    assert b"DejaVuSerif-Bold" in data
    assert b"/FontFile2" in data
    assert fonts.chain("body").widths["x"] != FontSet.default().chain("body").widths["x"]


def test_only_the_house_title_is_thickened(latin: Path) -> None:
    own = FontSet.default([FontFile("title", latin)]).chain("title")
    assert [link.embolden for link in own.links] == [False, True, True]


def test_to_unicode_writes_surrogate_pairs() -> None:
    cmap = to_unicode({1: "中", 2: "𬭎"}).decode()
    assert "<0001> <4E2D>" in cmap
    assert "<0002> <D872DF4E>" in cmap


def test_to_unicode_keeps_to_a_hundred_entries_a_block() -> None:
    cmap = to_unicode({number: chr(0x4E00 + number) for number in range(1, 251)}).decode()
    assert cmap.count("beginbfchar") == 3
    assert "100 beginbfchar" in cmap
    assert "50 beginbfchar" in cmap


def test_subsets_are_small_and_the_same_every_time(fonts: FontSet) -> None:
    face = fonts.chain("song").links[0].face
    for text in ("博罗县受理通知书", "䶮㛃"):
        assert face.subset(text).data == face.subset(reversed(text)).data
        assert len(face.subset(text).data) < 8_000
