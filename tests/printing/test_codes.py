"""QR and Code 128: whole dots at 203 dpi, and a scanner reads back what was written."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printing import FontSet, layout, render
from printing.typesetting.codes import DOT, code128, code128_symbol, qr_symbol
from printing.typesetting.pages import Dots
from tests.printing.paper import condition, pictures, scanned, template

URL = "http://10.12.0.8/v/7K4Q9P2M?d=AcXk39"
CODE = "11441322007082123X4440131026000"


def whole_dots(length: float) -> bool:
    return abs(length / DOT - round(length / DOT)) < 1e-6


@pytest.mark.parametrize("size", [60.0, 71.0, 100.0, 140.0])
def test_modules_are_whole_dots_and_the_code_keeps_its_size(size: float) -> None:
    symbol = qr_symbol(URL, size)
    assert symbol is not None
    assert symbol.width <= size
    assert all(whole_dots(part) for box in symbol.at(101.3, 77.7) for part in box)
    bars = code128_symbol(CODE, 400, 30)
    assert bars is not None
    assert all(whole_dots(part) for box in bars.at(33.1, 50.9) for part in box)


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
