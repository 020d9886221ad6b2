"""Workbooks as somebody at a desk changes them."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from openpyxl import load_workbook

from onewindow.domain import sheets
from onewindow.domain.case_format import Pack
from onewindow.domain.workbench.surroundings import Surroundings

Json = Any
Change = Callable[[Any], None]
NOTHING = Surroundings()


def around(pack: Pack) -> Surroundings:
    """What stands around the matters of a folder."""
    titles = {key: str(each.to_json()["name"]) for key, each in pack.matters.items()}
    return Surroundings(pack.dictionary, titles, {}, tuple(each.name for each in pack.departments))


def seen(body: Json, known: Surroundings = NOTHING) -> sheets.View:
    """A matter as its sheets see it."""
    return sheets.view(sheets.MATTER, body, known)


def written(body: Json, known: Surroundings = NOTHING) -> bytes:
    """The workbook of a matter."""
    return sheets.write(seen(body, known))


def planned(body: Json, data: bytes, known: Surroundings = NOTHING) -> sheets.Plan:
    """What a workbook would change in a matter."""
    return of(seen(body, known), data)


def of(view: sheets.View, data: bytes) -> sheets.Plan:
    """What a workbook would change in a document."""
    cells = sheets.read(data)
    assert isinstance(cells, sheets.Cells), cells
    return sheets.plan(view, cells)


def changed(data: bytes, change: Change) -> bytes:
    """The workbook after somebody has changed it."""
    book = load_workbook(io.BytesIO(data))
    change(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def heads(sheet: Any) -> list[str]:
    """The heads of a sheet, from the left."""
    return [one.value for one in sheet[1] if one.value]


def put(sheet: Any, row: int, **texts: Any) -> None:
    """Write into a row by the heads of its columns."""
    for head, text in texts.items():
        sheet.cell(row, heads(sheet).index(head) + 1).value = text


def add(sheet: Any, at: int | None = None, **texts: Any) -> None:
    """A new row with some texts, before the row `at` or at the end."""
    if at is None:
        at = sheet.max_row + 1
    else:
        sheet.insert_rows(at)
    put(sheet, at, **texts)
