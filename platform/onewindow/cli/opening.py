"""`onewindow tenants readiness|rehearse|drift`: a tenant before it opens, and how far it stands from the standard."""

from __future__ import annotations

import secrets
from typing import Any

import click

from onewindow.cli.cases import say
from onewindow.cli.codes import TenantCode
from onewindow.cli.database import database_of
from onewindow.cli.environment import now, settings_of
from onewindow.domain.site import Site
from onewindow.services import fonts, inheritance
from onewindow.services.readiness import readiness as lines_of
from onewindow.services.rehearsal import Played
from onewindow.services.rehearsal import rehearse as play
from onewindow.store.session import UnitOfWork
from tenants.scope import Scope


@click.command()
@click.argument("tenant", type=TenantCode())
@click.pass_context
def readiness(ctx: click.Context, tenant: Scope) -> None:
    """Tell what a TENANT lacks before it opens, one JSON line a condition. Exit code 1 when something is missing."""
    with database_of(ctx) as database, UnitOfWork(database, tenant) as uow:
        found = lines_of(uow, now=now())
    for line in found:
        extra = {"way_out": line.way_out} if line.way_out else {}
        say(
            {
                "kind": "condition",
                "key": line.key,
                "title": line.title,
                "state": line.state,
                "reason": line.reason,
                **extra,
            }
        )
    missing = sum(line.state == "missing" for line in found)
    say({"kind": "summary", "ok": not missing, "missing": missing, "conditions": len(found)})
    ctx.exit(int(bool(missing)))


@click.command()
@click.argument("tenant", type=TenantCode())
@click.argument("matters", nargs=-1)
@click.pass_context
def rehearse(ctx: click.Context, tenant: Scope, matters: tuple[str, ...]) -> None:
    """Play the examples of a TENANT's MATTERS (all by default) as real cases, and leave nothing of them behind.

    Exit code 1 when one does not go as it says.
    """
    settings, font_set = settings_of(ctx), fonts.house()
    site = Site(settings.base_url, settings.demo, font_set.hashes, settings.secret_key)
    with database_of(ctx) as database, UnitOfWork(database, tenant) as uow:
        played = play(uow, fonts=font_set, site=site, now=now(), entropy=secrets.token_bytes, keys=matters or None)
    for one in played:
        told = {"matter": one.matter, "example": one.example, "accepted": one.accepted}
        done = {"steps": list(one.steps), "papers": one.papers}
        say({"kind": "example", "ok": one.ok, **told, **done, **_why(one)})
    failed = sum(not one.ok for one in played)
    skipped = sum(bool(one.skipped) for one in played)
    say({"kind": "summary", "ok": not failed, "examples": len(played), "failed": failed, "skipped": skipped})
    ctx.exit(int(bool(failed)))


def _why(one: Played) -> dict[str, Any]:
    return ({"problems": list(one.problems)} if one.problems else {}) | (
        {"skipped": one.skipped} if one.skipped else {}
    )


@click.command()
@click.argument("tenant", type=TenantCode())
@click.pass_context
def drift(ctx: click.Context, tenant: Scope) -> None:
    """Tell how a TENANT differs from the standard above it. Exit code 1 when something was never left open."""
    with database_of(ctx) as database, UnitOfWork(database, tenant) as uow:
        found = inheritance.drifted(uow, now=now())
    for one in found:
        for difference in one.differences:
            card = {"red_card": difference.red_card} if difference.red_card else {}
            say({"kind": one.kind, "key": one.key, "title": one.title, "said": difference.sentence, **card})
    cards = sum(len(one.red_cards) for one in found)
    say({"kind": "summary", "ok": not cards, "documents": len(found), "red_cards": cards})
    ctx.exit(int(bool(cards)))
