"""Any one cell that somebody changes becomes one edit, which changes nothing but what its row shows."""

from __future__ import annotations

import copy
import functools
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onewindow.domain import sheets
from onewindow.domain.case_format import read_folder
from onewindow.domain.problems import Problems
from onewindow.domain.publishing.diff import diff
from onewindow.domain.sheets.layout import FILLED, ID, PART, Sheet
from onewindow.domain.sheets.layout import sheets as sheets_of
from onewindow.domain.sheets.reading import Cell, Cells
from onewindow.domain.sheets.rows import entries, rows
from onewindow.domain.workbench.entries import Kind
from tests.onewindow.domain import invented
from tests.onewindow.sheets.books import around, seen

Json = Any
PLAIN = (Kind.TEXT, Kind.LONG_TEXT, Kind.LINES)


@functools.cache
def standing() -> tuple[sheets.View, Cells]:
    """The matter with the longest route, and its workbook."""
    pack = read_folder(invented.raw())
    assert not isinstance(pack, Problems)
    view = seen(copy.deepcopy(dict(pack.matters["bee_keeping"].to_json())), around(pack))
    cells = sheets.read(sheets.write(view))
    assert isinstance(cells, Cells)
    return view, cells


def places(view: sheets.View) -> list[tuple[Sheet, str, str]]:
    """Every cell that takes a plain text: its sheet, its row's number, its head."""
    found = []
    for sheet in sheets_of(view):
        for row in (*entries(view, sheet), *rows(view, sheet)):
            for head, box in row.boxes.items():
                if box.control is not None and box.column.entry.kind in PLAIN:
                    found.append((sheet, row.number, FILLED if sheet.upright else head))
    return found


def with_text(cells: Cells, title: str, number: str, head: str, text: str) -> Cells:
    """The workbook with another text in one cell."""
    changed = []
    for line in cells.rows[title]:
        if line[ID].text == number:
            old = line[head]
            line = {**line, head: Cell(old.sheet, old.row, old.column, text)}
        changed.append(line)
    return Cells({**cells.rows, title: changed}, (), cells.heads)


@settings(max_examples=80, deadline=None)
@given(data=st.data(), text=st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=12))
def test_one_cell_is_one_edit(data: st.DataObject, text: str) -> None:
    view, cells = standing()
    sheet, number, head = data.draw(st.sampled_from(places(view)))
    old = next(line[head].text for line in cells.rows[sheet.title] if line[ID].text == number)
    plan = sheets.plan(view, with_text(cells, sheet.title, number, head, text))
    assert plan.faults == ()
    assert len(plan.edits) == (0 if text == old else 1)
    if plan.edits:
        after = sheets.applied(view, plan.edits)
        assert diff(view.document, after)
        again = seen(after, view.around)
        (there,) = [
            box.text
            for row in (*entries(again, sheet), *rows(again, sheet))
            for name, box in row.boxes.items()
            if row.number == number and (sheet.upright or name == head)
        ]
        assert there == text


def test_every_cell_of_the_sheets_is_tried() -> None:
    view, _cells = standing()
    assert len(places(view)) > 80
    assert {sheet.title for sheet, _number, _head in places(view)} >= {"基本要素", "表单", "申请材料", "办理流程"}


@given(
    forged=st.recursive(
        st.none() | st.text(max_size=12) | st.integers(),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["row", "kind", "at", "texts", "part", "after", "element", "x"]), inner)
        ),
        max_leaves=12,
    ),
    at=st.sampled_from(["", "form/sections", "route/steps", "route/steps/start", "form/materials", "key", "elements"]),
    kind=st.sampled_from(["new", "gone", "moved", "changed"]),
    texts=st.dictionaries(
        st.sampled_from(["element", "kind", "options", "action", "name", "key", "", "limit"]),
        st.lists(st.text(max_size=6), max_size=2),
    ),
)
def test_a_forged_plan_changes_nothing_that_no_sheet_shows(
    forged: Json, at: str, kind: str, texts: dict[str, list[str]]
) -> None:
    """What a page posts back may be anything."""
    view, _cells = standing()
    one = {"row": "x", "kind": kind, "at": at, "texts": texts, "part": "", "after": [str(forged)[:9]]}
    for listed in (forged, [forged], [one]):
        after = sheets.applied(view, sheets.from_json(listed))
        assert (after["key"], after["schema"]) == (view.document["key"], view.document["schema"])
        assert after["checks"] == view.document["checks"]


@pytest.mark.parametrize("head", [PART, "数据元"])
def test_a_cell_of_another_sort_is_told_or_moves(head: str) -> None:
    view, cells = standing()
    number = next(line[ID].text for line in cells.rows["表单"])
    plan = sheets.plan(view, with_text(cells, "表单", number, head, "没有过的"))
    assert len(plan.edits) + len(plan.faults) == 1
