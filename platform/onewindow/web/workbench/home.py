"""Where an admin begins: drafts in work, and the catalogue to begin from."""

from __future__ import annotations

from dataclasses import asdict

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from onewindow.domain.permissions import Permission
from onewindow.domain.publishing.states import KIND_NAMES, STATE_NAMES, State
from onewindow.services import proposals
from onewindow.services import workbench as services
from onewindow.services.proposals import Proposal
from onewindow.web.access import CHINA, Visit, allow
from onewindow.web.workbench.blueprint import workbench

PAGE = 50


@workbench.get("/")
@allow(Permission.MATTER_EDIT)
def home(visit: Visit) -> ResponseReturnValue:
    """Drafts in work and the matters in force."""
    return _home(visit)


@workbench.post("/")
@allow(Permission.MATTER_EDIT)
def begin(visit: Visit) -> ResponseReturnValue:
    """Begin a draft: a blank one, a copy, or the next version of what is in force."""
    source, name = request.form.get("source", ""), request.form.get("name", "")
    if request.form.get("change"):
        begun = services.change(visit.uow, kind="matter", key=source, now=visit.now)
    elif source:
        begun = services.copy(visit.uow, source=source, name=name, now=visit.now)
    else:
        begun = services.blank(visit.uow, name=name)
    if isinstance(begun, str):
        return _home(visit, begun), 422
    started = proposals.start(visit.uow, visit.actor, **asdict(begun), now=visit.now)
    if isinstance(started, Proposal):
        return redirect(url_for("workbench.draft", draft=started.id), 303)
    if started.proposal_id is None:
        return _home(visit, started.message), 422
    flash(started.message, "info")
    return redirect(url_for("workbench.draft", draft=started.proposal_id), 303)


def _home(visit: Visit, refused: str = "") -> str:
    asked = request.args.get("q", "").strip()
    lines = proposals.list_(visit.uow, visit.actor, limit=PAGE)
    matters = services.search(visit.uow, asked, now=visit.now, limit=PAGE)
    return render_template(
        "workbench/home.html",
        drafts=[
            {
                "title": line.title,
                "kind": KIND_NAMES[line.kind],
                "state": STATE_NAMES[State(line.state)],
                "closed": line.state in ("published", "abandoned"),
                "by": line.saved_by_name,
                "at": line.saved_at.astimezone(CHINA),
                "url": url_for("workbench.draft", draft=line.id),
            }
            for line in lines
        ],
        matters=[
            {
                "key": one.key,
                "title": one.title,
                "version": one.version,
                "own": one.scope == visit.actor.scope,
                "local_url": url_for("workbench.local", kind="matter", key=one.key),
            }
            for one in matters
        ],
        more=matters[0].total - len(matters) if matters else 0,
        asked=asked,
        templates_url=url_for("workbench.templates_home"),
        themes_url=url_for("workbench.themes_home"),
        reductions_url=url_for("workbench.reductions"),
        sheet_url=url_for("workbench.from_sheet"),
        sheets_url=url_for("workbench.sheets_of_all", q=asked or None),
        dictionary_url=url_for("workbench.dictionary"),
        uses_url=url_for("workbench.uses"),
        manuals_url=url_for("manual.shelf"),
        name=request.form.get("name", ""),
        problems=[{"href": "#f-name", "label": _("Name of the matter"), "message": refused}] if refused else [],
    )
