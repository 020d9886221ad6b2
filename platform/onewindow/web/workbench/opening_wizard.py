"""Taking towns and villages in (接入镇村), in five steps: list, standard, people, a look, opening (R002, R003)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from onewindow.domain.permissions import Permission
from onewindow.services import onboarding, tenancy, territory
from onewindow.services import workbench as services
from onewindow.services.packs import Importer, missing, standard_pack
from onewindow.services.territory import Act
from onewindow.store import tree as store
from onewindow.web.access import Visit, allow
from onewindow.web.workbench.blueprint import workbench
from tenants.divisions import Problems
from tenants.life import STATUS_NAMES, Refusals
from tenants.tree import Status, Tree

P = Permission
LONGEST = 2_000_000
"""Characters of a list of divisions."""


@workbench.get("/begin")
@allow(Permission.TENANT_MANAGE)
def begin_unit(visit: Visit) -> ResponseReturnValue:
    """Where the taking in stands."""
    return _page(visit)


@workbench.post("/begin")
@allow(Permission.TENANT_MANAGE)
def take_unit_in(visit: Visit) -> ResponseReturnValue:
    """Take one step: read the list, plant it, take the standard over, open what was chosen."""
    step = request.form.get("step", "")
    if step in ("read", "plant"):
        return _list(visit, plant=step == "plant")
    if step == "standard":
        if not visit.actor.may(P.PACK_IMPORT):
            abort(403)
        return _standard(visit)
    if step not in (Status.OPEN, Status.PILOT):
        abort(404)
    if not visit.actor.may(P.TENANT_OPEN):
        abort(403)
    return _open(visit, Status(step))


def _list(visit: Visit, *, plant: bool) -> ResponseReturnValue:
    sent = request.files.get("file")
    text: bytes | str = sent.read() if sent and sent.filename else request.form.get("text", "")
    if not text or len(text) > LONGEST:
        return _page(visit, problems=[_("Please choose the list of divisions (.csv) of your county.")]), 422
    read = onboarding.read_own(visit.uow, text)
    if isinstance(read, Problems):
        return _page(visit, problems=[str(one) for one in read.items], text=_text(text)), 422
    if not plant:
        return _page(visit, read=read, text=_text(text))
    done = onboarding.plant_own(visit.uow, read, now=visit.now, by=UUID(visit.actor.account_id))
    flash(_("Taken in: %(towns)s towns, %(villages)s villages.", towns=done.towns, villages=done.villages), "success")
    return redirect(url_for("workbench.begin_unit", _anchor="s-standard"), 303)


def _text(content: bytes | str) -> str:
    """The list as text, to go along to the next step."""
    if isinstance(content, str):
        return content
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030", errors="replace")


def _standard(visit: Visit) -> ResponseReturnValue:
    importer = Importer(visit.uow, visit.now, UUID(visit.actor.account_id), visit.actor.name)
    report = importer.cases(missing(visit.uow, standard_pack(), on=visit.now.date()))
    count = len(report.published)
    flash(ngettext("%(num)s document was published.", "%(num)s documents were published.", count), "success")
    return redirect(url_for("workbench.begin_unit", _anchor="s-people"), 303)


def _open(visit: Visit, status: Status) -> ResponseReturnValue:
    chosen = [int(one) for one in request.form.getlist("scope") if one.isdecimal()]
    act = Act(visit.now, visit.now.date(), "接入平台", UUID(visit.actor.account_id), visit.actor.name)
    done = territory.set_stage(visit.uow, chosen, status, act)
    if isinstance(done, Refusals):
        return _page(visit, problems=list(done.messages)), 422
    flash(ngettext("%(num)s unit was opened.", "%(num)s units were opened.", done), "success")
    return redirect(url_for("workbench.begin_unit", _anchor="s-open"), 303)


def _page(visit: Visit, *, problems: Sequence[str] = (), read: Tree | None = None, text: str = "") -> str:
    known = [one for one in tenancy.units(visit.uow) if visit.uow.scope.holds(one.scope)]
    actor = visit.actor
    return render_template(
        "workbench/begin.html",
        units=_branches(known),
        open_count=sum(one.status in (Status.OPEN, Status.PILOT) for one in known),
        matters=len(services.offered(visit.uow, now=visit.now)),
        read=_preview(read, known) if read is not None else None,
        text=text,
        may={
            "list": actor.scope % 10**6 == 0,
            "standard": actor.may(P.PACK_IMPORT) and actor.scope % 10**6 == 0,
            "open": actor.may(P.TENANT_OPEN),
            "people": actor.may(P.PEOPLE_MANAGE),
        },
        save_url=url_for("workbench.take_unit_in"),
        packs_url=url_for("workbench.packs"),
        people_url=url_for("admin_people.index_view"),
        ready_url=url_for("workbench.ready"),
        back=url_for("workbench.unit"),
        problems=[{"href": "#s-list", "label": each, "message": ""} for each in problems],
    )


def _branches(known: Sequence[store.Tenant]) -> list[dict[str, Any]]:
    """The units as a tree of towns with their villages, each with its status."""
    found: list[dict[str, Any]] = []
    for one in known:
        drawn = {
            "scope": one.scope,
            "name": one.name,
            "code": one.code,
            "status": STATUS_NAMES[Status(one.status)],
            "waits": one.status in (Status.PLANNED, Status.PILOT, Status.SUSPENDED),
        }
        if one.level == "village" and found:
            found[-1]["villages"].append(drawn)
        else:
            found.append({**drawn, "villages": []})
    return found


def _preview(read: Tree, known: Sequence[store.Tenant]) -> dict[str, Any]:
    """The tree of a list, with what is new, called otherwise, and no longer named."""
    names = {one.scope: one.name for one in known}
    found: list[dict[str, Any]] = []
    for one in read:
        old = names.get(one.number)
        word = "new" if old is None else "renamed" if old != one.name else ""
        drawn = {"name": one.name, "code": one.code, "word": word, "old": old}
        if one.level == "village" and found:
            found[-1]["villages"].append(drawn)
        else:
            found.append({**drawn, "villages": []})
    numbers = {one.number for one in read}
    return {
        "units": found,
        "count": len(numbers),
        "new": len(numbers - set(names)),
        "gone": [one.name for one in known if one.scope not in numbers and one.status != Status.CLOSED],
    }
