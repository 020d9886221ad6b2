"""Coming in: name and password, then the code of the second factor where there is one; and going out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from onewindow.domain import demo
from onewindow.services import accounts
from onewindow.services.accounts import factors
from onewindow.store import doors
from onewindow.store.session import UnitOfWork
from onewindow.web import resume
from onewindow.web.access import house, moment, public, remember, ticket_of_session
from onewindow.web.auth.blueprint import EACH_MINUTE, auth
from onewindow.web.auth.devices import device_of
from onewindow.web.limits import limiter
from onewindow.web.security import inside
from onewindow.web.shell import home_of
from tenants.scope import Scope

PATIENCE = timedelta(minutes=5)
"""How long one may look for the telephone."""
Kept = Mapping[str, str | None]


@auth.get("/sign-in")
@public
def sign_in() -> ResponseReturnValue:
    """The sign-in page."""
    return render_template("auth/login.html", **_page(next_url=request.args.get("next")))


@auth.post("/sign-in")
@limiter.limit(EACH_MINUTE)
@public
def begin() -> ResponseReturnValue:
    """Check name and password; go where the visitor wanted to, or back to what he was just sending."""
    username, password = request.form.get("username", "").strip(), request.form.get("password", "")
    now, kept = moment(), _kept()
    door = doors.find(house().engine, doors.of_account(username))
    if door is None or door.kind != "account":
        return _again(username, accounts.refuse_unknown(password).message, kept)
    with UnitOfWork(house().engine, Scope.of(door.scope), door.object_id) as uow:
        answer = accounts.sign_in(uow, door.object_id, password, now=now)
        if isinstance(answer, accounts.SignedIn):
            return go_in(uow, answer, method="password", kept=kept, now=now)
    return _again(username, answer.message, kept)


@auth.post("/sign-in/code")
@limiter.limit(EACH_MINUTE)
@public
def code() -> ResponseReturnValue:
    """Check the code of the second factor of somebody whose password was right a moment ago."""
    pending, now, kept = session.get("pending"), moment(), _kept()
    if not isinstance(pending, dict) or now > datetime.fromisoformat(pending["until"]):
        session.pop("pending", None)
        return _again("", _("That took too long. Sign in once more."), kept)
    account_id = UUID(pending["account"])
    with UnitOfWork(house().engine, Scope.of(pending["scope"]), account_id) as uow:
        typed = request.form.get("code", "")
        answer = factors.pass_code(uow, account_id, pending["stamp"], typed, house().seal, now=now)
        if isinstance(answer, accounts.SignedIn):
            return let_in(uow, answer, method=pending["method"], kept=kept, now=now, confirmed=True)
    if answer is None:
        session.pop("pending", None)
        return _again("", _("That took too long. Sign in once more."), kept)
    return ask_for_code(kept, answer.message), 403


@auth.post("/sign-out")
@public
def sign_out() -> ResponseReturnValue:
    """End the session, here and on the server."""
    scope, ticket = ticket_of_session()
    if scope is not None and ticket is not None:
        with UnitOfWork(house().engine, scope, ticket.account_id) as uow:
            accounts.leave(uow, ticket)
    session.clear()
    return redirect(url_for("auth.sign_in"))


def go_in(uow: UnitOfWork, who: accounts.SignedIn, *, method: str, kept: Kept, now: datetime) -> ResponseReturnValue:
    """Let somebody in who proved himself, or ask for the code of his second factor first."""
    if not who.needs_code:
        return let_in(uow, who, method=method, kept=kept, now=now)
    session.clear()
    session["pending"] = {
        "account": who.actor.account_id,
        "scope": who.actor.scope,
        "stamp": who.stamp,
        "method": method,
        "until": (now + PATIENCE).isoformat(),
    }
    return ask_for_code(kept, None)


def let_in(
    uow: UnitOfWork, who: accounts.SignedIn, *, method: str, kept: Kept, now: datetime, confirmed: bool = False
) -> ResponseReturnValue:
    """Begin the session and go where the visitor wanted to, or back to what he was just sending."""
    device = device_of(request.headers.get("User-Agent", ""))
    made = accounts.enter(uow, who, method=method, device=device, limits=house().limits, now=now, confirmed=confirmed)
    remember(who, made)
    session["home"] = home_of(who.actor)
    if page_again := resume.after_sign_in(kept.get("resume") or ""):
        return page_again
    return redirect(inside(kept.get("next") or "") or session["home"])


def ask_for_code(kept: Kept, error: str | None) -> str:
    """The page that asks for the code; what was interrupted is carried on."""
    page: str = render_template(
        "auth/code.html",
        action_url=url_for("auth.code"),
        error=error,
        hidden={name: value for name, value in kept.items() if value},
        back_url=url_for("auth.sign_in"),
        confirming=False,
    )
    return page


def demo_accounts() -> dict[str, object]:
    """The accounts that a demonstration offers on its sign-in page; nothing elsewhere."""
    if not house().settings.demo:
        return {"accounts": None, "demo_password": None}
    staff = [{"name": one.name, "post": one.post, "username": one.username} for one in demo.STAFF]
    return {"accounts": staff, "demo_password": demo.PASSWORD}


def refused_page(message: str) -> ResponseReturnValue:
    """The sign-in page with a problem; signing in with a password goes on."""
    return _again("", message, {})


def _kept() -> Kept:
    return {name: request.form.get(name) or None for name in ("resume", "next")}


def _again(username: str, error: str, kept: Kept) -> ResponseReturnValue:
    page = _page(username=username, error=error, resume=kept.get("resume"), next_url=kept.get("next"))
    return render_template("auth/login.html", **page), 403


def _page(**values: object) -> dict[str, object]:
    return resume.login_page(**values, **demo_accounts())
