"""Breaking Chinese text into lines (禁则): which characters may begin or end a line, and which give way.

Sources: GB/T 15834-2011 (marks and where they may stand), W3C "Requirements for Chinese Text Layout" 3.1.
A line is filled greedily. When the next cluster does not fit, marks of the line give up their empty half if that
lets the whole cluster in; otherwise the cluster moves down. Words and numbers stay whole unless they are longer
than a line, or so long (20 signs) that moving them would tear a hole.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import NamedTuple

CLOSING = frozenset("，。、；：？！）】》〉」』〕〗｝”’")
"""Full-width marks with ink in the left half: never at the start of a line, may give up their right half."""
OPENING = frozenset("（【《〈「『〔〖｛“‘")
"""Full-width marks with ink in the right half: never at the end of a line, may give up their left half."""
NO_START = CLOSING | frozenset("％‰℃·～々,.;:?!)]}%°")
NO_END = OPENING | frozenset("￥＄№([{¥$☐☑☒")
SPACES = " \u3000"
"""Spaces never begin a line after a break and take no room at its end."""
PAIRS = frozenset("—…")
"""Signs two characters wide: never torn apart."""

WORD = re.compile(r"[!-~\u00a1-\u00b6\u00b8-\u02af\u0370-\u058f]+")
"""Words and numbers; everything else stands for itself."""
_WORD_SIGN = re.compile(r"[!-~\u00a1-\u00b6\u00b8-\u02af\u0370-\u058f]")
_TIGHT = re.compile(
    f"[{''.join(CLOSING)}](?=[{''.join(CLOSING | OPENING)}])|(?<=[{''.join(OPENING)}])[{''.join(OPENING)}]"
)
LONG_WORD = 20
HOLE = 3.0
LOOK_BACK = 64
"""How many spaces in a row are looked over for the sign before them."""
TOLERANCE = 0.01
FULL = 0.9


class Line(NamedTuple):
    """Characters `start` to `end`: `width` as they stand, `squeeze` to be taken from marks, `last` of the paragraph."""

    start: int
    end: int
    width: float
    squeeze: float
    last: bool


def tighten(text: str, widths: list[float], size: float) -> dict[int, float]:
    """Take half a character from marks beside another (标点挤压); changes `widths`, tells where and how much."""
    cuts = {}
    for match in _TIGHT.finditer(text):
        at = match.start()
        if widths[at] >= FULL * size:
            cuts[at] = size / 2
            widths[at] -= size / 2
    return cuts


def may_break(text: str, at: int) -> bool:
    """Whether a line may end before the character at `at`."""
    before, after = text[at - 1], text[at]
    if after in NO_START or after in SPACES:
        return False
    if before in SPACES:
        before = text[max(at - LOOK_BACK, 0) : at].rstrip(SPACES)[-1:]
        return before not in NO_END
    if before in NO_END or (before in PAIRS and before == after):
        return False
    return not (_WORD_SIGN.match(before) and _WORD_SIGN.match(after))


def in_word(text: str, at: int) -> bool:
    """Whether the break before `at` would tear a word or number without leaving a forbidden mark at the edge."""
    before, after = text[at - 1], text[at]
    inside = _WORD_SIGN.match(before) and _WORD_SIGN.match(after)
    return bool(inside) and after not in NO_START and before not in NO_END


class Breaker:
    """One paragraph without line feeds: its text, the width of each character, and the type size."""

    def __init__(self, text: str, widths: Sequence[float], size: float, cuts: dict[int, float]) -> None:
        self.text = text
        self.size = size
        self.cuts = cuts
        self.sums = list(accumulate(widths, initial=0.0))

    def lines(self, first: float, rest: float) -> list[Line]:
        """All lines; `first` and `rest` are the widths of the first and the other lines."""
        found: list[Line] = []
        start, room, end = 0, first, len(self.text)
        while True:
            stop = self._fitting(start, room)
            if stop >= end:
                found.append(Line(start, end, self.sums[end] - self.sums[start], 0.0, last=True))
                return found
            line = self._line(start, stop, room)
            found.append(line)
            start, room = self._skip_spaces(line.end), rest
            if start >= end:
                found[-1] = line._replace(last=True)
                return found

    def _fitting(self, start: int, room: float) -> int:
        return bisect_right(self.sums, self.sums[start] + room + TOLERANCE) - 1

    def _skip_spaces(self, at: int) -> int:
        while at < len(self.text) and self.text[at] in SPACES:
            at += 1
        return at

    def _line(self, start: int, stop: int, room: float) -> Line:
        """The line from `start` of which the characters up to `stop` fit as they stand."""
        if self._ends_in_space(start, stop):
            return self._plain(start, max(stop, start + 1))
        free = self._back(start, stop, may_break)
        slack = room - (self.sums[free] - self.sums[start]) if free else room
        if slack >= self.size - TOLERANCE:
            squeezed = self._squeezed(start, stop, room)
            if squeezed:
                return squeezed
        word = self._back(start, stop, in_word)
        if free and not (slack > HOLE * self.size and word > free and self._is_long(word)):
            return self._plain(start, free)
        return self._plain(start, word or max(stop, start + 1))

    def _ends_in_space(self, start: int, stop: int) -> bool:
        """Whether the room ends at spaces after which a line may begin."""
        if self.text[stop] not in SPACES:
            return False
        after = self._skip_spaces(stop)
        return after >= len(self.text) or stop == start or may_break(self.text, after)

    def _plain(self, start: int, end: int) -> Line:
        trimmed = end
        while trimmed > start + 1 and self.text[trimmed - 1] in SPACES:
            trimmed -= 1
        return Line(start, trimmed, self.sums[trimmed] - self.sums[start], 0.0, last=False)

    def _back(self, start: int, stop: int, allowed: Callable[[str, int], bool]) -> int:
        """The last position up to `stop` where `allowed` lets the line end; 0 when there is none."""
        return next((at for at in range(stop, start, -1) if allowed(self.text, at)), 0)

    def _squeezed(self, start: int, stop: int, room: float) -> Line | None:
        """The line up to the next break after `stop`, if the marks in it can give what is lacking."""
        end, give = stop + 1, self._give(start, stop + 1)
        while end < len(self.text) and not may_break(self.text, end):
            end += 1
            give += self._give(end - 1, end)
        over = self.sums[end] - self.sums[start] - room
        return Line(start, end, self.sums[end] - self.sums[start], over, last=False) if over <= give else None

    def _give(self, start: int, end: int) -> float:
        marks = sum(1 for at in range(start, end) if at not in self.cuts and self._full(at))
        return marks * self.size / 2

    def _full(self, at: int) -> bool:
        sign = self.text[at]
        return (sign in CLOSING or sign in OPENING) and self.sums[at + 1] - self.sums[at] >= FULL * self.size

    def squeezable(self, line: Line) -> list[int]:
        """The marks of a line that can give up half their width."""
        return [at for at in range(line.start, line.end) if at not in self.cuts and self._full(at)]

    def _is_long(self, at: int) -> bool:
        begin = at
        while begin and _WORD_SIGN.match(self.text[begin - 1]):
            begin -= 1
        match = WORD.match(self.text, begin)
        return match is not None and match.end() - begin >= LONG_WORD
