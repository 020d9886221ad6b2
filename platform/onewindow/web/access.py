"""Who comes in: every view declares its access, gets its visitor, and runs in one transaction opened here.

`@allow(Permission.…)` for staff, `@public` for everybody. An application with a view that declares nothing does not
start: see `refuse_undeclared`.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Concatenate, ParamSpec, TypeVar
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Flask, abort, current_app, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from onewindow.domain.actor import Actor
from onewindow.domain.permissions import Permission
from onewindow.domain.site import Site
from onewindow.services import accounts
from onewindow.services.accounts import factors
from onewindow.settings import Settings
from onewindow.store import tree
from onewindow.store.session import Database, UnitOfWork
from onewindow.store.signed_in import SignIn
from onewindow.web import resume
from printing import FontSet
from tenants.scope import Scope

CHINA = ZoneInfo("Asia/Shanghai")
PUBLIC, SIGNED_IN = "public", "signed in"
OPEN_ENDPOINTS = frozenset({"static", "bootstrap.static", "health.alive", "health.ready", "health.metrics"})

P = ParamSpec("P")
View = Callable[P, ResponseReturnValue]
V = TypeVar("V", bound=Callable[..., ResponseReturnValue])


@dataclass(frozen=True, slots=True)
class House:
    """What an application holds for its whole life."""

    settings: Settings
    engine: Database
    fonts: FontSet

    @property
    def site(self) -> Site:
        """What paper says of the installation."""
        settings = self.settings
        passphrase = settings.signing_passphrase or ""
        return Site(settings.base_url, settings.demo, self.fonts.hashes, settings.secret_key, passphrase)

    @property
    def seal(self) -> accounts.Seal:
        """What secrets are sealed with."""
        return accounts.Seal(self.settings.secret_key)

    @property
    def limits(self) -> accounts.Limits:
        """How long sessions last."""
        settings = self.settings
        return accounts.Limits(timedelta(minutes=settings.session_minutes), timedelta(hours=settings.session_hours))


@dataclass(frozen=True, slots=True)
class Visit:
    """One request of one signed-in person: the transaction it runs in, who it is, and the one moment it happens at.

    `lineage` holds the tenant and those above it, nearest first; `sign_in` is the session.
    """

    uow: UnitOfWork
    actor: Actor
    now: datetime
    lineage: tuple[tree.Tenant, ...]
    sign_in: SignIn


def house() -> House:
    """What the running application holds."""
    value = current_app.extensions["onewindow"]
    assert isinstance(value, House)
    return value


def moment() -> datetime:
    """The moment of this request, in the time of the country; the only clock the pages have."""
    return datetime.now(CHINA)


def public(view: V) -> V:
    """Let everybody in; the view gets no transaction and no tenant."""
    view.__access__ = PUBLIC  # type: ignore[attr-defined]
    return view


def allow(permission: Permission | None) -> Callable[[Callable[Concatenate[Visit, P], ResponseReturnValue]], View[P]]:
    """Let in whoever is signed in and may `permission` (None: whoever is signed in).

    The view gets a `Visit`, and its transaction ends with it. Somebody whose password was given to him by another, or
    whose roles need a second factor that he has not, may do nothing before that is settled.
    """

    def declare(view: Callable[Concatenate[Visit, P], ResponseReturnValue]) -> View[P]:
        @functools.wraps(view)
        def enter(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            scope, ticket = ticket_of_session()
            if scope is None or ticket is None:
                return ask_to_sign_in()
            with UnitOfWork(house().engine, scope, ticket.account_id) as uow:
                now = moment()
                present = accounts.present(uow, ticket, limits=house().limits, now=now)
                if present is None:
                    session.clear()
                    return ask_to_sign_in()
                actor = present.actor
                if permission is not None and (first := _settle_first()):
                    return redirect(url_for(first), 303)
                if permission is not None and not actor.may(permission):
                    abort(403)
                visit = Visit(uow, actor, now, tuple(tree.lineage(uow.session, actor.scope)), present.sign_in)
                g.visit = visit
                return view(visit, *args, **kwargs)

        enter.__access__ = permission or SIGNED_IN  # type: ignore[attr-defined]
        return enter

    return declare


def confirm_first(visit: Visit) -> ResponseReturnValue | None:
    """Where somebody with a second factor shows it again before a grave act; None when he did so a moment ago.

    After that he is back on the page that asks; nothing is done before.
    """
    seen = visit.sign_in.confirmed_at
    if seen is not None and visit.now - seen <= factors.FRESH:
        return None
    if not factors.is_on(visit.uow, UUID(visit.actor.account_id)):
        return None
    asked = {name: value for name, value in request.values.items() if name != "csrf_token"}
    back = f"{request.path}?{urlencode(asked)}" if asked else request.path
    return redirect(url_for("auth.confirm", next=back), 303)


def remember(signed_in: accounts.SignedIn, sign_in_id: UUID) -> None:
    """Begin the session of somebody who signed in; what was in the session before is gone."""
    session.clear()
    session.permanent = True
    session["account"] = signed_in.actor.account_id
    session["scope"] = signed_in.actor.scope
    session["stamp"] = signed_in.stamp
    session["sign_in"] = str(sign_in_id)
    session["must_change"] = signed_in.must_change
    session["must_enrol"] = signed_in.must_enrol


def ask_to_sign_in() -> ResponseReturnValue:
    """Send a visitor to the sign-in page. What he was just posting goes along and is put back afterwards."""
    if request.method == "POST" and request.blueprint != "auth":  # passwords and codes never travel
        return resume.ask_to_sign_in()
    if request.method == "POST":
        return redirect(url_for("auth.sign_in"), 303)
    return redirect(url_for("auth.sign_in", next=request.full_path if request.query_string else request.path))


def refuse_undeclared(app: Flask) -> None:
    """Stop the start of an application that has a view without declared access."""
    bare = [
        endpoint
        for endpoint, view in app.view_functions.items()
        if endpoint not in OPEN_ENDPOINTS and not hasattr(view, "__access__")
    ]
    if bare:
        raise RuntimeError(f"views without declared access: {', '.join(sorted(bare))}")


def ticket_of_session() -> tuple[Scope | None, accounts.Ticket | None]:
    """What the cookie says of the running session, unchecked; None when it says nothing."""
    try:
        scope = Scope.of(session["scope"])
        return scope, accounts.Ticket(UUID(session["account"]), UUID(session["sign_in"]), str(session["stamp"]))
    except (KeyError, ValueError, TypeError):
        return None, None


def _settle_first() -> str | None:
    """The page that has to be seen to before anything else, or None."""
    if session.get("must_change"):
        return "auth.password"
    return "auth.enrol" if session.get("must_enrol") else None
