"""Keys of rows as addresses carry them: Flask-Admin writes the parts of a primary key one after another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from flask_admin.tools import iterdecode

from onewindow.store.tables.base import Base

LARGEST = 2**63 - 1
READERS: dict[type, Callable[[str], Any]] = {
    int: lambda text: _number(text),
    str: lambda text: _text(text),
    date: date.fromisoformat,
    UUID: UUID,
}


def read(table: type[Base], text: str) -> dict[str, Any] | None:
    """The primary key of a row of `table`, by column; None when `text` cannot be one."""
    columns = table.__mapper__.primary_key
    parts = iterdecode(text)
    try:
        values = [READERS[column.type.python_type](part) for column, part in zip(columns, parts, strict=True)]
    except ValueError:
        return None
    return dict(zip((column.name for column in columns), values, strict=True))


def _number(text: str) -> int:
    value = int(text)
    if not 0 <= value <= LARGEST:
        raise ValueError(text)
    return value


def _text(text: str) -> str:
    if "\0" in text:
        raise ValueError(text)
    return text
