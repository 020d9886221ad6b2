"""arrange: filled content -> pages, with page furniture (numbers, footer, watermark)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from printing.fill import Filled
from printing.fill import content as c
from printing.fonts import FontSet
from printing.layout import boxes as b
from printing.layout.flow import Flow, pour
from printing.layout.images import Picture
from printing.layout.pages import Dots, Drawn, Overflow, Page, Sheet, Stamp, Stroke, TextRun
from printing.layout.paragraph import Lines, plain_line, set_lines, text_width
from printing.layout.table import lay_table
from printing.template.document import Template
from printing.template.sizes import MM, Style

NUMBER = Style("song", 14.0, 20.0)
"""Page numbers between dashes: 4号 半角宋体, 7 mm below the type area (GB/T 9704-2012, 7.5)."""
COUNT = Style("song", 9.0, 13.0)
FOOT = 7 * MM


@dataclass(frozen=True, slots=True)
class Pages:
    """All pages of one document, and what did not fit."""

    pages: tuple[Page, ...]
    overflows: tuple[Overflow, ...]


def arrange(template: Template, filled: Filled, fonts: FontSet, pictures: Mapping[str, Picture]) -> Pages:
    """Set and place everything. What does not fit is told as an Overflow, never cut off silently.

    Raises TooLarge beyond 1,000 pages.
    """
    page = template.page
    height = page.height - page.top - page.bottom if page.height is not None else None
    flow = Flow(page.width, page.left, page.top, height, [Sheet(1, page.width)])
    flowing = [content for content in filled.content if not isinstance(content, c.Placed)]
    pour(list(_boxes(flowing, page.type_width, fonts, pictures)), flow)
    for content in filled.content:
        if isinstance(content, c.Placed):
            _place(content, flow.sheets[0], fonts)
    sheets = flow.sheets
    tall = page.height if page.height is not None else page.top + flow.y + page.bottom
    for sheet in sheets:
        _furnish(sheet, len(sheets), tall, template, filled, fonts)
    if page.max_pages and len(sheets) > page.max_pages:
        sheets[-1].overflow("/page", f"共 {len(sheets)} 页，超过这种文书的 {page.max_pages} 页")
    overflows = tuple(overflow for sheet in sheets for overflow in sheet.overflows)
    return Pages(tuple(_finish(sheet, page.width, tall) for sheet in sheets), overflows)


def _boxes(
    content: Iterable[c.Content], width: float, fonts: FontSet, pictures: Mapping[str, Picture]
) -> Iterator[b.Box]:
    for part in content:
        match part:
            case c.Para():
                lines = set_lines(part.spans, part.style, fonts, width, part.indent, part.align)
                yield Lines(part.at, lines, part.style, part.keep, part.before, part.after)
            case c.Table():
                if part.rows:
                    yield lay_table(part, fonts, width, pictures)
            case c.Head():
                yield b.HeadBox(part, fonts, width)
            case c.Gap():
                yield b.GapBox(part.height)
            case c.Barcode():
                yield b.CodeBox(part, fonts, width)
            case c.Signature():
                yield b.SignBox(part, fonts, width, pictures.get(part.seal))
            case c.CutLine():
                yield b.CutBox(part, fonts, width, pictures.get(part.seal))
            case c.Picture():
                yield b.PictureBox(part, pictures.get(part.name), width)
            case c.PageBreak():
                yield b.BreakBox(0.0)
            case c.Together():
                inner = list(_boxes(part.content, width, fonts, pictures))
                if inner:
                    yield b.GroupBox(inner)
            case c.Placed():
                pass


def _place(content: c.Placed, sheet: Sheet, fonts: FontSet) -> None:
    """Text at a fixed place of the first page."""
    lines = set_lines(content.spans, content.style, fonts, content.width, 0.0, content.align)
    box = Lines(content.at, lines, content.style)
    if content.height and box.height > content.height + 0.1:
        fit = max(int(content.height / content.style.lead), 1)
        sheet.overflow(content.at, f"套打位置放不下：共 {len(lines)} 行，只打印了 {fit} 行")
        box = replace(box, lines=lines[:fit])
    box.place(sheet, content.x, content.y)


def _furnish(sheet: Sheet, count: int, tall: float, template: Template, filled: Filled, fonts: FontSet) -> None:
    """Page number, footer line, watermark, and the lower double rule of a letter."""
    page, footer = template.page, template.footer
    base = tall - page.bottom + FOOT
    right = page.width - page.right
    if filled.footer:
        room = page.type_width - (60.0 if footer.numbering == "x_of_y" else 0.0)
        lines = plain_line(filled.footer, COUNT, fonts, room, "left")
        Lines("/footer", lines, COUNT).place(sheet, page.left, base)
    if footer.numbering == "dashes":
        text = f"— {sheet.number} —"
        wide = text_width(text, NUMBER.font, NUMBER.size, fonts)
        x = right - NUMBER.size - wide if sheet.number % 2 else page.left + NUMBER.size
        sheet.drawn.append(TextRun(x, base + NUMBER.size * 0.88, text, NUMBER.font, NUMBER.size))
    elif footer.numbering == "x_of_y":
        text = f"第{sheet.number}页 共{count}页"
        wide = text_width(text, COUNT.font, COUNT.size, fonts)
        x = right - wide if filled.footer else (page.width - wide) / 2
        sheet.drawn.append(TextRun(x, base + COUNT.lead * 0.5 + COUNT.size * 0.38, text, COUNT.font, COUNT.size))
    if footer.letter and sheet.number == 1:
        left, y = (page.width - b.LETTER_RULE) / 2, tall - 20 * MM
        for offset, weight in ((0.0, 0.6), (2.4, 2.0)):
            rule = ((left, y + offset, left + b.LETTER_RULE, y + offset),)
            sheet.drawn.append(Stroke(rule, weight, "red"))
    if filled.watermark:
        size = min(page.width, tall) / max(len(filled.watermark) + 1, 4)
        sheet.below.append(Stamp(page.width / 2, tall / 2, filled.watermark, size, 35.0))


def _finish(sheet: Sheet, width: float, tall: float) -> Page:
    """The page; what a told overflow left beyond the paper is not drawn."""
    drawn: list[Drawn] = [*sheet.below, *sheet.drawn]
    if sheet.overflows:
        drawn = [item for item in drawn if _top(item) <= tall]
    return Page(width, tall, tuple(drawn))


def _top(item: Drawn) -> float:
    match item:
        case Stroke():
            return max(max(segment[1], segment[3]) for segment in item.segments)
        case Dots():
            return max(box[1] + box[3] for box in item.boxes)
        case _:
            return item.y
