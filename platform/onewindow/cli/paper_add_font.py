"""`onewindow print add-font`: take a font in for a tenant and those below."""

from __future__ import annotations

import pathlib

import click

from onewindow.cli.codes import TenantCode
from onewindow.cli.database import database_of
from onewindow.cli.environment import now
from onewindow.domain.actor import Actor
from onewindow.domain.permissions import Permission
from onewindow.services import fonts as services
from onewindow.services.accounts.signing import as_actor
from onewindow.store import people, posts
from onewindow.store.session import UnitOfWork
from printing.fonts import FALLBACK, ROLES
from tenants.scope import Scope

FILE = click.Path(exists=True, dir_okay=False, path_type=pathlib.Path)


@click.command("add-font")
@click.argument("role", type=click.Choice([*ROLES, FALLBACK]))
@click.argument("file", type=FILE)
@click.option("--tenant", type=TenantCode(), required=True, help="For whom, and for everybody below.")
@click.option("--as", "username", required=True, help="The account of somebody who manages this tenant.")
@click.pass_context
def add_font(ctx: click.Context, role: str, file: pathlib.Path, tenant: Scope, username: str) -> None:
    """Take FILE (.ttf, .otf, .ttc) in for ROLE; checked for the right to embed it, and written anew."""
    with database_of(ctx) as database, UnitOfWork(database, tenant) as uow:
        actor = named(uow, username, Permission.TENANT_MANAGE)
        made = services.add(uow, actor, role, file.name, file.read_bytes(), now=now())
    if isinstance(made, services.Refused):
        raise click.ClickException(made.message)
    click.echo(f"{made.name}：{made.characters} 个字符，{made.size} 字节，用途 {role}")


def named(uow: UnitOfWork, username: str, permission: Permission) -> Actor:
    """The person with this user name in the unit's range, who may do this today; ends the program otherwise."""
    account = next((one for one in people.list_(uow.session) if one.username == username), None)
    if account is not None and account.status == "active":
        actor = as_actor(account, posts.held_on(uow.session, account.id, now().date()))
        if actor.may(permission):
            return actor
    raise click.ClickException(f"没有名为 {username}、可以这样做的账号，请核对 --as 和 --tenant")
