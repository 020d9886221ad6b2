"""A small Flask application that renders every page template with sample data, under a strict content policy."""

from __future__ import annotations

import pathlib
from typing import Any

from flask import Flask, Response, abort, render_template, request
from flask_babel import Babel
from flask_bootstrap import Bootstrap5
from flask_wtf import CSRFProtect

import onewindow.web
from tests.onewindow.web_style import samples

WEB = pathlib.Path(onewindow.web.__file__).parent
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def locale() -> str:
    """The language asked for by ?lang=, Chinese otherwise."""
    return request.args.get("lang", "zh")


def create_gallery() -> Flask:
    """The gallery: GET /<page> renders one page of samples.PAGES; POST /draft answers as an autosave does."""
    app = Flask("gallery", template_folder=str(WEB / "templates"), static_folder=str(WEB / "static"))
    app.json.ensure_ascii = False
    app.config.update(
        SECRET_KEY="gallery",
        WTF_CSRF_ENABLED=True,
        BABEL_TRANSLATION_DIRECTORIES=str(WEB / "locale"),
        BABEL_DEFAULT_TIMEZONE="Asia/Shanghai",
        TESTING=True,
    )
    Bootstrap5(app)
    CSRFProtect(app)
    Babel(app, locale_selector=locale)
    drafts: list[dict[str, Any]] = app.config.setdefault("DRAFTS", [])
    posts: list[dict[str, Any]] = app.config.setdefault("POSTS", [])

    @app.get("/<path:name>")
    def page(name: str) -> str:
        if name not in samples.PAGES:
            abort(404)
        template, values = samples.PAGES[name]
        return render_template(template, **{"shell": samples.shell(name), **values})

    @app.post("/draft")
    def draft() -> tuple[str, int]:
        drafts.append(request.form.to_dict(flat=False))
        return "", app.config.get("DRAFT_STATUS", 204)

    @app.post("/submit")
    def submit() -> str:
        posts.append(request.form.to_dict(flat=False))
        return "<!doctype html><title>received</title>"

    @app.after_request
    def guard(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = POLICY
        return response

    return app
