"""No workbook can harm: what is no workbook is refused, what stands where nothing belongs is told."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.hyperlink import Hyperlink

from onewindow.domain import sheets
from onewindow.domain.workbench.starting import blank_matter
from tests.onewindow.sheets.books import Change, changed, planned, written


def _zip(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return stream.getvalue()


def _long() -> bytes:
    book = Workbook()
    book.worksheets[0].title = "材料"
    book.worksheets[0]["A1048576"] = "x"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"name;value",
        b"PK\x03\x04broken",
        _zip(a=b"nothing"),
        _zip(**{"xl__vbaProject.bin": b"macro"}),
        _zip(**{"xl__sheet.xml": b"<x>" + b" " * 26_000_000}),
        _zip(**{"xl__sheet.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}),
        _zip(**{"xl__sheet.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'.encode("utf-16")}),
        _long(),
    ],
    ids=["empty", "csv", "broken", "other", "macros", "bomb", "entities", "entities in two bytes", "a million rows"],
)
def test_hostile_workbooks_are_refused(data: bytes) -> None:
    refused = sheets.read(data)
    assert isinstance(refused, sheets.Refused)
    assert refused.message.endswith("。")


@given(st.binary(max_size=200))
def test_no_bytes_make_it_fail(data: bytes) -> None:
    assert isinstance(sheets.read(data), sheets.Refused)


WHOLE = written(blank_matter("m1", "养蜂"))


@settings(max_examples=40, deadline=None)
@given(place=st.integers(0, 1_000_000), turned=st.integers(0, 255))
def test_no_damaged_workbook_makes_it_fail(place: int, turned: int) -> None:
    """A true workbook with one byte turned, or cut off."""
    damaged = bytearray(WHOLE)
    place %= len(damaged)
    if turned:
        damaged[place] ^= turned
    else:
        del damaged[place:]
    assert isinstance(sheets.read(bytes(damaged)), sheets.Refused | sheets.Cells)


@pytest.mark.parametrize(
    ("change", "cell", "said"),
    [
        (lambda book: setattr(book["受理条件"], "title", "受理条件2"), "受理条件2!A1", "是否想写“受理条件”"),
        (lambda book: book["受理条件"].__setitem__("B1", "条件内容"), "受理条件!B1", "是否想写“条件”"),
        (lambda book: book["受理条件"].__setitem__("C1", "条件"), "受理条件!C1", "写了两次"),
        (lambda book: book["受理条件"].__setitem__("A1", "号"), "受理条件!A1", "没有“编号”一列"),
        (lambda book: book["受理条件"].__setitem__("B1", "=A1"), "受理条件!B1", "公式"),
        (lambda book: book["基本要素"].merge_cells("D4:D6"), "基本要素!D4", "合并"),
        (lambda book: book["基本要素"].__setitem__("A5", "nobody"), "基本要素!A5", "没有这一项"),
        (lambda book: book["基本要素"].__setitem__("A5", book["基本要素"]["A4"].value), "基本要素!A5", "写了两次"),
        (lambda book: book["基本要素"].__setitem__("D4", 440000000000000000), "基本要素!D4", "超过 15 位"),
    ],
    ids=["sheet", "head", "head twice", "no numbers", "formula", "merged", "unknown row", "row twice", "long number"],
)
def test_what_stands_where_nothing_belongs_is_told(change: Change, cell: str, said: str) -> None:
    body = blank_matter("m1", "养蜂")
    plan = planned(body, changed(written(body), change))
    assert [one.cell for one in plan.faults if said in one.message] == [cell], plan.faults
    assert [one for one in plan.edits if one.kind != "gone"] == []


def test_a_sheet_or_a_column_that_was_taken_out_changes_nothing() -> None:
    body = blank_matter("m1", "养蜂")

    def change(book: Workbook) -> None:
        del book["办理流程"]
        book["表单"].delete_cols(5)

    assert planned(body, changed(written(body), change)) == sheets.Plan(())


def _everywhere(kind: str) -> bytes:
    """Something that is declared for every cell there is."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"] = "x"
    if kind == "merged":
        sheet.merge_cells("A1:B2")
    elif kind == "linked":
        sheet["A1"].hyperlink = Hyperlink(ref="A1", target="http://x.example")
    else:
        sheet["A1"].comment = Comment("x", "y")
    stream, made = io.BytesIO(), io.BytesIO()
    book.save(stream)
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            tag = rb'(<(?:mergeCell|hyperlink|comment) [^>]*ref=)"[A-Z0-9:]+"'
            new.writestr(name, re.sub(tag, rb'\1"A1:XFD1048576"', old.read(name)))
    return made.getvalue()


@pytest.mark.parametrize("kind", ["merged", "linked", "commented"])
def test_what_is_said_of_every_cell_is_not_spread_out(kind: str) -> None:
    data = _everywhere(kind)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert any(b"A1:XFD1048576" in archive.read(name) for name in archive.namelist())
    assert isinstance(sheets.read(data), sheets.Refused)


def test_who_has_thousands_of_faults_mends_some_first() -> None:
    body = blank_matter("m1", "养蜂")

    def change(book: Workbook) -> None:
        for number in range(3_000):
            book["受理条件"].append([f"nobody{number}", "条件"])

    plan = planned(body, changed(written(body), change))
    assert plan.edits == ()
    assert 200 <= len(plan.faults) <= 202
    assert plan.faults[-1].message.endswith("请先改正这些，再上传一次。")
