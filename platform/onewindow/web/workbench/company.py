"""Who is at a draft: each open page tells of itself every half minute, and waits for who was signed out."""

from __future__ import annotations

from uuid import UUID

from flask import jsonify, render_template, request
from flask.typing import ResponseReturnValue

from onewindow.domain.permissions import Permission
from onewindow.services import proposals
from onewindow.web.access import Visit, allow
from onewindow.web.workbench.blueprint import workbench

PLACE = 200
"""Characters of a place that are kept."""


@workbench.post("/<uuid:draft>/here")
@allow(Permission.MATTER_EDIT)
def here(visit: Visit, draft: UUID) -> ResponseReturnValue:
    """Tell of oneself, learn of the others and whether the draft moved on."""
    place = request.form.get("place", "")[:PLACE]
    proposals.touch(visit.uow, visit.actor, draft, place=place, now=visit.now)
    others = [
        one
        for one in proposals.present(visit.uow, draft, now=visit.now)
        if str(one.account_id) != visit.actor.account_id
    ]
    revision = proposals.open_(visit.uow, visit.actor, draft).revision
    return jsonify(others=[{"name": one.name, "place": one.place} for one in others], revision=revision)


@workbench.get("/back")
@allow(Permission.MATTER_VIEW)
def back_again(visit: Visit) -> ResponseReturnValue:
    """Where signing in leads whose session ended while he was typing: the page he left goes on by itself."""
    return render_template("workbench/back.html")
