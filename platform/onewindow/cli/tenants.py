"""`onewindow tenants`: take counties in, look at their units, open them."""

from __future__ import annotations

import dataclasses
import pathlib

import click

from onewindow.cli.cases import FOLDER, files_of, refuse, say
from onewindow.cli.codes import TenantCode
from onewindow.cli.database import database_of
from onewindow.cli.environment import now, settings_of
from onewindow.cli.opening import drift, readiness, rehearse
from onewindow.cli.tenant_life import merge, rename, split, stage
from onewindow.domain.case_format import Pack, read_folder
from onewindow.domain.problems import Problems
from onewindow.services import onboarding, tenancy
from onewindow.services.onboarding import Order
from onewindow.services.packs import standard_pack
from onewindow.store.session import UnitOfWork, connect
from printing import system_template, system_template_keys
from tenants.divisions import Problems as DivisionProblems
from tenants.scope import Scope

FILE = click.Path(exists=True, dir_okay=False, path_type=pathlib.Path)


@click.group()
def tenants() -> None:
    """Take counties in, list their units, open them."""


for command in (readiness, rehearse, drift, stage, rename, merge, split):
    tenants.add_command(command)


@tenants.command()
@click.argument("files", type=FILE, nargs=-1, required=True)
@click.option("--open", "opens", multiple=True, help="Code of a unit to open from today on; may be given again.")
@click.option("--pilot", "pilots", multiple=True, help="Code of a unit to open as a trial; may be given again.")
@click.option("--below", is_flag=True, help="Open everything below these units as well.")
@click.option("--phone", default="", help="The hall's telephone number, for new units of the files.")
@click.option("--pack", "folder", type=FOLDER, help="Publish this folder of matters, not the one that comes along.")
@click.option("--bare", is_flag=True, help="Plant the units only: no matters, no print templates.")
@click.pass_context
def onboard(
    ctx: click.Context,
    files: tuple[pathlib.Path, ...],
    opens: tuple[str, ...],
    pilots: tuple[str, ...],
    below: bool,
    phone: str,
    folder: pathlib.Path | None,
    bare: bool,
) -> None:
    """Take in the counties of divisions FILES (CSV with code,name,level,parent_code) and what they work with.

    Every county in its own transaction; doing it again changes nothing but names that a newer list has. Every problem
    is told before anything is written.
    """
    pack = None if bare else read_folder(files_of(folder)) if folder else standard_pack()
    order = Order(
        {file.name: file.read_bytes() for file in files},
        opens=opens,
        pilots=pilots,
        below=below,
        phone=phone,
        pack=None if isinstance(pack, Problems) else pack,
        templates={} if bare else {key: system_template(key) for key in system_template_keys()},
    )
    platform = connect(settings_of(ctx).platform_database_url, pool_size=1)
    try:
        planned = onboarding.plan(platform, order)
        if isinstance(planned, DivisionProblems) or isinstance(pack, Problems):
            _refuse(planned, pack)
            ctx.exit(1)
        with database_of(ctx) as database:
            for settled in onboarding.carry_out(database, platform, planned, now=now()):
                say({"kind": "county", "ok": True, **dataclasses.asdict(settled)})
    finally:
        platform.dispose()


def _refuse(planned: onboarding.Planned | DivisionProblems, pack: Pack | Problems | None) -> None:
    """Tell every problem of the lists and of the matters."""
    for problem in planned.items if isinstance(planned, DivisionProblems) else ():
        named = {"file": problem.file, "line": problem.line, "message": problem.message}
        say({"kind": "problem", "ok": False, **named})
    if isinstance(pack, Problems):
        refuse(pack)


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
