"""Signing in and out."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from onewindow.domain import demo
from onewindow.services import accounts
from onewindow.store import doors
from onewindow.store.session import UnitOfWork
from onewindow.web import resume
from onewindow.web.access import Visit, allow, house, moment, public, remember
from onewindow.web.limits import limiter
from onewindow.web.security import inside
from onewindow.web.shell import home_of
from tenants.scope import Scope

auth = Blueprint("auth", __name__)


@auth.get("/sign-in")
@public
def sign_in() -> ResponseReturnValue:
    """The sign-in page."""
    return render_template("auth/login.html", **resume.login_page(next_url=request.args.get("next"), **demo_accounts()))


@auth.post("/sign-in")
@limiter.limit("20 per minute")
@public
def begin() -> ResponseReturnValue:
    """Check name and password; go where the visitor wanted to, or back to what he was just sending."""
    username, password = request.form.get("username", "").strip(), request.form.get("password", "")
    answer = _check(username, password)
    if isinstance(answer, accounts.Refused):
        kept = {name: request.form.get(name) or None for name in ("resume", "next")}
        page = resume.login_page(
            username=username,
            error=answer.message,
            expired=False,
            resume=kept["resume"],
            next_url=kept["next"],
            **demo_accounts(),
        )
        return render_template("auth/login.html", **page), 403
    remember(answer)
    session["home"] = home_of(answer.actor)
    if page_again := resume.after_sign_in(request.form.get("resume", "")):
        return page_again
    return redirect(inside(request.form.get("next", "")) or session["home"])


@auth.get("/password")
@allow(None)
def password(_visit: Visit) -> ResponseReturnValue:
    """The page to choose a password of one's own."""
    return _password_page(None)


@auth.post("/password")
@limiter.limit("20 per minute")
@allow(None)
def change_password(visit: Visit) -> ResponseReturnValue:
    """Take the new password; sessions opened with the old one are over, this one goes on."""
    old, new, again = (request.form.get(name, "") for name in ("old", "new", "again"))
    if new != again:
        return _password_page(_("The new password was typed differently the second time. Type it twice alike.")), 422
    account = UUID(visit.actor.account_id)
    changed = accounts.change_password(visit.uow, account, old, new, now=visit.now)
    if isinstance(changed, accounts.Refused):
        return _password_page(changed.message), 422
    session["stamp"], session["must_change"] = changed, False
    flash(_("Your password is changed."), "success")
    return redirect(session.get("home") or home_of(visit.actor), 303)


def _password_page(error: str | None) -> str:
    must_change = bool(session.get("must_change"))
    action_url = url_for("auth.change_password")
    return render_template("auth/password.html", action_url=action_url, error=error, must_change=must_change)


@auth.post("/sign-out")
@public
def sign_out() -> ResponseReturnValue:
    """End the session."""
    session.clear()
    return redirect(url_for("auth.sign_in"))


def demo_accounts() -> dict[str, object]:
    """The accounts that a demonstration offers on its sign-in page; nothing elsewhere."""
    if not house().settings.demo:
        return {"accounts": None, "demo_password": None}
    staff = [{"name": one.name, "post": one.post, "username": one.username} for one in demo.STAFF]
    return {"accounts": staff, "demo_password": demo.PASSWORD}


def _check(username: str, password: str) -> accounts.SignedIn | accounts.Refused:
    door = doors.find(house().engine, doors.of_account(username))
    if door is None or door.kind != "account":
        return accounts.refuse_unknown(password)
    with UnitOfWork(house().engine, Scope.of(door.scope), door.object_id) as uow:
        return accounts.sign_in(uow, door.object_id, password, now=moment())
