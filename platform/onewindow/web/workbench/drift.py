"""The drift report (差异报告): every difference from the standard, red cards first, and the way back (R038)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from onewindow.domain.permissions import Permission
from onewindow.services import inheritance, tenancy
from onewindow.services.inheritance import Drifted
from onewindow.store.session import UnitOfWork
from onewindow.store.tree import Tenant
from onewindow.web.access import Visit, allow, house
from onewindow.web.workbench.blueprint import workbench
from tenants.scope import Scope


@workbench.get("/drift")
@allow(Permission.MATTER_EDIT)
def drift(visit: Visit) -> ResponseReturnValue:
    """The differences of one's own tenant, or (`unit`, a division code) of one below it."""
    units = {one.code: one for one in tenancy.units(visit.uow)}
    code = request.args.get("unit", "")
    unit = units.get(code) if code else None
    if code and (unit is None or not visit.uow.scope.holds(unit.scope)):
        abort(404)
    if unit is None or unit.scope == visit.actor.scope:
        unit = next(one for one in units.values() if one.scope == visit.actor.scope)
        found = inheritance.drifted(visit.uow, now=visit.now)
    else:
        with UnitOfWork(house().engine, Scope.of(unit.scope)) as theirs:
            found = inheritance.drifted(theirs, now=visit.now)
    differing = inheritance.differing(visit.uow)
    return render_template(
        "workbench/drift.html",
        unit=unit.name,
        own=unit.scope == visit.actor.scope,
        own_url=url_for("workbench.drift"),
        top=visit.actor.scope % 10**6 == 0 and unit.scope == visit.actor.scope,
        cards=[line for one in found for line in _lines(one, red=True)],
        documents=[_document(one) for one in found],
        units=_units(list(units.values()), differing, visit.actor.scope),
    )


def _lines(one: Drifted, *, red: bool) -> list[dict[str, str]]:
    return [
        {"title": one.title, "card": each.red_card, "sentence": each.sentence, "element": each.element}
        for each in one.differences
        if bool(each.red_card) == red
    ]


def _document(one: Drifted) -> dict[str, Any]:
    return {
        "title": one.title,
        "kind": one.kind_name,
        "own": one.own,
        "held": one.held,
        "lines": [*_lines(one, red=True), *_lines(one, red=False)],
        "restore_url": url_for("workbench.restore_local", kind=one.kind, key=one.key),
        "held_url": url_for("workbench.held_one", kind=one.kind, key=one.key),
        "local_url": url_for("workbench.local", kind=one.kind, key=one.key),
    }


def _units(units: Sequence[Tenant], differing: dict[int, int], scope: int) -> list[dict[str, Any]]:
    """The units below that have differences of their own, the most first."""
    below = [one for one in units if one.scope in differing and one.scope != scope]
    below.sort(key=lambda one: -differing[one.scope])
    return [
        {"name": one.name, "count": differing[one.scope], "url": url_for("workbench.drift", unit=one.code)}
        for one in below
    ]
