"""Saving from a designer: the page's revision, two people at one draft, and what a script that saves by itself gets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import abort, flash, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from onewindow.domain.publishing import merging
from onewindow.services import proposals
from onewindow.services.proposals import Clash, Merged, Refused, Saved
from onewindow.web.access import Visit
from onewindow.web.workbench import drawing
from onewindow.web.workbench.history import forget_steps, steps
from onewindow.web.workbench.opening import open_draft

Json = Any


def base_of(visit: Visit, draft: UUID) -> tuple[Json, int]:
    """The body that the posted page was drawn from, and its revision."""
    proposal = proposals.open_(visit.uow, visit.actor, draft)
    revision = request.form.get("revision", type=int) or 0
    return (proposal.body if revision == proposal.revision else proposals.at(visit.uow, draft, revision)), revision


def keep(visit: Visit, draft: UUID, revision: int, body: Json) -> Saved | Merged | Clash:
    """Save; a page that may not be saved ends here."""
    result = proposals.save(visit.uow, visit.actor, draft, revision=revision, body=body, now=visit.now)
    if isinstance(result, Refused):
        abort(403, result.message)
    if not isinstance(result, Clash):
        forget_steps(draft, result.revision)
    if isinstance(result, Merged):
        flash(_("Somebody else had saved meanwhile; both changes stand together now."), "info")
    return result


def clash(found: Clash, *, action: str, back: str) -> ResponseReturnValue:
    """Every place that two people changed, for the second to choose; a script is told their names."""
    if by_itself():
        return jsonify(clashes=[each.label for each in found.clashes]), 409
    return render_template(
        "workbench/clash.html",
        clashes=[drawing.clash(each) for each in found.clashes],
        posted=[(name, text) for name, texts in request.form.to_dict(flat=False).items() for text in texts],
        action=action,
        back=back,
    ), 409


def settle(visit: Visit, draft: UUID, revision: int, body: Json) -> None:
    """Put together what two people changed in the same places, as the second of them chose."""
    result = keep(visit, draft, revision, body)
    if isinstance(result, Clash):
        mine = [name.removeprefix("choose:") for name, word in request.form.items() if word == "mine"]
        keep(visit, draft, result.revision, merging.settle(result.body, result.clashes, mine))
    flash(_("Saved as you chose."), "success")


def by_itself() -> bool:
    """Whether a script saves while somebody types."""
    return request.accept_mimetypes.best == "application/json"


def told(visit: Visit, draft: UUID, result: Saved | Merged, faults: Mapping[str, str]) -> ResponseReturnValue:
    """The new revision, what could not be read (control → message), and what is still to do."""
    return jsonify(
        revision=result.revision,
        merged=isinstance(result, Merged),
        faults=dict(faults),
        side=render_template("workbench/side.html", **drawing.side(open_draft(visit, draft))),
        undo=steps(draft, result.revision),
    )
