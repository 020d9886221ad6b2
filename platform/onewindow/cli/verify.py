"""`onewindow print verify`: judge the signature of a paper, without a network."""

from __future__ import annotations

import hashlib
import pathlib

import click

from onewindow.cli.cases import say
from onewindow.cli.codes import TenantCode
from onewindow.cli.database import database_of
from onewindow.cli.environment import now
from onewindow.services.paper import authority
from onewindow.store.session import UnitOfWork
from printing.signing import SigningError, Trust, verify_pdf
from tenants.scope import Scope

FILE = click.Path(exists=True, dir_okay=False, path_type=pathlib.Path)


@click.command()
@click.argument("files", metavar="FILE...", type=FILE, nargs=-1, required=True)
@click.option("--trust", type=FILE, help="What `onewindow ca export` wrote; no database is needed then.")
@click.option("--county", type=TenantCode(), help="The county whose root is trusted, from the database.")
@click.pass_context
def verify(
    ctx: click.Context, files: tuple[pathlib.Path, ...], trust: pathlib.Path | None, county: Scope | None
) -> None:
    """Judge the signatures of PDF FILEs, one JSON line each; exit code 1 unless all are valid."""
    if (trust is None) == (county is None):
        raise click.UsageError("请给出 --trust 文件 或 --county 县区代码（二者之一）。")
    try:
        trusted = Trust.of(trust.read_bytes() if trust else _of_county(ctx, county))
    except SigningError as fault:
        raise click.ClickException(str(fault)) from None
    good = True
    for file in files:
        data = file.read_bytes()
        verdict = verify_pdf(data, trusted, at=now())
        good = good and verdict.valid
        signed = verdict.signed_at.isoformat() if verdict.signed_at else ""
        about = {"state": verdict.state.value, "say": verdict.sentence, "signer": verdict.signer, "signed_at": signed}
        say({"file": str(file), "ok": verdict.valid, **about, "sha256": hashlib.sha256(data).hexdigest()})
    if not good:
        ctx.exit(1)


def _of_county(ctx: click.Context, county: Scope | None) -> bytes:
    assert county is not None, "one of the two was given"
    with database_of(ctx) as database, UnitOfWork(database, county) as uow:
        return authority.bundle(uow)
