"""`onewindow print`: printed documents before there is a case, of many cases, and once they are out."""

from __future__ import annotations

import json
import pathlib
from typing import Any

import click

from onewindow.cli.numbering import numbering
from onewindow.cli.paper_add_font import add_font
from onewindow.cli.paper_batch import batch
from onewindow.cli.paper_fonts import fonts
from onewindow.cli.verify import verify
from onewindow.services import templates
from onewindow.services.fonts import house
from printing import PrintingError, compile_template, system_template, system_template_keys

FILE = click.Path(exists=True, dir_okay=False, path_type=pathlib.Path)


@click.group("print")
def paper() -> None:
    """Templates and fonts of printed documents; previews, batches, and the judging of signatures."""


for command in (add_font, batch, fonts, numbering, verify):
    paper.add_command(command)


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
        template = _json(pathlib.Path(name)) if name.endswith(".json") else system_template(name)
    except PrintingError as fault:
        raise click.ClickException(str(fault)) from None
    drawn = templates.preview(template, _json(values_file) if values_file else None, house())
    if isinstance(drawn, templates.Faulty):
        raise click.ClickException("\n".join(map(str, drawn.findings)))
    pdf.write_bytes(drawn.data)
    for finding in drawn.findings:
        click.echo(str(finding), err=True)
    click.echo(f"{pdf}：{drawn.pages} 页，{len(drawn.data)} 字节")


def _json(file: pathlib.Path) -> Any:
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise click.ClickException(f"读不出 {file}：{fault}") from None
