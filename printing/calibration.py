"""The sheet that printers are calibrated with: rulers that begin at the edges of the paper, a grid, a cross to measure.

Whoever lays a ruler on it reads how far the printer feeds askew; printed on a printed sheet, its grid tells where a box
of that sheet really lies.
"""

from __future__ import annotations

from dataclasses import replace

from printing.fonts import FontSet
from printing.pdf import write_pdf
from printing.rendering import layout
from printing.template import compile_template
from printing.template.sizes import MM
from printing.typesetting.pages import Drawn, Stroke
from printing.values import Json

CROSS, REACH = 50, 8
"""Where the centre of the cross stands from the left and the upper edge, and how long its arms are, in mm."""
RULERS = 20
"""The rulers run so far from the edges: no printer reaches the edge itself."""
WIDTH, HEIGHT = 210, 297
Segments = tuple[tuple[float, float, float, float], ...]


def calibration_sheet(title: str, lines: tuple[str, ...], fonts: FontSet, offset: tuple[int, int] = (0, 0)) -> bytes:
    """An A4 page as PDF: `title` and `lines` say what it is for; all is moved by `offset` tenths of a millimetre."""
    template = compile_template(_template(title, lines))
    (page,) = layout(template, {}, fonts, condition=lambda _rule, _values: True).pages
    marked = replace(page, drawn=(*_drawn(), *page.drawn))
    return write_pdf(template, [marked], fonts, {}, (offset[0] * MM / 10, offset[1] * MM / 10))


def _template(title: str, lines: tuple[str, ...]) -> Json:
    texts = [_place(70, 58 + 7 * row, 125, text, "cell") for row, text in enumerate((title, *lines))]
    across = [_place(at - 5, RULERS - 10, 10, str(at), "small", "center") for at in range(30, WIDTH - 10, 10)]
    down = [_place(RULERS - 14, at - 2, 8, str(at), "small", "right") for at in range(30, HEIGHT - 10, 10)]
    return {
        "schema": "onewindow/template/1",
        "key": "calibration_sheet",
        "name": title,
        "page": {"paper": "A4", "margin": [0, 0, 0, 0]},
        "footer": {"numbering": "none"},
        "blocks": [*texts, *across, *down],
    }


def _place(x: int, y: int, width: int, text: str, style: str, align: str = "left") -> Json:
    return {"type": "place", "x": x, "y": y, "width": width, "text": text, "style": style, "align": align}


def _drawn() -> tuple[Drawn, ...]:
    grid = (
        *((x, RULERS, x, HEIGHT) for x in range(30, WIDTH, 10)),
        *((RULERS, y, WIDTH, y) for y in range(30, HEIGHT, 10)),
    )
    rulers = ((0, RULERS, WIDTH, RULERS), (RULERS, 0, RULERS, HEIGHT))
    ticks = (
        *((x, RULERS, x, RULERS - _tick(x)) for x in range(WIDTH + 1)),
        *((RULERS, y, RULERS - _tick(y), y) for y in range(HEIGHT + 1)),
    )
    cross = ((CROSS - REACH, CROSS, CROSS + REACH, CROSS), (CROSS, CROSS - REACH, CROSS, CROSS + REACH))
    return (
        Stroke(_points(grid), 0.3, "grey", 2.0),
        Stroke(_points((*rulers, *ticks)), 0.4),
        Stroke(_points(cross), 1.0, "red"),
    )


def _tick(at: int) -> float:
    return 4.0 if at % 10 == 0 else 2.5 if at % 5 == 0 else 1.5


def _points(segments: tuple[tuple[float, float, float, float], ...]) -> Segments:
    return tuple((x0 * MM, y0 * MM, x1 * MM, y1 * MM) for x0, y0, x1, y1 in segments)
