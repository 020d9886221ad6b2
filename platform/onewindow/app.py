"""The application: one factory, everything it needs handed in as settings."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from flask import Flask
from flask.json.provider import DefaultJSONProvider
from flask_babel import Babel
from flask_bootstrap import Bootstrap5
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from onewindow.services import fonts
from onewindow.services.health import backlog
from onewindow.settings import Settings
from onewindow.store import schema
from onewindow.store.session import connect
from onewindow.web import (
    admin,
    auth,
    desk,
    errors,
    health,
    manuals,
    officer,
    packing,
    portal,
    security,
    shell,
    workbench,
)
from onewindow.web.access import House, refuse_undeclared
from onewindow.web.limits import limiter

STATIC_LIFETIME = timedelta(hours=1)


def create_app(settings: Settings) -> Flask:
    """Make the application of one installation. Raises `RuntimeError` when a view does not declare its access."""
    app = Flask("onewindow.web", static_folder="static", template_folder="templates")
    app.secret_key = settings.secret_key
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = STATIC_LIFETIME
    # The order of fields is the order in which the browser evaluates them; Chinese stays readable.
    assert isinstance(app.json, DefaultJSONProvider)
    app.json.sort_keys, app.json.ensure_ascii = False, False
    app.config["BABEL_DEFAULT_LOCALE"] = "zh"
    app.config["BABEL_DEFAULT_TIMEZONE"] = "Asia/Shanghai"
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "locale"
    app.config["BOOTSTRAP_SERVE_LOCAL"] = True
    _protect(app, settings)
    engine, platform = connect(settings.database_url), connect(settings.platform_database_url, pool_size=1)
    app.extensions["onewindow"] = House(settings, engine, fonts.house())
    Babel(app, locale_selector=shell.language)
    Bootstrap5(app)
    health.install(
        app,
        settings,
        health.Database(
            revision=lambda: schema.current(engine),
            head=schema.head,
            backlog=lambda: backlog(platform, now=datetime.now(UTC)),
        ),
    )
    packing.install(app)
    shell.install(app)
    errors.install(app)
    for surface in (auth.auth, portal.portal, desk.desk, officer.officer, workbench.workbench, manuals.manual):
        app.register_blueprint(surface)
    admin.install(app)
    refuse_undeclared(app)
    return app


def _protect(app: Flask, settings: Settings) -> None:
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    security.protect(
        app,
        https=settings.base_url.startswith("https://"),
        session_minutes=settings.session_minutes,
        max_form_bytes=settings.max_form_kb * 1024,
        max_request_bytes=settings.max_upload_mb * 1024 * 1024,
    )
    CSRFProtect(app)
    app.config["RATELIMIT_STORAGE_URI"] = _limits_storage(settings.broker_url)
    app.config["RATELIMIT_IN_MEMORY_FALLBACK_ENABLED"] = True
    limiter.init_app(app)


def _limits_storage(broker_url: str) -> str:
    """Redis and Valkey count for all web processes; with another broker each process counts for itself."""
    if broker_url.startswith(("redis://", "rediss://")):
        return broker_url
    return (
        broker_url.replace("redis+socket://", "redis+unix://")
        if broker_url.startswith("redis+socket://")
        else "memory://"
    )
