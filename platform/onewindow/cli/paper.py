"""`onewindow print`: look at printed documents before there is a case."""

from __future__ import annotations

import json
import pathlib
from typing import Any

import click

from onewindow.services.paper import holds
from printing import (
    FontSet,
    PrintingError,
    compile_template,
    lint,
    render,
    sample_values,
    system_template,
    system_template_keys,
)

FILE = click.Path(exists=True, dir_okay=False, path_type=pathlib.Path)


@click.group("print")
def paper() -> None:
    """List print templates and preview them as PDF."""


@paper.command("list")
def list_() -> None:
    """List the templates that come with the platform."""
    for key in system_template_keys():
        click.echo(f"{key:30} {compile_template(system_template(key)).name}")


@paper.command()
@click.argument("name", metavar="TEMPLATE")
@click.argument("pdf", type=click.Path(dir_okay=False, path_type=pathlib.Path))
@click.option("--values", "values_file", type=FILE, help="JSON with the values; made-up ones by default.")
def preview(name: str, pdf: pathlib.Path, values_file: pathlib.Path | None) -> None:
    """Draw TEMPLATE (a key of `print list`, or a .json file) as PDF; tell what is missing or does not fit."""
    try:
        compiled = compile_template(_json(pathlib.Path(name)) if name.endswith(".json") else system_template(name))
        values = _json(values_file) if values_file else sample_values()
        drawn = render(compiled, values, FontSet.default(), condition=holds, draft=True)
    except PrintingError as fault:
        raise click.ClickException(str(fault)) from None
    pdf.write_bytes(drawn.data)
    for finding in lint(compiled):
        click.echo(str(finding), err=True)
    for missing in drawn.missing:
        click.echo(f"缺少 {missing}", err=True)
    for overflow in drawn.overflows:
        click.echo(f"第 {overflow.page} 页放不下：{overflow.at} {overflow.message}", err=True)
    click.echo(f"{pdf}：{drawn.pages} 页，{len(drawn.data)} 字节")


def _json(file: pathlib.Path) -> Any:
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise click.ClickException(f"读不出 {file}：{fault}") from None
