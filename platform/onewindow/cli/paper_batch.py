"""`onewindow print batch`: one document for many cases, without a browser and without waiting for a worker."""

from __future__ import annotations

import pathlib
from datetime import date, datetime

import click

from onewindow.cli.codes import TenantCode
from onewindow.cli.database import database_of
from onewindow.cli.environment import now, settings_of
from onewindow.cli.paper_add_font import named
from onewindow.domain.permissions import Permission
from onewindow.jobs.effects import effects_of
from onewindow.services import batches
from onewindow.store.batches import Batch
from onewindow.store.case_list import Wanted
from onewindow.store.outbox import Message
from onewindow.store.session import Database, UnitOfWork
from tenants.scope import Scope

DAY = click.DateTime(["%Y-%m-%d"])


@click.command("batch")
@click.argument("document", metavar="DOCUMENT")
@click.argument("file", type=click.Path(dir_okay=False, path_type=pathlib.Path))
@click.option("--tenant", type=TenantCode(), required=True, help="Whose cases: a county, a town or a village.")
@click.option("--as", "username", required=True, help="The account in whose name it is printed, counted and logged.")
@click.option("--matter", "matters", multiple=True, help="Only cases of this matter (its key); may be given again.")
@click.option("--from", "first", type=DAY, help="Only cases accepted on this day or later.")
@click.option("--to", "last", type=DAY, help="Only cases accepted on this day or earlier.")
@click.pass_context
def batch(
    ctx: click.Context,
    document: str,
    file: pathlib.Path,
    tenant: Scope,
    username: str,
    matters: tuple[str, ...],
    first: datetime | None,
    last: datetime | None,
) -> None:
    """Print DOCUMENT (a key of `print list`) of every case that fits to FILE: .pdf for one file, .zip for one each."""
    wanted = Wanted(matters=matters, accepted_from=_day(first), accepted_to=_day(last))
    with database_of(ctx) as database:
        with UnitOfWork(database, tenant) as uow:
            actor = named(uow, username, Permission.DOCUMENT_PRINT)
            asked = batches.Order(document, file.suffix.removeprefix(".").lower())
            made = batches.order(uow, actor, batches.choice(uow, actor, wanted), asked, now=now())
        if isinstance(made, batches.Nothing):
            raise click.ClickException("\n".join(made.messages.values()))
        _print(ctx, database, made)
        with UnitOfWork(database, tenant) as uow:
            done = batches.progress(uow, actor, made.id)
            if done.ready:
                file.write_bytes(batches.fetch(uow, actor, made.id)[1])
    for row in done.failed:
        click.echo(f"{row.case_number}：{row.reason}", err=True)
    click.echo(f"{file}：{done.tally.done} 件，{done.tally.pages} 页，未能生成 {done.tally.failed} 件")
    if not done.ready:
        ctx.exit(1)


def _print(ctx: click.Context, database: Database, made: Batch) -> None:
    """Print part after part, beside any worker that does the same, until nothing is left."""
    carry_out = effects_of(settings_of(ctx))[batches.EFFECT]
    told = Message(scope=made.scope, kind=batches.EFFECT, payload={"batch": str(made.id)}, created_at=now())
    ended = False
    while not ended:
        with UnitOfWork(database, Scope.whole_county(made.scope)) as uow:
            carry_out(uow, told, now())
        with UnitOfWork(database, Scope.of(made.scope)) as uow:
            ended = batches.ended(uow, made.id)


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
