"""The rows of a sheet as a document fills them: what is written out, and what a workbook is compared with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from onewindow.domain.sheets import steps
from onewindow.domain.sheets.cells import Column, cell
from onewindow.domain.sheets.growth import Growth
from onewindow.domain.sheets.layout import Sheet
from onewindow.domain.sheets.views import View
from onewindow.domain.workbench import editing
from onewindow.domain.workbench.editing import Control
from onewindow.domain.workbench.entries import Kind
from onewindow.domain.workbench.places import find
from onewindow.domain.workbench.tabs import Group
from tenants.pointers import parse

Json = Any


@dataclass(frozen=True, slots=True)
class Box:
    """One cell: its text, and the control that it changes; without one it only tells."""

    column: Column
    text: str
    control: Control | None


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `name`: the written pointer of its element, or of an upright row's control; `number`: what stands in
    the first column; `part`: the part of the form it belongs to, or the group. Boxes by the head of their column.
    """

    name: str
    number: str
    part: str
    boxes: Mapping[str, Box]


def rows(view: View, sheet: Sheet) -> Iterator[Row]:
    """The rows of a list, in the order of the document."""
    for part, listing in sheet.listings:
        for item in editing.items(view.document, listing):
            at = parse(item.name)
            element = find(view.document, at)
            bare = sheet.grows is Growth.STEPS and steps.bare(element)
            controls = iter(item.controls)
            boxes = {
                each.entry.label: _box(each, element, None if each.tell else next(controls), bare=bare)
                for each in sheet.columns
            }
            yield Row(item.name, at[-1], part, boxes)


def entries(view: View, sheet: Sheet) -> Iterator[Row]:
    """The rows of an upright sheet, one for each entry; its box stands under its own label."""
    for part, columns in sheet.upright:
        group = Group(part, tuple(each.entry for each in columns))
        for one, control in zip(columns, editing.controls(view.document, group), strict=True):
            if one.entry.kind is not Kind.RULE:
                box = Box(one, cell(one, control.texts), control)
                yield Row(control.name, control.name, part, {one.entry.label: box})


def _box(column: Column, element: Json, control: Control | None, *, bare: bool) -> Box:
    if column.tell is not None:
        return Box(column, column.tell(element), None)
    if bare or control is None:
        return Box(column, "", None)
    return Box(column, cell(column, control.texts), control)
