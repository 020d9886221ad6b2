"""The form on paper: what forms say about its look is what is printed."""

from __future__ import annotations

from typing import Any

from form_builder import compile_plan, merge
from onewindow.domain.paper_form import paper_form
from tests.form_builder.making import bound, dictionary

KNOWN = dictionary({"key": "a.x", "label": "甲项", "kind": "text"}, {"key": "a.y", "label": "乙项", "kind": "text"})


def rows_of(*fields: Any) -> list[list[tuple[str, int]]]:
    """The rows of the printed grid, headings left out: what stands in each cell and its width."""
    x, y = bound(KNOWN, "x", *fields), bound(KNOWN, "y", "a.x", "a.y")
    template, _ = paper_form("申请表", compile_plan(merge([x, y])), None, units={}, demo=False)
    (grid,) = [block for block in template["blocks"] if block["type"] == "grid"]
    rows = [row for row in grid["rows"] if isinstance(row, list)]  # a heading is a mapping
    return [[(cell.get("label", ""), cell["span"]) for cell in row] for row in rows]


def test_two_short_answers_share_a_row() -> None:
    assert rows_of("a.x", "a.y") == [[("甲项", 2), ("", 4), ("乙项", 2), ("", 4)]]


def test_a_wide_one_has_its_row_to_itself() -> None:
    assert rows_of({"element": "a.x", "wide": True}, "a.y") == [
        [("甲项", 2), ("", 10)],
        [("乙项", 2), ("", 10)],
    ]
