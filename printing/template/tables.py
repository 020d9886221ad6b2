"""Reading the table-like blocks: grid, key-value list, table."""

from __future__ import annotations

from functools import partial

from printing.template import fields as f
from printing.template.blocks import Block, Cell, Code, Column, Grid, Item, KeyValues, Row, Table
from printing.template.fields import Field, read_list, read_object
from printing.template.reading import Context, read_number, read_rule, read_text
from printing.values import Json

MAX_ROWS, MAX_COLUMNS = 500, 48

QR_FIELDS = {"data": f.text(), "size": f.length(80, 25), "caption": f.text("")}
CODE128_FIELDS = {"data": f.text(), "height": f.length(40, 10), "caption": f.text("")}


def read_qr(context: Context, value: Json, pointer: str) -> Code | None:
    """`{"data", "size" (mm), "caption"}`."""
    return read_object(context, value, pointer, partial(Code, kind="qr"), QR_FIELDS)


def read_code128(context: Context, value: Json, pointer: str) -> Code | None:
    """`{"data", "height" (mm), "caption"}`."""
    fields = CODE128_FIELDS | {"height": Field(CODE128_FIELDS["height"].read, CODE128_FIELDS["height"].default, "size")}
    return read_object(context, value, pointer, partial(Code, kind="code128"), fields)


CELL = {
    "text": f.text(""),
    "elements": f.COMMON["elements"],
    "span": f.whole(1, MAX_COLUMNS, 1, "columns"),
    "rows": f.whole(1, MAX_ROWS, 1),
    "style": f.style("cell"),
    "align": f.choice(*f.ALIGN, default="left"),
    "valign": f.choice("top", "middle", "bottom", default="middle"),
    "shade": f.flag(),
    "height": f.length(280, 0),
    "min_height": f.length(280, 0),
    "qr": Field(read_qr, None, "code"),
    "image": f.word(""),
}
LABEL = CELL | {"style": f.style("label"), "align": f.choice(*f.ALIGN, default="center"), "shade": f.flag(default=True)}


def read_cell(context: Context, value: Json, pointer: str) -> Cell | None:
    """A text, or an object; `{"label": text}` is short for a centred, shaded label."""
    if isinstance(value, str):
        return Cell(text=read_text(context, value, pointer), at=pointer)
    if isinstance(value, dict) and "label" in value:
        value = {"text": value["label"], **{key: part for key, part in value.items() if key != "label"}}
        return read_object(context, value, pointer, partial(Cell, at=pointer), LABEL)
    return read_object(context, value, pointer, partial(Cell, at=pointer), CELL)


def read_row(context: Context, value: Json, pointer: str) -> Row | None:
    """A list of cells, or `{"if", "keep", "cells"}`."""
    read_cells = partial(read_list, read=read_cell, most=MAX_COLUMNS)
    if isinstance(value, list):
        return Row(cells=read_cells(context, value, pointer))
    fields = {
        "if": Field(read_rule, None, "condition"),
        "keep": f.flag(),
        "cells": Field(lambda context, part, at: read_cells(context, part, at)),
    }
    return read_object(context, value, pointer, Row, fields)


def read_widths(context: Context, value: Json, pointer: str) -> tuple[float, ...]:
    """Relative widths of columns."""
    return read_list(context, value, pointer, partial(read_number, low=0.1, high=1000), MAX_COLUMNS)


GRID = f.COMMON | {
    "columns": Field(read_widths),
    "rows": Field(partial(read_list, read=read_row, most=MAX_ROWS)),
    "head_rows": f.whole(0, 10, 0),
    "row_height": f.length(100, 8),
    "borders": f.choice("all", "none", "outer", default="all"),
}


def read_grid(context: Context, value: Json, pointer: str) -> Block | None:
    """A grid whose cells fill its columns exactly."""
    grid = read_object(context, value, pointer, partial(Grid, at=pointer), GRID)
    if grid is not None:
        check_spans(context, grid, pointer)
    return grid


def check_spans(context: Context, grid: Grid, pointer: str) -> None:
    """Every row must fill all columns: cells that span rows included, nothing twice, nothing left over."""
    width = len(grid.columns)
    taken: dict[int, int] = {}
    for index, row in enumerate(grid.rows):
        held = sum(1 for until in taken.values() if until > index)
        own = sum(cell.columns for cell in row.cells)
        if held + own != width:
            context.fail(
                f"{pointer}/rows/{index}",
                f"这一行占 {held + own} 列，表格有 {width} 列",
                "调整单元格的 span 或 rows，使每行占满全部列",
            )
            return
        free = [column for column in range(width) if taken.get(column, 0) <= index]
        for cell in row.cells:
            taken.update(dict.fromkeys(free[: cell.columns], index + cell.rows))
            free = free[cell.columns :]
    if any(until > len(grid.rows) for until in taken.values()):
        context.fail(f"{pointer}/rows", "有单元格向下超出了表格", "减小 rows 或补上行")


ITEM = f.COMMON | {"label": f.text(), "text": f.text(), "span": f.whole(1, 6, 1)}


def read_item(context: Context, value: Json, pointer: str) -> Item | None:
    """`{"label", "text", "span"}`."""
    return read_object(context, value, pointer, partial(Item, at=pointer), ITEM)


KEY_VALUES = f.COMMON | {
    "items": Field(partial(read_list, read=read_item, most=MAX_ROWS)),
    "columns": f.whole(1, 6, 2),
    "label_width": f.number(2, 20, 7.0),
    "row_height": f.length(100, 8),
    "style": f.style("cell"),
    "label_style": f.style("label"),
}


def read_key_values(context: Context, value: Json, pointer: str) -> Block | None:
    """Pairs of label and text."""
    return read_object(context, value, pointer, partial(KeyValues, at=pointer), KEY_VALUES)


COLUMN = {
    "title": f.text(),
    "text": f.text(),
    "width": f.number(0.1, 1000, 1.0),
    "align": f.choice(*f.ALIGN, default="left"),
    "elements": f.COMMON["elements"],
}


def read_column(context: Context, value: Json, pointer: str) -> Column | None:
    """`{"title", "text", "width", "align"}`."""
    return read_object(context, value, pointer, partial(Column, at=pointer), COLUMN)


def read_source(context: Context, value: Json, pointer: str) -> tuple[str, bool]:
    """The name of a list, `?` at its end when it may be absent."""
    if not isinstance(value, str) or not value.removesuffix("?").replace(".", "a").isidentifier():
        context.fail(pointer, "来源不是名称", "写成值的名称，例如 materials")
        return "", True
    return value.removesuffix("?"), value.endswith("?")


def loop_context(context: Context, value: dict[str, Json], pointer: str) -> tuple[Context, str, bool, str]:
    """The inner context of a loop, its source, whether that may be absent, and the name of its item."""
    source, optional = read_source(context, value.get("source"), f"{pointer}/source")
    name = value.get("as", "item")
    if not isinstance(name, str) or not name.isidentifier():
        context.fail(f"{pointer}/as", "项目的名称不合规", "写成英文字母开头的名称，例如 item")
        name = "item"
    context.mention(source, f"{pointer}/source", required=not optional, loop=True)
    return context.within(name, source), source, optional, name


TABLE = f.COMMON | {
    "columns": Field(partial(read_list, read=read_column, most=MAX_COLUMNS)),
    "min_rows": f.whole(0, 200, 0),
    "rows_per_page": f.whole(0, 200, 0),
    "row_height": f.length(100, 7),
    "empty": f.text(""),
    "style": f.style("cell"),
    "label_style": f.style("label"),
}
LOOP = ("source", "as")
"""The properties that `loop_context` reads."""


def read_table(context: Context, value: Json, pointer: str) -> Block | None:
    """One row for each item of a list."""
    if not isinstance(value, dict):
        return None
    inner, source, optional, name = loop_context(context, value, pointer)
    if value.get("columns") == []:
        context.fail(f"{pointer}/columns", "表格没有列", "至少写一列")
    make = partial(Table, at=pointer, source=tuple(source.split(".")), source_name=source, optional=optional, name=name)
    own = {key: part for key, part in value.items() if key not in LOOP}
    return read_object(inner, own, pointer, make, TABLE)
