"""QR and Code 128: whole dots at 203 dpi, and a scanner reads back what was written."""

from __future__ import annotations

from pathlib import Path

import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st

from printing import FontSet, Json, layout, render
from printing.typesetting.codes import DOT, code128, code128_symbol, qr_symbol
from printing.typesetting.pages import Dots
from printing.typesetting.qr import qr_rows
from tests.printing.paper import condition, pictures, scanned, template

URL = "http://10.12.0.8/v/7K4Q9P2M?d=AcXk39"
CODE = "11441322007082123X4440131026000"
LARGEST = (14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560, 624, 666)
"""Bytes a version holds at level M (ISO/IEC 18004, table 7)."""


@pytest.mark.parametrize("version", range(1, 21))
def test_full_codes_are_those_of_another_encoder(version: int) -> None:
    """At full capacity nothing is left to the encoder (padding is; ours ends in the standard's, segno adds a zero)."""
    text = (f"http://10.12.0.8/v/{version}?" + "aZ09-." * 200)[: LARGEST[version - 1]]
    other = segno.make_qr(text, version=version, error="m", mask=3, mode="byte", boost_error=False, encoding="latin1")
    assert qr_rows(text) == [bytes(row) for row in other.matrix]
    more = qr_rows(text + "x")
    assert more is None if version == 20 else more is not None and len(more) == len(other.matrix) + 4


def whole_dots(length: float) -> bool:
    return abs(length / DOT - round(length / DOT)) < 1e-6


@pytest.mark.parametrize("size", [60.0, 71.0, 100.0, 140.0])
def test_modules_are_whole_dots_and_the_code_keeps_its_size(size: float, fonts: FontSet) -> None:
    symbol = qr_symbol(URL, size)
    assert symbol is not None
    assert symbol.width <= size
    assert whole_dots(symbol.module)
    bars = code128_symbol(CODE, 400, 30)
    assert bars is not None
    assert whole_dots(bars.module)
    blocks: list[Json] = [{"type": "space", "height": 7}, {"type": "qr", "data": URL, "align": "center"}]
    (page,) = layout(template(blocks), {}, fonts, condition=condition).pages
    (code,) = [item for item in page.drawn if isinstance(item, Dots)]
    assert whole_dots(code.x)
    assert whole_dots(code.y)


@pytest.mark.parametrize(("data", "size"), [("测" * 2000, 400.0), (URL, 20.0), ("", 100.0)])
def test_a_qr_code_that_cannot_be_read_is_told(data: str, size: float) -> None:
    assert qr_symbol(data, size) is None


@pytest.mark.parametrize("data", ["", "受理", "a\n", "é"])
def test_code128_holds_printable_ascii_only(data: str) -> None:
    assert code128(data) is None


def test_an_unreadable_code_is_an_overflow_and_not_drawn(fonts: FontSet) -> None:
    done = layout(template([{"type": "qr", "data": "{{u}}", "size": 10}]), {"u": URL * 9}, fonts, condition=condition)
    assert [overflow.at for overflow in done.overflows] == ["/blocks/0"]
    assert "无法识读" in done.overflows[0].message
    assert not any(isinstance(item, Dots) for page in done.pages for item in page.drawn)


def test_codes_read_back_from_paper(fonts: FontSet, tmp_path: Path) -> None:
    blocks = [
        {"type": "qr", "data": "{{u}}", "size": 25, "caption": "扫码核验"},
        {"type": "code128", "data": "{{c}}", "height": 10, "align": "center"},
        {"type": "qr", "data": "{{z}}", "size": 30, "align": "right"},
    ]
    found = {"u": URL, "c": CODE, "z": "办件编号 11441322007082123X"}
    data = render(template(blocks), found, fonts, condition=condition).data
    (page,) = pictures(data)
    assert scanned(page, tmp_path) == set(found.values())


ASCII = st.from_regex(r"[!-~]([ -~]{0,20}[!-~])?", fullmatch=True) | st.from_regex(r"[0-9]{1,31}", fullmatch=True)


@settings(max_examples=2)
@given(codes=st.lists(ASCII, min_size=12, max_size=12, unique=True))
def test_any_ascii_reads_back_as_code128(
    codes: list[str], fonts: FontSet, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Code sets are switched rightly, whatever stands beside digits."""
    bars = {"type": "code128", "data": "({{item}})", "height": 8, "align": "center"}
    sheet = template([{"type": "each", "source": "codes", "blocks": [bars, {"type": "space", "height": 8}]}])
    done = render(sheet, {"codes": codes}, fonts, condition=condition)
    assert scanned(pictures(done.data)[0], tmp_path_factory.mktemp("code")) == {f"({code})" for code in codes}
