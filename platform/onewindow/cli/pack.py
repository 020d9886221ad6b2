"""`onewindow pack`: bring a folder of matters into a tenant, or see beforehand whether it could be."""

from __future__ import annotations

import pathlib

import click

from onewindow.cli.cases import FOLDER, files_of, refuse, say, warn
from onewindow.cli.codes import TenantCode
from onewindow.cli.database import database_of
from onewindow.cli.environment import now
from onewindow.domain.case_format import Pack, read_folder
from onewindow.domain.problems import Problems
from onewindow.services.packs import Importer
from onewindow.store.session import UnitOfWork
from tenants.scope import Scope


@click.group()
def pack() -> None:
    """Check a folder of matters and import it into a tenant."""


@pack.command()
@click.argument("folder", type=FOLDER)
@click.pass_context
def check(ctx: click.Context, folder: pathlib.Path) -> None:
    """Tell every problem of FOLDER, one JSON line each, without a database."""
    found = _read(ctx, folder)
    say({"kind": "summary", "ok": True, "matters": len(found.matters), "themes": len(found.themes)})


@pack.command("import-cases")
@click.argument("folder", type=FOLDER)
@click.option("--tenant", "scope", type=TenantCode(), required=True, help="Division code of the tenant that publishes.")
@click.option("--example-parameters", is_flag=True, help="Publish the examples of parameters too, for a demonstration.")
@click.pass_context
def import_cases(ctx: click.Context, folder: pathlib.Path, scope: Scope, example_parameters: bool) -> None:
    """Publish what stands in FOLDER; what is already in force stays, so importing twice is importing once."""
    found = _read(ctx, folder)
    with database_of(ctx) as database, UnitOfWork(database, scope) as uow:
        report = Importer(uow, now()).cases(found, example_parameters=example_parameters)
    for kind, key in report.published:
        say({"kind": kind, "key": key, "published": True})
    counts = {"published": len(report.published), "unchanged": report.unchanged, "departments": report.departments}
    say({"kind": "summary", "ok": True, **counts})


def _read(ctx: click.Context, folder: pathlib.Path) -> Pack:
    found = read_folder(files_of(folder))
    if isinstance(found, Problems):
        refuse(found)
        ctx.exit(1)
    warn(found.warnings)
    return found
