"""`onewindow print fonts`: with which fonts a tenant prints, what they cover, which of them has a character."""

from __future__ import annotations

import unicodedata

import click

from onewindow.cli.codes import TenantCode
from onewindow.cli.database import database_of
from onewindow.services import fonts as services
from onewindow.store.session import UnitOfWork
from printing import FontSet
from printing.fonts import ROLES
from printing.fonts.coverage import coverage, faces_of, having
from tenants.scope import Scope

ROLE_NAMES = {"title": "标题（小标宋）", "body": "正文（仿宋）", "hei": "黑体", "kai": "楷体", "song": "宋体"}


@click.command("fonts")
@click.argument("characters", nargs=-1)
@click.option("--tenant", type=TenantCode(), help="Also the fonts that this tenant and those above it brought along.")
@click.pass_context
def fonts(ctx: click.Context, characters: tuple[str, ...], tenant: Scope | None) -> None:
    """List the fonts of every role in the order they are asked; or tell which of them has each of CHARACTERS."""
    found = services.house() if tenant is None else _of_tenant(ctx, tenant)
    if not characters:
        _list(found)
        return
    lacking = [sign for sign in dict.fromkeys("".join(characters)) if not _tell(found, sign)]
    if lacking:
        ctx.exit(1)


def _of_tenant(ctx: click.Context, tenant: Scope) -> FontSet:
    with database_of(ctx) as database, UnitOfWork(database, tenant) as uow:
        return services.of_tenant(uow, tenant.number)


def _list(found: FontSet) -> None:
    for role in ROLES:
        click.echo(f"{role:6} {ROLE_NAMES[role]}")
        for place, face in enumerate(faces_of(found.chain(role)), start=1):
            covered = "，".join(f"{name} {count}" for name, count in coverage(face).items())
            click.echo(f"  {place}. {face.name}  {face.sha256[7:19]}  {covered}")


def _tell(found: FontSet, sign: str) -> bool:
    """One line about a character; whether it can be printed."""
    name = unicodedata.name(sign, "未命名")
    faces = having(found.chain("body"), sign)
    said = "、".join(face.name for face in faces) or "没有字体有这个字。请安装 fonts-hanazono，或上传含有该字的字体"
    click.echo(f"{sign} U+{ord(sign):04X} {name}：{said}")
    return bool(faces)
