"""A password of one's own."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from onewindow.services import accounts
from onewindow.web.access import Visit, allow
from onewindow.web.auth.blueprint import EACH_MINUTE, auth
from onewindow.web.limits import limiter
from onewindow.web.shell import home_of


@auth.get("/password")
@allow(None)
def password(_visit: Visit) -> ResponseReturnValue:
    """The page to choose a password of one's own."""
    return _password_page(None)


@auth.post("/password")
@limiter.limit(EACH_MINUTE)
@allow(None)
def change_password(visit: Visit) -> ResponseReturnValue:
    """Take the new password; sessions opened with the old one are over, this one goes on."""
    old, new, again = (request.form.get(name, "") for name in ("old", "new", "again"))
    if new != again:
        return _password_page(_("The new password was typed differently the second time. Type it twice alike.")), 422
    account = UUID(visit.actor.account_id)
    changed = accounts.change_password(visit.uow, account, old, new, now=visit.now, here=visit.sign_in.id)
    if isinstance(changed, accounts.Refused):
        return _password_page(changed.message), 422
    session["stamp"], session["must_change"] = changed, False
    flash(_("Your password is changed."), "success")
    return redirect(session.get("home") or home_of(visit.actor), 303)


def _password_page(error: str | None) -> str:
    must_change = bool(session.get("must_change"))
    action_url = url_for("auth.change_password")
    page: str = render_template("auth/password.html", action_url=action_url, error=error, must_change=must_change)
    return page
