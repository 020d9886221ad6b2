"""A QR code or a Code 128 in the flow, with its caption."""

from __future__ import annotations

from printing.fill import content as c
from printing.fonts import FontSet
from printing.typesetting import codes
from printing.typesetting.box import Whole
from printing.typesetting.pages import Dots, Sheet
from printing.typesetting.paragraph import Lines
from printing.typesetting.setting import set_lines

CAPTION_GAP = 2.0
"""Between bars and caption; a QR code has its quiet zone there."""


class CodeBox(Whole):
    """A QR code or a Code 128 with its caption."""

    __slots__ = ("barcode", "caption", "gap", "symbol", "width")

    def __init__(self, barcode: c.Barcode, fonts: FontSet, width: float) -> None:
        self.barcode, self.width = barcode, width
        if barcode.kind == "qr":
            self.symbol = codes.qr_symbol(barcode.data, min(barcode.size, width))
            self.gap, room = 0.0, self.symbol.width if self.symbol else min(barcode.size, width)
        else:
            self.symbol = codes.code128_symbol(barcode.data, width, barcode.size)
            self.gap, room = CAPTION_GAP, width
        self.caption: Lines | None = None
        height = self.symbol.height if self.symbol else 0.0
        if any(span.text for span in barcode.caption):
            lines = set_lines(barcode.caption, barcode.style, fonts, room, 0.0, "center")
            self.caption = Lines(barcode.at, lines, barcode.style)
            height += self.gap + self.caption.height
        super().__init__(height)

    def place(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw the code; one that cannot be read at 203 dpi is not drawn but told."""
        left, below = x, y
        if self.symbol is None:
            name = "二维码" if self.barcode.kind == "qr" else "条形码"
            sheet.overflow(self.barcode.at, f"{name}内容太长或有不能编码的字符，在这个宽度内打印后无法识读")
        else:
            room = self.width - self.symbol.width
            left = x + {"left": 0.0, "center": room / 2, "right": room}[self.barcode.align]
            below = y + self.symbol.height + self.gap
            sheet.drawn.append(
                Dots(codes.snap(left), codes.snap(y), self.symbol.module, self.symbol.cells, self.barcode.data)
            )
        if self.caption:
            self.caption.place(sheet, left if self.barcode.kind == "qr" else x, below)
