"""The blocks of a compiled template. Lengths are points unless said otherwise; `at` is a JSON pointer."""

from __future__ import annotations

from dataclasses import dataclass

from printing.template.text import Text
from printing.values import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """What all blocks share: place in the template, condition, and the demanded elements the block carries."""

    at: str = ""
    condition: Json = None
    elements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead(Block):
    """Name of the body: `letter` (GB/T 9704, 10.1: red, double rule), `document` (7.2: one rule), `plain` (black)."""

    text: Text
    form: str
    number: Text
    size: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph(Block):
    """Running text; `indent` and `hang` in characters, `before`/`after` in points."""

    text: Text
    style: str
    align: str
    indent: float
    keep: bool
    before: float
    after: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Space(Block):
    """Empty room: `lines` of the body style plus `height` points."""

    lines: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A QR code or a Code 128 inside a block; `size` is the largest width (QR) or the height of the bars (Code 128)."""

    kind: str
    data: Text
    size: float
    caption: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of a grid; `height` > 0 fixes it: what does not fit is an overflow."""

    text: Text
    at: str = ""
    elements: tuple[str, ...] = ()
    columns: int = 1
    rows: int = 1
    style: str = "cell"
    align: str = "left"
    valign: str = "middle"
    shade: bool = False
    height: float = 0.0
    min_height: float = 0.0
    code: Code | None = None
    image: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a grid."""

    cells: tuple[Cell, ...]
    condition: Json = None
    keep: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid(Block):
    """A drawn table: `columns` are relative widths, the first `head_rows` rows repeat on every page."""

    columns: tuple[float, ...]
    rows: tuple[Row, ...]
    head_rows: int
    row_height: float
    borders: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A label and its text in a key-value list, `span` pairs wide."""

    label: Text
    text: Text
    at: str
    condition: Json = None
    elements: tuple[str, ...] = ()
    span: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyValues(Block):
    """Pairs of label and text, `columns` pairs a row; `label_width` in characters of the label style."""

    items: tuple[Item, ...]
    columns: int
    label_width: float
    row_height: float
    style: str
    label_style: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table."""

    title: Text
    text: Text
    width: float
    align: str
    at: str
    elements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Block):
    """One row for each item of a list; `min_rows` pads with blank rows, after `rows_per_page` (> 0) starts a page."""

    source: tuple[str, ...]
    source_name: str
    optional: bool
    name: str
    columns: tuple[Column, ...]
    min_rows: int
    rows_per_page: int
    row_height: float
    empty: Text
    style: str
    label_style: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Each(Block):
    """Blocks once for each item of a list (or of literal `items`)."""

    source: tuple[str, ...]
    source_name: str
    optional: bool
    items: tuple[Json, ...]
    name: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class If(Block):
    """`then` when the condition holds, `otherwise` when not."""

    then: tuple[Block, ...]
    otherwise: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group(Block):
    """Blocks that stay together on one page."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeBlock(Block):
    """A QR code or a Code 128 on its own line."""

    code: Code
    align: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign(Block):
    """Name of the body, date, seal centred over both (GB/T 9704, 7.3.5); `right` in characters; a code at the left."""

    org: Text
    date: Text
    seal: str
    seal_name: Text
    seal_size: float
    right: float
    style: str
    code: Code | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Block):
    """A line across the type area, or a cut line with its label (骑缝) and a seal astride it."""

    weight: float
    height: float
    colour: str
    dashed: bool
    label: Text
    seal: str
    seal_size: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Image(Block):
    """A picture handed in under `name`; its width in points, its height bound by `max_height`."""

    name: str
    width: float
    max_height: float
    align: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Break(Block):
    """Start a new page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart(Block):
    """A flow chart from a list of steps `{"name", "note"?}`; steps in a list of their own run side by side."""

    source: tuple[str, ...]
    source_name: str
    optional: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Block):
    """Text at a fixed place of the page (套打): left and top edge and width from the corner of the paper."""

    x: float
    y: float
    width: float
    height: float
    text: Text
    style: str
    align: str
