"""`onewindow print numbering`: how a body numbers its cases and papers."""

from __future__ import annotations

import json
import pathlib
from datetime import datetime

import click

from onewindow.cli.cases import say
from onewindow.cli.codes import TenantCode
from onewindow.cli.database import database_of
from onewindow.cli.environment import now
from onewindow.services.paper import keeping
from onewindow.store.session import UnitOfWork
from tenants.scope import Scope

FILE = click.Path(exists=True, dir_okay=False, path_type=pathlib.Path)


@click.command()
@click.argument("tenant", type=TenantCode())
@click.argument("file", type=FILE)
@click.option("--from", "starts", type=click.DateTime(["%Y-%m-%d"]), help="First day; today by default.")
@click.pass_context
def numbering(ctx: click.Context, tenant: Scope, file: pathlib.Path, starts: datetime | None) -> None:
    """Publish how a TENANT numbers cases and papers: a JSON FILE of onewindow/numbering/1."""
    try:
        document = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise click.ClickException(f"读不出 {file}：{fault}") from None
    if not isinstance(document, dict):
        raise click.ClickException("编号规则应是一个 JSON 对象。")
    day = starts.date() if starts else now().date()
    with database_of(ctx) as database, UnitOfWork(database, tenant) as uow:
        problem = keeping.set_numbering(uow, keeping.Who("命令行"), document, effective_from=day, now=now())
    if problem:
        raise click.ClickException(problem.message)
    say({"kind": "numbering", "ok": True, "from": day.isoformat()})
