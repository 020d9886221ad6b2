"""Boxes of the flow that do not split: gaps, codes, cut lines, pictures, heads, signatures, groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from printing.fill import content as c
from printing.fonts import FontSet
from printing.layout import codes
from printing.layout.images import Picture
from printing.layout.pages import Art, Dots, Fill, Sheet, Stroke
from printing.layout.paragraph import Lines, plain_line, set_lines, text_width
from printing.template.sizes import MM, Style


class Box(Protocol):
    """A piece of the flow, already set to its width. Lengths in points."""

    keep: bool
    before: float
    after: float

    @property
    def height(self) -> float:
        """Height without the room before and after."""

    def split(self, room: float, *, tail: bool) -> tuple[Box | None, Box | None]:
        """What fits into `room`, and the rest; `tail` leaves something for the next page even when all would fit."""

    def force(self, room: float) -> tuple[Box, Box] | None:
        """Two parts of a box that is taller than a page, cut where it should not be; None when it cannot be cut."""

    def place(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw on a page, the top at `y`."""


@dataclass(slots=True)
class Whole:
    """A box that does not split."""

    height: float
    keep: bool = False
    before: float = 0.0
    after: float = 0.0

    def split(self, room: float, *, tail: bool) -> tuple[Box | None, Box | None]:
        """All or nothing."""
        return (self, None) if self.height + self.before <= room and not tail else (None, self)

    def force(self, room: float) -> tuple[Box, Box] | None:
        """Cannot be cut."""
        return None

    def place(self, sheet: Sheet, x: float, y: float) -> None:
        """Nothing to draw."""


class GapBox(Whole):
    """Empty room; vanishes at the top of a page."""


class BreakBox(Whole):
    """Starts a new page."""


class CodeBox(Whole):
    """A QR code or a Code 128 with its caption."""

    __slots__ = ("barcode", "caption", "dots", "modules", "side", "width")

    def __init__(self, barcode: c.Barcode, fonts: FontSet, width: float) -> None:
        self.barcode, self.width = barcode, width
        self.modules: list[bytes] | list[int] | None
        if barcode.kind == "qr":
            rows = self.modules = codes.qr_modules(barcode.data)
            self.dots = codes.qr_dots(len(rows), min(barcode.size, width)) if rows else 0
            self.side = (len(rows) + 2 * codes.QUIET) * self.dots * codes.DOT if rows else 0.0
            tall = self.side
        else:
            bars = self.modules = codes.code128(barcode.data)
            self.dots = codes.code128_dots(bars, width) if bars else 0
            self.side = sum(bars) * self.dots * codes.DOT if bars else 0.0
            tall = codes.snap(barcode.size)
        self.caption: Lines | None = None
        if any(span.text for span in barcode.caption):
            room = min(max(self.side, barcode.size), width) if barcode.kind == "qr" else width
            lines = set_lines(barcode.caption, barcode.style, fonts, room, 0.0, "center")
            self.caption = Lines(barcode.at, lines, barcode.style)
        super().__init__(tall + (self.caption.height if self.caption else 0.0))

    def place(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw the code; one that cannot be read at 203 dpi is not drawn but told."""
        room = self.width - self.side
        left = x + {"left": 0.0, "center": room / 2, "right": room}[self.barcode.align]
        tall = self.side if self.barcode.kind == "qr" else codes.snap(self.barcode.size)
        if not self.modules or self.dots < codes.LEAST_DOTS:
            name = "二维码" if self.barcode.kind == "qr" else "条形码"
            sheet.overflow(self.barcode.at, f"{name}内容太长或有不能编码的字符，在这个宽度内打印后无法识读")
        elif self.barcode.kind == "qr":
            rows = [row for row in self.modules if isinstance(row, bytes)]
            sheet.drawn.append(Dots(codes.qr_boxes(rows, self.dots, left, y), self.barcode.data))
        else:
            bars = [wide for wide in self.modules if isinstance(wide, int)]
            sheet.drawn.append(Dots(codes.code128_boxes(bars, self.dots, left, y, tall), self.barcode.data))
        if self.caption:
            side = min(max(self.side, self.barcode.size), self.width)
            shift = (self.side - side) / 2 if self.barcode.kind == "qr" else 0.0
            self.caption.place(sheet, left + shift if self.barcode.kind == "qr" else x, y + tall)


class CutBox(Whole):
    """A rule or a cut line."""

    __slots__ = ("label", "line", "picture", "reach", "width")

    def __init__(self, line: c.CutLine, fonts: FontSet, width: float, picture: Picture | None) -> None:
        super().__init__(max(line.height, line.weight))
        self.line, self.width, self.picture = line, width, picture
        self.reach = text_width(line.label, line.style.font, line.style.size, fonts)
        self.label = plain_line(line.label, line.style, fonts, width, "center") if line.label else []

    def place(self, sheet: Sheet, x: float, y: float) -> None:
        """The line in the middle of its height, interrupted by the label, the seal astride."""
        line, middle = self.line, y + self.height / 2
        gap = self.reach / 2 + 6 if self.label else 0.0
        centre = x + self.width / 2
        segments = ((x, middle, centre - gap, middle), (centre + gap, middle, x + self.width, middle))
        whole = ((x, middle, x + self.width, middle),)
        sheet.drawn.append(Stroke(segments if gap else whole, line.weight, line.colour, 3.0 if line.dashed else 0.0))
        if self.label:
            Lines(line.at, self.label, line.style).place(sheet, x, middle - line.style.lead / 2)
        if self.picture is not None:
            size = line.seal_size
            sheet.drawn.append(Art(line.seal, x + self.width * 0.78 - size / 2, middle - size / 2, size, size))


class PictureBox(Whole):
    """An image in its proportions."""

    __slots__ = ("name", "shift", "wide")

    def __init__(self, content: c.Picture, picture: Picture | None, width: float) -> None:
        self.name = content.name if picture else ""
        self.wide, tall = min(content.width, width), 0.0
        if picture is not None:
            tall = self.wide * picture.height / picture.width
            if tall > content.max_height:
                self.wide, tall = self.wide * content.max_height / tall, content.max_height
        super().__init__(tall)
        self.shift = {"left": 0.0, "center": (width - self.wide) / 2, "right": width - self.wide}[content.align]

    def place(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw the image."""
        if self.name:
            sheet.drawn.append(Art(self.name, x + self.shift, y, self.wide, self.height))


LETTER_RISE = 7 * MM
"""The name of a letter's body stands 30 mm from the top edge, 7 mm above the type area (GB/T 9704-2012, 10.1)."""
LETTER_RULE = 170 * MM
"""Length of the double rule of a letter."""


class HeadBox(Whole):
    """Name of the body, rule and number."""

    __slots__ = ("head", "name", "number", "style", "width")

    def __init__(self, head: c.Head, fonts: FontSet, width: float) -> None:
        self.head, self.width = head, width
        natural = text_width(head.text, head.style.font, head.size, fonts)
        size = min(head.size, head.size * width / natural) if natural else head.size
        colour = "black" if head.form == "plain" else "red"
        self.style = Style(head.style.font, size, size * 1.3, head.style.bold, colour)
        self.name = plain_line(head.text, self.style, fonts, width + size, "center")
        align = {"letter": "right", "document": "center", "plain": "right"}[head.form]
        number = head.number_style
        self.number = plain_line(head.number, number, fonts, width, align) if head.number else []
        below = {"letter": 6 * MM, "document": 6 * MM, "plain": 0.0}[head.form]
        super().__init__(self.style.lead + below + len(self.number) * number.lead)
        if head.form == "letter":
            self.before = -LETTER_RISE

    def place(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw name, rule and number in the order of the form."""
        name = Lines(self.head.at, self.name, self.style)
        name.place(sheet, x - self.style.size / 2, y)
        y += self.style.lead
        number = Lines(self.head.at, self.number, self.head.number_style)
        if self.head.form == "letter":
            rule = y + 4 * MM
            self._rule(sheet, rule, 2.0)
            self._rule(sheet, rule + 2.4, 0.6)
            number.place(sheet, x, rule + 5)
        else:
            number.place(sheet, x, y)
            if self.head.form == "document":
                line = y + number.height + 4 * MM
                sheet.drawn.append(Stroke(((x, line, x + self.width, line),), 1.5, "red"))

    def _rule(self, sheet: Sheet, y: float, weight: float) -> None:
        left = (sheet.width - LETTER_RULE) / 2
        sheet.drawn.append(Stroke(((left, y, left + LETTER_RULE, y),), weight, "red"))


class SignBox(Whole):
    """Body, seal and date at the right, a code at the left (GB/T 9704-2012, 7.3.5.1)."""

    __slots__ = ("code", "lines", "picture", "reach", "sign", "width")

    def __init__(self, sign: c.Signature, fonts: FontSet, width: float, picture: Picture | None) -> None:
        self.sign, self.width, self.picture = sign, width, picture
        self.code = CodeBox(sign.code, fonts, width / 3) if sign.code else None
        room = width - (self.code.width if self.code else 0.0)
        texts = [text for text in (sign.org, sign.seal_name, sign.date) if text]
        date = text_width(sign.date, sign.style.font, sign.style.size, fonts)
        self.lines, self.reach = [], []
        for text in texts:
            natural = text_width(text, sign.style.font, sign.style.size, fonts)
            lines = plain_line(text, sign.style, fonts, room, "left")
            centre = width - sign.right - date / 2
            left = min(centre - natural / 2, width - natural) if len(lines) == 1 else width - room
            self.lines.append(Lines(sign.at, lines, sign.style))
            self.reach.append(max(left, width - room))
        tall = sum(lines.height for lines in self.lines)
        super().__init__(max(tall, self.code.height if self.code else 0.0))

    def place(self, sheet: Sheet, x: float, y: float) -> None:
        """The block stands at the bottom of its box; the seal is centred over body and date, its foot on the date."""
        if self.code:
            self.code.place(sheet, x, y)
        top = y + self.height - sum(lines.height for lines in self.lines)
        bottom = y + self.height
        for lines, left in zip(self.lines, self.reach, strict=True):
            lines.place(sheet, x + left, top)
            top += lines.height
        if self.picture is not None:
            size = self.sign.seal_size
            centre = x + self.width - self.sign.right - text_width_of(self.lines[-1]) / 2
            middle = bottom - sum(lines.height for lines in self.lines) / 2
            sheet.drawn.append(Art(self.sign.seal, centre - size / 2, middle - size / 2, size, size))


def text_width_of(lines: Lines) -> float:
    """How far the first line reaches."""
    return max((fragment.x + fragment.reach for fragment in lines.lines[0].fragments), default=0.0)


class GroupBox(Whole):
    """Boxes that stay together."""

    __slots__ = ("boxes",)

    def __init__(self, boxes: Sequence[Box]) -> None:
        self.boxes = boxes
        super().__init__(sum(box.before + box.height + box.after for box in boxes))

    def force(self, room: float) -> tuple[Box, Box] | None:
        """The first box, and the others."""
        return (self.boxes[0], GroupBox(self.boxes[1:])) if len(self.boxes) > 1 else None

    def place(self, sheet: Sheet, x: float, y: float) -> None:
        """One under the other."""
        for box in self.boxes:
            box.place(sheet, x, y + box.before)
            y += box.before + box.height + box.after


Pictures = Mapping[str, Picture]


def shade(sheet: Sheet, x: float, y: float, width: float, height: float) -> None:
    """The grey ground of a label cell; below everything else."""
    sheet.below.append(Fill(x, y, width, height, 0.95))
