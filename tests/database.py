"""A real PostgreSQL for tests: one server a session, one migrated template, one fresh copy of it a test module.

Load it with `pytest_plugins = ["tests.database"]`. Tests speak to it as the application role.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator
from uuid import UUID

import psycopg
import pytest
from psycopg import sql
from sqlalchemy.engine import Engine

from onewindow.store import bootstrap, schema
from onewindow.store.postgres import Postgres
from onewindow.store.session import UnitOfWork, connect
from tenants.scope import Scope

TEMPLATE = "onewindow_template"
_numbers = itertools.count(1)


@dataclasses.dataclass(frozen=True)
class Database:
    """One database with an engine for each role that tests act as."""

    name: str
    server: Postgres
    app: Engine
    platform: Engine

    def dsn(self, role: str) -> str:
        """The address of this database for a role."""
        return self.server.dsn(role, self.name)

    def work(self, number: int, actor_id: UUID | None = None) -> UnitOfWork:
        """A unit of work of the tenant with this number, as the application role."""
        return UnitOfWork(self.app, Scope.of(number), actor_id)

    def raw(self, role: str = bootstrap.APP) -> psycopg.Connection:
        """A bare connection, for trying what SQL alone can do."""
        return psycopg.connect(bootstrap.libpq(self.dsn(role)))


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postgres]:
    """The server of the whole test run, with the roles and a migrated template database."""
    with Postgres(tmp_path_factory.mktemp("pg"), durable=False) as server:
        bootstrap.bootstrap(server.dsn(), TEMPLATE)
        schema.upgrade(server.dsn(bootstrap.OWNER, TEMPLATE))
        yield server


@pytest.fixture(scope="module")
def database(postgres: Postgres) -> Iterator[Database]:
    """A fresh, migrated, empty database for one test module."""
    with fresh_database(postgres) as made:
        yield made


class fresh_database:  # noqa: N801 - used like a function
    """A copy of the template (some 50 ms), dropped at the end: `with fresh_database(server) as database:`."""

    def __init__(self, server: Postgres, *, template: str | None = TEMPLATE) -> None:
        self.server, self.template = server, template

    def __enter__(self) -> Database:
        name = f"onewindow_test_{next(_numbers)}"
        with psycopg.connect(bootstrap.libpq(self.server.dsn()), autocommit=True) as connection:
            make = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(bootstrap.OWNER), sql.Identifier(self.template or "template0")
            )
            connection.execute(make)
            bootstrap.close_database(connection, name)
        engines = {role: connect(self.server.dsn(role, name)) for role in (bootstrap.APP, bootstrap.PLATFORM)}
        self.database = Database(name, self.server, engines[bootstrap.APP], engines[bootstrap.PLATFORM])
        return self.database

    def __exit__(self, *_: object) -> None:
        self.database.app.dispose()
        self.database.platform.dispose()
        with psycopg.connect(bootstrap.libpq(self.server.dsn()), autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(self.database.name)))
