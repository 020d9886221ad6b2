"""A set paragraph: lines of positioned fragments, as a box of the flow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from printing.fonts import BOXES
from printing.template.sizes import Style
from printing.template.text import Look
from printing.typesetting.pages import Mark, Sheet, Stroke, TextRun

ASCENT = 0.88
"""The baseline of a Chinese character stands this far down its square."""


class Fragment(NamedTuple):
    """A piece of a line: where it begins, what it says, and how far it reaches when underlined."""

    x: float
    text: str
    font: str
    spacing: float
    look: Look
    reach: float


@dataclass(frozen=True, slots=True)
class Set:
    """A set line: its fragments."""

    fragments: tuple[Fragment, ...]


@dataclass(slots=True)
class Lines:
    """A set paragraph: a box of the flow."""

    at: str
    lines: list[Set]
    style: Style
    keep: bool = False
    before: float = 0.0
    after: float = 0.0
    signed: bool = False

    @property
    def height(self) -> float:
        """Height without the room before and after."""
        return len(self.lines) * self.style.lead

    def split(self, room: float, *, tail: bool) -> tuple[Lines | None, Lines | None]:
        """What fits into `room`, and the rest: no single line on either side; `tail` keeps two lines for the rest."""
        fit, count = int((room - self.before) / self.style.lead + 0.001), len(self.lines)
        if fit >= count and not tail:
            return self, None
        fit = min(fit, count - 2)
        if fit < 2:
            return None, self
        first = Lines(self.at, self.lines[:fit], self.style, False, self.before, 0.0)
        return first, Lines(self.at, self.lines[fit:], self.style, self.keep, 0.0, self.after)

    def force(self, room: float) -> tuple[Lines, Lines] | None:
        """Cut after the last line that fits, single lines or not."""
        fit = max(int(room / self.style.lead + 0.001), 1)
        if fit >= len(self.lines):
            return None
        first = Lines(self.at, self.lines[:fit], self.style, False, self.before, 0.0)
        return first, Lines(self.at, self.lines[fit:], self.style, self.keep, 0.0, self.after)

    def place(self, sheet: Sheet, x: float, y: float) -> None:
        """Put the lines on the page, the first line's top at `y`."""
        style = self.style
        base = y + (style.lead - style.size) / 2 + style.size * ASCENT
        for line in self.lines:
            for fragment in line.fragments:
                _place(sheet, fragment, x, base, style)
            base += style.lead


def _place(sheet: Sheet, fragment: Fragment, x: float, base: float, style: Style) -> None:
    left, look, text = x + fragment.x, fragment.look, fragment.text
    if look.underline:
        under = base + style.size * 0.16
        sheet.drawn.append(Stroke(((left, under, left + fragment.reach, under),), 0.5))
    if not text or text.isspace():
        return
    if text in BOXES:
        sheet.drawn.append(Mark(left, base, text, style.size))
        return
    sheet.drawn.append(
        TextRun(
            left,
            base,
            text,
            fragment.font,
            style.size,
            fragment.spacing,
            look.bold or style.bold,
            look.colour or style.colour,
        )
    )


def line_reach(lines: Sequence[Set]) -> float:
    """How far the longest line reaches."""
    return max((fragment.x + fragment.reach for line in lines for fragment in line.fragments), default=0.0)
