"""Setting text: spans -> lines, broken, justified and placed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from printing.fill.content import Span, Spans
from printing.fonts import BOXES, FontSet
from printing.template.sizes import Style
from printing.template.text import Look
from printing.typesetting.linebreak import CLOSING, LONG_WORD, OPENING, WORD, Breaker, Line, tighten
from printing.typesetting.paragraph import Fragment, Set

MAX_GAP = 0.5
"""Justification may add at most this share of the type size between two characters; beyond it the line stays ragged."""
EVEN_GAP = 0.04
"""A gap of this share of the type size is not seen, not even inside numbers."""
SHORT = 24
"""Texts of so many characters are worth remembering."""
NOTHING: Mapping[int, float] = {}
ROOM = "\0"
"""Stands for empty underlined room inside a paragraph; no text holds it."""


@dataclass(slots=True)
class _Run:
    """A stretch of text of one look; `stop` is its end in the paragraph."""

    stop: int
    look: Look
    font: str


class _Setter:
    """Sets one paragraph without line feeds."""

    def __init__(self, spans: Spans, style: Style, fonts: FontSet, width: float) -> None:
        self.style = style
        self.runs: list[_Run] = []
        self.widths: list[float] = []
        texts: list[str] = []
        count = 0
        for text, look in spans:
            font = look.font or style.font
            table, scale = fonts.chain(font).widths, style.size / 1000
            own = [table[sign] * scale for sign in text]
            if style.pitch:
                own = [wide + style.pitch for wide in own]
            if look.blank:
                text, own = _padded(text, own, min(look.blank * style.size, width))
            texts.append(text)
            self.widths += own
            count += len(text)
            if self.runs and self.runs[-1].look == look:
                self.runs[-1].stop = count
            else:
                self.runs.append(_Run(count, look, font))
        self.text = "".join(texts)
        self.cuts = tighten(self.text, self.widths, style.size)
        self.breaker = Breaker(self.text, self.widths, style.size, self.cuts)
        self.drawn = ROOM in self.text or not BOXES.isdisjoint(self.text)

    def lines(self, width: float, indent: float, align: str) -> list[Set]:
        found = []
        for line in self.breaker.lines(width - indent, width):
            found.append(Set(tuple(self.fragments(line, width - indent, indent, align))))
            indent = 0.0
        return found

    def balanced(self, width: float) -> list[Set]:
        """Centred lines of about the same length: titles and labels do not leave a single character behind."""
        count = len(self.breaker.lines(width, width))
        room = self.breaker.sums[-1] / count
        while room < width and len(self.breaker.lines(room, room)) > count:
            room += self.style.size / 2
        room = min(room, width)
        return [Set(tuple(self.fragments(line, width, 0.0, "center"))) for line in self.breaker.lines(room, room)]

    def fragments(self, line: Line, room: float, x: float, align: str) -> list[Fragment]:
        """Place the characters of one line."""
        squeezed = self._squeezed(line) if line.squeeze > 0 else NOTHING
        gap, even = 0.0, True
        if align == "justify":
            gap, even = self._gap(line, room) if not line.last and line.squeeze <= 0 else (0.0, True)
        elif align == "center":
            x += max(room - line.width, 0.0) / 2
        elif align == "right":
            x += max(room - line.width, 0.0)
        found = []
        sums, pitch = self.breaker.sums, self.style.pitch
        x -= sums[line.start]
        for start, stop, run, word in self._pieces(line, squeezed, even=even):
            text = self.text[start:stop]
            given = squeezed.get(start, 0.0) if text[0] in OPENING else 0.0
            shift = self.cuts.get(start, 0.0) + given if text[0] in OPENING else 0.0
            steps = 1 if word else stop - start
            reach = sums[stop] - sums[start] + gap * (steps if stop < line.end else steps - 1)
            spacing = pitch if word else gap + pitch
            found.append(Fragment(x + sums[start] - shift, text.replace(ROOM, ""), run.font, spacing, run.look, reach))
            x += gap * steps - given
            if text[-1] in CLOSING:
                x -= squeezed.get(stop - 1, 0.0)
        return found

    def _squeezed(self, line: Line) -> dict[int, float]:
        """Which marks of a line give way, and by how much, so that it fits."""
        marks = self.breaker.squeezable(line)
        return dict.fromkeys(marks, line.squeeze / len(marks))

    def _gap(self, line: Line, room: float) -> tuple[float, bool]:
        """What is added after each character to fill the line, and whether inside words as well.

        A gap too small to be seen is added everywhere; a larger one leaves words and numbers together.
        """
        lack, size = room - line.width, self.style.size
        count = line.end - line.start - 1
        if count > 0 and 0 < lack <= count * EVEN_GAP * size:
            return lack / count, True
        text = self.text[line.start : line.end]
        words = [word for word in WORD.findall(text) if len(word) < LONG_WORD]
        count += len(words) - sum(map(len, words))
        gap = lack / count if count > 0 else 0.0
        return (gap, False) if 0 < gap <= MAX_GAP * size else (0.0, True)

    def _pieces(self, line: Line, squeezed: Mapping[int, float], *, even: bool) -> list[tuple[int, int, _Run, bool]]:
        """Stretches that are drawn in one go: one look, one spacing, no mark giving way inside."""
        edges = {line.start, line.end}
        edges.update(run.stop for run in self.runs if line.start < run.stop < line.end)
        for at in (*self.cuts, *squeezed):
            edge = at if self.text[at] in OPENING else at + 1
            if line.start < edge < line.end:
                edges.add(edge)
        words: set[int] = set()
        if not even:
            for match in WORD.finditer(self.text, line.start, line.end):
                edges.update(match.span())
                if len(match.group()) < LONG_WORD:
                    words.add(match.start())
        if self.drawn:
            for at in range(line.start, line.end):
                if self.text[at] in BOXES or self.text[at] == ROOM:
                    edges.update((at, at + 1))
        found, runs = [], iter(self.runs)
        run = next(runs)
        for start, stop in pairwise(sorted(edges)):
            while run.stop <= start:
                run = next(runs)
            found.append((start, stop, run, start in words))
        return found


def _padded(text: str, widths: list[float], least: float) -> tuple[str, list[float]]:
    """The text in the middle of an underlined field of at least this width."""
    lack = least - sum(widths)
    if lack <= 0:
        return text, widths
    if not text:
        return ROOM, [lack]
    return f"{ROOM}{text}{ROOM}", [lack / 2, *widths, lack / 2]


def set_lines(spans: Spans, style: Style, fonts: FontSet, width: float, indent: float, align: str) -> list[Set]:
    """Break and place spans; a line feed starts a new line with the same indent."""
    short = sum(len(span.text) for span in spans) <= SHORT
    return list((_set_again if short else _set)(spans, style, fonts, width, indent, align))


def _set(spans: Spans, style: Style, fonts: FontSet, width: float, indent: float, align: str) -> tuple[Set, ...]:
    found: list[Set] = []
    for part in _paragraphs(spans):
        setter = _Setter(part, style, fonts, width)
        found += setter.balanced(width) if align == "center" else setter.lines(width, min(indent, width / 2), align)
    return tuple(found)


_set_again = lru_cache(maxsize=4096)(_set)
"""Labels and other short texts are set once: the same text in the same style and width comes out the same."""


def _paragraphs(spans: Spans) -> list[Spans]:
    if not any("\n" in span.text for span in spans):
        return [spans or (Span(""),)]
    found: list[list[Span]] = [[]]
    for text, look in spans:
        head, *more = text.split("\n")
        found[-1].append(Span(head, look))
        found += [[Span(part, look)] for part in more]
    return [tuple(part) for part in found]


def plain_line(text: str, style: Style, fonts: FontSet, width: float, align: str) -> list[Set]:
    """Text of one look."""
    return set_lines((Span(text),), style, fonts, width, 0.0, align)


def text_width(text: str, font: str, size: float, fonts: FontSet) -> float:
    """Width of a text as it stands, in points."""
    return sum(map(fonts.chain(font).widths.__getitem__, text)) * size / 1000
