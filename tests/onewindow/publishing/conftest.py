"""The county of these tests, opened once a module."""

from __future__ import annotations

import pytest

from tests.database import Database
from tests.onewindow.publishing.county import Hall, open_hall


@pytest.fixture(scope="module")
def hall(database: Database) -> Hall:
    """A county with people for every step."""
    return open_hall(database)
