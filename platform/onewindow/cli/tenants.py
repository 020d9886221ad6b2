"""`onewindow tenants`: take counties in, look at their units, open them."""

from __future__ import annotations

import dataclasses
import pathlib

import click

from onewindow.cli.cases import say
from onewindow.cli.codes import TenantCode
from onewindow.cli.database import database_of
from onewindow.cli.environment import now
from onewindow.services import tenancy
from onewindow.store.session import UnitOfWork
from tenants.divisions import Problems, parse_divisions
from tenants.scope import Level, Scope
from tenants.tree import Tenant, Tree


@click.group()
def tenants() -> None:
    """Take counties in, list their units, open them."""


@tenants.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=pathlib.Path))
@click.option("--phone", default="", help="The hall's telephone number, for all units of the file.")
@click.pass_context
def onboard(ctx: click.Context, file: pathlib.Path, phone: str) -> None:
    """Plant the counties of a divisions FILE (CSV with code,name,level,parent_code), each in its own transaction.

    A newer edition of the list updates names; status and telephone of known units stay.
    """
    tree = parse_divisions(file.read_bytes())
    if isinstance(tree, Problems):
        for problem in tree.items:
            say({"kind": "problem", "ok": False, "line": problem.line, "message": problem.message})
        ctx.exit(1)
    with database_of(ctx) as database:
        for county in (unit for unit in tree if unit.level is Level.COUNTY):
            with UnitOfWork(database, Scope.of(county.number)) as uow:
                done = tenancy.onboard(uow, _alone(tree, county), now=now(), phone=phone)
            say({"kind": "county", "ok": True, "code": county.code, **dataclasses.asdict(done)})


@tenants.command("list")
@click.argument("county", type=TenantCode())
@click.pass_context
def list_(ctx: click.Context, county: Scope) -> None:
    """List the units of a COUNTY, by division code, one JSON line each."""
    with database_of(ctx) as database, UnitOfWork(database, county) as uow:
        for unit in tenancy.units(uow):
            say({"code": unit.code, "name": unit.name, "level": unit.level, "status": unit.status})


@tenants.command("open")
@click.argument("units", type=TenantCode(), nargs=-1, required=True)
@click.option("--below", is_flag=True, help="Open everything below the units as well.")
@click.pass_context
def open_(ctx: click.Context, units: tuple[Scope, ...], below: bool) -> None:
    """Open UNITS, by division code, from today on."""
    changed = 0
    with database_of(ctx) as database:
        for unit in units:
            with UnitOfWork(database, unit) as uow:
                inside = [one.scope for one in tenancy.units(uow) if unit.holds(one.scope)]
                changed += tenancy.open_units(uow, inside if below else [unit.number], on=now().date())
    say({"kind": "summary", "ok": True, "opened": changed})


def _alone(tree: Tree, county: Tenant) -> Tree:
    """The part of a tree that one county is, as a tree of its own."""
    units = tree.below(county.number)
    return Tree(dataclasses.replace(unit, parent=None) if unit == county else unit for unit in units)
