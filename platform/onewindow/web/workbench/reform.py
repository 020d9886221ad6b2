"""Mergers and splits of units (区划调整): chosen, looked at as they would come out, then carried out (R003, R007)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from onewindow.domain.permissions import Permission
from onewindow.services import territory
from onewindow.services.territory import Act
from onewindow.services.territory.reforming import Ahead, Deed
from onewindow.store import tree
from onewindow.web.access import Visit, allow, confirm_first
from onewindow.web.workbench import listing
from onewindow.web.workbench.blueprint import workbench
from tenants.life import Part, Refusals
from tenants.scope import COUNTY_WIDTH

OF = "of:"
"""Begins the names of the controls that give a village to a part."""
PARTS = range(1, 4)
"""How many units one split makes at most on the page."""
KEPT = {
    "account": "在用账号：请到“人员”授予接收单位的角色，或停用",
    "publication": "自行发布的事项、模板等：接收单位需要的，请重新发布",
    "overlay": "本地调整：接收单位需要的，请在接收单位重新调整",
    "seal": "印章：停用并登记接收单位的印章",
    "post": "岗位：请在接收单位重新设立",
}
"""What stays with units that end, and what to do about it."""


@workbench.get("/reform")
@allow(Permission.TENANT_MANAGE)
def reform(visit: Visit) -> ResponseReturnValue:
    """Choose what is merged or split; who has a second factor shows it before."""
    if first := confirm_first(visit):
        return first
    return _page(visit)


@workbench.post("/reform")
@allow(Permission.TENANT_MANAGE)
def carry_reform(visit: Visit) -> ResponseReturnValue:
    """Look at a merger or a split; and carry out what was looked at."""
    deed = _deed(visit)
    if isinstance(deed, str):
        return _page(visit, problems=[deed]), 422
    if request.form.get("act") != "do":
        found = territory.reforming.ahead(visit.uow, deed)
        if isinstance(found, Refusals):
            return _page(visit, problems=list(found.messages)), 422
        return _page(visit, found=found)
    if first := confirm_first(visit):
        return first
    done = deed()
    if isinstance(done, Refusals):
        return _page(visit, problems=list(done.messages)), 422
    said = _("Done: %(ended)s units ended, %(cases)s cases moved.", ended=len(done.ended), cases=done.cases)
    flash(said, "success")
    return redirect(url_for("workbench.stages"), 303)


def _deed(visit: Visit) -> Deed | str:
    """What was chosen, to be done; or what is missing."""
    values, reason = request.form, request.form.get("reason", "").strip()
    try:
        on = date.fromisoformat(values.get("on", ""))
    except ValueError:
        return str(_("Please give the day from which on it holds."))
    if not reason:
        return str(_("Please give the reason: the decision it follows, with its number."))
    act = Act(visit.now, on, reason[:200], UUID(visit.actor.account_id), visit.actor.name)
    if values.get("kind") == "split":
        parts = _parts()
        return lambda: territory.split(visit.uow, listing.unit_number(values.get("old", "")), parts, act)
    olds, into = (
        [listing.unit_number(one) for one in values.getlist("olds")],
        listing.unit_number(values.get("into", "")),
    )
    return lambda: territory.merge(visit.uow, olds, into, act)


def _parts() -> list[Part]:
    """The units that were named for a split, each with the villages given to it."""
    values: Mapping[str, str] = request.form
    named = {each: values.get(f"name{each}", "").strip()[: listing.LONGEST_SEARCH] for each in PARTS}
    return [
        Part(name, values.get(f"code{each}", "").strip(), frozenset(_given_to(each)))
        for each, name in named.items()
        if name
    ]


def _given_to(part: int) -> list[int]:
    """The villages that the page gives to one part of a split."""
    villages = ((name.removeprefix(OF), chosen) for name, chosen in request.form.items() if name.startswith(OF))
    return [listing.unit_number(village) for village, chosen in villages if chosen == str(part)]


def _page(visit: Visit, *, problems: list[str] | None = None, found: Ahead | None = None) -> str:
    own = [one for one in listing.units(visit) if one.scope != visit.actor.scope]
    old = listing.unit_number(request.values.get("old", ""))
    values = request.form
    return render_template(
        "workbench/reform.html",
        may=visit.actor.scope % COUNTY_WIDTH == 0,
        towns=_branches(own, set(values.getlist("olds"))),
        units=listing.options(own),
        old=old,
        villages=[{"value": one.scope, "label": one.name} for one in own if one.parent_scope == old],
        chosen={name: chosen for name, chosen in values.items() if name.startswith(OF)},
        parts=[
            {"number": each, "name": values.get(f"name{each}", ""), "code": values.get(f"code{each}", "")}
            for each in PARTS
        ],
        typed={name: values.get(name, "") for name in ("kind", "into", "reason")}
        | {"on": values.get("on") or visit.now.date().isoformat()},
        found=_preview(found) if found else None,
        carried=[each for each in values.items(multi=True) if each[0] not in ("csrf_token", "act")],
        save_url=url_for("workbench.carry_reform"),
        split_url=url_for("workbench.reform"),
        people_url=url_for("admin_people.index_view"),
        back=url_for("workbench.stages"),
        problems=[{"href": "#main", "label": each, "message": ""} for each in problems or ()],
    )


def _branches(own: Sequence[tree.Tenant], chosen: set[str]) -> list[dict[str, Any]]:
    """Towns with their villages, ticked as they were."""
    found: list[dict[str, Any]] = []
    for one in own:
        drawn = {"scope": one.scope, "name": one.name, "ticked": str(one.scope) in chosen}
        if one.level == "village" and found:
            found[-1]["villages"].append(drawn)
            found[-1]["open"] = found[-1]["open"] or drawn["ticked"]
        else:
            found.append({**drawn, "villages": [], "open": False})
    return found


def _preview(found: Ahead) -> dict[str, Any]:
    """What a reform would do, in names."""
    left: dict[int, list[dict[str, Any]]] = {}
    for one in found.left:
        left.setdefault(one.scope, []).append({"what": KEPT[one.what], "count": one.count})
    done, names = found.reformed, found.names
    return {
        "ended": [{"name": names[one], "heirs": [names[heir] for heir in found.heirs[one]]} for one in done.ended],
        "planted": [
            {"name": one.name, "code": one.code, "above": names.get(one.parent or 0, "")} for one in done.planted
        ],
        "cases": done.cases,
        "tasks": done.tasks,
        "left": [{"name": names[scope], "kinds": kinds} for scope, kinds in left.items()],
    }
