"""Fixtures of the flows: the county is loaded once, each site serves a copy of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from onewindow.cli import demo_county
from onewindow.jobs.valkey import Valkey
from onewindow.store import bootstrap
from onewindow.store.postgres import Postgres
from tests.database import Database, fresh_database
from tests.flows.town_hall import SIGNING_PASSPHRASE, TownHall, open_town_hall
from tests.onewindow.runtime.conftest import broker

__all__ = ["broker"]
Copy = Callable[[], Database]


@pytest.fixture(scope="session")
def county(postgres: Postgres) -> Iterator[str]:
    """The name of a database with the demonstration county, to make copies of."""
    with fresh_database(postgres) as made:
        assert demo_county.load(made.dsn(bootstrap.APP), made.dsn(bootstrap.PLATFORM), SIGNING_PASSPHRASE)
        yield made.name


@pytest.fixture(scope="module")
def own_county(postgres: Postgres, county: str) -> Iterator[Database]:
    """A copy of the county for one test module."""
    with fresh_database(postgres, template=county) as made:
        yield made


@pytest.fixture(scope="session")
def house_of_all(
    postgres: Postgres, county: str, broker: Valkey, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TownHall]:
    """The site that all flows share."""
    with (
        fresh_database(postgres, template=county) as made,
        open_town_hall(made, broker.url, tmp_path_factory.mktemp("hall")) as hall,
    ):
        yield hall


@pytest.fixture(scope="module")
def town_hall(house_of_all: TownHall) -> Iterator[TownHall]:
    """The shared site; at the end of each module every answer it gave meanwhile is looked at."""
    before = len(house_of_all.answers)
    yield house_of_all
    given = house_of_all.answers[before:]
    assert not [(one.method, one.path, one.status) for one in given if one.status >= 500]
    assert not [one.path for one in given if one.traceback]
    assert not [one.path for one in given if "Content-Security-Policy" not in one.headers]


@pytest.fixture(scope="module")
def own_hall(own_county: Database, broker: Valkey, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TownHall]:
    """A site for one test module, for tests that change what everybody is offered."""
    with open_town_hall(own_county, broker.url, tmp_path_factory.mktemp("own")) as hall:
        yield hall
