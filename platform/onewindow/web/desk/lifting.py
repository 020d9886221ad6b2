"""A supervisor releases a check that a genuine credit code fails: he proves himself at the window, with a reason."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from form_builder import Problem
from onewindow.domain.actor import Actor
from onewindow.domain.permissions import Permission
from onewindow.services import accounts, intake
from onewindow.services.accounts import Refused
from onewindow.services.intake import Draft, Prepared
from onewindow.store import doors
from onewindow.store.session import UnitOfWork
from onewindow.web.access import Visit, allow, house
from onewindow.web.desk.blueprint import desk
from onewindow.web.desk.resuming import prepared_draft
from onewindow.web.limits import limiter
from tenants.scope import Scope

EACH_MINUTE = "20 per minute"
"""How often one address may try a password here, as at the sign-in page."""


@desk.get("/apply/<key>/lift")
@allow(Permission.CASE_FILE)
def lift(visit: Visit, key: str) -> ResponseReturnValue:
    """The page on which a supervisor looks at the value and releases it."""
    prepared, draft, problem = _found(visit, key)
    return _page(prepared, draft, problem) if problem else _nothing(key)


@desk.post("/apply/<key>/lift")
@limiter.limit(EACH_MINUTE)
@allow(Permission.CASE_FILE)
def lifted(visit: Visit, key: str) -> ResponseReturnValue:
    """Take the supervisor's word, and go back to the form."""
    prepared, draft, problem = _found(visit, key)
    if problem is None:
        return _nothing(key)
    by = _supervisor(visit)
    if isinstance(by, Refused):
        return _page(prepared, draft, problem, by.message), 403
    reason = request.form.get("reason", "")
    done = intake.lift(visit.uow, visit.actor, prepared, draft, problem, by, reason, now=visit.now)
    if isinstance(done, str):
        return _page(prepared, draft, problem, done), 422
    intake.keep(visit.uow, visit.actor, done, now=visit.now)
    flash(_("%(field)s is released for this application.", field=problem.label), "success")
    return redirect(url_for("desk.form", key=key), 303)


def _found(visit: Visit, key: str) -> tuple[Prepared, Draft, Problem | None]:
    """The draft and its problem of the field that the address names, if it may be lifted now."""
    found = prepared_draft(visit, key)
    if found is None:
        abort(404)
    wanted = request.args.get("field", "")
    return *found, next((one for one in intake.liftable(*found) if one.field == wanted), None)


def _supervisor(visit: Visit) -> Actor | Refused:
    """Who proves himself. Wrong passwords are counted in a transaction of the account itself."""
    username, password = request.form.get("username", "").strip(), request.form.get("password", "")
    door = doors.find(house().engine, doors.of_account(username))
    if door is None or door.kind != "account":
        return accounts.refuse_unknown(password)
    with UnitOfWork(house().engine, Scope.of(door.scope), door.object_id) as uow:
        typed = request.form.get("code", "").strip()
        return accounts.vouch(uow, door.object_id, password, typed, house().seal, now=visit.now)


def _nothing(key: str) -> ResponseReturnValue:
    flash(_("There is nothing to release here: the value was put right or released already."), "info")
    return redirect(url_for("desk.form", key=key), 303)


def _page(prepared: Prepared, draft: Draft, problem: Problem, error: str | None = None) -> str:
    titles = prepared.joint.plan.titles
    values: dict[str, Any] = {
        "title": prepared.joint.title,
        "field": problem.label,
        "value": str(intake.known(prepared, draft.raw)[problem.field]),
        "message": problem.message,
        "matters": [titles[form] for form in problem.forms],
        "error": error,
        "reason": request.form.get("reason", ""),
        "username": request.form.get("username", ""),
        "action_url": url_for("desk.lifted", key=draft.key, field=problem.field),
        "back": {"label": _("Form"), "url": url_for("desk.form", key=draft.key)},
    }
    return render_template("desk/lift.html", **values)
