"""One row of a flow chart: boxes side by side, arrows from the row above."""

from __future__ import annotations

from printing.fill import content as c
from printing.fonts import FontSet
from printing.template.sizes import MM
from printing.typesetting.box import Whole
from printing.typesetting.pages import Sheet, Stroke
from printing.typesetting.paragraph import Lines
from printing.typesetting.setting import set_lines

WIDEST = 74 * MM
GAP = 6 * MM
PAD = 5.0
DROP = 8 * MM
"""From the foot of one row to the head of the next."""
HEAD = 4.0
"""Half the width of an arrow head; it is half as long again."""
WEIGHT = 0.8


class ChartBox(Whole):
    """The steps of one row."""

    __slots__ = ("drop", "row", "texts", "wide", "width")

    def __init__(self, row: c.ChartRow, fonts: FontSet, width: float) -> None:
        self.row, self.width = row, width
        self.wide = _wide(len(row.steps), width)
        self.texts = [
            tuple(
                Lines(row.at, set_lines(spans, style, fonts, self.wide - 2 * PAD, 0.0, "center"), style)
                for spans, style in ((name, row.style), (note, row.note_style))
                if any(span.text for span in spans)
            )
            for name, note in row.steps
        ]
        self.drop = DROP if row.above else 0.0
        super().__init__(self.drop + max(sum(part.height for part in texts) for texts in self.texts) + 2 * PAD)

    def place(self, sheet: Sheet, x: float, y: float) -> None:
        """Arrows, frames and texts, the row in the middle of the type area."""
        top, tall = y + self.drop, self.height - self.drop
        centres = _centres(len(self.texts), x, self.width)
        if self.drop:
            self._arrows(sheet, _centres(self.row.above, x, self.width), centres, y, top)
        for centre, texts in zip(centres, self.texts, strict=True):
            start, end = centre - self.wide / 2, centre + self.wide / 2
            frame = ((start, top, end, top), (end, top, end, top + tall), (end, top + tall, start, top + tall))
            sheet.drawn.append(Stroke((*frame, (start, top + tall, start, top)), WEIGHT))
            line = top + (tall - sum(part.height for part in texts)) / 2
            for part in texts:
                part.place(sheet, start + PAD, line)
                line += part.height

    def _arrows(self, sheet: Sheet, above: list[float], centres: list[float], y: float, top: float) -> None:
        """A stem from each step above, a bar where ways meet and part, an arrow into each step."""
        bar = y + DROP / 2
        ends = [*above, *centres]
        segments = [(stem, y, stem, bar) for stem in above]
        if max(ends) - min(ends) > WEIGHT:
            segments.append((min(ends), bar, max(ends), bar))
        for centre in centres:
            segments += [(centre, bar, centre, top)]
            segments += [(centre + side, top - HEAD * 1.5, centre, top) for side in (-HEAD, HEAD)]
        sheet.drawn.append(Stroke(tuple(segments), WEIGHT))


def _wide(count: int, width: float) -> float:
    return min(WIDEST, (width - GAP * (count - 1)) / count)


def _centres(count: int, x: float, width: float) -> list[float]:
    """The middles of so many boxes side by side, the row centred."""
    step = _wide(count, width) + GAP
    first = x + width / 2 - step * (count - 1) / 2
    return [first + step * at for at in range(count)]
