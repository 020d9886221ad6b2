"""When something does not go: a helpful page, never a traceback."""

from __future__ import annotations

import secrets

import structlog
from flask import Flask, g, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from onewindow.store.errors import MissingError
from onewindow.web import resume

log = structlog.get_logger(__name__)
KNOWN = (400, 401, 403, 404, 405, 409, 413, 429, 500, 503)
SAID = (403, 409)
"""Codes with which pages of this site say why and where the way out is; the others carry the framework's words."""


def install(app: Flask) -> None:
    """Answer every kind of failure with a page in the visitor's language."""
    app.register_error_handler(CSRFError, old_page)
    app.register_error_handler(MissingError, missing)
    app.register_error_handler(HTTPException, refused)
    app.register_error_handler(Exception, broken)


def page(
    code: int, message: str | None = None, *, kept: bool = False, reference: str | None = None
) -> ResponseReturnValue:
    """The page for one status code."""
    g.pop("visit", None)
    values = {"code": code, "message": message, "kept": kept, "reference": reference, "actions": _ways_out(code)}
    return render_template("errors/error.html", **values), code


def old_page(_fault: CSRFError) -> ResponseReturnValue:
    """A form whose page was opened before the sign-in ended: nothing typed is lost."""
    if not resume.from_this_site():
        return page(400)
    if request.blueprint == "auth":
        return resume.sign_in_anew()
    return resume.offer_again() if "account" in session else resume.ask_to_sign_in()


def missing(_fault: MissingError) -> ResponseReturnValue:
    """A row that does not exist and a row out of sight look the same."""
    return page(404)


def refused(fault: HTTPException) -> ResponseReturnValue:
    """Any answer with a status code; redirects pass through."""
    code = fault.code or 500
    if code < 400:
        return fault.get_response()
    said = fault.description if code in SAID and fault.description != type(fault).description else None
    return page(code if code in KNOWN else 400 if code < 500 else 500, said, kept=code == 413)


def broken(fault: Exception) -> ResponseReturnValue:
    """A surprise: the log has the traceback under a reference, the visitor gets the reference."""
    reference = secrets.token_hex(4)
    log.error("request failed", reference=reference, route=str(request.url_rule or ""), exc_info=fault)
    return page(500, reference=reference)


def _ways_out(code: int) -> list[dict[str, str]]:
    """Loading again helps where something may have passed; what is not there or not allowed stays so."""
    home = {"label": _("To the start page"), "url": session.get("home") or url_for("portal.home")}
    again = [] if request.method == "POST" or code in (403, 404) else [{"label": _("Load again"), "url": request.path}]
    return [*again, home]
