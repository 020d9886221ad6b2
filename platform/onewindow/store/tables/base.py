"""What all tables share: the types behind the annotations, and the county that every tenant's row carries first."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Computed, Date, DateTime, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeEngine

Json = Any

SUBTREE_END = """CASE
    WHEN scope % 1000 <> 0 THEN scope
    WHEN scope % 1000000 <> 0 THEN scope + 999
    WHEN scope % 100000000 <> 0 THEN scope + 999999
    ELSE scope + 99999999 END"""


class Base(DeclarativeBase):
    """The root of the mapped tables."""

    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy's own protocol
        int: BigInteger(),
        str: Text(),
        datetime: DateTime(timezone=True),
        date: Date(),
        uuid.UUID: Uuid(),
    }


class OfCounty(Base):
    """A row that belongs to a county."""

    __abstract__ = True

    county_id: Mapped[int] = mapped_column(primary_key=True, sort_order=-1)


def json_column(**options: Any) -> Mapped[Json]:
    """A JSON value that may not be SQL NULL."""
    column: Mapped[Json] = mapped_column(_JSON, nullable=False, **options)
    return column


def json_or_none() -> Mapped[Json | None]:
    """A JSON value, or SQL NULL where there is none."""
    column: Mapped[Json | None] = mapped_column(_JSON, nullable=True)
    return column


def subtree_end() -> Mapped[int]:
    """The last number of the row's subtree, computed by PostgreSQL from `scope`."""
    column: Mapped[int] = mapped_column(BigInteger, Computed(SUBTREE_END, persisted=True))
    return column


_JSON: TypeEngine[Json] = JSONB(none_as_null=True)
