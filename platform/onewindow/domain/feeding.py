"""How printers feed: what is printed on a printed sheet (套打) is moved for the printer it goes to.

The move is a matter of the printer, not of the paper: a record, its digest and its electronic original never know it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

FARTHEST = 200
"""Tenths of a millimetre that a print may be moved: beyond 20 mm the sheet lies wrong."""
CROSS = 500
"""Where the cross of the calibration sheet should stand from the left and upper edges, in tenths of a millimetre."""
EVERY_SHEET = ""
Offset = tuple[int, int]
"""Tenths of a millimetre, to the right and down."""
TOO_FAR = f"移动超过 {FARTHEST // 10} 毫米：请检查纸张是否放正、纸张大小是否选对，再重新量。"


@dataclass(frozen=True, slots=True)
class Feed:
    """Where a print goes: the name of the printer, and by how much it is moved there."""

    printer: str
    offset: Offset


def offset_of(set_: Mapping[str, Offset], sheet: str) -> Offset:
    """By how much a sheet is moved: what holds for the printer, and what this sheet needs beyond it."""
    own, all_ = set_.get(sheet, (0, 0)) if sheet else (0, 0), set_.get(EVERY_SHEET, (0, 0))
    return _near(all_[0] + own[0]), _near(all_[1] + own[1])


def measured(held: Offset, left: str, top: str) -> Offset | str:
    """The new move of a printer after its cross, printed with `held`, was measured in millimetres; or what is wrong."""
    found = (tenths(left), tenths(top))
    if found[0] is None or found[1] is None:
        return "请填写从纸边量到十字中心的毫米数，例如 50.3。"
    return checked((held[0] + CROSS - found[0], held[1] + CROSS - found[1]))


def checked(offset: Offset) -> Offset | str:
    """The move, or that it is too far."""
    return TOO_FAR if any(abs(part) > FARTHEST for part in offset) else offset


def tenths(text: str) -> int | None:
    """Millimetres as tenths of them; None for anything that is no number."""
    try:
        number = Decimal(text.strip().replace("，", ".").replace(",", "."))
    except InvalidOperation:
        return None
    return round(number * 10) if number.is_finite() and abs(number) < 1_000 else None


def millimetres(part: int) -> str:
    """Tenths of a millimetre as a control shows them."""
    return f"{Decimal(part) / 10:.1f}"


def _near(part: int) -> int:
    return max(-FARTHEST, min(FARTHEST, part))
