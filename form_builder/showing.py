"""Values as people read them, and masked where privacy asks for it."""

from __future__ import annotations

from form_builder.elements import Element
from form_builder.fields import KINDS
from form_builder.fields.base import Choices, Value

_KEEP = {"id": (6, 4), "phone": (3, 4), "account": (0, 4), "address": (6, 0), "name": (1, 0)}
"""Mask → characters that stay at the front and at the end."""


def display(element: Element, value: Value, choices: Choices | None = None) -> str:
    """The value as it stands on paper and screen; the empty text when nothing was answered."""
    return "" if value is None else KINDS[element.kind].display(element, value, choices or {})


def cell(element: Element, value: Value, choices: Choices | None = None) -> str:
    """The value as text of one spreadsheet cell: dates in ISO; never such that a spreadsheet takes it for a formula."""
    text = "" if value is None else KINDS[element.kind].cell(element, value, choices or {})
    return (
        "'" + text
        if text[:1] in ("=", "+", "-", "@", "\t", "\r") and element.kind not in ("integer", "decimal", "money")
        else text
    )


def mask(element: Element, value: Value, choices: Choices | None = None) -> str:
    """As `display`, with the middle hidden according to the element's `mask`; cells of a table by their column's."""
    if value is None or not element.columns:
        return masked(display(element, value, choices), element.mask)
    hidden = [
        {
            column.element.key: masked(
                display(column.element, row.get(column.element.key), choices),
                column.element.mask,
            )
            for column in element.columns
            if row.get(column.element.key) is not None
        }
        for row in value
    ]
    labels = {column.element.key: column.element.label for column in element.columns}
    return "；".join("，".join(f"{labels[key]}：{text}" for key, text in row.items()) for row in hidden)


def masked(text: str, how: str) -> str:
    """`441322199001011234` as `id` → `441322********1234`; a text too short for that keeps its first character."""
    if not how or not text:
        return text
    front, back = _KEEP[how]
    if len(text) <= front + back:
        front, back = 1, 0
    hidden = len(text) - front - back
    return text[:front] + "*" * max(hidden, 1) + (text[-back:] if back else "")
