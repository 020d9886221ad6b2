"""What waits for the reader: drafts to confirm, sign, review, list or publish."""

from __future__ import annotations

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from onewindow.domain.permissions import Permission
from onewindow.domain.publishing.states import KIND_NAMES, STATE_NAMES
from onewindow.services import publishing
from onewindow.web.access import CHINA, Visit, allow
from onewindow.web.workbench.blueprint import workbench


@workbench.get("/inbox")
@allow(Permission.MATTER_VIEW)
def inbox(visit: Visit) -> ResponseReturnValue:
    """Everything that waits for this very person, the most urgent first."""
    return render_template(
        "workbench/inbox.html",
        lines=[
            {
                "title": line.proposal.title,
                "kind": KIND_NAMES[line.proposal.kind],
                "stage": STATE_NAMES[line.stage],
                "asked_as": line.asked_as,
                "author": line.proposal.author_name,
                "at": line.proposal.saved_at.astimezone(CHINA),
                "due": line.proposal.due_on,
                "url": url_for("workbench.publish", draft=line.proposal.id),
            }
            for line in publishing.inbox(visit.uow, visit.actor)
        ],
    )
