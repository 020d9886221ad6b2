"""`onewindow db …`: the life of the database."""

from __future__ import annotations

import pathlib
from urllib.parse import unquote, urlsplit

import click

from onewindow.cli.database import database_of
from onewindow.cli.environment import settings_of
from onewindow.settings import Settings
from onewindow.store import backup as backups
from onewindow.store import bootstrap, schema
from onewindow.store.errors import BackupError


@click.group()
def db() -> None:
    """Create, upgrade, back up and restore the database."""


@db.command()
@click.argument("superuser_dsn")
@click.pass_context
def create(ctx: click.Context, superuser_dsn: str) -> None:
    """Make the three roles and the database that the settings name, as the superuser of SUPERUSER_DSN.

    Passwords are taken from ONEWINDOW_*DATABASE_URL, where these have one. Harmless when everything is there.
    """
    settings = settings_of(ctx)
    dsns = (_owner(settings), settings.database_url, settings.platform_database_url)
    parts = [urlsplit(dsn) for dsn in dsns]
    passwords = {unquote(part.username or ""): unquote(part.password) for part in parts if part.password}
    strangers = {unquote(part.username or "") for part in parts} - set(bootstrap.ROLES)
    if strangers:
        raise click.ClickException(f"数据库用户名应为 {'、'.join(bootstrap.ROLES)}，设置中却有 {'、'.join(strangers)}")
    name = unquote(parts[0].path.lstrip("/"))
    made = bootstrap.bootstrap(superuser_dsn, name, passwords)
    click.echo(f"数据库 {name} " + ("已建立，请执行 onewindow db upgrade" if made else "已存在，角色已核对"))


@db.command()
@click.pass_context
def upgrade(ctx: click.Context) -> None:
    """Bring the tables to the revision this version needs. Back up first."""
    settings = settings_of(ctx)
    schema.upgrade(_owner(settings))
    click.echo(f"数据库结构版本：{schema.head()}")


@db.command()
@click.pass_context
def status(ctx: click.Context) -> None:
    """Tell the revision of the database and the one this version needs; exit code 1 when they differ."""
    with database_of(ctx) as database:
        current, head = schema.current(database), schema.head()
    click.echo(f"数据库结构版本：{current or '空'}；本程序需要：{head}")
    ctx.exit(int(current != head))


@db.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=pathlib.Path))
@click.pass_context
def backup(ctx: click.Context, file: pathlib.Path) -> None:
    """Write the whole database to FILE, consistently, while the site runs."""
    settings = settings_of(ctx)
    try:
        backups.backup(settings.platform_database_url, file, bin_folder=settings.postgres_bin)
    except BackupError as fault:
        raise click.ClickException(str(fault)) from None
    click.echo(f"已备份到 {file}（{file.stat().st_size} 字节）")


@db.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=pathlib.Path))
@click.pass_context
def restore(ctx: click.Context, file: pathlib.Path) -> None:
    """Fill an empty database from FILE, all or nothing."""
    settings = settings_of(ctx)
    try:
        backups.restore(_owner(settings), file, bin_folder=settings.postgres_bin)
    except BackupError as fault:
        raise click.ClickException(str(fault)) from None
    click.echo(f"已从 {file} 恢复")


def _owner(settings: Settings) -> str:
    if settings.owner_database_url is None:
        raise click.ClickException("此命令需要 ONEWINDOW_OWNER_DATABASE_URL（表的所有者），请先设置")
    return settings.owner_database_url
