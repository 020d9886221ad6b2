"""Fixtures of the back office: the demonstration county with a few more people, and a second county beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from onewindow.app import create_app
from onewindow.cli import demo_county
from onewindow.settings import Settings
from onewindow.store import bootstrap
from onewindow.store.postgres import Postgres
from onewindow.web.access import house
from tests.browser import Served
from tests.database import Database, fresh_database
from tests.onewindow.admin.office import Caller, Office
from tests.onewindow.admin.people import add_neighbours, add_people


@pytest.fixture(scope="session")
def staffed_county(postgres: Postgres) -> Iterator[str]:
    """The name of a database to make copies of: two counties, one of them complete."""
    with fresh_database(postgres) as made:
        assert demo_county.load(made.dsn(bootstrap.APP), made.dsn(bootstrap.PLATFORM))
        add_people(made)
        add_neighbours(made)
        made.app.dispose()  # a database is copied while nobody works on it
        yield made.name


@pytest.fixture(scope="module")
def county_copy(postgres: Postgres, staffed_county: str) -> Iterator[Database]:
    """A copy for one test module."""
    with fresh_database(postgres, template=staffed_county) as made:
        yield made


@pytest.fixture(scope="module")
def office(county_copy: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The application on that database."""
    folder = tmp_path_factory.mktemp("office")
    settings = Settings(
        database_url=county_copy.dsn(bootstrap.APP),
        platform_database_url=county_copy.dsn(bootstrap.PLATFORM),
        broker_url=f"redis+socket://{folder}/none",
        secret_key="k" * 32,
        data_dir=folder,
        base_url="http://127.0.0.1:8000",
        trusted_proxies=1,
        demo=True,
    )
    app = create_app(settings)
    yield Office(app, county_copy)
    with app.app_context():
        house().engine.dispose()


@pytest.fixture
def caller(office: Office) -> Callable[[str], Caller]:
    """caller("boluo.admin"): somebody signed in."""
    return office.caller


@pytest.fixture(scope="module")
def served(office: Office) -> Iterator[Served]:
    """The application, answering on a local port."""
    site = Served(office.app)
    yield site
    site.stop()
