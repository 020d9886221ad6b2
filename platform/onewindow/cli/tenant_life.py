"""`onewindow tenants stage | rename | merge | split`: the life of units, each act with its day and its reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import click

from onewindow.cli.cases import say
from onewindow.cli.codes import TenantCode
from onewindow.cli.database import database_of
from onewindow.cli.environment import now
from onewindow.services import territory
from onewindow.services.territory import Act, Reformed
from onewindow.store import tree
from onewindow.store.session import UnitOfWork
from tenants.life import Part, Refusals
from tenants.scope import Scope
from tenants.tree import Status

COUNTY = click.option("--county", type=TenantCode(), required=True, help="The county, by division code.")
DAY = click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="The first day it holds; today by default.")
REASON = click.option("--reason", required=True, help="Why: the decision it follows.")


def _act(day: dt.datetime | None, reason: str) -> Act:
    moment = now()
    return Act(moment, day.date() if day else moment.date(), reason)


@click.command()
@click.argument("codes", nargs=-1, required=True)
@click.option("--status", type=click.Choice([one.value for one in Status]), required=True)
@COUNTY
@DAY
@REASON
@click.pass_context
def stage(
    ctx: click.Context, codes: tuple[str, ...], status: str, county: Scope, day: dt.datetime | None, reason: str
) -> None:
    """Give units a status from a day on, by division or local CODES."""
    with database_of(ctx) as database, UnitOfWork(database, county) as uow:
        numbers = _numbers(ctx, uow, codes)
        done = territory.set_stage(uow, numbers, Status(status), _act(day, reason))
    _end(ctx, done, lambda changed: {"changed": changed})


@click.command()
@click.argument("code")
@click.argument("name")
@click.option("--code", "new_code", default="", help="Its new code, when that changes too.")
@COUNTY
@DAY
@REASON
@click.pass_context
def rename(
    ctx: click.Context, code: str, name: str, new_code: str, county: Scope, day: dt.datetime | None, reason: str
) -> None:
    """Call the unit CODE by another NAME from a day on; the former name and code go on being found."""
    with database_of(ctx) as database, UnitOfWork(database, county) as uow:
        (number,) = _numbers(ctx, uow, (code,))
        done = territory.rename(uow, number, name, _act(day, reason), code=new_code)
    _end(ctx, done, lambda _: {"renamed": name})


@click.command()
@click.argument("codes", nargs=-1, required=True)
@click.option("--into", required=True, help="Code of the unit that takes them in.")
@COUNTY
@DAY
@REASON
@click.pass_context
def merge(
    ctx: click.Context, codes: tuple[str, ...], into: str, county: Scope, day: dt.datetime | None, reason: str
) -> None:
    """Let the units CODES go into another; their open cases and tasks move there."""
    with database_of(ctx) as database, UnitOfWork(database, county) as uow:
        *olds, heir = _numbers(ctx, uow, (*codes, into))
        done = territory.merge(uow, olds, heir, _act(day, reason))
    _end(ctx, done, _reformed)


@click.command()
@click.argument("code")
@click.option(
    "--part", "parts", multiple=True, required=True, help="NAME[:CODE[:VILLAGE,VILLAGE…]]; may be given again."
)
@COUNTY
@DAY
@REASON
@click.pass_context
def split(
    ctx: click.Context, code: str, parts: tuple[str, ...], county: Scope, day: dt.datetime | None, reason: str
) -> None:
    """Let parts of the unit CODE become units of their own; a town that keeps villages lives on."""
    with database_of(ctx) as database, UnitOfWork(database, county) as uow:
        (old,) = _numbers(ctx, uow, (code,))
        wanted = []
        for one in parts:
            name, own, takes = [*one.split(":", 2), "", ""][:3]
            taken = _numbers(ctx, uow, tuple(filter(None, takes.split(","))))
            wanted.append(Part(name, own, frozenset(taken)))
        done = territory.split(uow, old, wanted, _act(day, reason))
    _end(ctx, done, _reformed)


def _numbers(ctx: click.Context, uow: UnitOfWork, codes: tuple[str, ...]) -> list[int]:
    """The numbers of units by code, in the same order; ends the command when one is unknown."""
    found = {code: tree.by_code(uow.session, code) for code in codes}
    if unknown := [code for code, unit in found.items() if unit is None]:
        for code in unknown:
            say({"kind": "problem", "ok": False, "message": f"该县没有代码为 {code} 的单位，请核对。"})
        ctx.exit(1)
    return [unit.scope for code in codes if (unit := found[code])]


def _reformed(done: Reformed) -> dict[str, Any]:
    planted = [{"code": one.code, "name": one.name} for one in done.planted]
    return {"planted": planted, "ended": len(done.ended), "cases": done.cases, "tasks": done.tasks}


def _end(ctx: click.Context, done: Any, summary: Callable[[Any], dict[str, Any]]) -> None:
    if isinstance(done, Refusals):
        for message in done.messages:
            say({"kind": "problem", "ok": False, "message": message})
        ctx.exit(1)
    say({"kind": "summary", "ok": True, **summary(done)})
