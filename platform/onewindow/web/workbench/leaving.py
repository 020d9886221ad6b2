"""What towns and villages may change of a matter (下级权限): the parent's side of local adjustments."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from onewindow.domain.permissions import Permission
from onewindow.domain.workbench.adapting import leaving
from onewindow.services import proposals
from onewindow.services.proposals import Clash, Merged, Refused
from onewindow.web.access import Visit, allow
from onewindow.web.workbench import drawing
from onewindow.web.workbench.blueprint import workbench
from onewindow.web.workbench.history import forget_steps, steps
from onewindow.web.workbench.opening import Opened, open_draft

Json = Any


@workbench.get("/<uuid:draft>/inherit")
@allow(Permission.MATTER_VIEW)
def leave_open(visit: Visit, draft: UUID) -> ResponseReturnValue:
    """Every element that may be opened, with what is said of it."""
    return _page(open_draft(visit, draft))


@workbench.post("/<uuid:draft>/inherit")
@allow(Permission.MATTER_EDIT)
def edit_open(visit: Visit, draft: UUID) -> ResponseReturnValue:
    """Keep what was chosen; a script that saves by itself gets JSON."""
    opened = open_draft(visit, draft)
    revision = request.form.get("revision", type=int) or 0
    body = opened.proposal.body
    base = body if revision == opened.proposal.revision else proposals.at(visit.uow, draft, revision)
    done = leaving.apply(base, _labels(opened), request.form.to_dict(flat=False))
    result = proposals.save(visit.uow, visit.actor, draft, revision=revision, body=done.document, now=visit.now)
    if isinstance(result, Refused):
        abort(403, result.message)
    script = request.accept_mimetypes.best == "application/json"
    if isinstance(result, Clash):
        labels = [each.label for each in result.clashes]
        return (jsonify(clashes=labels), 409) if script else (_page(opened, clashes=labels), 409)
    forget_steps(draft, result.revision)
    merged = isinstance(result, Merged)
    if script:
        side = render_template("workbench/side.html", **drawing.side(open_draft(visit, draft)))
        faults = {one.name: one.message for one in done.faults}
        undo = steps(draft, result.revision)
        return jsonify(revision=result.revision, merged=merged, faults=faults, side=side, undo=undo)
    if done.faults:
        return _page(open_draft(visit, draft), faults=done.faults), 422
    if merged:
        flash(_("Somebody else had saved meanwhile; both changes stand together now."), "info")
    return redirect(url_for("workbench.leave_open", draft=draft), 303)


def _labels(opened: Opened) -> dict[str, str]:
    return {one.key: one.label for one in opened.around.dictionary or ()}


def _page(opened: Opened, *, faults: tuple[leaving.Fault, ...] = (), clashes: list[str] | None = None) -> str:
    wrong = {one.name: one.message for one in faults}
    problems = [{"href": f"#f-{one.name}", "label": one.message, "message": ""} for one in faults]
    problems += [
        {"href": "#main", "label": label, "message": _("Somebody else changed this meanwhile: look and choose again.")}
        for label in clashes or ()
    ]
    return render_template(
        "workbench/inherit.html",
        **drawing.frame(opened, "inherit"),
        sections=[
            {"title": title, "rows": rows, "folded": title in leaving.FOLDED}
            for title, rows in leaving.sections(opened.proposal.body, _labels(opened))
        ],
        words=leaving.WORDS,
        wrong=wrong,
        posted=request.form if faults else {},
        save_url=url_for("workbench.edit_open", draft=opened.proposal.id),
        problems=problems,
    )
