"""Flowing boxes into pages: what stays together, what may be cut, and that no signature stands alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from printing.errors import TooLarge
from printing.typesetting.box import Box, BreakBox, GapBox
from printing.typesetting.pages import Sheet

MAX_PAGES = 1000
SLACK = 0.1


@dataclass(slots=True)
class Flow:
    """The type area that boxes are poured into; `height` None on a roll."""

    page_width: float
    left: float
    top: float
    height: float | None
    sheets: list[Sheet]
    y: float = 0.0
    opened: bool = True
    """Whether the page was opened by the template: then room at its top is meant."""

    @property
    def sheet(self) -> Sheet:
        """The page being filled."""
        return self.sheets[-1]

    @property
    def room(self) -> float:
        """What is left of the page."""
        return float("inf") if self.height is None else self.height - self.y

    def turn(self, *, opened: bool = False) -> None:
        """Start a new page."""
        if len(self.sheets) >= MAX_PAGES:
            raise TooLarge(f"文书太大：超过 {MAX_PAGES} 页。请分几份打印")
        self.sheets.append(Sheet(len(self.sheets) + 1, self.page_width))
        self.y, self.opened = 0.0, opened

    def put(self, box: Box) -> None:
        """Place a box at the current height."""
        box.place(self.sheet, self.left, self.top + self.y + box.before)
        self.y += box.before + box.height + box.after


def pour(boxes: Sequence[Box], flow: Flow) -> None:
    """Place all boxes, turning pages where needed."""
    bind_signatures(boxes)
    waiting = list(reversed(boxes))
    while waiting:
        box = waiting.pop()
        if isinstance(box, BreakBox):
            if flow.height is not None:
                flow.turn(opened=True)
        elif isinstance(box, GapBox):
            _gap(box, flow)
        else:
            _pour_one(box, waiting, flow)


def bind_signatures(boxes: Sequence[Box]) -> None:
    """A signature never stands alone on a page: it holds on to the text before it."""
    for index, box in enumerate(boxes):
        if box.signed:
            for before in reversed(boxes[:index]):
                before.keep = True
                if not isinstance(before, GapBox):
                    break


def _gap(box: GapBox, flow: Flow) -> None:
    if flow.y > 0 or flow.opened:
        flow.y += min(box.height, max(flow.room, 0.0))


def _pour_one(box: Box, waiting: list[Box], flow: Flow) -> None:
    """Place a box with all that must follow it on the same page, or as much as fits."""
    needed = _followers(box, waiting)
    if box.before + box.height + needed <= flow.room + SLACK:
        flow.put(box)
        return
    alone = box.before + box.height <= flow.room + SLACK
    part, rest = box.split(flow.room + SLACK, tail=alone)
    if part is not None and (rest is not None or flow.y == 0):
        flow.put(part)
        if rest is not None:
            waiting.append(rest)
            flow.turn()
    elif flow.y > 0:
        waiting.append(box)
        flow.turn()
    elif alone:
        flow.put(box)
    else:
        _force(box, waiting, flow)


def _force(box: Box, waiting: list[Box], flow: Flow) -> None:
    """A box taller than a page, at the top of one: cut it somewhere, or tell that it does not fit."""
    parts = box.force(flow.room + SLACK)
    if parts is None:
        flow.sheet.overflow(_where(box), "内容比一页还高，超出版心的部分没有打印完整")
        flow.put(box)
    else:
        waiting += reversed(parts)


def _followers(box: Box, waiting: Sequence[Box]) -> float:
    """The height of what a kept box pulls along: the chain of kept boxes and the head of what comes after."""
    total = 0.0
    index = len(waiting)
    while box.keep and index:
        index -= 1
        box = waiting[index]
        if isinstance(box, BreakBox):
            break
        total += box.before + (box.height if box.keep or not _splits(box) else _least(box))
    return total


def _splits(box: Box) -> bool:
    first, rest = box.split(_least(box) + SLACK, tail=True)
    return first is not None and rest is not None


def _least(box: Box) -> float:
    return min(box.height, 60.0)


def _where(box: Box) -> str:
    return str(getattr(box, "at", ""))
