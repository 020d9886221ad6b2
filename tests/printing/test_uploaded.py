"""A font from outside: taken apart and written anew, or refused with the reason."""

from __future__ import annotations

import random
import struct
from io import BytesIO
from pathlib import Path

import pylopdf_fonts_zh_cn as noto
import pytest
from fontTools.ttLib import TTFont

from printing import FontError, FontFile, FontSet, read_font, render
from printing.fonts import uploaded
from tests.printing.paper import condition, lacking, template, text_of
from tests.printing.test_fonts import TRUE_TYPE, with_rights

HOUSE = noto.sans_path().read_bytes()


def small() -> bytes:
    """A TrueType font of a few hundred kilobytes."""
    if not TRUE_TYPE.exists():
        lacking("fonts-dejavu-core")
    return TRUE_TYPE.read_bytes()


def test_only_outlines_metrics_and_the_map_of_characters_are_kept() -> None:
    made = read_font(small())
    tables = set(TTFont(BytesIO(made.data)).keys()) - {"GlyphOrder"}
    assert tables == {"OS/2", "cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name"}
    assert made.name == "DejaVuSerif-Bold"
    assert made.lacks_common == 6763
    assert made.characters > 3_000


def test_writing_anew_is_stable_and_prints_the_same(tmp_path: Path) -> None:
    made = read_font(HOUSE)
    assert read_font(made.data).data == made.data
    assert made.lacks_common == 0
    fonts = FontSet.default().behind([FontFile("body", made.data)])
    assert fonts.hashes["body"][0] == made.digest
    text = "受理通知书ABC䶮"
    data = render(template([{"type": "paragraph", "text": "{{a}}"}]), {"a": text}, fonts, condition=condition).data
    assert text in text_of(data, tmp_path)


@pytest.mark.parametrize("rights", [0x0002, 0x0100, 0x0200])
def test_no_right_to_embed_no_font(rights: int) -> None:
    with pytest.raises(FontError, match="授权不允许嵌入"):
        read_font(with_rights(rights))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "不是字体文件"),
        (b"%PDF-1.7", "不是字体文件"),
        (b"PK\x03\x04", "不是字体文件"),
        (b"wOF2" + bytes(100), "网页字体"),
        (b"wOFF" + bytes(100), "网页字体"),
        (b"\0\1\0\0" + bytes(100), "不能读取"),
        (b"ttcf" + bytes(100), "不能读取"),
    ],
)
def test_what_is_no_font_is_refused_by_what_it_is(data: bytes, message: str) -> None:
    with pytest.raises(FontError, match=message):
        read_font(data)


def test_a_font_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploaded, "LARGEST", 1_000)
    with pytest.raises(FontError, match="超过"):
        read_font(small())


def test_damaged_fonts_are_refused_or_harmless() -> None:
    """Whatever is overwritten or cut off, the answer is a font or a FontError, never something else."""
    source, chance = small(), random.Random(6)
    for _ in range(60):
        data = bytearray(source)
        for _ in range(chance.randrange(1, 40)):
            data[chance.randrange(min(len(data), chance.choice((400, 20_000, len(data)))))] = chance.randrange(256)
        try:
            made = read_font(bytes(data[: chance.choice((len(data), chance.randrange(len(data))))]))
        except FontError:
            continue
        FontSet.default().behind([FontFile("body", made.data)]).chain("body").widths["A"]


def test_a_table_that_claims_to_be_endless_is_refused() -> None:
    data = bytearray(small())
    for index in range(struct.unpack_from(">H", data, 4)[0]):
        if data[12 + 16 * index : 16 + 16 * index] == b"cmap":
            struct.pack_into(">L", data, 12 + 16 * index + 12, 0xFFFFFFFF)
    with pytest.raises(FontError):
        read_font(bytes(data))
