"""A finished sketch as a block, or what is still missing in it, each at its place."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from onewindow.domain.workbench.conditions.blocks import (
    Age,
    Between,
    Block,
    Compared,
    Count,
    Field,
    Given,
    Group,
    Kept,
    Listed,
    Mode,
    Rows,
    Span,
    State,
    Subject,
)
from onewindow.domain.workbench.conditions.posting import ROOT
from onewindow.domain.workbench.conditions.sketch import Bundle, Line, Sketch, Stays, Table
from onewindow.domain.workbench.conditions.vocabulary import DATES, NUMBERS, Vocabulary, several

Json = Any


@dataclass(frozen=True, slots=True)
class Missing:
    """What a part of the page lacks. `part`: its name (`b-0-1`)."""

    part: str
    message: str


@dataclass(slots=True)
class Settled:
    """The block (None when nothing is said at all), and what is missing; it counts only when nothing is."""

    block: Block | None = None
    missing: list[Missing] = field(default_factory=list)


def settle(sketch: Bundle, words: Vocabulary) -> Settled:
    """The block that a sketch stands for. A single sentence in the outermost group needs no group around it."""
    settled = Settled()
    parts = tuple(part for part in sketch.parts if part != Line())
    if not parts:
        return settled
    block = _bundle(sketch, words, ROOT, settled.missing)
    settled.block = block.parts[0] if len(block.parts) == 1 and block.mode in ("all", "any") else block
    return settled


def _bundle(sketch: Bundle, words: Vocabulary, name: str, missing: list[Missing]) -> Group:
    parts = [
        _block(part, words, f"{name}-{n}", missing) for n, part in enumerate(sketch.parts) if part != Line() or n == 0
    ]
    return Group(sketch.mode, tuple(parts), bare=sketch.mode is Mode.NONE and len(parts) == 1)


def _block(sketch: Sketch, words: Vocabulary, name: str, missing: list[Missing]) -> Block:
    match sketch:
        case Bundle():
            return _bundle(sketch, words, name, missing)
        case Stays(rule):
            return Kept(rule)
        case Table(table, how, inside):
            if not table:
                missing.append(Missing(name, "请选择是哪一张表格。"))
            inner = _block(inside, words.inside(table), f"{name}-0", missing)
            plain = isinstance(inner, Group) and len(inner.parts) == 1 and inner.mode in ("all", "any")
            return Rows(Field(table), how, inner.parts[0] if plain and isinstance(inner, Group) else inner)
        case Line():
            return _line(sketch, words, name, missing)


def _line(line: Line, words: Vocabulary, name: str, missing: list[Missing]) -> Block:
    subject, relation = _subject(line.subject), line.relation
    if not line.subject or not relation:
        missing.append(Missing(name, "请选择比较哪一项、怎样比较；不需要的一行请删除。"))
        return Kept(True)
    if relation in ("filled", "blank"):
        return State(Field(line.subject), relation == "filled")
    if line.other and not several(relation):
        plain, denied = _relation(relation)
        return Compared(subject, plain, Field(line.other), denied)
    texts = [text.strip() for text in line.values if text.strip()]
    values = [value_of(text, words.kind(line.subject), name, missing) for text in texts]
    if several(relation):
        if not values:
            missing.append(Missing(name, "请至少选择一个值。"))
        return Listed(subject, relation, tuple(values))
    wanted = 2 if relation.startswith("between") else 1
    if len(values) != wanted:
        missing.append(Missing(name, "请填写两端的值。" if wanted == 2 else "请填写要比较的值。"))
        return Kept(True)
    if wanted == 2:
        return Between(Given(values[0]), "<=" if relation == "between" else "<", subject, Given(values[1]))
    plain, denied = _relation(relation)
    return Compared(subject, plain, Given(values[0]), denied)


def _relation(code: str) -> tuple[str, bool]:
    """The operator of a relation's code, and whether it is denied: `!=` is an operator, `!==` denies `==`."""
    return (code[1:], True) if code.startswith("!") and code != "!=" else (code, False)


def _subject(code: str) -> Subject:
    kind, _, rest = code.partition(":")
    parts = rest.split(":")
    if kind == "age" and len(parts) == 2:
        return Age(Field(parts[0]), Field(parts[1]))
    if kind == "span" and len(parts) == 3:
        return Span(Field(parts[0]), Field(parts[1]), parts[2])
    return Count(Field(rest)) if kind == "count" and rest else Field(code)


def value_of(text: str, kind: str, name: str, missing: list[Missing]) -> Json:
    """A written value in the type of its field; decimals stay text, as everywhere in documents."""
    if kind in ("boolean", "declaration"):
        return text == "true"
    if kind in NUMBERS:
        return _number(text, name, missing)
    if kind in DATES:
        try:
            return dt.date.fromisoformat(text).isoformat()
        except ValueError:
            missing.append(Missing(name, f"「{text[:20]}」不是日期，请写成 2026-01-31 的样子。"))
    return text


def _number(text: str, name: str, missing: list[Missing]) -> Json:
    try:
        number = Decimal(text.replace(",", ""))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number.adjusted()) > 15:
        missing.append(Missing(name, f"「{text[:20]}」不是数字，请只填数字。"))
        return text
    return int(number) if number == number.to_integral_value() and "." not in text else format(number, "f")
