"""The versions of one published document: back to an older one, stopped for a while, taken away."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from onewindow.domain.permissions import Permission
from onewindow.domain.publishing.weighing import WEIGHT_NAMES
from onewindow.services import publishing
from onewindow.services.proposals import Proposal, Refused
from onewindow.services.publishing import Version
from onewindow.web.access import CHINA, Visit, allow
from onewindow.web.workbench.blueprint import workbench


@workbench.get("/versions/<kind>/<key>")
@allow(Permission.MATTER_VIEW)
def versions(visit: Visit, kind: str, key: str) -> ResponseReturnValue:
    """Every version in sight, the newest first."""
    return _page(visit, kind, key)


@workbench.post("/versions/<kind>/<key>")
@allow(Permission.MATTER_EDIT)
def turn(visit: Visit, kind: str, key: str) -> ResponseReturnValue:
    """Ask for an older version, a stop or an end; what needs the head's signature becomes a draft on its way."""
    act, reason = request.form.get("act", ""), request.form.get("reason", "")
    what, _colon, digest = act.partition("=")
    asked: dict[str, Any] = {"kind": kind, "key": key, "reason": reason, "now": visit.now}
    done: object
    if what == "roll_back":
        done = publishing.roll_back(visit.uow, visit.actor, digest=digest, **asked)
    elif what in ("withdraw", "suspend", "resume"):
        done = getattr(publishing, what)(visit.uow, visit.actor, **asked)
    else:
        abort(404)
    if isinstance(done, Refused):
        return _page(visit, kind, key, done), 422
    if isinstance(done, Proposal):
        flash(_("This needs the signature of the head: it is on its way."), "info")
        return redirect(url_for("workbench.publish", draft=done.id), 303)
    flash(_("Done."), "success")
    return redirect(url_for("workbench.versions", kind=kind, key=key), 303)


def _page(visit: Visit, kind: str, key: str, refused: Refused | None = None) -> str:
    found = publishing.versions(visit.uow, kind=kind, key=key, on=visit.now.date())
    if not found:
        abort(404)
    own = [one.publication for one in found if one.publication.scope == visit.actor.scope]
    return render_template(
        "workbench/versions.html",
        title=found[0].publication.title,
        versions=[_line(one, visit.actor.scope, newest=one.publication in own[:1]) for one in found],
        writable=visit.actor.may(Permission.MATTER_EDIT) and bool(own),
        suspended=bool(own) and own[0].state == "suspended",
        reason=request.form.get("reason", ""),
        save_url=url_for("workbench.versions", kind=kind, key=key),
        back=url_for("workbench.home"),
        problems=[{"href": "#reason", "label": refused.message, "message": ""}] if refused else [],
    )


def _line(version: Version, scope: int, *, newest: bool) -> dict[str, Any]:
    one = version.publication
    return {
        "number": one.version,
        "digest": one.digest,
        "from": one.effective_from,
        "at": one.published_at.astimezone(CHINA),
        "standing": version.standing.value,
        "weight": WEIGHT_NAMES[version.weight] if version.weight else "",
        "same_as": version.same_as,
        "own": one.scope == scope,
        "newest": newest,
    }
