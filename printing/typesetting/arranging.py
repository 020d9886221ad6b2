"""arrange: filled content -> pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from printing.fill import Filled
from printing.fill import content as c
from printing.fonts import FontSet
from printing.template.document import Template
from printing.typesetting import furniture
from printing.typesetting.barcode import CodeBox
from printing.typesetting.box import Box, BreakBox, GapBox, GroupBox, Pictures
from printing.typesetting.chart import ChartBox
from printing.typesetting.drawn import CutBox, PictureBox
from printing.typesetting.flow import Flow, pour
from printing.typesetting.letter import HeadBox, SignBox
from printing.typesetting.pages import Art, Dots, Drawn, Overflow, Page, Sheet, Stroke
from printing.typesetting.paragraph import Lines
from printing.typesetting.setting import set_lines
from printing.typesetting.table import lay_table


@dataclass(frozen=True, slots=True)
class Pages:
    """All pages of one document, and what did not fit."""

    pages: tuple[Page, ...]
    overflows: tuple[Overflow, ...]


def arrange(template: Template, filled: Filled, fonts: FontSet, pictures: Pictures) -> Pages:
    """Set and place everything. What does not fit is told as an Overflow, never cut off silently.

    Raises TooLarge beyond 1,000 pages.
    """
    page = template.page
    height = page.height - page.top - page.bottom if page.height is not None else None
    flow = Flow(page.width, page.left, page.top, height, [Sheet(1, page.width)])
    pour(list(_boxes(filled.content, page.type_width, fonts, pictures)), flow)
    for placed in _placed(filled.content):
        _place(placed, flow.sheets[0], fonts)
    _lay_background(flow.sheets[0], template, pictures)
    tall = page.height if page.height is not None else page.top + flow.y + page.bottom
    for sheet in flow.sheets:
        _furnish(sheet, len(flow.sheets), tall, template, filled, fonts)
    if page.max_pages and len(flow.sheets) > page.max_pages:
        flow.sheet.overflow("/page", f"共 {len(flow.sheets)} 页，超过这种文书的 {page.max_pages} 页")
    overflows = tuple(overflow for sheet in flow.sheets for overflow in sheet.overflows)
    return Pages(tuple(_finish(sheet, page.width, tall) for sheet in flow.sheets), overflows)


def _boxes(content: Iterable[c.Content], width: float, fonts: FontSet, pictures: Pictures) -> Iterator[Box]:
    for part in content:
        if isinstance(part, c.Para):
            lines = set_lines(part.spans, part.style, fonts, width, part.indent, part.align)
            yield Lines(part.at, lines, part.style, part.keep, part.before, part.after)
        elif isinstance(part, c.Table):
            if part.rows:
                yield lay_table(part, fonts, width, pictures)
        elif isinstance(part, c.Together):
            inner = list(_boxes(part.content, width, fonts, pictures))
            if inner:
                yield GroupBox(inner)
        elif not isinstance(part, c.Placed):
            yield _whole(part, width, fonts, pictures)


def _whole(
    part: c.Head | c.Gap | c.Barcode | c.Signature | c.CutLine | c.Picture | c.ChartRow | c.PageBreak,
    width: float,
    fonts: FontSet,
    pictures: Pictures,
) -> Box:
    """A box that does not split."""
    match part:
        case c.Head():
            return HeadBox(part, fonts, width)
        case c.Gap():
            return GapBox(part.height)
        case c.Barcode():
            return CodeBox(part, fonts, width)
        case c.Signature():
            return SignBox(part, fonts, width, pictures.get(part.seal))
        case c.CutLine():
            return CutBox(part, fonts, width, pictures.get(part.seal))
        case c.Picture():
            return PictureBox(part, pictures.get(part.name), width)
        case c.ChartRow():
            return ChartBox(part, fonts, width)
        case c.PageBreak():
            return BreakBox(0.0)


def _lay_background(sheet: Sheet, template: Template, pictures: Pictures) -> None:
    """The scan of a form that is printed over (套打), where it is handed in."""
    page = template.page
    if page.background in pictures and page.height is not None:
        sheet.below.append(Art(page.background, 0.0, 0.0, page.width, page.height))


def _placed(content: Iterable[c.Content]) -> Iterator[c.Placed]:
    """All that stands at a fixed place, inside groups as well."""
    for part in content:
        if isinstance(part, c.Placed):
            yield part
        elif isinstance(part, c.Together):
            yield from _placed(part.content)


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
    page, footer = template.page, template.footer
    if filled.footer:
        furniture.add_footer(sheet, page, tall, filled.footer, footer.numbering != "none", fonts)
    if footer.numbering == "dashes":
        furniture.add_dashed_number(sheet, page, tall, fonts)
    elif footer.numbering == "x_of_y":
        furniture.add_count(sheet, page, tall, count, not filled.footer, fonts)
    if footer.letter and sheet.number == 1:
        furniture.add_lower_rule(sheet, page, tall)
    if filled.watermark:
        furniture.add_watermark(sheet, page, tall, filled.watermark)


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
            return item.y + item.module * max(row + height for _, row, _, height in item.cells)
        case _:
            return item.y
