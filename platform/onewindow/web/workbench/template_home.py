"""Where a template begins: the platform's own, those in force here, a copy, or a Word document taken in once."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from onewindow.domain.permissions import Permission
from onewindow.domain.workbench.papers.shelf import MOMENTS, paper_of, title
from onewindow.services import proposals, templates
from onewindow.services import workbench as services
from onewindow.services.proposals import Proposal
from onewindow.web.access import Visit, allow
from onewindow.web.workbench.blueprint import workbench
from printing import PrintingError, TemplateError, import_docx, system_template_keys

Json = Any
MOST_BYTES = 10_000_000


@workbench.get("/templates")
@allow(Permission.MATTER_EDIT)
def templates_home(visit: Visit) -> ResponseReturnValue:
    """The templates, by the moments of a case."""
    return _home(visit)


@workbench.post("/templates")
@allow(Permission.MATTER_EDIT)
def begin_template(visit: Visit) -> ResponseReturnValue:
    """Begin a draft: a changed version, a copy under another name, or what a Word document holds."""
    source, name = request.form.get("source", ""), request.form.get("name", "").strip()
    notes: tuple[str, ...] = ()
    if file := request.files.get("word"):
        taken = _from_word(file.read(MOST_BYTES + 1), name)
        if isinstance(taken, str):
            return _home(visit, taken), 422
        body, notes = taken
    else:
        try:
            _digest, body = templates.effective(visit.uow, source, visit.uow.scope.number, on=visit.now.date())
        except PrintingError as fault:
            return _home(visit, str(fault)), 422
    wanted = name if request.form.get("change") is None else ""
    if not wanted and request.form.get("change") is None:
        return _home(visit, _("Please say what the new template is called.")), 422
    begun = services.template(visit.uow, body=body, name=wanted, now=visit.now)
    if isinstance(begun, str):
        return _home(visit, begun), 422
    started = proposals.start(visit.uow, visit.actor, **asdict(begun), now=visit.now)
    for note in notes:
        flash(note, "warning")
    if isinstance(started, Proposal):
        return redirect(url_for("workbench.layout", draft=started.id), 303)
    if started.proposal_id is None:
        return _home(visit, started.message), 422
    flash(started.message, "info")
    return redirect(url_for("workbench.layout", draft=started.proposal_id), 303)


def _from_word(data: bytes, name: str) -> tuple[Json, tuple[str, ...]] | str:
    if len(data) > MOST_BYTES:
        return str(_("The Word document is larger than 10 MB: leave its pictures out and try again."))
    try:
        taken = import_docx(data, key="imported", name=name or "imported")
    except TemplateError as fault:
        return "；".join(f"{one.message}。{one.suggestion}" for one in fault.findings)
    return taken.template, taken.notes


def _home(visit: Visit, refused: str = "") -> str:
    published = {one.key: one for one in templates.offered(visit.uow, visit.uow.scope.number, on=visit.now.date())}
    lines = [_line(key, title(key), published.get(key), visit) for key in system_template_keys()]
    own = [_line(key, one.title, one, visit) for key, one in published.items() if key not in system_template_keys()]
    everything = [*lines, *own]
    return render_template(
        "workbench/templates.html",
        moments=[
            {"label": label, "lines": [line for line in everything if line["moment"] == moment]}
            for moment, label in (*MOMENTS, ("other", _("Other papers")))
        ],
        sources=[(line["key"], line["name"]) for line in everything],
        places=[
            {"url": url_for(endpoint), "icon": drawn, "label": label}
            for permission, endpoint, drawn, label in (
                (Permission.REFERENCE_EDIT, "workbench.fonts", "form", _("Fonts")),
                (Permission.SEAL_MANAGE, "workbench.seals", "seal", _("Seals")),
            )
            if visit.actor.may(permission)
        ],
        name=request.form.get("name", ""),
        source=request.form.get("source", ""),
        back=url_for("workbench.home"),
        problems=[{"href": "#name", "label": refused, "message": ""}] if refused else [],
    )


def _line(key: str, name: str, published: Any, visit: Visit) -> dict[str, Any]:
    paper = paper_of(key)
    system = key in system_template_keys()
    moment = "other" if system and paper.moment == "own" else paper.moment
    where = "system" if published is None else "own" if published.scope == visit.uow.scope.number else "above"
    purpose = "" if moment == "other" else paper.purpose
    uses = url_for("workbench.used", kind="template", key=key)
    return {"key": key, "name": name, "moment": moment, "purpose": purpose, "where": where, "uses_url": uses}
