"""The page that printers are calibrated with: its cross stands where it says, and moves with everything else."""

from __future__ import annotations

from io import BytesIO

import pypdfium2
import pytest
from PIL import ImageChops

from printing import FontSet, calibration_sheet, compile_template, system_template, system_template_keys
from printing.calibration import CROSS, REACH
from tests.printing.paper import template

DPI = 254
"""Ten pixels a millimetre."""


def cross(data: bytes) -> tuple[int, int, int, int]:
    """The edges of all red ink of the first page, in tenths of a millimetre."""
    picture = pypdfium2.PdfDocument(BytesIO(data))[0].render(scale=DPI / 72).to_pil().convert("RGB")
    red, green, _blue = picture.split()
    box = ImageChops.subtract(red, green).point(lambda value: 255 if value > 90 else 0).getbbox()
    assert box is not None
    return box


@pytest.mark.parametrize("offset", [(0, 0), (-12, 5), (200, -150)])
def test_the_cross_stands_where_a_ruler_finds_it(fonts: FontSet, offset: tuple[int, int]) -> None:
    left, top, right, bottom = cross(calibration_sheet("校准", ("说明",), fonts, offset))
    assert ((left + right) / 2, (top + bottom) / 2) == pytest.approx(
        (CROSS * 10 + offset[0], CROSS * 10 + offset[1]), abs=1
    )
    assert right - left == pytest.approx(REACH * 20, abs=3)


def test_only_fixed_places_make_a_sheet_to_be_filled_in() -> None:
    place = {"type": "place", "x": 10, "y": 10, "width": 30, "text": "x"}
    assert template([place]).on_sheet
    assert template([{"type": "if", "if": True, "then": [{"type": "group", "blocks": [place]}]}]).on_sheet
    assert not any(compile_template(system_template(key)).on_sheet for key in system_template_keys())
