"""How a value reads inside a text."""

from __future__ import annotations

from decimal import Decimal

from rule_engine.errors import BudgetExceeded
from rule_engine.values.json import Json
from rule_engine.values.limits import TEXT
from rule_engine.values.numbers import Absent, number, spell


def text(value: Json) -> str:
    """A value as text: blanks and objects are empty, numbers are spelled plainly, lists are joined with commas."""
    kind = value.__class__
    if kind is str:
        return value  # type: ignore[no-any-return]
    if kind is bool:
        return "true" if value else "false"
    if kind is int or kind is Decimal or kind is float:
        exact = number(value)
        return "" if isinstance(exact, Absent) else spell(exact)
    return ",".join(map(text, value)) if kind is list else ""


def join(parts: list[str]) -> str:
    """The parts as one text; raise BudgetExceeded beyond the limit, before building it."""
    if sum(map(len, parts)) > TEXT:
        raise BudgetExceeded(f"文本超过 {TEXT} 个字符")
    return "".join(parts)
