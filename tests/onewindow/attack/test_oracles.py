"""A foreign key is checked past the policies: naming a row in it must tell nothing about rows out of sight.

Keys that hold an identifier drawn at random are left out: who can name such a row has seen it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import psycopg

from onewindow.store.postgres import SUPERUSER
from tests.onewindow.attack.conftest import Attacked, enter
from tests.onewindow.attack.filling import columns_of, insertion, values_of
from tests.onewindow.attack.nation import Viewer
from tests.onewindow.attack.tables import APART, TABLES, Row

NOBODY = 999_999
"""A place in a county's range that no unit has."""
TRIES = 3
"""Rows out of sight that each unit tries for each key."""


@dataclass(frozen=True)
class Key:
    """One foreign key: `pairs` of own column and the column it names."""

    name: str
    table: str
    target: str
    pairs: tuple[tuple[str, str], ...]


def foreign_keys(attacked: Attacked) -> list[Key]:
    """Every foreign key from a table with a sentence to a table with one."""
    with attacked.database.raw(SUPERUSER) as connection:
        found = connection.execute(
            "SELECT c.conname, c.conrelid::regclass::text, c.confrelid::regclass::text,"
            " array_agg(o.attname::text ORDER BY k.at), array_agg(f.attname::text ORDER BY k.at)"
            " FROM pg_constraint c, unnest(c.conkey, c.confkey) WITH ORDINALITY AS k (own, other, at)"
            " , pg_attribute o, pg_attribute f WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace"
            " AND o.attrelid = c.conrelid AND o.attnum = k.own AND f.attrelid = c.confrelid AND f.attnum = k.other"
            " GROUP BY 1, 2, 3"
        ).fetchall()
    return [
        Key(name, table, target, tuple(zip(own, other, strict=True)))
        for name, table, target, own, other in found
        if table in TABLES and target in TABLES and not {table, target} & APART
    ]


def test_a_foreign_key_tells_nothing_of_rows_out_of_sight(
    attacked: Attacked, connection: psycopg.Connection[Any]
) -> None:
    tried: set[str] = set()
    for key in foreign_keys(attacked):
        connection.rollback()
        columns = columns_of(connection, key.table)
        kinds = dict(columns)
        if "uuid" in {kinds[mine] for mine, _ in key.pairs}:
            continue
        for viewer in attacked.viewers:
            for own, hidden in _attempts(attacked, viewer, key):
                named = _with_a_key_of_its_own(own, kinds) | {mine: hidden[theirs] for mine, theirs in key.pairs}
                absent = named | {mine: _nothing(named[mine], kinds[mine]) for mine, _ in _open(key, own)}
                tried.add(key.name)
                told = [_outcome(connection, viewer, key.table, columns, row) for row in (named, absent)]
                assert told[0] == told[1], (key.name, viewer.number)
    assert tried


def _attempts(attacked: Attacked, viewer: Viewer, key: Key) -> Iterator[tuple[Row, Row]]:
    """A row that the viewer may add, and rows of the target out of his sight that it could name."""
    own = next((row for row in attacked.world[key.table] if TABLES[key.table].adds(viewer, row, attacked.world)), None)
    if own is None:
        return
    county = own.get("county_id")
    hidden = [
        row
        for row in attacked.world[key.target]
        if row.get("county_id") == county and not TABLES[key.target].reads(viewer, row, attacked.world)
    ]
    for row in hidden[:TRIES]:
        yield own, row


def _open(key: Key, own: Row) -> list[tuple[str, str]]:
    """The columns of a key that somebody can choose: all but the county."""
    return [pair for pair in key.pairs if pair[0] != "county_id"]


def _with_a_key_of_its_own(row: Row, kinds: Mapping[str, str]) -> dict[str, Any]:
    """The same row under new identifiers, so that nothing but the foreign key can stand in the way."""
    fresh = {name: uuid4() for name, kind in kinds.items() if kind == "uuid" and name != "account_id"}
    texts = {name: f"{row[name]}-{uuid4().hex}" for name, kind in kinds.items() if kind == "text"}
    return {**row, **texts, **fresh}


def _nothing(value: Any, kind: str) -> Any:
    """A value of this kind that no row has."""
    if kind == "uuid":
        return uuid4()
    return f"absent-{uuid4().hex}" if kind == "text" else value // 1_000_000 * 1_000_000 + NOBODY


def _outcome(
    connection: psycopg.Connection[Any], viewer: Viewer, table: str, columns: list[tuple[str, str]], row: Row
) -> str:
    """What the database answers to an insertion: the state of its error, or that it was done."""
    enter(connection, viewer)
    try:
        connection.execute(insertion(table, columns), values_of(columns, row))
    except psycopg.Error as refused:
        return str(refused.sqlstate)
    return "added"
