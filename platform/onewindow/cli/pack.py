"""`onewindow pack`: bring a folder of matters into a tenant, or see beforehand whether it could be."""

from __future__ import annotations

import contextlib
import pathlib
import re
from datetime import UTC, datetime

import click

from onewindow.cli.cases import FOLDER, files_of, refuse, say, warn
from onewindow.cli.environment import settings_of
from onewindow.domain.case_format import Pack, read_folder
from onewindow.domain.problems import Problems
from onewindow.services.packs import Importer
from onewindow.store.session import UnitOfWork, connect
from tenants.errors import ScopeError
from tenants.scope import Scope

CODE_DIGITS = 12


class TenantCode(click.ParamType[Scope]):
    """A division code of 6, 9 or 12 digits, read as the scope of the tenant."""

    name = "code"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Scope:
        """The scope; a sentence when the code cannot be one."""
        text = str(value)
        if re.fullmatch(r"[0-9]{6}([0-9]{3}){0,2}", text):
            with contextlib.suppress(ScopeError):
                return Scope.of(int(text.ljust(CODE_DIGITS, "0")))
        return self.fail(f"{text} 不是 6、9 或 12 位的区划代码，例如 441322", param, ctx)


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
    settings = settings_of(ctx)
    engine = connect(settings.database_url)
    with UnitOfWork(engine, scope) as uow:
        report = Importer(uow, datetime.now(UTC)).cases(found, example_parameters=example_parameters)
    engine.dispose()
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
