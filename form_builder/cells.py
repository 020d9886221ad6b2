"""Cells of spreadsheets read back: what `cell` writes, and what people type into such a table by hand."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal

from form_builder.elements import Element
from form_builder.fields import KINDS
from form_builder.fields.base import Choices, Context, Refused, Value, refuse

Content = str | bool | int | float | Decimal | date | datetime | None
"""What a spreadsheet hands over for one cell."""

EXACT_FIGURES = 10**15
"""A spreadsheet keeps some fifteen figures of a number: a longer code that was typed as a number is damaged."""
_NUMBERS = frozenset({"integer", "decimal", "money"})
_GUARDED = re.compile(r"'[=+\-@\t\r]")


def read_cell(
    element: Element, content: Content, choices: Choices | None = None, *, today: str = ""
) -> Value | Refused:
    """The value of one cell, judged like a posted one, or why it is refused; None for a blank cell.

    `read_cell(element, cell(element, value)) == value` for every kind that a spreadsheet can carry; files and
    signatures are refused. Numbers, booleans and dates may come as such; options by label or by value.
    """
    kind, known = KINDS[element.kind], choices or {}
    text = _text(element, content)
    if isinstance(text, Refused) or not text:
        return text or None
    raw = kind.from_cell(element, text, known)
    value = raw if isinstance(raw, Refused) else kind.parse(element, raw, "x")
    if isinstance(value, Refused) or value is None:
        return value
    context = Context(today, choices=known)
    value = kind.complete(element, value, context)
    faults = tuple(kind.faults(element, value, context))
    return Refused(faults) if faults else value


def _text(element: Element, content: Content) -> str | Refused:
    if content is None:
        return ""
    if isinstance(content, str):
        text = content.strip()
        return text[1:] if _GUARDED.match(text) else text
    if isinstance(content, bool):
        return "是" if content else "否"
    if isinstance(content, datetime):
        midnight = content.time() == time.min and element.kind != "datetime"
        return content.date().isoformat() if midnight else f"{content:%Y-%m-%d %H:%M}"
    if isinstance(content, date):
        return content.isoformat()
    if element.kind not in _NUMBERS and not -EXACT_FIGURES < content < EXACT_FIGURES:
        return refuse("在表格中被当作数字，末尾数字可能已丢失，请把单元格设为文本后重新填写", code="damaged")
    number = Decimal(str(content))
    return f"{number:f}".removesuffix(".0") if number.is_finite() else refuse("应当是数字，请重新填写")
