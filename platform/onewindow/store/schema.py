"""Which revision the database has, which one this code needs, and the way from one to the other."""

from __future__ import annotations

import pathlib

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlalchemy.engine import Engine
from sqlalchemy.pool import NullPool

MIGRATIONS = pathlib.Path(__file__).with_name("migrations")
UPGRADE_KEY = 0x6F77_0002  # advisory lock: one upgrade at a time on a database


def upgrade(owner_dsn: str, to: str = "head") -> None:
    """Bring the database to revision `to`, as the owner role, in one transaction.

    Nothing happens when it is there already.
    """
    engine = create_engine(owner_dsn, poolclass=NullPool)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({UPGRADE_KEY})")
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, to)


def head() -> str:
    """The revision this code is written for."""
    revision = ScriptDirectory.from_config(_config()).get_current_head()
    assert revision is not None, "there is always a first revision"
    return revision


def current(engine: Engine) -> str | None:
    """The revision the database is at; None when it is empty. Any of the three roles may ask."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config
