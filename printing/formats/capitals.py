"""Amounts in Chinese capitals (财政部《会计基础工作规范》第五十二条): 107000.53 -> 壹拾万柒仟元伍角叁分."""

from __future__ import annotations

from decimal import Decimal

DIGITS = "零壹贰叁肆伍陆柒捌玖"
UNITS = ("", "拾", "佰", "仟")
GROUPS = ("", "万", "亿", "万亿")
LIMIT = Decimal(10) ** 16
"""Amounts from here on are refused: no bill is so large."""


def capitals(amount: Decimal) -> str:
    """The amount in yuan, in capitals; at most two decimals, not negative, below ten quadrillion.

    >>> capitals(Decimal("107000.53"))
    '壹拾万柒仟元伍角叁分'
    """
    fen = int(amount * 100)
    if not 0 <= amount < LIMIT or amount * 100 != fen:
        raise ValueError(amount)
    yuan, jiao, fen = fen // 100, fen // 10 % 10, fen % 10
    if not yuan and not jiao and not fen:
        return "零元整"
    whole = f"{_whole(yuan)}元" if yuan else ""
    if not jiao and not fen:
        return f"{whole}整"
    tenths = f"{DIGITS[jiao]}角" if jiao else "零" if yuan else ""
    return whole + tenths + (f"{DIGITS[fen]}分" if fen else "整")


def _whole(number: int) -> str:
    groups: list[str] = []
    gap = False
    for index in range(len(GROUPS) - 1, -1, -1):
        part = number // 10 ** (4 * index) % 10000
        if not part:
            gap = bool(groups)
            continue
        needs_zero = bool(groups) and (gap or part < 1000)
        groups.append(("零" if needs_zero else "") + _group(part) + GROUPS[index])
        gap = False
    return "".join(groups)


def _group(part: int) -> str:
    text, zero = "", False
    for index in range(3, -1, -1):
        digit = part // 10**index % 10
        if digit:
            text += ("零" if zero and text else "") + DIGITS[digit] + UNITS[index]
            zero = False
        else:
            zero = True
    return text
