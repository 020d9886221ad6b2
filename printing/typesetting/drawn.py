"""Cut lines and pictures."""

from __future__ import annotations

from printing.fill import content as c
from printing.fonts import FontSet
from printing.typesetting.box import Whole
from printing.typesetting.images import Picture
from printing.typesetting.pages import Art, Sheet, Stroke
from printing.typesetting.paragraph import Lines, line_reach
from printing.typesetting.setting import plain_line

GAP = 6.0
"""Between a line and the label that interrupts it."""


class CutBox(Whole):
    """A rule or a cut line."""

    __slots__ = ("label", "line", "picture", "width")

    def __init__(self, line: c.CutLine, fonts: FontSet, width: float, picture: Picture | None) -> None:
        self.line, self.width, self.picture = line, width, picture
        lines = plain_line(line.label, line.style, fonts, width, "center") if line.label else []
        self.label = Lines(line.at, lines, line.style)
        super().__init__(max(line.height, line.weight, self.label.height))

    def place(self, sheet: Sheet, x: float, y: float) -> None:
        """The line in the middle of its height, interrupted by the label, the seal astride."""
        line, middle = self.line, y + self.height / 2
        gap = line_reach(self.label.lines) - self.width / 2 + GAP if self.label.lines else 0.0
        centre = x + self.width / 2
        segments = ((x, middle, centre - gap, middle), (centre + gap, middle, x + self.width, middle))
        whole = ((x, middle, x + self.width, middle),)
        sheet.drawn.append(Stroke(segments if gap else whole, line.weight, line.colour, 3.0 if line.dashed else 0.0))
        self.label.place(sheet, x, middle - self.label.height / 2)
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
