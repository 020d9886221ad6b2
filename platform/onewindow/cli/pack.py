"""`onewindow pack`: configuration as files: a tenant's whole pack, or a folder of matters in the exchange format."""

from __future__ import annotations

import pathlib
from collections import Counter

import click

from onewindow.cli.cases import FOLDER, files_of, refuse, say, warn
from onewindow.cli.codes import TenantCode
from onewindow.cli.database import database_of
from onewindow.cli.environment import now
from onewindow.domain import case_format, packs
from onewindow.domain.problems import Problem, Problems
from onewindow.services.packs import Choice, Imported, Importer, export_pack, import_pack
from onewindow.store.session import UnitOfWork
from tenants.scope import Scope

MANIFEST = "manifest.json"
PLACE = click.Path(exists=True, path_type=pathlib.Path)


@click.group()
def pack() -> None:
    """Check, export and import configuration: a tenant's whole pack, or a folder of matters."""


@pack.command()
@click.argument("place", type=PLACE)
@click.pass_context
def check(ctx: click.Context, place: pathlib.Path) -> None:
    """Tell every problem of a pack (folder or .zip) or of a folder of matters, one JSON line each, without a database.

    Each problem names its file, the place in it (a JSON pointer) and the way out.
    """
    files = _files(ctx, place)
    if MANIFEST in files:
        found = _read_pack(ctx, files)
        counts = Counter(one.kind for one in found.documents)
        say({"kind": "summary", "ok": True, "tenant": found.tenant, **counts, "overlays": len(found.overlays)})
    else:
        cases = _read_cases(ctx, place)
        say({"kind": "summary", "ok": True, "matters": len(cases.matters), "themes": len(cases.themes)})


@pack.command("export")
@click.argument("scope", metavar="TENANT", type=TenantCode())
@click.argument("place", type=click.Path(path_type=pathlib.Path))
@click.pass_context
def export(ctx: click.Context, scope: Scope, place: pathlib.Path) -> None:
    """Write the whole configuration of a TENANT, by division code, to PLACE: a new folder, or a file ending in .zip.

    No people and no cases are in it. The same configuration gives the same bytes.
    """
    if place.exists() and (place.is_file() or any(place.iterdir())):
        raise click.ClickException(f"{place} 已存在，请指定新的文件夹或文件名。")
    with database_of(ctx) as database, UnitOfWork(database, scope) as uow:
        files = packs.write(export_pack(uow, on=now().date()))
    if place.suffix == ".zip":
        place.write_bytes(packs.zipped(files))
    else:
        for name, content in files.items():
            target = place / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    say({"kind": "summary", "ok": True, "files": len(files), "bytes": sum(map(len, files.values()))})


@pack.command("import")
@click.argument("place", type=PLACE)
@click.option("--tenant", "scope", type=TenantCode(), help="Division code of the tenant; the pack's own by default.")
@click.option("--dry-run", is_flag=True, help="Only tell what would be new, changed or the same.")
@click.option("--default", type=click.Choice(list(Choice)), default=Choice.TAKE, help="What to do with what differs.")
@click.option("--keep", multiple=True, metavar="NAME", help="Keep what is here of one item, such as matter:KEY@CODE.")
@click.option("--take", multiple=True, metavar="NAME", help="Take the pack's of one item.")
@click.option("--both", multiple=True, metavar="NAME", help="Have both, the pack's under a key of its own.")
@click.pass_context
def import_(
    ctx: click.Context,
    place: pathlib.Path,
    scope: Scope | None,
    dry_run: bool,
    default: str,
    keep: tuple[str, ...],
    take: tuple[str, ...],
    both: tuple[str, ...],
) -> None:
    """Bring a pack (folder or .zip) into a tenant as an update; what is the same stays, importing twice is once."""
    found = _read_pack(ctx, _files(ctx, place))
    where = scope or Scope.of(found.numbers[found.tenant])
    chosen = ((keep, Choice.KEEP), (take, Choice.TAKE), (both, Choice.BOTH))
    choices = {name: choice for names, choice in chosen for name in names}
    with database_of(ctx) as database, UnitOfWork(database, where) as uow:
        done = import_pack(uow, found, choices=choices, default=Choice(default), dry_run=dry_run, now=now())
    if done.problems:
        refuse(Problems(done.problems))
        ctx.exit(1)
    _report(done, dry_run=dry_run)


@pack.command("import-cases")
@click.argument("folder", type=FOLDER)
@click.option("--tenant", "scope", type=TenantCode(), required=True, help="Division code of the tenant that publishes.")
@click.option("--example-parameters", is_flag=True, help="Publish the examples of parameters too, for a demonstration.")
@click.pass_context
def import_cases(ctx: click.Context, folder: pathlib.Path, scope: Scope, example_parameters: bool) -> None:
    """Publish the matters in FOLDER; what is already in force stays, so importing twice is importing once."""
    found = _read_cases(ctx, folder)
    with database_of(ctx) as database, UnitOfWork(database, scope) as uow:
        report = Importer(uow, now()).cases(found, example_parameters=example_parameters)
    for kind, key in report.published:
        say({"kind": kind, "key": key, "published": True})
    counts = {"published": len(report.published), "unchanged": report.unchanged, "departments": report.departments}
    say({"kind": "summary", "ok": True, **counts})


def _report(done: Imported, *, dry_run: bool) -> None:
    for item in done.items:
        if item.taken or item.state == "changed":
            say({"kind": "item", "name": item.name, "title": item.title, "state": item.state, "choice": item.choice})
    for one in done.held:
        say({"kind": "held", "tenant": one.scope, "name": f"{one.kind}:{one.key}", "because": one.refusals})
    warn(done.left)
    states = dict(Counter(str(item.state) for item in done.items))
    counts = {"taken": 0 if dry_run else done.taken, "held": len(done.held), "left": len(done.left)}
    say({"kind": "summary", "ok": True, "dry_run": dry_run, **states, **counts})


def _files(ctx: click.Context, place: pathlib.Path) -> dict[str, bytes]:
    """The JSON files of a folder with everything below it, or of a zip; links are not followed."""
    if place.is_dir():
        paths = [path for path in place.rglob("*.json") if path.is_file() and not path.is_symlink()]
        return {path.relative_to(place).as_posix(): _bytes(path) for path in sorted(paths)}
    found = packs.unzipped(place.read_bytes())
    if isinstance(found, Problems):
        refuse(found)
        ctx.exit(1)
    return found


def _bytes(path: pathlib.Path) -> bytes:
    """A file, one too large only as far as it shows that."""
    with path.open("rb") as file:
        return file.read(case_format.MAX_BYTES + 1)


def _read_pack(ctx: click.Context, files: dict[str, bytes]) -> packs.TenantPack:
    if MANIFEST not in files:
        refuse(Problems((Problem(MANIFEST, "", "没有配置包清单。", "请指定导出的文件夹或 zip 文件。"),)))
        ctx.exit(1)
    found = packs.read(files, on=now().date())
    if isinstance(found, Problems):
        refuse(found)
        ctx.exit(1)
    warn(found.warnings)
    return found.pack


def _read_cases(ctx: click.Context, folder: pathlib.Path) -> case_format.Pack:
    found = case_format.read_folder(files_of(folder))
    if isinstance(found, Problems):
        refuse(found)
        ctx.exit(1)
    warn(found.warnings)
    return found
