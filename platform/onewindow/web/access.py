"""Who comes in: every view declares its access, gets its visitor, and runs in one transaction opened here.

`@allow(Permission.…)` for staff, `@public` for everybody. An application with a view that declares nothing does not
start: see `refuse_undeclared`.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Concatenate, ParamSpec, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Flask, abort, current_app, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from onewindow.domain.actor import Actor
from onewindow.domain.permissions import Permission
from onewindow.services import accounts
from onewindow.services.intake import Site
from onewindow.settings import Settings
from onewindow.store import tree
from onewindow.store.session import Database, UnitOfWork
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
        return Site(settings.base_url, settings.demo, self.fonts.hashes, settings.secret_key)


@dataclass(frozen=True, slots=True)
class Visit:
    """One request of one signed-in person: the transaction it runs in, who it is, and the one moment it happens at.

    `lineage` holds the tenant and those above it, nearest first.
    """

    uow: UnitOfWork
    actor: Actor
    now: datetime
    lineage: tuple[tree.Tenant, ...]


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

    The view gets a `Visit`, and its transaction ends with it. Somebody whose password was given to him by another may
    do nothing before he has chosen his own.
    """

    def declare(view: Callable[Concatenate[Visit, P], ResponseReturnValue]) -> View[P]:
        @functools.wraps(view)
        def enter(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            scope, account_id, stamp = _session()
            if scope is None:
                return ask_to_sign_in()
            with UnitOfWork(house().engine, scope, account_id) as uow:
                actor = accounts.actor_of(uow, account_id, stamp)
                if actor is None:
                    session.clear()
                    return ask_to_sign_in()
                if permission is not None and session.get("must_change"):
                    return redirect(url_for("auth.password"), 303)
                if permission is not None and not actor.may(permission):
                    abort(403)
                visit = Visit(uow, actor, moment(), tuple(tree.lineage(uow.session, actor.scope)))
                g.visit = visit
                return view(visit, *args, **kwargs)

        enter.__access__ = permission or SIGNED_IN  # type: ignore[attr-defined]
        return enter

    return declare


def remember(signed_in: accounts.SignedIn) -> None:
    """Begin the session of somebody who signed in; what was in the session before is gone."""
    session.clear()
    session.permanent = True
    session["account"] = signed_in.actor.account_id
    session["scope"] = signed_in.actor.scope
    session["stamp"] = signed_in.stamp
    session["must_change"] = signed_in.must_change


def ask_to_sign_in() -> ResponseReturnValue:
    """Send a visitor to the sign-in page. What he was just posting goes along and is put back afterwards."""
    if request.method == "POST":
        return resume.ask_to_sign_in()
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


def _session() -> tuple[Scope | None, UUID, str]:
    try:
        return Scope.of(session["scope"]), UUID(session["account"]), str(session["stamp"])
    except (KeyError, ValueError, TypeError):
        return None, UUID(int=0), ""
