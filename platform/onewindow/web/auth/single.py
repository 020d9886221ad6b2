"""Single sign-on: a county's own providers. Whatever fails there, signing in with a password goes on."""

from __future__ import annotations

import re

from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from onewindow.services import accounts
from onewindow.services.accounts import outside
from onewindow.store.identities import Provider
from onewindow.store.session import UnitOfWork
from onewindow.web.access import house, moment, public
from onewindow.web.auth import oidc
from onewindow.web.auth.blueprint import EACH_MINUTE, auth
from onewindow.web.auth.entering import go_in, refused_page
from onewindow.web.limits import limiter
from onewindow.web.security import inside
from tenants.scope import Scope

COUNTY = re.compile(r"[1-9][0-9]{5}")


@auth.get("/sign-in/single")
@limiter.limit(EACH_MINUTE)
@public
def single() -> ResponseReturnValue:
    """The providers of a county, named by its six digits."""
    code, wanted = request.args.get("county", ""), inside(request.args.get("next", "")) or ""
    found = _providers(code) if COUNTY.fullmatch(code) else []
    error = None
    if code and not found:
        error = _("No single sign-on is set up for this division code. Check the code, or sign in with a password.")
    choices = [
        {"name": one.name, "url": url_for("auth.single_begin", county=code, key=one.key, next=wanted or None)}
        for one in found
    ]
    return render_template(
        "auth/single.html",
        action_url=url_for("auth.single"),
        county=code,
        providers=choices,
        error=error,
        next_url=wanted,
        back_url=url_for("auth.sign_in"),
    )


@auth.get("/sign-in/single/<county>/<key>")
@limiter.limit(EACH_MINUTE)
@public
def single_begin(county: str, key: str) -> ResponseReturnValue:
    """Off to the provider."""
    provider = _provider(county, key)
    if provider is None:
        return redirect(url_for("auth.single"))
    session["single_next"] = inside(request.args.get("next", ""))
    try:
        return oidc.begin(provider, _back_url(county, key))
    except oidc.UnavailableError:
        return _unavailable(provider)


@auth.get("/sign-in/single/<county>/<key>/back")
@limiter.limit(EACH_MINUTE)
@public
def single_back(county: str, key: str) -> ResponseReturnValue:
    """Back from the provider: who is it here?"""
    provider = _provider(county, key)
    if provider is None:
        return redirect(url_for("auth.single"))
    try:
        claims = oidc.finish(provider)
    except oidc.UnavailableError:
        return _unavailable(provider)
    except oidc.UntrustedError:
        return refused_page(
            _("%(name)s could not prove who you are. Begin again, or sign in with a password.", name=provider.name)
        )
    now, wanted = moment(), session.get("single_next")
    with UnitOfWork(house().engine, _scope(county)) as uow:
        answer = outside.admit(uow, provider, claims, now=now)
        if isinstance(answer, accounts.SignedIn):
            return go_in(uow, answer, method="oidc", kept={"next": wanted}, now=now)
    return refused_page(answer.message)


def _scope(county: str) -> Scope:
    return Scope.of(int(county) * 10**6)


def _providers(county: str) -> list[Provider]:
    with UnitOfWork(house().engine, _scope(county)) as uow:
        return outside.providers(uow)


def _provider(county: str, key: str) -> Provider | None:
    if not COUNTY.fullmatch(county):
        return None
    with UnitOfWork(house().engine, _scope(county)) as uow:
        return outside.provider(uow, key, house().seal)


def _back_url(county: str, key: str) -> str:
    return house().settings.base_url + url_for("auth.single_back", county=county, key=key)


def _unavailable(provider: Provider) -> ResponseReturnValue:
    return refused_page(
        _(
            "%(name)s does not answer at present. Sign in with your user name and password here; "
            "if that goes on, tell your administrator.",
            name=provider.name,
        )
    )
