"""Fixtures of the runtime's tests."""

from __future__ import annotations

import io
import logging
import pathlib
import signal
from collections.abc import Iterator

import pytest
import structlog

from onewindow import logs
from onewindow.cli.supervise import Program, Supervisor
from onewindow.jobs.valkey import Valkey
from onewindow.settings import Settings
from onewindow.store import bootstrap, schema
from onewindow.store.postgres import Postgres


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
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """An empty installation with its own PostgreSQL and broker, both running."""
    folder = tmp_path_factory.mktemp("installation")
    postgres, valkey = Postgres(folder / "postgres", durable=False), Valkey.in_folder(folder / "valkey")
    postgres.prepare()
    with Supervisor(print) as supervisor:
        supervisor.start(
            [
                Program(
                    "postgres", postgres.argv, folder / "postgres.log", ready=postgres.ready, stop_signal=signal.SIGINT
                ),
                Program("valkey", valkey.argv, folder / "valkey.log", ready=valkey.ready),
            ]
        )
        bootstrap.bootstrap(postgres.dsn())
        schema.upgrade(postgres.dsn(bootstrap.OWNER, "onewindow"))
        yield settings(folder, postgres, valkey)


def settings(folder: pathlib.Path, postgres: Postgres, valkey: Valkey) -> Settings:
    """The settings of an installation with embedded servers."""
    return Settings(
        database_url=postgres.dsn(bootstrap.APP, "onewindow"),
        platform_database_url=postgres.dsn(bootstrap.PLATFORM, "onewindow"),
        owner_database_url=postgres.dsn(bootstrap.OWNER, "onewindow"),
        broker_url=valkey.url,
        secret_key="k" * 32,
        data_dir=folder / "files",
        base_url="http://127.0.0.1:8000",
    )
