"""Where a theme (一件事) begins: blank, as a copy, or as a change of one in force; and which of them need a look."""

from __future__ import annotations

from dataclasses import asdict

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from onewindow.domain.permissions import Permission
from onewindow.domain.publishing.states import CLOSED, STATE_NAMES, State
from onewindow.services import proposals
from onewindow.services import workbench as services
from onewindow.services.proposals import Proposal
from onewindow.web.access import CHINA, Visit, allow
from onewindow.web.workbench.blueprint import workbench

PAGE = 50


@workbench.get("/themes")
@allow(Permission.MATTER_EDIT)
def themes_home(visit: Visit) -> ResponseReturnValue:
    """The themes in work and in force."""
    return _page(visit)


@workbench.post("/themes")
@allow(Permission.MATTER_EDIT)
def begin_theme(visit: Visit) -> ResponseReturnValue:
    """Begin a theme: a blank one, a copy, or the next version of one in force."""
    typed = {name: request.form.get(name, "") for name in ("name", "lead", "source")}
    if request.form.get("change"):
        begun = services.change(visit.uow, kind="theme", key=typed["source"], now=visit.now)
    else:
        begun = services.theme(visit.uow, **typed, now=visit.now)
    if isinstance(begun, str):
        return _page(visit, begun), 422
    started = proposals.start(visit.uow, visit.actor, **asdict(begun), now=visit.now)
    if isinstance(started, Proposal):
        return redirect(url_for("workbench.draft", draft=started.id), 303)
    if started.proposal_id is None:
        return _page(visit, started.message), 422
    flash(started.message, "info")
    return redirect(url_for("workbench.draft", draft=started.proposal_id), 303)


def _page(visit: Visit, refused: str = "") -> str:
    disagreeing = services.at_odds(visit.uow, now=visit.now)
    return render_template(
        "workbench/theme_home.html",
        drafts=[
            {
                "title": line.title,
                "state": STATE_NAMES[State(line.state)],
                "closed": line.state in CLOSED,
                "by": line.saved_by_name,
                "at": line.saved_at.astimezone(CHINA),
                "url": url_for("workbench.draft", draft=line.id),
            }
            for line in proposals.list_(visit.uow, visit.actor, kind="theme", limit=PAGE)
        ],
        themes=[
            {
                "key": one.key,
                "title": one.title,
                "version": one.version,
                "own": one.scope == visit.actor.scope,
                "conflicts": [conflict.message for conflict in disagreeing.get(one.key, ())],
            }
            for one in services.offered(visit.uow, kind="theme", now=visit.now)
        ],
        name=request.form.get("name", ""),
        lead=request.form.get("lead", next((each.department for each in visit.actor.bindings if each.department), "")),
        departments=services.department_names(visit.uow, now=visit.now),
        back=url_for("workbench.home"),
        problems=[{"href": "#f-name", "label": _("Name of the theme"), "message": refused}] if refused else [],
    )
