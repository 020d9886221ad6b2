"""What every answer carries, and what no request may: headers, sizes, the shape of the session cookie."""

from __future__ import annotations

import re
from datetime import timedelta

from flask import Flask, Response, abort, request

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; object-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'self'"
)
"""No inline script, no inline style, nothing from elsewhere (R011)."""

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
PATH = re.compile(r"/(?!/)[^\x00-\x20\x7f\\]*")
YEAR_SECONDS = 31_536_000
KEPT = ("static", "bootstrap.static")
"""Files of the house: browsers may keep them."""
UNCHANGING = "portal.emblem"
"""A picture under its digest: it says itself how long it may be kept; that there is none is not kept."""


def protect(app: Flask, *, https: bool, session_minutes: int, max_form_bytes: int, max_request_bytes: int) -> None:
    """Set cookie flags, size limits and the headers of every answer.

    `max_form_bytes` bounds the text of a form, `max_request_bytes` the request with its files; Werkzeug answers 413
    beyond.
    """
    app.config.update(
        SESSION_COOKIE_NAME="onewindow",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=https,
        PERMANENT_SESSION_LIFETIME=timedelta(minutes=session_minutes),
        MAX_CONTENT_LENGTH=max_request_bytes,
        MAX_FORM_MEMORY_SIZE=max_form_bytes,
        MAX_FORM_PARTS=5_000,
        WTF_CSRF_TIME_LIMIT=None,
    )
    app.before_request(_refuse_null)
    app.after_request(_add_headers)
    if https:
        app.after_request(_only_https)


def _refuse_null() -> None:
    """Refuse text with a null character: no keyboard makes one, and PostgreSQL stores none."""
    pairs = (*request.args.items(multi=True), *request.form.items(multi=True))
    if "\0" in request.path or any("\0" in name or "\0" in text for name, text in pairs):
        abort(400)


def inside(url: str) -> str | None:
    """The address, when a browser takes it for a path of this site.

    Browsers read a backslash as a slash and drop tabs and line ends, so an address that holds any of them is none.
    """
    return url if PATH.fullmatch(url) else None


def _add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.endpoint == UNCHANGING:
        response.headers.setdefault("Cache-Control", "no-store")
    elif request.endpoint not in KEPT:
        response.headers["Cache-Control"] = "no-store"
    if response.status_code == 304:
        response.close()  # Werkzeug closes what it sends, and of a file that did not change it sends nothing
    return response


def _only_https(response: Response) -> Response:
    response.headers.setdefault("Strict-Transport-Security", f"max-age={YEAR_SECONDS}")
    return response
