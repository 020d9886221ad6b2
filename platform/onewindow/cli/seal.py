"""`onewindow seal`: the seals of a body, who keeps them, what they were used for."""

from __future__ import annotations

import pathlib
from datetime import datetime
from uuid import UUID

import click

from onewindow.cli.cases import say
from onewindow.cli.codes import TenantCode
from onewindow.cli.database import database_of
from onewindow.cli.environment import now
from onewindow.domain.paper import PaperProblem
from onewindow.domain.sealing import ROLES
from onewindow.services import paper
from onewindow.services.paper import keeping
from onewindow.store.session import UnitOfWork
from printing import system_template_keys
from tenants.scope import Scope

CLERK = keeping.Who("命令行")
DAY = click.DateTime(["%Y-%m-%d"])


@click.group()
def seal() -> None:
    """Register seals, say who keeps them, and look at their use."""


@seal.command()
@click.argument("tenant", type=TenantCode())
@click.argument("image", type=click.Path(exists=True, dir_okay=False, path_type=pathlib.Path))
@click.option("--role", type=click.Choice(list(ROLES)), required=True, help="The place on paper.")
@click.option("--name", required=True, help="What the seal is called.")
@click.option("--mm", type=click.FloatRange(10, 60), default=42.0, show_default=True, help="Real width.")
@click.option("--from", "starts", type=DAY, required=True, help="First day of use.")
@click.option("--to", "ends", type=DAY, required=True, help="Last day of use.")
@click.option("--kind", "kinds", multiple=True, help="Only for this kind of paper (a key of `print list`); repeatable.")
@click.option("--department", default="", help="Only for this department.")
@click.pass_context
def add(
    ctx: click.Context,
    tenant: Scope,
    image: pathlib.Path,
    role: str,
    name: str,
    mm: float,
    starts: datetime,
    ends: datetime,
    kinds: tuple[str, ...],
    department: str,
) -> None:
    """Register the seal of a TENANT from a PNG or JPEG IMAGE of its impression."""
    width, days = round(mm * 10), (starts.date(), ends.date())
    new = keeping.NewSeal(role, name, image.read_bytes(), width, *days, kinds, department)
    with database_of(ctx) as database, UnitOfWork(database, tenant) as uow:
        made = keeping.register(uow, CLERK, new, now=now())
    if isinstance(made, PaperProblem):
        raise click.ClickException(made.message)
    say({"kind": "seal", "ok": True, "id": str(made.id), "name": made.name})


@seal.command("list")
@click.argument("tenant", type=TenantCode())
@click.pass_context
def list_(ctx: click.Context, tenant: Scope) -> None:
    """List the seals of a TENANT, one JSON line each."""
    with database_of(ctx) as database, UnitOfWork(database, tenant) as uow:
        for one in keeping.registered(uow):
            gone = {"withdrawn": str(one.withdrawn_on)} if one.withdrawn_on else {}
            days = {"from": str(one.valid_from), "to": str(one.valid_to)}
            say({"id": str(one.id), "role": one.role, "name": one.name, **days, **gone})


@seal.command()
@click.argument("tenant", type=TenantCode())
@click.argument("identity", metavar="ID", type=click.UUID)
@click.pass_context
def withdraw(ctx: click.Context, tenant: Scope, identity: UUID) -> None:
    """Take a seal out of use; its place stays empty and is stamped by hand."""
    with database_of(ctx) as database, UnitOfWork(database, tenant) as uow:
        if identity not in {one.id for one in keeping.registered(uow) if one.withdrawn_on is None}:
            raise click.ClickException("该单位没有这枚在用的印章，请用 onewindow seal list 核对。")
        keeping.withdraw(uow, CLERK, identity, now=now())
    say({"kind": "withdrawn", "ok": True, "id": str(identity)})


@seal.command()
@click.argument("tenant", type=TenantCode())
@click.argument("identity", metavar="ID", type=click.UUID)
@click.pass_context
def uses(ctx: click.Context, tenant: Scope, identity: UUID) -> None:
    """List what a seal was used for, the newest first, one JSON line each."""
    with database_of(ctx) as database, UnitOfWork(database, tenant) as uow:
        for one in keeping.uses(uow, identity):
            say({"at": str(one.used_at), "by": one.used_by_name, "paper": one.kind, "number": one.number})


@seal.command()
@click.argument("tenant", type=TenantCode())
@click.pass_context
def check(ctx: click.Context, tenant: Scope) -> None:
    """Say what stops the papers of a TENANT today or within a month; exit code 1 when something does."""
    with database_of(ctx) as database, UnitOfWork(database, tenant) as uow:
        found = paper.readiness(uow, tenant.number, list(system_template_keys()), now=now())
    for line in found:
        click.echo(line)
    if found:
        ctx.exit(1)
