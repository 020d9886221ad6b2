"""The database that raw SQL is tried on, and who tries it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest

from onewindow.store.postgres import SUPERUSER
from tests.database import Database
from tests.onewindow.attack.filling import fill
from tests.onewindow.attack.nation import SEED, Viewer, units_of
from tests.onewindow.attack.tables import World


@dataclass(frozen=True)
class Attacked:
    """A database full of rows, who stands where in it, and what stands in it."""

    database: Database
    viewers: tuple[Viewer, ...]
    world: World


@pytest.fixture(scope="module")
def attacked(database: Database) -> Attacked:
    """Both counties, a row of every table for every unit."""
    draw = random.Random(SEED)
    units = units_of(draw)
    with database.raw(SUPERUSER) as connection:
        world = fill(connection, units, draw)
    return Attacked(database, tuple(map(Viewer, units)), world)


@pytest.fixture
def connection(attacked: Attacked) -> Iterator[psycopg.Connection[Any]]:
    """A bare connection as the application; nothing it does stays."""
    with attacked.database.raw() as made:
        yield made
        made.rollback()


def enter(connection: psycopg.Connection[Any], viewer: Viewer) -> None:
    """Begin a transaction as somebody."""
    connection.rollback()
    connection.execute(";".join(f"SET LOCAL app.{name}='{value}'" for name, value in viewer.settings.items()))
