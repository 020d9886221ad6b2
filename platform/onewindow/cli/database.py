"""The database of a command, as the application role, closed when the command ends however it ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from onewindow.cli.environment import settings_of
from onewindow.store.session import Database, connect


@contextmanager
def database_of(ctx: click.Context) -> Iterator[Database]:
    """Connections under row-level security: `with database_of(ctx) as database, UnitOfWork(database, …) as uow:`."""
    database = connect(settings_of(ctx).database_url, pool_size=1)
    try:
        yield database
    finally:
        database.dispose()
