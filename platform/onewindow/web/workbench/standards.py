"""Local standards (R006): the numbers that matters read, changed by a draft that goes through the chain (R035)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from onewindow.domain.inheritance.names import KINDS
from onewindow.domain.permissions import Permission
from onewindow.domain.workbench import editing
from onewindow.domain.workbench.adapting import pages
from onewindow.domain.workbench.tabs import Group, Tab
from onewindow.services import inheritance, proposals
from onewindow.services.proposals import Proposal
from onewindow.web.access import Visit, allow
from onewindow.web.workbench.blueprint import workbench
from onewindow.web.workbench.settings import control

Json = Any


@workbench.get("/parameters")
@allow(Permission.MATTER_EDIT)
def parameters(visit: Visit) -> ResponseReturnValue:
    """The local standards of one's own, to be changed by a draft: amounts and areas go through the chain (R035)."""
    return _parameter_page(visit)


@workbench.post("/parameters")
@allow(Permission.MATTER_EDIT)
def draft_parameters(visit: Visit) -> ResponseReturnValue:
    """Put what was typed into a draft, a new one or the one that is open, and lead to its publishing."""
    body, tab = _parameter_tab(visit)
    edited = editing.apply(body, tab, request.form.to_dict(flat=False))
    if edited.faults:
        faults = [{"href": f"#f-{one.name}", "label": one.message, "message": ""} for one in edited.faults]
        return _parameter_page(visit, faults), 422
    kind = "parameters"
    started = proposals.start(
        visit.uow, visit.actor, kind=kind, key=kind, title=KINDS[kind], body=edited.document, now=visit.now
    )
    if isinstance(started, Proposal):
        return redirect(url_for("workbench.publish", draft=started.id), 303)
    if started.proposal_id is None:
        return _parameter_page(visit, [{"href": "#main", "label": started.message, "message": ""}]), 422
    there = proposals.open_(visit.uow, visit.actor, started.proposal_id)
    together = _onto(there.body, body, edited.document)
    saved = proposals.save(visit.uow, visit.actor, there.id, revision=there.revision, body=together, now=visit.now)
    if isinstance(saved, proposals.Clash):
        abort(409, _("Somebody else saved this draft just now: please save once more."))
    said = saved.message if isinstance(saved, proposals.Refused) else _("Put into the draft that was open already.")
    flash(said, "info")
    return redirect(url_for("workbench.publish", draft=there.id), 303)


def _onto(draft: Json, live: Json, typed: Json) -> Json:
    """The open draft with the values that were typed otherwise than what is in force; the others stay as they are."""
    changed = {key: value for key, value in typed["values"].items() if live["values"].get(key) != value}
    return {**draft, "values": {**draft["values"], **changed}}


def _parameter_tab(visit: Visit) -> tuple[Json, Tab]:
    """The parameters this tenant publishes, with a control for each; 404 for those of a tenant above."""
    found = inheritance.standing(visit.uow, ("parameters",), now=visit.now).get(("parameters", "parameters"))
    if found is None or found[0].publication.scope != visit.actor.scope:
        abort(404)
    names = {key: name for key, (name, _titles) in inheritance.parameters_of(visit.uow, now=visit.now).items()}
    return found[1], pages.pages("parameters", found[1], names)[0]


def _parameter_page(visit: Visit, problems: Any = ()) -> str:
    body, tab = _parameter_tab(visit)
    uses = inheritance.parameters_of(visit.uow, now=visit.now)
    controls = []
    for part in tab.parts:
        assert isinstance(part, Group)
        for one in editing.controls(body, part):
            _name, titles = uses.get(one.name.removeprefix("values/"), ("", ()))
            entry = replace(one.entry, hint=str(_("Used by: %(names)s", names="、".join(titles))) if titles else "")
            controls.append(control(one.name, entry, one.texts))
    return render_template(
        "workbench/parameters.html",
        controls=controls,
        save_url=url_for("workbench.draft_parameters"),
        back=url_for("workbench.settings"),
        problems=list(problems),
    )
