"""The pages value: what stands where. Points from the top left corner of the page, y downwards.

It is what golden tests compare, what the PDF painter and the HTML twin draw.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class TextRun(NamedTuple):
    """Characters of one font role and size from `x` on the baseline `y`, `spacing` added after each."""

    x: float
    y: float
    text: str
    font: str
    size: float
    spacing: float = 0.0
    bold: bool = False
    colour: str = "black"


class Mark(NamedTuple):
    """A drawn box ☐ ☑ ☒; `x`, `y` as for text."""

    x: float
    y: float
    text: str
    size: float


class Fill(NamedTuple):
    """A filled rectangle in a grey tone (0 black … 1 white)."""

    x: float
    y: float
    width: float
    height: float
    grey: float


class Stroke(NamedTuple):
    """Straight lines `(x0, y0, x1, y1)` of one weight; `dash` > 0 dashes them."""

    segments: tuple[tuple[float, float, float, float], ...]
    weight: float
    colour: str = "black"
    dash: float = 0.0


class Dots(NamedTuple):
    """A code: black cells `(column, row, width, height)` of `module` points, counted from `x`, `y`; `data` is what
    the code says."""

    x: float
    y: float
    module: float
    cells: tuple[tuple[int, int, int, int], ...]
    data: str


class Art(NamedTuple):
    """An image handed in by name, stretched to the rectangle."""

    name: str
    x: float
    y: float
    width: float
    height: float


class Stamp(NamedTuple):
    """Grey text turned by `angle` degrees around its centre `x`, `y` (watermark)."""

    x: float
    y: float
    text: str
    size: float
    angle: float


Drawn = TextRun | Mark | Fill | Stroke | Dots | Art | Stamp


@dataclass(frozen=True, slots=True)
class Page:
    """One page and all that stands on it, in drawing order."""

    width: float
    height: float
    drawn: tuple[Drawn, ...]


@dataclass(frozen=True, slots=True)
class Overflow:
    """Something that does not fit: where in the template, on which page (from 1), and what (Chinese)."""

    at: str
    page: int
    message: str


class Sheet:
    """A page being laid out; `number` counts from 1, `width` in points."""

    def __init__(self, number: int, width: float) -> None:
        self.number = number
        self.width = width
        self.below: list[Drawn] = []
        self.drawn: list[Drawn] = []
        self.overflows: list[Overflow] = []

    def overflow(self, at: str, message: str) -> None:
        """Note that something does not fit."""
        self.overflows.append(Overflow(at, self.number, message))
