"""`onewindow beat`: the clock of the installation, by Celery."""

from __future__ import annotations

import click

from onewindow.cli.environment import settings_of
from onewindow.jobs import queue


@click.command()
@click.pass_context
def beat(ctx: click.Context) -> None:
    """Relay the outbox and start the timed jobs; of any number of beats one is active."""
    settings = settings_of(ctx)
    clock = queue.make(settings).Beat(
        scheduler="onewindow.jobs.beat:ElectedScheduler", loglevel=settings.log_level, quiet=True, remote_control=False
    )
    clock.run()
