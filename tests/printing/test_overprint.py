"""Marks over a finished document: whatever its template says, they stand there and hide nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from printing import FontSet, Overprint, layout, render, sample_values, system_template_keys
from printing.typesetting import overprint
from printing.typesetting.pages import Stroke, TextRun
from printing.typesetting.setting import text_width
from tests.printing.paper import condition, squeezed, system, text_of

MARK = "补打 第2次 2026-11-21"


@pytest.mark.parametrize("key", ["acceptance_notice", "receipt", "acceptance_receipt_slip", "village_certificate"])
def test_a_further_copy_says_so_and_loses_nothing(key: str, fonts: FontSet, tmp_path: Path) -> None:
    plain = render(system(key), sample_values(), fonts, condition=condition)
    marked = render(system(key), sample_values(), fonts, condition=condition, marks=Overprint(corner=MARK))
    assert squeezed(text_of(marked.data, tmp_path)).count(squeezed(MARK)) == marked.pages == plain.pages
    assert squeezed(MARK) not in squeezed(text_of(plain.data, tmp_path))
    assert set(squeezed(text_of(plain.data, tmp_path))) <= set(squeezed(text_of(marked.data, tmp_path)))


@pytest.mark.parametrize("key", system_template_keys())
def test_the_mark_stands_clear_of_the_text_and_on_the_page(key: str, fonts: FontSet) -> None:
    pages = layout(system(key), sample_values(), fonts, condition=condition).pages
    for plain, marked in zip(pages, overprint(pages, Overprint(corner=MARK), fonts), strict=True):
        *rest, frame, text = marked.drawn
        assert tuple(rest) == plain.drawn
        assert isinstance(frame, Stroke)
        assert isinstance(text, TextRun)
        left, top, right, bottom = (
            frame.segments[3][2],
            frame.segments[0][1],
            frame.segments[0][2],
            frame.segments[2][1],
        )
        assert 0 < left < right < marked.width
        assert 0 < top < bottom < marked.height
        for run in (item for item in rest if isinstance(item, TextRun)):
            below, above = run.y - run.size >= bottom, run.y <= top
            beside = run.x >= right or run.x + text_width(run.text, run.font, run.size, fonts) <= left
            assert below or above or beside, (run.text, run.y)


def test_void_is_across_every_page(fonts: FontSet, tmp_path: Path) -> None:
    void = render(system("service_guide"), sample_values(), fonts, condition=condition, marks=Overprint(across="作废"))
    assert void.pages > 1
    assert squeezed(text_of(void.data, tmp_path)).count("作") >= 2 * void.pages
