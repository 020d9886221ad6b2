"""`onewindow cases`: read a folder of case files and try whether the engine does what their examples say."""

from __future__ import annotations

import datetime as dt
import json
import pathlib
from collections.abc import Iterable, Iterator
from typing import Any

import click

from onewindow.domain.case_format import MAX_BYTES, Pack, read_folder
from onewindow.domain.effective import compile_matter
from onewindow.domain.problems import Problem, Problems
from onewindow.domain.rehearsal import Rehearsed, rehearse_matter, rehearse_theme

FOLDER = click.Path(exists=True, file_okay=False, path_type=pathlib.Path)


def files_of(folder: pathlib.Path) -> dict[str, bytes]:
    """Read the JSON files that stand in a folder itself, name → bytes; one too large only as far as it shows that."""
    try:
        paths = [path for path in folder.iterdir() if path.is_file() and path.suffix == ".json"]
        return {path.name: _bytes(path) for path in paths}
    except OSError as error:
        raise click.ClickException(f"无法读取 {error.filename}：{error.strerror}，请检查权限。") from None


def _bytes(path: pathlib.Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def say(line: dict[str, Any], *, err: bool = False) -> None:
    """Write one JSON object on one line."""
    click.echo(json.dumps(line, ensure_ascii=False), err=err)


def refuse(found: Problems) -> None:
    """Write every problem as a line and the counts as the last; warnings go to the error stream."""
    warn(found.warnings)
    for problem in found.items:
        say({"kind": "problem", "ok": False, **problem.to_json()})
    say({"kind": "summary", "ok": False, "problems": len(found.items), "warnings": len(found.warnings)})


def warn(warnings: Iterable[Problem]) -> None:
    """Write every warning as a line on the error stream."""
    for warning in warnings:
        say({"kind": "warning", **warning.to_json()}, err=True)


@click.group()
def cases() -> None:
    """Read and check a folder of case files."""


@cases.command()
@click.argument("folder", type=FOLDER)
@click.option(
    "--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="Day of application in examples; today by default."
)
@click.pass_context
def check(ctx: click.Context, folder: pathlib.Path, day: dt.datetime | None) -> None:
    """Run every example of every matter and every scenario of every theme in FOLDER.

    Writes one JSON line for each and a last line with the counts. Reads nothing but FOLDER. Exit code 1 on a failure.
    """
    pack = read_folder(files_of(folder))
    if isinstance(pack, Problems):
        refuse(pack)
        ctx.exit(1)
    on = (day.date() if day else dt.datetime.now().astimezone().date()).isoformat()
    warn(pack.warnings)
    counts = {"example": 0, "scenario": 0, "static": 0, "passed": 0, "failed": 0}
    for outcome in rehearse(pack, on):
        say(outcome.to_json())
        counts[outcome.kind] += 1
        counts["passed" if outcome.ok else "failed"] += 1
    ok = not counts["failed"]
    size = {"matters": len(pack.matters), "themes": len(pack.themes), "elements": len(pack.dictionary)}
    say({"kind": "summary", "ok": ok, **size, **counts, "warnings": len(pack.warnings)})
    ctx.exit(0 if ok else 1)


def rehearse(pack: Pack, on: str) -> Iterator[Rehearsed]:
    """Run everything that the documents of a pack say about themselves, matters first."""
    compiled = {key: compile_matter(matter, pack.dictionary) for key, matter in pack.matters.items()}
    for matter in compiled.values():
        yield from rehearse_matter(matter, on)
    for theme in pack.themes.values():
        yield from rehearse_theme(theme, compiled)
