"""QR codes and Code 128 whose modules are whole dots of a 203-dpi printer, so that thermal and laser prints scan.

Sources: ISO/IEC 18004 (QR; quiet zone of 4 modules), ISO/IEC 15417 (Code 128).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from printing.typesetting.qr import qr_rows

DOT = 72 / 203
"""One dot of a 203-dpi print head, in points."""
QUIET = 4
LEAST_DOTS, MOST_DOTS = 2, 3
ROUNDING = 0.001

Cells = tuple[tuple[int, int, int, int], ...]

_BARS = [
    "212222",
    "222122",
    "222221",
    "121223",
    "121322",
    "131222",
    "122213",
    "122312",
    "132212",
    "221213",
    "221312",
    "231212",
    "112232",
    "122132",
    "122231",
    "113222",
    "123122",
    "123221",
    "223211",
    "221132",
    "221231",
    "213212",
    "223112",
    "312131",
    "311222",
    "321122",
    "321221",
    "312212",
    "322112",
    "322211",
    "212123",
    "212321",
    "232121",
    "111323",
    "131123",
    "131321",
    "112313",
    "132113",
    "132311",
    "211313",
    "231113",
    "231311",
    "112133",
    "112331",
    "132131",
    "113123",
    "113321",
    "133121",
    "313121",
    "211331",
    "231131",
    "213113",
    "213311",
    "213131",
    "311123",
    "311321",
    "331121",
    "312113",
    "312311",
    "332111",
    "314111",
    "221411",
    "431111",
    "111224",
    "111422",
    "121124",
    "121421",
    "141122",
    "141221",
    "112214",
    "112412",
    "122114",
    "122411",
    "142112",
    "142211",
    "241211",
    "221114",
    "413111",
    "241112",
    "134111",
    "111242",
    "121142",
    "121241",
    "114212",
    "124112",
    "124211",
    "411212",
    "421112",
    "421211",
    "212141",
    "214121",
    "412121",
    "111143",
    "111341",
    "131141",
    "114113",
    "114311",
    "411113",
    "411311",
    "113141",
    "114131",
    "311141",
    "411131",
    "211412",
    "211214",
    "211232",
]
_STOP = "2331112"
_START_B, _START_C, _TO_C, _TO_B = 104, 105, 99, 100


def snap(length: float) -> float:
    """The nearest whole number of dots, in points."""
    return round(length / DOT) * DOT


@dataclass(frozen=True, slots=True)
class Symbol:
    """A code ready to be drawn: its cells `(column, row, width, height)` in modules, the size of a module in points."""

    columns: int
    module: float
    height: float
    cells: Cells

    @property
    def width(self) -> float:
        """Width in points, the quiet zone of a QR code included."""
        return self.columns * self.module


_DARK = re.compile(b"\x01+")


def qr_symbol(data: str, size: float) -> Symbol | None:
    """A QR code (level M) in at most `size` points; None when it would be too dense to be read at 203 dpi."""
    rows = qr_rows(data) if data else None
    if rows is None:
        return None
    count = len(rows) + 2 * QUIET
    dots = int(size / (count * DOT) + ROUNDING)
    if dots < LEAST_DOTS:
        return None
    cells = tuple(
        (run.start() + QUIET, number, run.end() - run.start(), 1)
        for number, row in enumerate(rows, QUIET)
        for run in _DARK.finditer(row)
    )
    return Symbol(count, dots * DOT, count * dots * DOT, cells)


def code128_symbol(data: str, room: float, height: float) -> Symbol | None:
    """A Code 128 in at most `room` points, the margin being its quiet zone; None when it cannot be coded or read."""
    widths = code128(data)
    if widths is None:
        return None
    dots = min(int(room / (sum(widths) * DOT) + ROUNDING), MOST_DOTS)
    if dots < LEAST_DOTS:
        return None
    tall = max(round(height / (dots * DOT)), 1)
    cells, at = [], 0
    for index, width in enumerate(widths):
        if index % 2 == 0:
            cells.append((at, 0, width, tall))
        at += width
    return Symbol(at, dots * DOT, tall * dots * DOT, tuple(cells))


def code128(data: str) -> list[int] | None:
    """Widths of bars and gaps in modules, beginning with a bar; None when a sign is not printable ASCII."""
    if not data or not all(" " <= sign <= "~" for sign in data):
        return None
    codes = _code128_values(data)
    check = (codes[0] + sum(place * code for place, code in enumerate(codes))) % 103
    return [int(width) for code in (*codes, check) for width in _BARS[code]] + [int(width) for width in _STOP]


def _code128_values(data: str) -> list[int]:
    """Digits in pairs where at least four (six inside) stand together, everything else sign by sign."""
    codes: list[int] = []
    at, pairs = 0, False
    while at < len(data):
        run = _digits(data, at)
        if not pairs and run >= (4 if at == 0 or at + run == len(data) else 6):
            if run % 2 and at:
                codes.append(ord(data[at]) - 32)
                at += 1
            codes.append(_TO_C if codes else _START_C)
            pairs = True
        elif pairs and run < 2:
            codes.append(_TO_B)
            pairs = False
        elif pairs:
            codes.append(int(data[at : at + 2]))
            at += 2
        else:
            codes += [] if codes else [_START_B]
            codes.append(ord(data[at]) - 32)
            at += 1
    return codes


def _digits(data: str, at: int) -> int:
    end = at
    while end < len(data) and data[end].isdigit():
        end += 1
    return end - at
