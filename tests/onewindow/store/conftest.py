"""The sample county, settled once a module."""

from __future__ import annotations

import pytest

from tests.database import Database
from tests.onewindow.store.samples import County, settle


@pytest.fixture(scope="module")
def county(database: Database) -> County:
    """A database with the sample county in it."""
    return settle(database)
