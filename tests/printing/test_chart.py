"""Flow charts, printing over pre-printed paper, and printers that feed askew."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
from PIL import Image

from printing import FontSet, Json, ValuesError, layout, render
from printing.typesetting.pages import Art, Stroke, TextRun
from tests.printing.paper import DPI, condition, ink, pictures, template

CHART: list[Json] = [{"type": "chart", "source": "flow"}]
FLOW: list[Any] = [
    {"name": "申请", "note": "窗口或网上"},
    {"name": "受理"},
    [{"name": "书面审查"}, {"name": "现场核查", "note": "两名以上核查人员"}, {"name": "专家评审"}],
    {"name": "决定"},
]


def is_frame(stroke: Stroke) -> bool:
    """Four lines that come back to where they began."""
    return len(stroke.segments) == 4 and stroke.segments[0][:2] == stroke.segments[-1][2:]


def test_steps_stand_in_rows_and_arrows_join_them(fonts: FontSet) -> None:
    (page,) = layout(template(CHART), {"flow": FLOW}, fonts, condition=condition).pages
    strokes = [item for item in page.drawn if isinstance(item, Stroke)]
    boxes = [(*stroke.segments[0][:3], stroke.segments[1][3]) for stroke in strokes if is_frame(stroke)]
    tops = sorted({round(top, 2) for _, top, _, _ in boxes})
    assert [sum(round(box[1], 2) == top for box in boxes) for top in tops] == [1, 1, 3, 1]
    for row in tops:
        side = sorted(box for box in boxes if round(box[1], 2) == row)
        assert all(left[2] < right[0] for left, right in pairwise(side))
        assert (side[0][0] + side[-1][2]) / 2 == pytest.approx((28 + 156 / 2) / 25.4 * 72, abs=0.1)
    ends = {(round(x, 1), round(y, 1)) for item in strokes if not is_frame(item) for _, _, x, y in item.segments}
    for left, top, right, _ in boxes[1:]:
        assert (round((left + right) / 2, 1), round(top, 1)) in ends
    for text in page.drawn:
        if isinstance(text, TextRun) and text.font == "hei":
            assert any(left < text.x < right and top < text.y < bottom for left, top, right, bottom in boxes)


def test_a_step_without_a_name_is_missing(fonts: FontSet) -> None:
    with pytest.raises(ValuesError) as caught:
        layout(
            template(CHART), {"flow": [{"name": "申请"}, [{"note": "甲"}, {"name": "乙"}]]}, fonts, condition=condition
        )
    assert caught.value.missing == ("flow[2][1].name",)


def test_a_long_chart_goes_on_over_the_page(fonts: FontSet) -> None:
    flow = [{"name": f"第{number}步"} for number in range(1, 41)]
    done = layout(template(CHART), {"flow": flow}, fonts, condition=condition)
    assert len(done.pages) > 1
    assert not done.overflows


def test_the_scan_of_a_form_lies_under_the_first_page_when_it_is_handed_in(fonts: FontSet) -> None:
    place: Json = {"type": "place", "x": 50, "y": 60, "width": 60, "text": "{{a}}"}
    sheet = template([{"type": "group", "blocks": [place]}], page={"paper": "A4", "background": "scan"})
    file = BytesIO()
    Image.new("RGB", (21, 29), (200, 200, 200)).save(file, "PNG")
    (designed,) = layout(sheet, {"a": "张三"}, fonts, condition=condition, images={"scan": file.getvalue()}).pages
    assert designed.drawn[0] == Art("scan", 0.0, 0.0, designed.width, designed.height)
    (printed,) = layout(sheet, {"a": "张三"}, fonts, condition=condition).pages
    assert not any(isinstance(item, Art) for item in printed.drawn)
    (run, *_) = [item for item in printed.drawn if isinstance(item, TextRun)]
    assert run.x == pytest.approx(50 / 25.4 * 72)


def test_the_print_moves_by_tenths_of_a_millimetre(fonts: FontSet) -> None:
    sheet = template([{"type": "place", "x": 50, "y": 60, "width": 60, "text": "国"}], footer={"numbering": "none"})
    boxes = []
    for offset in ((0, 0), (30, -20)):
        box = ink(pictures(render(sheet, {}, fonts, condition=condition, offset=offset).data)[0])
        assert box is not None
        boxes.append(box)
    straight, moved = boxes
    assert moved[0] - straight[0] == pytest.approx(3 / 25.4 * DPI, abs=1.5)
    assert moved[1] - straight[1] == pytest.approx(-2 / 25.4 * DPI, abs=1.5)
