"""What a template becomes once its values are in: blocks without names, conditions and loops. Lengths are points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from printing.errors import WrongValue
from printing.template.sizes import Style
from printing.template.text import PLAIN, Look


class Span(NamedTuple):
    """Text of one look."""

    text: str
    look: Look = PLAIN


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Para:
    """Running text; `indent` in points."""

    at: str
    spans: Spans
    style: Style
    align: str = "justify"
    indent: float = 0.0
    keep: bool = False
    before: float = 0.0
    after: float = 0.0


@dataclass(frozen=True, slots=True)
class Head:
    """Name of the body at the top of a letter or document, with its number."""

    at: str
    text: str
    number: str
    form: str
    size: float
    style: Style
    number_style: Style


@dataclass(frozen=True, slots=True)
class Gap:
    """Empty room."""

    height: float


@dataclass(frozen=True, slots=True)
class Barcode:
    """A QR code (`size` = largest width) or Code 128 (`size` = height of the bars)."""

    at: str
    kind: str
    data: str
    size: float
    caption: Spans
    style: Style
    align: str = "left"


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell; `columns` and `rows` it spans; `height` > 0 fixes it."""

    at: str
    spans: Spans
    style: Style
    columns: int = 1
    rows: int = 1
    align: str = "left"
    valign: str = "middle"
    shade: bool = False
    height: float = 0.0
    min_height: float = 0.0
    code: Barcode | None = None
    image: str = ""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row; `keep` holds it on the page of the row after it."""

    cells: tuple[TableCell, ...]
    height: float
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells over columns of relative width; the first `head` rows repeat on every page."""

    at: str
    columns: tuple[float, ...]
    rows: tuple[TableRow, ...]
    head: int = 0
    borders: str = "all"


@dataclass(frozen=True, slots=True)
class Signature:
    """Body and date with the seal over both; `right` in points from the edge of the type area."""

    at: str
    org: str
    date: str
    seal: str
    seal_name: str
    seal_size: float
    right: float
    style: Style
    code: Barcode | None


@dataclass(frozen=True, slots=True)
class CutLine:
    """A rule across the type area, with an optional label and seal astride it."""

    at: str
    weight: float
    height: float
    colour: str
    dashed: bool
    label: str
    style: Style
    seal: str
    seal_size: float


@dataclass(frozen=True, slots=True)
class Picture:
    """An image handed in by name."""

    at: str
    name: str
    width: float
    max_height: float
    align: str


@dataclass(frozen=True, slots=True)
class ChartRow:
    """Steps of a flow chart that run side by side, `(name, note)` each; `above` of them stand in the row above."""

    at: str
    steps: tuple[tuple[Spans, Spans], ...]
    above: int
    style: Style
    note_style: Style


@dataclass(frozen=True, slots=True)
class PageBreak:
    """Start a new page."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Text at a fixed place of the page, measured from its top left corner."""

    at: str
    x: float
    y: float
    width: float
    height: float
    spans: Spans
    style: Style
    align: str


@dataclass(frozen=True, slots=True)
class Together:
    """Content that stays on one page."""

    content: tuple[Content, ...]


Content = Para | Head | Gap | Barcode | Table | Signature | CutLine | Picture | PageBreak | Placed | Together | ChartRow


@dataclass(frozen=True, slots=True)
class Filled:
    """A template with its values in; `missing`, `wrong` and `unused` name what did not fit."""

    content: tuple[Content, ...]
    footer: str
    watermark: str
    missing: tuple[str, ...]
    wrong: tuple[WrongValue, ...]
    unused: tuple[str, ...]
