"""A QR code or a Code 128 in the flow, with its caption."""

from __future__ import annotations

from printing.fill import content as c
from printing.fonts import FontSet
from printing.layout import codes
from printing.layout.box import Whole
from printing.layout.pages import Dots, Sheet
from printing.layout.paragraph import Lines, set_lines


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
