"""`onewindow ca`: the county's own authority for signatures on paper."""

from __future__ import annotations

import pathlib
from typing import TypeVar

import click

from onewindow.cli.cases import say
from onewindow.cli.codes import TenantCode
from onewindow.cli.database import database_of
from onewindow.cli.environment import now, settings_of
from onewindow.domain.paper import PaperProblem
from onewindow.services.paper import authority
from onewindow.services.paper.keeping import Who
from onewindow.store.session import UnitOfWork
from printing.signing import SigningError
from tenants.scope import Scope

KEY = click.Path(dir_okay=False, path_type=pathlib.Path)
OLD_KEY = click.Path(exists=True, dir_okay=False, path_type=pathlib.Path)
PASSPHRASE = click.option(
    "--passphrase-file", type=OLD_KEY, help="File with the passphrase of the root's key; asked for by default."
)
LEAST = 12
CLERK = Who("命令行")
T = TypeVar("T")


@click.group()
def ca() -> None:
    """Issue and revoke the certificates that sign paper."""


@ca.command()
@click.argument("county", type=TenantCode())
@click.argument("key", type=KEY)
@PASSPHRASE
@click.pass_context
def init(ctx: click.Context, county: Scope, key: pathlib.Path, passphrase_file: pathlib.Path | None) -> None:
    """Make the root of a COUNTY. Its encrypted key goes to the file KEY and nowhere else: keep it off this machine."""
    if key.exists():
        raise click.ClickException(f"{key} 已存在，不能覆盖。请另选文件名。")
    passphrase = _passphrase(passphrase_file, confirm=True)
    with database_of(ctx) as database, UnitOfWork(database, county) as uow:
        made = _done(authority.found_root(uow, CLERK, passphrase, now=now()))
        key.touch(mode=0o600)
        key.write_bytes(made[1])
    say({"kind": "root", "ok": True, "serial": made[0].serial, "subject": made[0].subject, "key": str(key)})


@ca.command()
@click.argument("key", type=OLD_KEY)
@click.option("--tenant", type=TenantCode(), required=True, help="The body that signs, by division code.")
@click.option("--days", type=click.IntRange(1, 3650), default=authority.SIGNER_DAYS, show_default=True)
@PASSPHRASE
@click.pass_context
def issue(
    ctx: click.Context, key: pathlib.Path, tenant: Scope, days: int, passphrase_file: pathlib.Path | None
) -> None:
    """Give a body a key and a certificate, signed with the root's KEY."""
    own = settings_of(ctx).signing_passphrase
    if not own:
        raise click.ClickException("请先设置 ONEWINDOW_SIGNING_PASSPHRASE（签名私钥的口令），再签发证书。")
    passphrase = _passphrase(passphrase_file)
    with database_of(ctx) as database, UnitOfWork(database, tenant) as uow:
        try:
            made = _done(authority.certify(uow, CLERK, key.read_bytes(), passphrase, own, days=days, now=now()))
        except SigningError as fault:
            raise click.ClickException(str(fault)) from None
    say(
        {"kind": "certificate", "ok": True, "serial": made.serial, "subject": made.subject, "until": str(made.valid_to)}
    )


@ca.command()
@click.argument("county", type=TenantCode())
@click.argument("serial")
@click.argument("key", type=OLD_KEY)
@click.option("--reason", required=True, help="Why: it stands in the log.")
@PASSPHRASE
@click.pass_context
def revoke(
    ctx: click.Context,
    county: Scope,
    serial: str,
    key: pathlib.Path,
    reason: str,
    passphrase_file: pathlib.Path | None,
) -> None:
    """Take the certificate SERIAL of a COUNTY back: what it signed is believed no longer."""
    passphrase = _passphrase(passphrase_file)
    with database_of(ctx) as database, UnitOfWork(database, county) as uow:
        try:
            _done(authority.take_back(uow, CLERK, serial, reason, key.read_bytes(), passphrase, now=now()))
        except SigningError as fault:
            raise click.ClickException(str(fault)) from None
    say({"kind": "revoked", "ok": True, "serial": serial})


@ca.command("list")
@click.argument("county", type=TenantCode())
@click.pass_context
def list_(ctx: click.Context, county: Scope) -> None:
    """List the certificates of a COUNTY, one JSON line each."""
    with database_of(ctx) as database, UnitOfWork(database, county) as uow:
        for one in authority.all_of(uow):
            state = {"revoked": str(one.revoked_at)} if one.revoked_at else {}
            say({"kind": one.kind, "serial": one.serial, "subject": one.subject, "until": str(one.valid_to), **state})


@ca.command()
@click.argument("county", type=TenantCode())
@click.argument("file", type=KEY)
@click.pass_context
def export(ctx: click.Context, county: Scope, file: pathlib.Path) -> None:
    """Write whom to trust (root and list of revoked certificates) to FILE, for `onewindow print verify --trust`."""
    with database_of(ctx) as database, UnitOfWork(database, county) as uow:
        bundle = authority.bundle(uow)
    if not bundle:
        raise click.ClickException("本县还没有根证书，请先运行 onewindow ca init。")
    file.write_bytes(bundle)
    click.echo(f"{file}：{len(bundle)} 字节")


def _passphrase(file: pathlib.Path | None, *, confirm: bool = False) -> str:
    text = (
        file.read_text(encoding="utf-8").strip()
        if file
        else str(click.prompt("根证书私钥的口令", hide_input=True, confirmation_prompt=confirm))
    )
    if len(text) < LEAST:
        raise click.ClickException(f"口令至少 {LEAST} 个字符。")
    return text


def _done(made: T | PaperProblem) -> T:
    if isinstance(made, PaperProblem):
        raise click.ClickException(made.message)
    return made
