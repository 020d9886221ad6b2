"""What stands on every page: page number, footer line, watermark, the lower rule of a letter."""

from __future__ import annotations

from printing.fonts import FontSet
from printing.template.document import Page
from printing.template.sizes import MM, Style
from printing.typesetting.letter import LETTER_RULE
from printing.typesetting.pages import Sheet, Stamp, Stroke, TextRun
from printing.typesetting.paragraph import Lines
from printing.typesetting.setting import plain_line, text_width

NUMBER = Style("song", 14.0, 20.0)
"""Page numbers between dashes: 4号 半角宋体, 7 mm below the type area (GB/T 9704-2012, 7.5)."""
COUNT = Style("song", 9.0, 13.0)
FOOT = 7 * MM
COUNT_ROOM = 70.0
LOWER_RULE = 20 * MM
"""The lower double rule of a letter stands 20 mm from the bottom edge (GB/T 9704-2012, 10.1)."""
WATERMARK_ANGLE = 35.0


def add_footer(sheet: Sheet, page: Page, tall: float, text: str, numbered: bool, fonts: FontSet) -> None:
    """The line of text at the left of the foot; wrapped when it is long."""
    room = page.type_width - (COUNT_ROOM if numbered else 0.0)
    lines = plain_line(text, COUNT, fonts, room, "left")
    Lines("/footer", lines, COUNT).place(sheet, page.left, tall - page.bottom + FOOT)


def add_dashed_number(sheet: Sheet, page: Page, tall: float, fonts: FontSet) -> None:
    """— 1 —: one character in from the edge, odd pages right, even pages left."""
    text = f"— {sheet.number} —"
    wide = text_width(text, NUMBER.font, NUMBER.size, fonts)
    odd = page.width - page.right - NUMBER.size - wide
    x = odd if sheet.number % 2 else page.left + NUMBER.size
    base = tall - page.bottom + FOOT + NUMBER.size * 0.88
    sheet.drawn.append(TextRun(x, base, text, NUMBER.font, NUMBER.size))


def add_count(sheet: Sheet, page: Page, tall: float, count: int, centred: bool, fonts: FontSet) -> None:
    """第x页 共y页, in the middle or at the right of the foot."""
    text = f"第{sheet.number}页 共{count}页"
    wide = text_width(text, COUNT.font, COUNT.size, fonts)
    x = (page.width - wide) / 2 if centred else page.width - page.right - wide
    base = tall - page.bottom + FOOT + COUNT.lead / 2 + COUNT.size * 0.38
    sheet.drawn.append(TextRun(x, base, text, COUNT.font, COUNT.size))


def add_lower_rule(sheet: Sheet, page: Page, tall: float) -> None:
    """The red double rule at the foot of a letter's first page: thin above, thick below."""
    left, y = (page.width - LETTER_RULE) / 2, tall - LOWER_RULE
    for offset, weight in ((0.0, 0.6), (2.4, 2.0)):
        sheet.drawn.append(Stroke(((left, y + offset, left + LETTER_RULE, y + offset),), weight, "red"))


def add_watermark(sheet: Sheet, page: Page, tall: float, text: str) -> None:
    """Grey text across the page, under everything else."""
    size = min(page.width, tall) / max(len(text) + 2, 5)
    sheet.below.append(Stamp(page.width / 2, tall / 2, text, size, WATERMARK_ANGLE))
