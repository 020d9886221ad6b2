"""Every block type: its properties and how it is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial

from printing.template import blocks as b
from printing.template import fields as f
from printing.template.blocks import Block, Code
from printing.template.fields import Field, read_list, read_object
from printing.template.reading import MAX_BLOCKS, MAX_DEPTH, Context, read_rule
from printing.template.tables import (
    CODE128_FIELDS,
    GRID,
    KEY_VALUES,
    LOOP,
    QR_FIELDS,
    TABLE,
    loop_context,
    read_code128,
    read_grid,
    read_key_values,
    read_qr,
    read_source,
    read_table,
)
from printing.values import Json

ID = re.compile(r"[a-z][a-z0-9_]{0,39}")
Reader = Callable[[Context, Json, str], Block | None]


def read_blocks(context: Context, value: Json, pointer: str) -> tuple[Block, ...]:
    """A list of blocks."""
    if context.depth > MAX_DEPTH:
        context.fail(pointer, f"套得太深（超过 {MAX_DEPTH} 层）", "减少循环和条件的层数")
        return ()
    return read_list(context, value, pointer, read_block, MAX_BLOCKS)


def read_block(context: Context, value: Json, pointer: str) -> Block | None:
    """One block, by its `type`."""
    context.tally.blocks += 1
    if context.tally.blocks > MAX_BLOCKS:
        return None
    kind = value.get("type") if isinstance(value, dict) else None
    if not isinstance(kind, str) or kind not in READERS:
        context.fail(pointer, f"没有名为“{kind}”的块", f"可用的块：{'、'.join(READERS)}")
        return None
    _check_id(context, value, pointer)
    return READERS[kind](context, value, pointer)


def _check_id(context: Context, value: Json, pointer: str) -> None:
    """The name of a block, by which a lower tenant says what it changes: short, and given once in a template."""
    if not isinstance(value, dict) or "id" not in value:
        return
    value = value["id"]
    if not isinstance(value, str) or not ID.fullmatch(value):
        context.fail(f"{pointer}/id", "块的标识不能使用", "写成 1 至 40 个小写字母、数字或下划线，以字母开头")
    elif value in context.tally.ids:
        context.fail(f"{pointer}/id", f"标识“{value}”重复", "每块用不同的标识")
    else:
        context.tally.ids.add(value)


def _plain(make: Callable[..., Block], own: Mapping[str, Field]) -> Reader:
    fields = {**f.COMMON, **own}
    return lambda context, value, pointer: read_object(context, value, pointer, partial(make, at=pointer), fields)


def _code_block(read: Callable[[Context, Json, str], Code | None], own: Mapping[str, Field]) -> Reader:
    around = {**f.COMMON, "align": f.choice(*f.ALIGN_FLAT, default="left")}

    def read_code_block(context: Context, value: Json, pointer: str) -> Block | None:
        if not isinstance(value, dict):
            return None
        inside = {key: part for key, part in value.items() if key not in around and key != "type"}
        code = read(context, inside, pointer)
        outside = {key: part for key, part in value.items() if key in around}
        if code is None:
            return None
        return read_object(context, outside, pointer, partial(b.CodeBlock, at=pointer, code=code), around)

    return read_code_block


def _read_each(context: Context, value: Json, pointer: str) -> Block | None:
    if not isinstance(value, dict):
        return None
    if "items" in value and "source" not in value:
        items = value["items"]
        if not isinstance(items, list) or not 1 <= len(items) <= 20:
            context.fail(f"{pointer}/items", "items 应当是 1 至 20 项的列表", "写成列表，或改用 source")
            return None
        inner, source, optional, name = context.within("item", ""), "", False, "item"
    else:
        items = []
        inner, source, optional, name = loop_context(context, value, pointer)
    blocks = read_blocks(inner, value.get("blocks"), f"{pointer}/blocks")
    make = partial(
        b.Each,
        at=pointer,
        source=tuple(source.split(".")) if source else (),
        source_name=source,
        optional=optional,
        items=tuple(items),
        name=name,
        blocks=blocks,
    )
    known = {key: part for key, part in value.items() if key not in EACH_OWN}
    return read_object(context, known, pointer, make, f.COMMON)


def _read_chart(context: Context, value: Json, pointer: str) -> Block | None:
    if not isinstance(value, dict):
        return None
    source, optional = read_source(context, value.get("source"), f"{pointer}/source")
    context.mention(source, f"{pointer}/source", required=not optional)
    own = {key: part for key, part in value.items() if key != "source"}
    make = partial(b.Chart, at=pointer, source=tuple(source.split(".")), source_name=source, optional=optional)
    return read_object(context, own, pointer, make, f.COMMON)


def _read_if(context: Context, value: Json, pointer: str) -> Block | None:
    fields = {
        "if": Field(read_rule, name="condition"),
        "then": Field(read_blocks),
        "else": Field(read_blocks, (), "otherwise"),
    }
    return read_object(context.deeper(), value, pointer, partial(b.If, at=pointer), fields)


def _read_group(context: Context, value: Json, pointer: str) -> Block | None:
    fields = {**f.COMMON, "blocks": Field(read_blocks)}
    return read_object(context.deeper(), value, pointer, partial(b.Group, at=pointer), fields)


def paragraph(style: str, align: str, indent: float, *, keep: bool = False) -> dict[str, Field]:
    """The properties of a paragraph-like block."""
    return {
        "text": f.text(),
        "style": f.style(style),
        "align": f.choice(*f.ALIGN, default=align),
        "indent": f.number(0, 20, indent),
        "keep_with_next": f.flag(default=keep, name="keep"),
        "before": f.number(0, 300, 0.0),
        "after": f.number(0, 300, 0.0),
    }


EACH_OWN = ("type", *LOOP, "items", "blocks")
SIGN = {
    "org": f.text(),
    "date": f.text(),
    "seal": f.word(""),
    "seal_name": f.text(""),
    "seal_size": f.length(60, 42),
    "right": f.number(0, 20, 4.0),
    "style": f.style("body"),
    "qr": Field(read_qr, None, "code"),
}
RULE = {
    "weight": f.number(0.1, 6, 0.6),
    "height": f.length(60, 3),
    "colour": f.choice("black", "red", "grey", default="black"),
    "dashed": f.flag(),
    "label": f.text(""),
    "seal": f.word(""),
    "seal_size": f.length(60, 36),
}
LETTERHEAD = {
    "text": f.text(),
    "form": f.choice("letter", "document", "plain", default="letter"),
    "number": f.text(""),
    "size": f.size(30.0),
}
IMAGE = {
    "name": f.word(),
    "width": f.length(420),
    "max_height": f.length(297, 297),
    "align": f.choice(*f.ALIGN_FLAT, default="center"),
}
PLACE = {
    "x": f.length(420),
    "y": f.length(420),
    "width": f.length(420),
    "height": f.length(420, 0),
    "text": f.text(),
    "style": f.style("cell"),
    "align": f.choice(*f.ALIGN, default="left"),
}
SPACE = {"lines": f.number(0, 30, 0.0), "height": f.length(280, 0)}

READERS: dict[str, Reader] = {
    "letterhead": _plain(b.Letterhead, LETTERHEAD),
    "title": _plain(b.Paragraph, paragraph("title", "center", 0.0, keep=True)),
    "paragraph": _plain(b.Paragraph, paragraph("body", "justify", 2.0)),
    "space": _plain(b.Space, SPACE),
    "key_values": read_key_values,
    "table": read_table,
    "grid": read_grid,
    "each": _read_each,
    "if": _read_if,
    "group": _read_group,
    "qr": _code_block(read_qr, QR_FIELDS),
    "code128": _code_block(read_code128, CODE128_FIELDS),
    "sign": _plain(b.Sign, SIGN),
    "rule": _plain(b.Rule, RULE),
    "image": _plain(b.Image, IMAGE),
    "break": _plain(b.Break, {}),
    "place": _plain(b.Place, PLACE),
    "chart": _read_chart,
}
"""How each block type is read."""

PROPERTIES: dict[str, tuple[str, ...]] = {
    "letterhead": tuple(LETTERHEAD),
    "title": tuple(paragraph("title", "center", 0.0)),
    "paragraph": tuple(paragraph("body", "justify", 2.0)),
    "space": tuple(SPACE),
    "key_values": tuple(KEY_VALUES),
    "table": (*LOOP, *TABLE),
    "grid": tuple(GRID),
    "each": EACH_OWN[1:],
    "if": ("if", "then", "else"),
    "group": ("blocks",),
    "qr": tuple(QR_FIELDS),
    "code128": tuple(CODE128_FIELDS),
    "sign": tuple(SIGN),
    "rule": tuple(RULE),
    "image": tuple(IMAGE),
    "break": (),
    "place": tuple(PLACE),
    "chart": ("source",),
}
"""The properties of each block type, for the designer's palette and the documentation."""
