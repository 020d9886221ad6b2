"""Between rows and values: a value's fields are named like its table's columns, so that one line reads or writes it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from sqlalchemy import Executable, insert
from sqlalchemy.orm import InstrumentedAttribute, Session

from onewindow.store.tables.base import Base

Value = TypeVar("Value")


def columns(table: type[Base], value: type[Value]) -> tuple[InstrumentedAttribute[Any], ...]:
    """The columns of `table` that fill `value`, in the order of its fields."""
    return tuple(getattr(table, name) for name in _names(value))


def read(session: Session, value: type[Value], statement: Executable) -> list[Value]:
    """Run a statement that selects what the fields of `value` hold, in their order."""
    return list(_values(value, session.execute(statement)))


def first(session: Session, value: type[Value], statement: Executable) -> Value | None:
    """The row of a statement that finds one at most, or None."""
    return next(_values(value, session.execute(statement)), None)


def add(session: Session, table: type[Base], county: int, values: Iterable[Any]) -> None:
    """Insert values into their table in one statement."""
    rows = [{"county_id": county, **content(value)} for value in values]
    if rows:
        session.execute(insert(table), rows)


def content(value: Any) -> dict[str, Any]:
    """The fields of a value by name, not copied."""
    return {name: getattr(value, name) for name in _names(type(value))}


def _values(value: type[Value], found: Iterable[Any]) -> Iterator[Value]:
    names = _names(value)
    return (value(**dict(zip(names, row, strict=True))) for row in found)


def _names(value: type[Any]) -> list[str]:
    return [field.name for field in dataclasses.fields(value)]
