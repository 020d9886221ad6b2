"""A fresh county for each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.database import Database, fresh_database
from tests.onewindow.inheritance.county import Place, matter


@pytest.fixture
def place(database: Database) -> Iterator[Place]:
    """Three towns with two villages each; the county publishes one matter."""
    with fresh_database(database.server) as own:
        made = Place(own, 3, 2)
        made.publish(matter())
        yield made
