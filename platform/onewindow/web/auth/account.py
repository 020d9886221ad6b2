"""One's own account: where it is signed in, the second factor, posts and what is lent of them."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from onewindow.domain.permissions import ROLE_NAMES, Role
from onewindow.services import accounts
from onewindow.services.accounts import factors
from onewindow.services.accounts.delegating import NOT_LENT
from onewindow.store import delegations, people, signed_in
from onewindow.web.access import Visit, allow
from onewindow.web.auth.blueprint import EACH_MINUTE, auth
from onewindow.web.limits import limiter

PLACES = {
    "lend": "lend",
    "password": "password",
    "enrol": "enrol",
    "codes": "new_codes",
    "off": "switch_off",
    "elsewhere": "leave_elsewhere",
}


@auth.get("/account")
@allow(None)
def account(visit: Visit) -> ResponseReturnValue:
    """The page of one's own account."""
    return _page(visit, {}, None)


@auth.post("/account/sessions")
@allow(None)
def leave_elsewhere(visit: Visit) -> ResponseReturnValue:
    """Sign out in all other browsers."""
    ended = accounts.leave_elsewhere(visit.uow, _own(visit), visit.sign_in.id, now=visit.now)
    flash(_("Signed out in %(count)s other places.", count=ended), "success")
    return redirect(url_for("auth.account"), 303)


@auth.post("/account/delegations")
@limiter.limit(EACH_MINUTE)
@allow(None)
def lend(visit: Visit) -> ResponseReturnValue:
    """Lend a post of one's own to a colleague for some days."""
    typed = {name: request.form.get(name, "") for name in ("binding", "deputy", "first", "last", "reason")}
    first, last = _day(typed["first"]), _day(typed["last"])
    binding, deputy = _id(typed["binding"]), _id(typed["deputy"])
    if binding is None or deputy is None or first is None or last is None:
        return _page(visit, typed, _("Choose a post, a colleague, the first and the last day.")), 422
    if len(typed["reason"]) > 200:
        return _page(visit, typed, _("The reason is too long: 200 characters at most.")), 422
    lent = accounts.lend(
        visit.uow,
        visit.actor,
        binding_id=binding,
        principal_id=_own(visit),
        deputy_id=deputy,
        first=first,
        last=last,
        reason=typed["reason"],
        now=visit.now,
    )
    if isinstance(lent, accounts.Refused):
        return _page(visit, typed, lent.message), 422
    flash(_("The post is lent. It comes back by itself after the last day."), "success")
    return redirect(url_for("auth.account"), 303)


@auth.post("/account/delegations/<uuid:delegation_id>")
@allow(None)
def take_back(visit: Visit, delegation_id: UUID) -> ResponseReturnValue:
    """End a delegation that one gave or got."""
    refused = accounts.take_back(visit.uow, visit.actor, _own(visit), delegation_id, now=visit.now)
    flash(refused.message if refused else _("The delegation has ended."), "error" if refused else "success")
    return redirect(url_for("auth.account"), 303)


def _page(visit: Visit, typed: dict[str, str], error: str | None) -> str:
    own = _own(visit)
    session = visit.uow.session
    bindings = people.bindings_of(session, own)
    lendable = [one for one in bindings if Role(one.role) not in NOT_LENT and one.scope == visit.actor.scope]
    colleagues = [one for one in people.colleagues(session, visit.actor.scope) if one.id != own]
    page: str = render_template(
        "auth/account.html",
        name=visit.actor.name,
        roles=[_called(one) for one in bindings],
        sessions=[_session(one, visit) for one in signed_in.of_account(session, own, visit.now)],
        second={"on": factors.is_on(visit.uow, own), "required": factors.is_required(visit.uow, visit.actor)},
        lent=[_lent(one, own) for one in delegations.of_account(session, own, visit.now.date())],
        posts=[{"value": str(one.id), "label": _called(one)} for one in lendable],
        colleagues=[{"value": str(one.id), "label": one.display_name} for one in colleagues],
        today=visit.now.date().isoformat(),
        typed=typed,
        error=error,
        urls={name: url_for(f"auth.{endpoint}") for name, endpoint in PLACES.items()},
    )
    return page


def _called(one: people.Binding | delegations.Delegation) -> str:
    parts = [ROLE_NAMES[Role(one.role)], one.department_key or _("the whole unit"), one.post]
    return " · ".join(part for part in parts if part)


def _session(one: signed_in.SignIn, visit: Visit) -> dict[str, object]:
    here = one.id == visit.sign_in.id
    return {"device": one.device, "since": one.since, "last_seen": one.last_seen, "here": here}


def _lent(one: delegations.Named, own: UUID) -> dict[str, object]:
    lent = one.delegation
    given = lent.principal_id == own
    return {
        "what": _called(lent),
        "given": given,
        "who": one.deputy if given else one.principal,
        "first": lent.valid_from,
        "last": lent.valid_to,
        "reason": lent.reason,
        "url": url_for("auth.take_back", delegation_id=lent.id),
    }


def _own(visit: Visit) -> UUID:
    return UUID(visit.actor.account_id)


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
