"""Spreadsheets of matters: out and in again is the same, and one cell is one change."""

from __future__ import annotations

import copy
import io
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from onewindow.domain import sheets
from onewindow.domain.canonical import canonical
from onewindow.domain.case_format import Pack
from onewindow.domain.publishing.diff import diff
from onewindow.domain.sheets.cells import cell, column, texts_of
from onewindow.domain.workbench.entries import Entry, Kind
from tests.onewindow.publishing.conftest import pack
from tests.onewindow.publishing.test_diff import bees
from tests.onewindow.sheets.books import Change, around, changed, planned, seen, written

__all__ = ["bees", "pack"]
Json = Any


@pytest.fixture
def body(bees: Pack) -> Json:
    return copy.deepcopy(dict(bees.matters["bee_keeping"].to_json()))


@pytest.mark.shared
def test_every_reference_matter_comes_back_unchanged(pack: Pack) -> None:
    known = around(pack)
    for matter in pack.matters.values():
        body = matter.to_json()
        view = sheets.view(sheets.MATTER, body, known)
        cells = sheets.read(sheets.write(view))
        assert isinstance(cells, sheets.Cells)
        plan = sheets.plan(view, cells)
        assert plan == sheets.Plan(())
        assert canonical(sheets.applied(view, plan.edits)) == canonical(body)


@pytest.mark.shared
def test_the_dictionary_comes_back_unchanged(pack: Pack) -> None:
    view = sheets.view(sheets.ELEMENTS, pack.elements, around(pack))
    cells = sheets.read(sheets.write(view))
    assert isinstance(cells, sheets.Cells)
    assert sheets.plan(view, cells) == sheets.Plan(())
    assert canonical(sheets.applied(view, ())) == canonical(pack.elements)


@settings(max_examples=12)
@given(
    text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40),
    begins=st.sampled_from(["", "=1+1", "+", "-2", "@SUM(A1)", "0013", "2026-01-01", " "]),
)
def test_whatever_is_written_comes_back_unchanged(bees: Pack, text: str, begins: str) -> None:
    body = copy.deepcopy(dict(bees.matters["bee_keeping"].to_json()))
    body["daily_name"] = begins + text
    body["conditions"][0]["text"] = begins + text
    assert planned(body, written(body)) == sheets.Plan(())


def test_nothing_that_is_written_is_a_formula(body: Json) -> None:
    body["daily_name"] = '=HYPERLINK("http://x.example")'
    book = load_workbook(io.BytesIO(written(body)))
    kinds = {one.data_type for sheet in book.worksheets for row in sheet.iter_rows() for one in row}
    assert kinds <= {"s", "inlineStr", "n"}  # "n" is an empty cell
    assert all(one.freeze_panes == "C2" for one in book.worksheets[1:-1])


def _upright(book: Any, label: str, text: object) -> None:
    row = next(row for row in book["基本要素"].iter_rows() if row[2].value == label)
    row[3].value = text


def test_one_cell_is_one_change_in_a_sentence(body: Json) -> None:
    plan = planned(body, changed(written(body), lambda book: _upright(book, "承诺办结时限", "7 个自然日")))
    assert len(plan.edits) == 1
    made = sheets.applied(seen(body), plan.edits)
    assert made["limits"]["promised"] == {**body["limits"]["promised"], "value": 7, "unit": "calendar_day"}
    assert [each.pointer for each in diff(body, made)] == ["limits/promised"]
    assert sheets.from_json(sheets.to_json(plan.edits)) == plan.edits


def test_rows_are_added_and_taken_away(body: Json) -> None:
    def change(book: Any) -> None:
        sheet = book["受理条件"]
        sheet.delete_rows(2)
        sheet.append(["", "不在风景名胜区", "以图纸为准"])

    plan = planned(body, changed(written(body), change))
    assert sorted(each.kind for each in plan.edits) == ["gone", "new"]
    made = sheets.applied(seen(body), plan.edits)
    assert [each["text"] for each in made["conditions"]] == [body["conditions"][1]["text"], "不在风景名胜区"]
    only_new = sheets.applied(seen(body), [each for each in plan.edits if each.kind == "new"])
    assert len(only_new["conditions"]) == len(body["conditions"]) + 1


WRONG: dict[str, tuple[Change, str]] = {
    "unknown choice": (lambda book: _upright(book, "办件类型", "慢办件"), "基本要素!D"),
    "no limit": (lambda book: _upright(book, "承诺办结时限", "尽快"), "基本要素!D"),
    "formula": (lambda book: _upright(book, "日常用语", "=1+1"), "基本要素!D"),
    "number twice": (lambda book: book["受理条件"].__setitem__("A3", book["受理条件"]["A2"].value), "受理条件!A3"),
    "strange number": (lambda book: book["受理条件"].__setitem__("A2", "nobody"), "受理条件!A2"),
    "merged": (lambda book: book["受理条件"].merge_cells("B2:B3"), "受理条件!B2"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_told_with_sheet_and_cell(body: Json, name: str) -> None:
    change, place = WRONG[name]
    faults = planned(body, changed(written(body), change)).faults
    assert any(each.cell.startswith(place) and each.message for each in faults), faults


def test_numbers_and_dates_are_read_as_typed(body: Json) -> None:

    def change(book: Any) -> None:
        _upright(book, "日常用语", date(2026, 1, 2))
        _upright(book, "到现场次数", 2.0)

    made = sheets.applied(seen(body), planned(body, changed(written(body), change)).edits)
    assert made["daily_name"] == "2026-01-02"
    assert made["on_site_visits"]["max"] == 2


def asked(body: Json) -> list[tuple[str, str]]:
    return [(section["label"], field["element"]) for section in body["form"]["sections"] for field in section["fields"]]


def work(body: Json) -> list[str]:
    return [each["action"] for each in body["route"]["steps"] if each.get("kind", "task") == "task"]


def test_a_filled_sheet_begins_a_matter(bees: Pack, body: Json) -> None:
    known = around(bees)
    cells = sheets.read(written(body, known))
    assert isinstance(cells, sheets.Cells)
    blank = seen(sheets.blank_document(cells, "m1"), known)
    plan = sheets.plan(blank, cells, fresh=True)
    made = sheets.applied(blank, plan.edits)
    assert sorted(asked(made)) == sorted(asked(body))
    assert work(made) == work(body)
    assert any(one.cell.startswith("表单!") and "句子" in one.message for one in plan.notes)
    assert plan.faults == ()
    assert made["name"] == body["name"]
    assert [each["text"] for each in made["conditions"]] == [each["text"] for each in body["conditions"]]
    assert [each["name"] for each in made["form"]["materials"]] == [each["name"] for each in body["form"]["materials"]]
    assert made["key"] == made["form"]["key"] == "m1"


@given(
    kind=st.sampled_from([Kind.LIMIT, Kind.FLAG, Kind.CHOICES, Kind.LINES]),
    days=st.integers(0, 999),
    unit=st.sampled_from(["working_day", "calendar_day"]),
)
def test_cells_read_back_what_they_show(kind: Kind, days: int, unit: str) -> None:
    one = column(Entry("x", "项", kind, options=(("a", "甲"), ("b", "乙")) if kind is Kind.CHOICES else ()))
    texts = {Kind.LIMIT: (str(days), unit), Kind.FLAG: ("1",), Kind.CHOICES: ("a", "b"), Kind.LINES: ("一\n二",)}[kind]
    assert texts_of(one, cell(one, texts)) == texts
