"""The second factor: setting it up, recovery codes, doing without, and showing it again before a grave act."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from onewindow.services import accounts
from onewindow.services.accounts import factors
from onewindow.store import signed_in
from onewindow.web.access import Visit, allow, house
from onewindow.web.auth.blueprint import EACH_MINUTE, auth
from onewindow.web.limits import limiter
from onewindow.web.security import inside
from printing.typesetting.codes import qr_symbol

QR_POINTS = 400.0


@auth.get("/account/second")
@allow(None)
def enrol(visit: Visit) -> ResponseReturnValue:
    """The page that shows the secret as a QR code and asks for the first code."""
    return _enrol_page(visit, None)


@auth.post("/account/second")
@limiter.limit(EACH_MINUTE)
@allow(None)
def enrolled(visit: Visit) -> ResponseReturnValue:
    """Take the first code; the recovery codes stand on the page that answers, and nowhere else."""
    typed = request.form.get("code", "")
    codes = factors.confirm(visit.uow, _own(visit), typed, house().seal, now=visit.now)
    if isinstance(codes, accounts.Refused):
        return _enrol_page(visit, codes.message)
    session["must_enrol"] = False
    signed_in.confirm(visit.uow.session, visit.sign_in.id, visit.now)
    return _codes_page(codes)


@auth.post("/account/second/codes")
@limiter.limit(EACH_MINUTE)
@allow(None)
def new_codes(visit: Visit) -> ResponseReturnValue:
    """New recovery codes, in exchange for a code."""
    typed = request.form.get("code", "")
    codes = factors.renew_recovery(visit.uow, _own(visit), typed, house().seal, now=visit.now)
    if isinstance(codes, accounts.Refused):
        return _back(codes.message)
    return _codes_page(codes)


@auth.post("/account/second/off")
@limiter.limit(EACH_MINUTE)
@allow(None)
def switch_off(visit: Visit) -> ResponseReturnValue:
    """Do without a second factor, in exchange for a code."""
    refused = factors.switch_off(visit.uow, visit.actor, request.form.get("code", ""), house().seal, now=visit.now)
    return _back(refused.message if refused else None, _("Two-step sign-in is off."))


@auth.get("/account/confirm")
@allow(None)
def confirm(_visit: Visit) -> ResponseReturnValue:
    """The page that asks for a code before a grave act."""
    return _confirm_page(request.args.get("next", ""), None)


@auth.post("/account/confirm")
@limiter.limit(EACH_MINUTE)
@allow(None)
def confirmed(visit: Visit) -> ResponseReturnValue:
    """Take the code and go back to the page that asked for it."""
    wanted, typed = request.form.get("next", ""), request.form.get("code", "")
    if refused := factors.check(visit.uow, _own(visit), typed, house().seal, now=visit.now):
        return _confirm_page(wanted, refused.message), 403
    signed_in.confirm(visit.uow.session, visit.sign_in.id, visit.now)
    return redirect(inside(wanted) or url_for("auth.account"), 303)


def qr_path(text: str) -> dict[str, object]:
    """A QR code as an SVG path of whole modules: `{"size", "path"}`."""
    symbol = qr_symbol(text, QR_POINTS)
    assert symbol is not None, "an otpauth address is short"
    cells = (f"M{column} {row}h{width}v{height}h-{width}z" for column, row, width, height in symbol.cells)
    return {"size": symbol.columns, "path": "".join(cells)}


def _own(visit: Visit) -> UUID:
    return UUID(visit.actor.account_id)


def _enrol_page(visit: Visit, error: str | None) -> ResponseReturnValue:
    begun = factors.begin(visit.uow, _own(visit), house().seal)
    if isinstance(begun, accounts.Refused):
        return _back(begun.message)
    groups = " ".join(begun.secret[at : at + 4] for at in range(0, len(begun.secret), 4))
    page: str = render_template(
        "auth/enrol.html",
        action_url=url_for("auth.enrolled"),
        error=error,
        secret=groups,
        qr=qr_path(begun.uri),
        must_enrol=bool(session.get("must_enrol")),
        back_url=url_for("auth.account"),
    )
    return page, 422 if error else 200


def _codes_page(codes: tuple[str, ...]) -> str:
    shown = [f"{code[:5]}-{code[5:]}" for code in codes]
    page: str = render_template("auth/recovery.html", codes=shown, back_url=session.get("home") or "/")
    return page


def _confirm_page(wanted: str, error: str | None) -> str:
    page: str = render_template(
        "auth/code.html",
        action_url=url_for("auth.confirmed"),
        error=error,
        hidden={"next": wanted} if inside(wanted) else {},
        back_url=url_for("auth.account"),
        confirming=True,
    )
    return page


def _back(problem: str | None, done: str = "") -> ResponseReturnValue:
    flash(problem or done, "error" if problem else "success")
    return redirect(url_for("auth.account"), 303)
