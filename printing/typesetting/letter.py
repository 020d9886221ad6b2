"""The head and the signature of an official letter (GB/T 9704-2012)."""

from __future__ import annotations

from printing.fill import content as c
from printing.fonts import FontSet
from printing.template.sizes import MM, Style
from printing.typesetting.barcode import CodeBox
from printing.typesetting.box import Whole
from printing.typesetting.images import Picture
from printing.typesetting.pages import Art, Sheet, Stroke
from printing.typesetting.paragraph import Lines, line_reach
from printing.typesetting.setting import plain_line, text_width

LETTER_RISE = 7 * MM
"""The name of a letter's body stands 30 mm from the top edge, 7 mm above the type area (GB/T 9704-2012, 10.1)."""
SEAL_RISE = 0.1
"""How far the middle of a seal lies above the middle of body and date, in parts of its size: 居印章中心偏下位置, and
the seal's top within a line of the text (GB/T 9704-2012, 7.3.5.1)."""
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
    """Body, seal and date at the right, a code at the left (GB/T 9704-2012, 7.3.5.1).

    The name of the seal marks its place on paper; where the seal itself is printed, its place stays empty.
    """

    __slots__ = ("centre", "code", "lefts", "lines", "picture", "sign", "size", "width")

    def __init__(self, sign: c.Signature, fonts: FontSet, width: float, picture: Picture | None) -> None:
        self.sign, self.width, self.picture = sign, width, picture
        self.code = CodeBox(sign.code, fonts, width / 3) if sign.code else None
        room = width - (self.code.width if self.code else 0.0)
        place = " " if picture is not None and sign.seal_name else sign.seal_name
        texts = [text for text in (sign.org, place, sign.date) if text]
        self.lines = [Lines(sign.at, plain_line(text, sign.style, fonts, room, "left"), sign.style) for text in texts]
        last = line_reach(self.lines[-1].lines) if self.lines else 0.0
        self.centre = width - sign.right - last / 2
        self.lefts = []
        for lines in self.lines:
            reach = line_reach(lines.lines)
            self.lefts.append(max(min(self.centre - reach / 2, width - reach), width - room))
        tall = sum(lines.height for lines in self.lines)
        self.size = (picture.span if picture else None) or sign.seal_size
        room_of_seal = tall / 2 + self.size * (0.5 + SEAL_RISE) if sign.seal or sign.seal_name else 0.0
        super().__init__(max(tall, room_of_seal, self.code.height if self.code else 0.0), signed=True)

    def place(self, sheet: Sheet, x: float, y: float) -> None:
        """The block stands at the bottom of its box; body and date lie below the middle of the seal, which keeps clear
        of the text above whether it is printed or stamped by hand."""
        if self.code:
            self.code.place(sheet, x, y)
        top = y + self.height - sum(lines.height for lines in self.lines)
        bottom = y + self.height
        for lines, left in zip(self.lines, self.lefts, strict=True):
            lines.place(sheet, x + left, top)
            top += lines.height
        if self.picture is not None:
            size = self.size
            middle = bottom - sum(lines.height for lines in self.lines) / 2 - size * SEAL_RISE
            sheet.drawn.append(Art(self.sign.seal, x + self.centre - size / 2, middle - size / 2, size, size))
