"""`onewindow worker`: effects and jobs from the queue, by Celery."""

from __future__ import annotations

import click

from onewindow.cli.environment import settings_of
from onewindow.jobs import queue


@click.command()
@click.pass_context
def worker(ctx: click.Context) -> None:
    """Run effects and jobs from the queue."""
    settings = settings_of(ctx)
    process = queue.make(settings).Worker(
        concurrency=settings.worker_processes,
        loglevel=settings.log_level,
        quiet=True,
        without_gossip=True,
        without_mingle=True,
    )
    process.start()
    ctx.exit(process.exitcode or 0)
