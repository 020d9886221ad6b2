"""How cells are written, in a document, on the screen and in a workbook.

`-` or nothing: any value. `空`: blank. Words: `企业,个体工商户`, all but some: `≠企业`; a word with a comma in quotes.
Numbers and dates: `5`, `>=100`, `<2026-01-01`, `[0..100)`, `0..99`, several with commas or semicolons.
"""

from __future__ import annotations

import re
from math import ceil, floor
from typing import Final

from rule_engine.errors import DocumentError, Problem
from rule_engine.tables.cells import ANY, BLANK, Cell, Point, Range, Ranges, Words, union
from rule_engine.tables.columns import YES_NO, Column
from rule_engine.values.blank import WHITE
from rule_engine.values.words import did_you_mean

_ANY: Final = ("", "-", "—", "任意")
_WORD: Final = re.compile(r'\s*(?:"([^"]+)"|([^,，、;；"]+))\s*(?:[,，、;；]|$)')
_VALUE: Final = r"(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|[+-]?[0-9]+(?:\.[0-9]+)?)"
_PART: Final = re.compile(
    rf"\s*(?:(?P<open>[\[(（])\s*(?P<low>{_VALUE})?\s*(?:\.\.|[,，~～])\s*(?P<high>{_VALUE})?\s*(?P<close>[\])）])"
    rf"|(?P<from>{_VALUE}?)\s*(?:\.\.|[~～])\s*(?P<to>{_VALUE})"
    rf"|(?P<sign>>=|<=|>|<|≥|≤|=)?\s*(?P<value>{_VALUE}))\s*(?:[,，、;；]|$)"
)
_SIGNS: Final = {"≥": ">=", "≤": "<=", None: "=", "": "="}


def parse(written: str, column: Column) -> Cell:
    """The cell that a text means in a column; raise DocumentError saying what can be written instead."""
    written = written.strip(WHITE)
    if written in _ANY:
        return ANY
    if written == BLANK.value:
        return BLANK
    return _ranges(written, column) if column.ordered else _words(written, column)


def _words(written: str, column: Column) -> Words:
    but = written.startswith(("≠", "!="))
    rest = written.removeprefix("≠").removeprefix("!=") if but else written
    values = set()
    for word in _pieces(rest, column):
        value = column.word(word)
        if value is None:
            known = [label for _, label in column.options] or list(YES_NO)[:2]
            _refuse(f"“{word}”不是“{column.label}”的选项", did_you_mean(word, known) or f"可用：{'、'.join(known[:8])}")
        values.add(value)
    return Words(frozenset(values), but)


def _pieces(rest: str, column: Column) -> list[str]:
    pieces: list[str] = []
    position = 0
    while position < len(rest) or not pieces:
        match = _WORD.match(rest, position)
        if match is None:
            _refuse(f"“{column.label}”看不懂“{rest[position:]}”", '多个值用逗号隔开，含逗号的值加引号 "甲，乙"')
            break
        pieces.append(match[1] or match[2].strip(WHITE))
        position = match.end()
    return pieces


def _ranges(written: str, column: Column) -> Ranges:
    parts, position = [], 0
    while position < len(written):
        match = _PART.match(written, position)
        part = _range(match, column) if match else None
        if match is None or part is None:
            example = "2026-01-01..2026-12-31" if column.kind == "date" else "[0..100)"
            _refuse(
                f"“{column.label}”看不懂“{written[position:]}”",
                f"写成 {column.spell(_sample(column))}、>= 或 {example}",
            )
            break
        if part.is_empty():
            _refuse(f"“{match[0]}”不含任何值", "起点要小于终点")
        parts.append(part)
        position = match.end()
    return Ranges(union(parts))


def _range(match: re.Match[str], column: Column) -> Range | None:
    if match["open"]:
        ends = column.point(match["low"]), column.point(match["high"])
        if (match["low"] and ends[0] is None) or (match["high"] and ends[1] is None):
            return None
        return settled(Range(*ends, match["open"] == "[", match["close"] == "]"), column)
    if match["to"]:
        low, high = column.point(match["from"]), column.point(match["to"])
        return None if high is None or (match["from"] and low is None) else settled(Range(low, high), column)
    value = column.point(match["value"])
    return None if value is None else settled(_compared(_SIGNS.get(match["sign"], match["sign"]), value), column)


def _compared(sign: str, value: Point) -> Range:
    if sign == "=":
        return Range(value, value)
    if sign[0] == ">":
        return Range(low=value, low_closed=len(sign) == 2)
    return Range(high=value, high_closed=len(sign) == 2)


def settled(part: Range, column: Column) -> Range:
    """The same range; of a whole column with closed, whole ends, so that neighbours touch."""
    if not column.whole:
        return part
    low = None if part.low is None else ceil(part.low)
    high = None if part.high is None else floor(part.high)
    past_low = low is not None and low == part.low and not part.low_closed
    past_high = high is not None and high == part.high and not part.high_closed
    return Range(None if low is None else low + past_low, None if high is None else high - past_high)


def _sample(column: Column) -> Point:
    return 739_617 if column.kind == "date" else 100


def _refuse(message: str, suggestion: str) -> None:
    raise DocumentError([Problem("", message, suggestion)])


def write(cell: Cell, column: Column) -> str:
    """The text that `parse` reads as this cell."""
    if isinstance(cell, Words):
        words = [_quoted(column.spell(value)) for value in sorted(cell.values, key=str)]
        return ("≠" if cell.but else "") + ",".join(words)
    if isinstance(cell, Ranges):
        return "; ".join(_written(part, column) for part in cell.parts)
    return cell.value


def _quoted(word: str) -> str:
    special = re.search("[,，、;；≠]", word) or word.strip(WHITE) != word or word in (*_ANY, BLANK.value)
    return f'"{word}"' if special or word.startswith("!=") else word


def _written(part: Range, column: Column) -> str:
    low = None if part.low is None else column.spell(part.low)
    high = None if part.high is None else column.spell(part.high)
    if low == high and low is not None:
        return low
    if low is None or high is None:
        if low is not None:
            return f"{'>=' if part.low_closed else '>'}{low}"
        return f"{'<=' if part.high_closed else '<'}{high}" if high is not None else "-"
    return f"{'[' if part.low_closed else '('}{low}..{high}{']' if part.high_closed else ')'}"
