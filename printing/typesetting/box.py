"""Boxes of the flow: what they can do, and the plain ones (gap, page break, group)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from printing.typesetting.images import Picture
from printing.typesetting.pages import Sheet

Pictures = Mapping[str, Picture]


class Box(Protocol):
    """A piece of the flow, already set to its width. Lengths in points."""

    keep: bool
    before: float
    after: float

    @property
    def signed(self) -> bool:
        """Whether it holds a signature, which must not stand alone on a page."""

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
    signed: bool = False

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


class GroupBox(Whole):
    """Boxes that stay together."""

    __slots__ = ("boxes",)

    def __init__(self, boxes: Sequence[Box]) -> None:
        self.boxes = boxes
        super().__init__(sum(box.before + box.height + box.after for box in boxes))
        self.signed = any(box.signed for box in boxes)

    def force(self, room: float) -> tuple[Box, Box] | None:
        """The first box, and the others."""
        return (self.boxes[0], GroupBox(self.boxes[1:])) if len(self.boxes) > 1 else None

    def place(self, sheet: Sheet, x: float, y: float) -> None:
        """One under the other."""
        for box in self.boxes:
            box.place(sheet, x, y + box.before)
            y += box.before + box.height + box.after
