"""The life of units: at which stage each is, since when and why, what is missing; called otherwise (R003, R007)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from onewindow.domain.permissions import Permission
from onewindow.services import territory
from onewindow.services.readiness import readiness
from onewindow.services.territory import Act
from onewindow.store import territory as life
from onewindow.store import tree
from onewindow.store.session import UnitOfWork
from onewindow.web.access import CHINA, Visit, allow, confirm_first, house
from onewindow.web.workbench import listing
from onewindow.web.workbench.blueprint import workbench
from tenants.life import NEXT, STATUS_NAMES, Refusals
from tenants.scope import Scope
from tenants.tree import Status

CHIPS = {
    Status.PLANNED: "draft",
    Status.PILOT: "running",
    Status.OPEN: "done",
    Status.SUSPENDED: "paused",
    Status.CLOSED: "refused",
}
CONSEQUENCES = {
    Status.PLANNED: "回到筹备：窗口不再收件，已收的办件继续办理。",
    Status.PILOT: "试点：窗口可以收件，名单上注明试点。",
    Status.OPEN: "开通：窗口收件，群众在网上可以查到办事指南。",
    Status.SUSPENDED: "暂停：窗口暂不收件，已收的办件继续办理，可以恢复。",
    Status.CLOSED: "关闭：不再收件，不能恢复；已收的办件继续办理。并入其他单位的，请改用“合并”。",
}


@workbench.get("/stages")
@allow(Permission.TENANT_MANAGE)
def stages(visit: Visit) -> ResponseReturnValue:
    """The units of one's range, each with its stage."""
    asked = listing.asked()
    found = tree.page(visit.uow.session, asked, limit=listing.PAGE + 1, skip=listing.turned())
    shown, page = listing.leaf(found, "workbench.stages")
    return render_template(
        "workbench/stages.html",
        units=[_line(one) for one in shown],
        page=page,
        asked=asked,
        begin_url=url_for("workbench.begin_unit"),
        reform_url=url_for("workbench.reform"),
        back=url_for("workbench.unit"),
    )


@workbench.get("/stage")
@allow(Permission.TENANT_MANAGE)
def stage(visit: Visit) -> ResponseReturnValue:
    """One unit: what it was and is, and what is missing before the next stage."""
    return _page(visit, _asked_for(visit))


@workbench.post("/stage")
@allow(Permission.TENANT_OPEN)
def change_stage(visit: Visit) -> ResponseReturnValue:
    """Give a unit another stage."""
    unit, act = _asked_for(visit), _act(visit)
    wanted = request.form.get("status", "")
    if wanted not in {one.value for one in Status}:
        return _page(visit, unit, [_("Please choose the stage.")]), 422
    if isinstance(act, str):
        return _page(visit, unit, [act]), 422
    if wanted == Status.CLOSED and (first := confirm_first(visit)):
        return first
    done = territory.set_stage(visit.uow, [unit.scope], Status(wanted), act)
    if isinstance(done, Refusals):
        return _page(visit, unit, list(done.messages)), 422
    flash(_("%(unit)s: %(stage)s.", unit=unit.name, stage=STATUS_NAMES[Status(wanted)]), "success")
    return redirect(url_for("workbench.stage", unit=unit.code), 303)


@workbench.post("/stage/name")
@allow(Permission.TENANT_MANAGE)
def rename_unit(visit: Visit) -> ResponseReturnValue:
    """Call a unit otherwise; its former name and code go on being found."""
    unit, act = _asked_for(visit), _act(visit)
    if isinstance(act, str):
        return _page(visit, unit, [act]), 422
    code = request.form.get("code", "").strip()
    name = request.form.get("name", "").strip()[: listing.LONGEST_SEARCH]
    refused = territory.rename(visit.uow, unit.scope, name, act, code="" if code == unit.code else code)
    if refused is not None:
        return _page(visit, unit, list(refused.messages)), 422
    flash(_("Called from now on: %(name)s.", name=name), "success")
    return redirect(url_for("workbench.stage", unit=code or unit.code), 303)


def _asked_for(visit: Visit) -> tree.Tenant:
    """The unit whose code the address carries, of one's own range; one's own when it carries none."""
    code = request.values.get("unit", "")
    found = tree.by_code(visit.uow.session, code) if code else visit.lineage[0]
    if found is None or not visit.uow.scope.holds(found.scope):
        abort(404)
    return found


def _act(visit: Visit) -> Act | str:
    """Since when and why, as it was typed; or what is missing."""
    reason = request.form.get("reason", "").strip()
    if not reason:
        return str(_("Please give the reason: the decision it follows, with its number."))
    try:
        on = date.fromisoformat(request.form.get("on", ""))
    except ValueError:
        return str(_("Please give the day from which on it holds."))
    return Act(visit.now, on, reason[:200], UUID(visit.actor.account_id), visit.actor.name)


@contextmanager
def _work_of(visit: Visit, unit: tree.Tenant) -> Iterator[UnitOfWork]:
    if unit.scope == visit.actor.scope:
        yield visit.uow
        return
    with UnitOfWork(house().engine, Scope.of(unit.scope)) as theirs:
        yield theirs


def _page(visit: Visit, unit: tree.Tenant, problems: list[str] | None = None) -> str:
    session, status = visit.uow.session, Status(unit.status)
    with _work_of(visit, unit) as uow:
        missing = [] if status is Status.CLOSED else [one for one in readiness(uow, now=visit.now) if one.way_out]
    after = [one for one in territory.successors(visit.uow, unit.scope) if one.scope != unit.scope]
    form = request.form
    return render_template(
        "workbench/stage.html",
        unit=_line(unit),
        ended=unit.valid_to,
        heirs=[one.name for one in after],
        missing=[{"title": one.title, "state": one.state.value, "reason": one.reason} for one in missing],
        ready_url=url_for("workbench.ready", unit=unit.code),
        history=[
            {
                "status": STATUS_NAMES[Status(one.status)],
                "chip": CHIPS[Status(one.status)],
                "since": one.since,
                "reason": one.reason,
                "by": one.noted_by_name,
                "at": one.noted_at.astimezone(CHINA),
            }
            for one in life.stages(session, unit.scope)
        ],
        formers=life.formers(session, unit.scope),
        choices=[(one.value, CONSEQUENCES[one]) for one in Status if one in NEXT[status]],
        may_change=visit.actor.may(Permission.TENANT_OPEN),
        typed={name: form.get(name, "") for name in ("status", "reason")}
        | {"on": form.get("on") or visit.now.date().isoformat()}
        | {"name": form.get("name", unit.name), "code": form.get("code", unit.code)},
        save_url=url_for("workbench.change_stage", unit=unit.code),
        name_url=url_for("workbench.rename_unit", unit=unit.code),
        reform_url=url_for("workbench.reform"),
        back=url_for("workbench.stages"),
        problems=[{"href": "#main", "label": each, "message": ""} for each in problems or ()],
    )


def _line(one: tree.Tenant) -> dict[str, Any]:
    status = Status(one.status)
    return {
        "name": one.name,
        "code": one.code,
        "status": STATUS_NAMES[status],
        "chip": CHIPS[status],
        "since": one.opened_on,
        "url": url_for("workbench.stage", unit=one.code),
        "level": one.level,
    }
