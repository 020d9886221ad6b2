"""What is printed over a finished document, whatever its template says: that it is a further copy, or void."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from printing.fonts import FontSet
from printing.template.sizes import MM
from printing.typesetting.furniture import WATERMARK_ANGLE
from printing.typesetting.pages import Drawn, Page, Stamp, Stroke, TextRun
from printing.typesetting.setting import text_width

FONT, SIZE, ROOM = "hei", 10.5, 2.5
TALL = SIZE + 2 * ROOM
EDGE, LEAST_EDGE, ROLL = 8 * MM, 2 * MM, 90 * MM
HEIGHTS = (0.28, 0.72)
"""A word across the page stands twice, above and below the middle, where a template may have a watermark of its own."""


@dataclass(frozen=True, slots=True)
class Overprint:
    """`corner`: framed at the top right of every page (a roll: at its end); `across`: large and grey across it."""

    corner: str = ""
    across: str = ""


def overprint(pages: Sequence[Page], marks: Overprint, fonts: FontSet) -> tuple[Page, ...]:
    """The same pages with the marks on them; a page of a roll grows by the line that the mark needs."""
    return tuple(_marked(page, marks, fonts) for page in pages)


def _marked(page: Page, marks: Overprint, fonts: FontSet) -> Page:
    drawn = (*_across(page, marks.across), *page.drawn)
    if not marks.corner:
        return replace(page, drawn=drawn)
    wide = text_width(marks.corner, FONT, SIZE, fonts) + 2 * ROOM
    if page.width <= ROLL:
        box = _boxed(marks.corner, (page.width - wide) / 2, page.height, wide)
        return replace(page, height=page.height + TALL + 2 * ROOM, drawn=(*drawn, *box))
    highest = min((item.y - item.size for item in page.drawn if isinstance(item, TextRun)), default=page.height)
    top = min(EDGE, max(LEAST_EDGE, highest - TALL - ROOM))
    return replace(page, drawn=(*drawn, *_boxed(marks.corner, page.width - EDGE - wide, top, wide)))


def _across(page: Page, text: str) -> list[Drawn]:
    if not text:
        return []
    size = min(page.width, page.height) / max(len(text) + 2, 5)
    return [Stamp(page.width / 2, page.height * place, text, size, WATERMARK_ANGLE) for place in HEIGHTS]


def _boxed(text: str, left: float, top: float, wide: float) -> list[Drawn]:
    """Red text in a red frame."""
    right, bottom = left + wide, top + TALL
    frame = (
        *((left, top, right, top), (right, top, right, bottom)),
        *((right, bottom, left, bottom), (left, bottom, left, top)),
    )
    return [Stroke(frame, 0.8, "red"), TextRun(left + ROOM, top + ROOM + SIZE * 0.88, text, FONT, SIZE, colour="red")]
