"""The public pages: entry, progress query, progress."""

from __future__ import annotations

from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from onewindow.domain.timing import Look
from onewindow.services import progress as watching
from onewindow.services.progress import Progress
from onewindow.store.session import UnitOfWork
from onewindow.web.access import CHINA, house, moment, public
from onewindow.web.limits import limiter
from onewindow.web.portal.blueprint import portal
from onewindow.web.security import inside
from onewindow.web.shell import LANGUAGES
from tenants.scope import Scope

TRIES = "10 per minute; 60 per hour"


@portal.get("/")
@public
def home() -> ResponseReturnValue:
    """The public entry."""
    return render_template(
        "portal/home.html",
        progress_url=url_for("portal.ask"),
        verify_url=url_for("portal.verify"),
        themes=None,
        matters=[],
        hall=None,
        staff_url=url_for("auth.sign_in"),
    )


@portal.get("/language/<code>")
@public
def language(code: str) -> ResponseReturnValue:
    """Switch the language of the pages."""
    if code in dict(LANGUAGES):
        session["language"] = code
    return redirect(inside(request.args.get("to", "")) or "/")


@portal.get("/progress")
@public
def ask() -> ResponseReturnValue:
    """Ask for the progress of a case; the page of a paper brings the number."""
    return _query(request.args.get("number", ""))


@portal.post("/progress")
@limiter.limit(TRIES)
@public
def progress() -> ResponseReturnValue:
    """Show the progress of a case to whoever knows its number and query code."""
    number, code = request.form.get("number", "").strip()[:64], request.form.get("code", "").strip()[:32]
    door = watching.knock(house().engine, number, code)
    if door is None:
        return _query(number, code, wrong=True), 422
    now = moment()
    with UnitOfWork(house().engine, Scope.of(door.scope)) as uow:
        found = watching.look(uow, door.object_id, today=now.date())
    return render_template("portal/progress.html", **_shown(found))


def _query(number: str, code: str = "", *, wrong: bool = False) -> str:
    message = _("Number and query code do not belong together: compare both with your receipt, letter by letter.")
    return render_template(
        "portal/progress_query.html",
        action_url=url_for("portal.progress"),
        number=number,
        code=code,
        problems=[{"href": "#number", "label": _("Case number"), "message": message}] if wrong else [],
        errors={"code": message} if wrong else {},
        wait=None,
    )


def _shown(found: Progress) -> dict[str, object]:
    steps = [
        {
            "name": step.name,
            "department": step.department,
            "state": step.state,
            "when": step.when.astimezone(CHINA) if step.when else None,
        }
        for step in found.steps
    ]
    return {
        "case": {
            "number": found.number,
            "matter": found.matter,
            "theme": None,
            "state": found.standing.look.value,
            "days": found.standing.days,
            "due": found.due_on,
            "accepted_at": found.accepted_at.astimezone(CHINA),
            "department": found.department,
            "applicant": found.applicant,
            "phone": found.phone or None,
        },
        "say": _say(found),
        "steps": steps,
        "todo": [{"text": _("Hand in later: %(name)s", name=name)} for name in found.later],
        "again_url": url_for("portal.ask"),
    }


def _say(found: Progress) -> str:
    now = next((step for step in found.steps if step.state == "current"), None)
    if found.standing.look is Look.DONE:
        return str(_("The case is finished. Collect the result as agreed."))
    if found.standing.look is Look.REFUSED:
        return str(_("A decision was made. The window that accepted the case hands it out and explains it."))
    if found.standing.look is Look.WAITING or now is None:
        return str(_("The case starts by itself when the one before it has its result; nothing is to be done."))
    return str(_("%(department)s is at work: %(step)s.", department=now.department, step=now.name))
