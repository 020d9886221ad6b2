"""Fixtures of the runtime's tests."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest
import redis
import structlog

from onewindow import logs
from onewindow.cli.supervise import Program, Supervisor
from onewindow.jobs.valkey import Valkey
from onewindow.settings import Settings
from onewindow.store import bootstrap
from tests.database import Database


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything logged during a test, as JSON lines; logging is put back afterwards."""
    root, stream = logging.getLogger(), io.StringIO()
    before, level = root.handlers[:], root.level
    logs.configure("info", stream)
    yield stream
    root.handlers[:] = before
    root.setLevel(level)
    logging.captureWarnings(capture=False)
    structlog.reset_defaults()


@pytest.fixture(scope="session")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Valkey]:
    """The broker of the whole test run."""
    folder = tmp_path_factory.mktemp("broker")
    valkey = Valkey.in_folder(folder)
    with Supervisor(print) as supervisor:
        supervisor.start([Program("valkey", valkey.argv, folder / "valkey.log", ready=valkey.ready)])
        yield valkey


@pytest.fixture(scope="module")
def installation(database: Database, broker: Valkey, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """An empty installation: a fresh database and an empty broker."""
    with redis.Redis(unix_socket_path=str(broker.socket)) as client:
        client.flushall()
    return Settings(
        database_url=database.dsn(bootstrap.APP),
        platform_database_url=database.dsn(bootstrap.PLATFORM),
        owner_database_url=database.dsn(bootstrap.OWNER),
        broker_url=broker.url,
        secret_key="k" * 32,
        data_dir=tmp_path_factory.mktemp("data"),
        base_url="http://127.0.0.1:8000",
    )
