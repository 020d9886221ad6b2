"""One step back, one step forth, and the list of everything that ever stood in a draft."""

from __future__ import annotations

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from onewindow.domain.permissions import Permission
from onewindow.services import proposals
from onewindow.services.proposals import Clash, Saved
from onewindow.web.access import CHINA, Visit, allow
from onewindow.web.workbench import history as past
from onewindow.web.workbench import keeping
from onewindow.web.workbench.blueprint import workbench


@workbench.post("/<uuid:draft>/step")
@allow(Permission.MATTER_EDIT)
def step(visit: Visit, draft: UUID) -> ResponseReturnValue:
    """Go one step back or forth, or to a chosen revision; what others saved since the page was drawn stays."""
    _base, revision = keeping.base_of(visit, draft)
    to = request.form.get("to", type=int) or 0
    if not 0 < to <= revision:
        abort(404)
    last = past.last(draft, revision)
    result = keeping.keep(visit, draft, revision, proposals.at(visit.uow, draft, to))
    where = request.form.get("tab", "")
    back = url_for("workbench.tab", draft=draft, tab=where) if where else url_for("workbench.draft", draft=draft)
    if isinstance(result, Clash):
        return keeping.clash(result, back=back)
    if isinstance(result, Saved):
        past.went(draft, result.revision, to, last)
        flash(_("The draft stands as it did at step %(number)s.", number=to), "info")
    return redirect(back, 303)


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
        account=visit.actor.account_id,
        step_url=url_for("workbench.step", draft=draft),
        back=url_for("workbench.draft", draft=draft),
    )
