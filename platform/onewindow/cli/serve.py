"""`onewindow serve`: the site, by gunicorn."""

from __future__ import annotations

import os
import shutil
import sys

import click

from onewindow.cli import port
from onewindow.cli.environment import settings_of


@click.command()
@click.pass_context
def serve(ctx: click.Context) -> None:
    """Serve the site with gunicorn."""
    settings = settings_of(ctx)
    host, _, number = settings.bind.rpartition(":")
    try:
        port.demand(host, int(number), f"ONEWINDOW_BIND={host}:{{port}}")
    except port.PortError as fault:
        raise click.ClickException(str(fault)) from None
    figures = settings.data_dir / "metrics"  # of processes that are gone; today's begin at zero
    shutil.rmtree(figures, ignore_errors=True)
    figures.mkdir(parents=True)
    variables = {**os.environ, **settings.to_environment(), "PROMETHEUS_MULTIPROC_DIR": str(figures)}
    argv = [sys.executable, "-m", "gunicorn", "--config", "python:onewindow.cli.web_process", "onewindow.wsgi:app"]
    os.execve(sys.executable, argv, variables)  # noqa: S606 - gunicorn takes the place of this process
