"""Undo, redo, and the list of everything that ever stood in a draft."""

from __future__ import annotations

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from onewindow.domain.permissions import Permission
from onewindow.services import proposals
from onewindow.services.proposals import Merged, Saved
from onewindow.web.access import CHINA, Visit, allow
from onewindow.web.workbench.blueprint import workbench

KEY = "workbench.steps"


def steps(draft: UUID, revision: int) -> dict[str, int | None]:
    """Which revisions one step back and one step forth lead to, None where there is none."""
    at, last = _steps(draft, revision)
    return {"back": at - 1 if at > 1 else None, "forth": at + 1 if at < last else None}


def forget_steps(draft: UUID, revision: int) -> None:
    """After a change there is nothing to redo."""
    kept = dict(session.get(KEY, {}))
    if kept.get(str(draft), {}).get("revision") != revision and str(draft) in kept:
        del kept[str(draft)]
        session[KEY] = kept


@workbench.post("/<uuid:draft>/step")
@allow(Permission.MATTER_EDIT)
def step(visit: Visit, draft: UUID) -> ResponseReturnValue:
    """Go one step back or forth, or to a chosen revision."""
    proposal = proposals.open_(visit.uow, visit.actor, draft)
    to = request.form.get("to", type=int) or 0
    if not 0 < to <= proposal.revision:
        abort(404)
    _at, last = _steps(draft, proposal.revision)
    body = proposals.at(visit.uow, draft, to)
    result = proposals.save(visit.uow, visit.actor, draft, revision=proposal.revision, body=body, now=visit.now)
    if not isinstance(result, (Saved, Merged)):
        abort(403)
    session[KEY] = {**session.get(KEY, {}), str(draft): {"revision": result.revision, "at": to, "last": last}}
    flash(_("The draft stands as it did at step %(number)s.", number=to), "info")
    where = request.form.get("tab", "")
    if where:
        return redirect(url_for("workbench.tab", draft=draft, tab=where), 303)
    return redirect(url_for("workbench.draft", draft=draft), 303)


@workbench.get("/<uuid:draft>/history")
@allow(Permission.MATTER_VIEW)
def history(visit: Visit, draft: UUID) -> ResponseReturnValue:
    """Every saved state: who, when, and the way back to it."""
    proposal = proposals.open_(visit.uow, visit.actor, draft)
    return render_template(
        "workbench/history.html",
        title=proposal.title,
        revisions=[
            {"number": each.revision, "by": each.saved_by_name, "at": each.saved_at.astimezone(CHINA)}
            for each in proposals.revisions(visit.uow, draft)
        ],
        current=proposal.revision,
        step_url=url_for("workbench.step", draft=draft),
        back=url_for("workbench.draft", draft=draft),
    )


def _steps(draft: UUID, revision: int) -> tuple[int, int]:
    """Where in its own history the draft stands, and how far that reaches; anything saved since begins anew."""
    kept = session.get(KEY, {}).get(str(draft))
    if kept and kept["revision"] == revision:
        return kept["at"], kept["last"]
    return revision, revision
