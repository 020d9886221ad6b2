"""Ready to open? (开通检查): one line a condition with the way out, and a rehearsal of every example."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import abort, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue

from onewindow.domain.permissions import Permission
from onewindow.domain.readiness import State
from onewindow.services import rehearsal, tenancy
from onewindow.services import workbench as services
from onewindow.services.readiness import readiness
from onewindow.services.rehearsal import Played
from onewindow.store.session import UnitOfWork
from onewindow.store.tree import Tenant
from onewindow.web.access import Visit, allow, house
from onewindow.web.workbench.blueprint import workbench
from tenants.scope import Scope

P = Permission
WAYS_OUT = {
    "catalogue": (P.PACK_IMPORT, "workbench.packs"),
    "calendar": (P.REFERENCE_EDIT, "admin_years.index_view"),
    "seal": (P.SEAL_MANAGE, "workbench.seals"),
    "phone": (P.TENANT_MANAGE, "workbench.branding"),
    "routes": (P.REFERENCE_EDIT, "admin_departments.index_view"),
    "staff": (P.PEOPLE_MANAGE, "admin_people.index_view"),
    "examples": (P.MATTER_EDIT, "workbench.home"),
    "templates": (P.MATTER_EDIT, "workbench.templates_home"),
}
"""Where each condition is mended, for who may."""
CHUNK = 2
"""Matters that are rehearsed in one request."""
LONGEST = 200_000


@workbench.get("/ready")
@allow(Permission.TENANT_MANAGE)
def ready(visit: Visit) -> ResponseReturnValue:
    """What is missing before a tenant opens."""
    return _page(visit)


@workbench.post("/ready")
@allow(Permission.TENANT_MANAGE)
def rehearse(visit: Visit) -> ResponseReturnValue:
    """Rehearse the next matters; a script asks for one after the other and gets JSON, a page goes on by its button."""
    wanted = request.form.getlist("matter")
    with _at(visit) as (_unit, uow):
        played = _play(visit, uow, wanted[:CHUNK])
    lines = [_line(one) for one in played]
    if request.accept_mimetypes.best == "application/json":
        return jsonify(lines=lines)
    return _page(visit, [*_told(), *lines], wanted[CHUNK:])


@contextmanager
def _at(visit: Visit) -> Iterator[tuple[Tenant, UnitOfWork]]:
    """The tenant asked about: one's own, or one below it by its code."""
    units = {one.code: one for one in tenancy.units(visit.uow)}
    code = request.values.get("unit", "")
    own = next(one for one in units.values() if one.scope == visit.actor.scope)
    unit = units.get(code, own) if code else own
    if (code and code not in units) or not visit.uow.scope.holds(unit.scope):
        abort(404)
    if unit.scope == visit.actor.scope:
        yield unit, visit.uow
        return
    with UnitOfWork(house().engine, Scope.of(unit.scope)) as theirs:
        yield unit, theirs


def _play(visit: Visit, uow: UnitOfWork, keys: list[str]) -> tuple[Played, ...]:
    if not keys:
        return ()
    here = house()
    return rehearsal.rehearse(
        uow, fonts=here.fonts, site=here.site, now=visit.now, entropy=secrets.token_bytes, keys=keys
    )


def _page(visit: Visit, played: Any = (), left: Any = ()) -> str:
    with _at(visit) as (unit, uow):
        lines = readiness(uow, now=visit.now)
        matters = services.offered(uow, now=visit.now)
    own = unit.scope == visit.actor.scope
    return render_template(
        "workbench/ready.html",
        unit={"name": unit.name, "code": "" if own else unit.code},
        own_url=None if own else url_for("workbench.ready"),
        lines=[
            {
                "title": one.title,
                "state": one.state.value,
                "reason": one.reason,
                "way_out": one.way_out,
                "url": _way(visit, one.key) if own and one.state is not State.READY else None,
            }
            for one in lines
        ],
        ready=not any(one.state is State.MISSING for one in lines),
        matters=[{"key": one.key, "title": one.title} for one in matters],
        played=list(played),
        left=list(left),
        told=json.dumps(list(played), ensure_ascii=False),
        save_url=url_for("workbench.rehearse"),
    )


def _way(visit: Visit, key: str) -> str | None:
    permission, endpoint = WAYS_OUT[key]
    return url_for(endpoint) if visit.actor.may(permission) else None


def _line(one: Played) -> dict[str, Any]:
    state = "skipped" if one.skipped else "ok" if one.ok else "wrong"
    return {
        "matter": one.matter,
        "name": one.name,
        "example": one.example,
        "state": state,
        "said": one.skipped or "；".join(one.problems),
        "steps": len(one.steps),
        "papers": one.papers,
    }


def _told() -> list[Any]:
    """What earlier requests of this rehearsal told; it goes along on the page."""
    text = request.form.get("told", "")
    try:
        found = json.loads(text) if text and len(text) <= LONGEST else []
    except ValueError:
        return []
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
