"""The county of these tests, opened once a module."""

from __future__ import annotations

import dataclasses
import pathlib
from collections.abc import Iterator

import pytest

from onewindow.domain.case_format import Pack, read_folder
from onewindow.domain.problems import Problems
from tests.database import Database, fresh_database
from tests.onewindow.publishing.county import Hall, open_hall


@pytest.fixture(scope="module")
def hall(database: Database) -> Hall:
    """A county with people for every step."""
    return open_hall(database)


@pytest.fixture(scope="session")
def pack(shared: pathlib.Path) -> Pack:
    """The reference folder."""
    found = read_folder({path.name: path.read_bytes() for path in (shared / "domain" / "cases").iterdir()})
    assert not isinstance(found, Problems)
    return found


@pytest.fixture(scope="module")
def opened(database: Database) -> Hall:
    """The county that tests get copies of."""
    made = open_hall(database)
    database.app.dispose()
    return made


@pytest.fixture
def own(opened: Hall) -> Iterator[Hall]:
    """A county for one test."""
    with fresh_database(opened.database.server, template=opened.database.name) as made:
        yield dataclasses.replace(opened, database=made, people=dict(opened.people))
