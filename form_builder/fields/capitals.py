"""Amounts in Chinese capitals (大写), as payment notices must show them beside the figures."""

from __future__ import annotations

from decimal import Decimal

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("仟", "佰", "拾", "")
_GROUPS = ("", "万", "亿", "万亿")
LIMIT = Decimal(10) ** 16


def _group(four: str) -> str:
    """Four digits as capitals with inner zeros joined, without leading or trailing 零."""
    out, zero = "", False
    for digit, place in zip(four, _PLACES, strict=True):
        if digit == "0":
            zero = bool(out)
            continue
        out += ("零" if zero else "") + _DIGITS[int(digit)] + place
        zero = False
    return out


def _yuan(digits: str) -> str:
    digits = digits.zfill(-(-len(digits) // 4) * 4)
    groups = [digits[at : at + 4] for at in range(0, len(digits), 4)]
    out, gap = "", False
    for index, four in enumerate(groups):
        text = _group(four)
        if not text:
            gap = bool(out)
            continue
        if out and (gap or four[0] == "0"):
            out += "零"
        out += text + _GROUPS[len(groups) - 1 - index]
        gap = False
    return out.replace("万亿", "万", 1) if out.count("亿") > 1 else out


def capitals(amount: Decimal) -> str:
    """An amount in yuan as capitals: `Decimal("107000.53")` → 壹拾万柒仟元伍角叁分, `0` → 零元整, `0.05` → 伍分.

    Conventions of 票据法 practice: 整 after whole yuan or jiao, 零 between yuan and fen when there is no jiao,
    负 before negative amounts. Raises ValueError above 10^16 yuan or for more than two places.
    """
    if abs(amount) >= LIMIT or amount != amount.quantize(Decimal("0.01")):
        raise ValueError(f"not an amount in fen below 10^16 yuan: {amount}")
    fen = int(abs(amount) * 100)
    yuan, jiao, cent = fen // 100, fen // 10 % 10, fen % 10
    out = _yuan(str(yuan)) + "元" if yuan else ""
    if jiao:
        out += _DIGITS[jiao] + "角"
    elif cent and yuan:
        out += "零"
    out += _DIGITS[cent] + "分" if cent else "整"
    return ("负" if amount < 0 else "") + (out if fen else "零元整")
