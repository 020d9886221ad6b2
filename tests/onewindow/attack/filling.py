"""One row of every table for every unit, made from the table's columns alone: a new table needs nothing here."""

from __future__ import annotations

import hashlib
import itertools
import random
from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb

from tenants.scope import county_of
from tests.onewindow.attack.nation import account_of, marker, of_county
from tests.onewindow.attack.tables import APART, Row

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
Column = tuple[str, str]
Connection = psycopg.Connection[Any]


def tables_of(connection: Connection) -> list[str]:
    """Every table there is."""
    found = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1").fetchall()
    return [name for (name,) in found if name not in APART]


def columns_of(connection: Connection, table: str) -> list[Column]:
    """Name and type of the columns that a row is given; generated ones are not."""
    found = connection.execute(
        "SELECT column_name, udt_name FROM information_schema.columns"
        " WHERE table_schema = 'public' AND table_name = %s AND is_generated = 'NEVER' ORDER BY ordinal_position",
        [table],
    ).fetchall()
    return [(name, kind) for name, kind in found]


def fill(
    connection: Connection, units: list[int], draw: random.Random, *, tables: Collection[str] | None = None
) -> dict[str, list[dict[str, Any]]]:
    """Put a row for every unit into every table, past foreign keys and checks, as a superuser; what stands where.

    `tables` narrows it to some.
    """
    connection.execute("SET session_replication_role = replica")
    _drop_checks(connection)
    numbers = itertools.count(1)
    world: dict[str, list[dict[str, Any]]] = {}
    for table in tables_of(connection) if tables is None else sorted(tables):
        columns = columns_of(connection, table)
        rows = [_row(columns, owner, units, draw, next(numbers)) for owner in units]
        key = _key(connection, table)
        rows = list({tuple(row[name] for name in key): row for row in rows}.values())
        world[table] = rows
        for row in rows:
            connection.execute(insertion(table, columns), _values(columns, row))
    connection.commit()
    return world


def insertion(table: str, columns: Iterable[Column]) -> sql.Composed:
    """The statement that adds a row of a table."""
    names = [sql.Identifier(name) for name, _ in columns]
    return sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
        sql.Identifier(table), sql.SQL(", ").join(names), sql.SQL(", ").join([sql.Placeholder()] * len(names))
    )


def values_of(columns: Iterable[Column], row: Row) -> list[Any]:
    """A row as the statement takes it."""
    return _values(columns, row)


def digest_of(owner: int) -> str:
    """The digest that every row of a unit names."""
    return "sha256:" + hashlib.sha256(str(owner).encode()).hexdigest()


def _values(columns: Iterable[Column], row: Row) -> list[Any]:
    return [Jsonb(row[name]) if kind == "jsonb" else row[name] for name, kind in columns]


def _row(columns: list[Column], owner: int, units: list[int], draw: random.Random, number: int) -> dict[str, Any]:
    home = draw.choice(of_county(units, owner))
    return {name: _value(name, kind, owner, home, number) for name, kind in columns}


def _value(name: str, kind: str, owner: int, home: int, number: int) -> Any:
    if name == "county_id":
        return county_of(owner)
    if name == "account_id":
        return account_of(owner)
    if name == "home_scope":
        return home
    if name == "parent_scope":
        return None
    if name.endswith("scope") or name == "heir":
        return owner
    if name.endswith("digest"):
        return digest_of(owner)
    return _of_kind(kind, owner, number)


def _of_kind(kind: str, owner: int, number: int) -> Any:
    values = {
        "text": f"{marker(owner)}-{number}",
        "int8": number,
        "uuid": UUID(int=number * 2**64 + owner),
        "bool": False,
        "date": date(2026, 1, 1) + timedelta(days=number),
        "timestamptz": BEGIN + timedelta(hours=number),
        "jsonb": {"marker": marker(owner)},
        "bytea": marker(owner).encode(),
        "_text": [marker(owner)],
        "_int8": [owner],
    }
    assert kind in values, f"filling.py makes no value of the type {kind} yet: add one to _of_kind"
    return values[kind]


def _key(connection: Connection, table: str) -> list[str]:
    found = connection.execute(
        "SELECT a.attname FROM pg_index x JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = ANY (x.indkey)"
        " WHERE x.indisprimary AND x.indrelid = %s::regclass",
        [table],
    ).fetchall()
    return [name for (name,) in found]


def _drop_checks(connection: Connection) -> None:
    """What a value looks like is no matter of sight: without checks a row needs no thought."""
    found = connection.execute(
        "SELECT conrelid::regclass::text, conname FROM pg_constraint"
        " WHERE contype = 'c' AND connamespace = 'public'::regnamespace"
    ).fetchall()
    for table, name in found:
        connection.execute(sql.SQL("ALTER TABLE {} DROP CONSTRAINT {}").format(sql.SQL(table), sql.Identifier(name)))
