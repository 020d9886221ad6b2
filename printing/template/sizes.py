"""Lengths and sizes of Chinese official paper.

Lengths in templates are millimetres, type sizes points or the names printers use (三号 = 16 pt).
Sources: GB/T 9704-2012 (page, type area, sizes), GB/T 148 (paper).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

MM = 72 / 25.4
"""One millimetre in points."""

PAPERS: dict[str, tuple[int, int | None]] = {
    "A3L": (420, 297),
    "A4": (210, 297),
    "A4L": (297, 210),
    "A5": (148, 210),
    "A5L": (210, 148),
    "slip80": (80, None),
}
"""Width and height in mm; None = as long as the content (thermal roll)."""

NAMED_SIZES = {
    "初号": 42.0,
    "小初": 36.0,
    "一号": 26.0,
    "小一": 24.0,
    "二号": 22.0,
    "小二": 18.0,
    "三号": 16.0,
    "小三": 15.0,
    "四号": 14.0,
    "小四": 12.0,
    "五号": 10.5,
    "小五": 9.0,
    "六号": 7.5,
}
"""Type sizes in points by their Chinese names."""

COLOURS = {"black": (0.0, 0.0, 0.0), "red": (0.84, 0.0, 0.06), "grey": (0.45, 0.45, 0.45)}
"""Colours a template may use, as RGB fractions."""

ROLES = ("title", "body", "hei", "kai", "song")
"""Font roles: 小标宋, 仿宋, 黑体, 楷体, 宋体."""


@dataclass(frozen=True, slots=True)
class Style:
    """How text is set: font role, size and line height in points; `pitch` is added to every character."""

    font: str
    size: float
    lead: float
    bold: bool = False
    colour: str = "black"
    pitch: float = 0.0


STYLES = {
    "title": Style("title", 22.0, 33.0),
    "body": Style("body", 16.0, 28.0),
    "heading": Style("hei", 16.0, 28.0),
    "subheading": Style("kai", 16.0, 28.0),
    "cell": Style("song", 10.5, 15.0),
    "label": Style("hei", 10.5, 15.0),
    "note": Style("song", 10.5, 16.0),
    "small": Style("song", 9.0, 13.0),
    "slip": Style("hei", 9.0, 13.0),
    "slip_title": Style("hei", 13.0, 18.0),
}
"""The styles every template has; `styles` in a template changes them or adds more."""

ON_GRID = ("body", "heading", "subheading")
"""Styles that keep to the character grid of the page."""


def to_number(value: object) -> float | None:
    """An int or a decimal text as a number; None when it is neither."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    return float(number) if number.is_finite() else None


def to_points(value: object) -> float | None:
    """A type size: a number of points or a Chinese name; None when it is neither."""
    return NAMED_SIZES.get(value) if isinstance(value, str) and value in NAMED_SIZES else to_number(value)
