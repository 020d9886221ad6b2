"""What is printed over a finished document, whatever its template says: that it is a further copy, or void."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from printing.fonts import FontSet
from printing.template.sizes import MM
from printing.typesetting.furniture import WATERMARK_ANGLE
from printing.typesetting.pages import Drawn, Page, Stamp, Stroke, TextRun
from printing.typesetting.setting import text_width

FONT, SIZE, ROOM = "hei", 10.5, 3.0
EDGE = 8 * MM
HEIGHTS = (0.28, 0.72)
"""A word across the page stands twice, above and below the middle, where a template may have a watermark of its own."""


@dataclass(frozen=True, slots=True)
class Overprint:
    """`corner`: framed at the top right of every page; `across`: large and grey across every page."""

    corner: str = ""
    across: str = ""


def overprint(pages: Sequence[Page], marks: Overprint, fonts: FontSet) -> tuple[Page, ...]:
    """The same pages with the marks on them."""
    return tuple(
        replace(page, drawn=(*_across(page, marks.across), *page.drawn, *_corner(page, marks.corner, fonts)))
        for page in pages
    )


def _across(page: Page, text: str) -> list[Drawn]:
    if not text:
        return []
    size = min(page.width, page.height) / max(len(text) + 2, 5)
    return [Stamp(page.width / 2, page.height * place, text, size, WATERMARK_ANGLE) for place in HEIGHTS]


def _corner(page: Page, text: str, fonts: FontSet) -> list[Drawn]:
    if not text:
        return []
    wide = text_width(text, FONT, SIZE, fonts)
    right, top = page.width - EDGE, EDGE
    left, bottom = right - wide - 2 * ROOM, top + SIZE + 2 * ROOM
    frame = (
        (left, top, right, top),
        (right, top, right, bottom),
        (right, bottom, left, bottom),
        (left, bottom, left, top),
    )
    return [Stroke(frame, 0.8, "red"), TextRun(left + ROOM, top + ROOM + SIZE * 0.88, text, FONT, SIZE, colour="red")]
