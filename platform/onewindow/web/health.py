"""How an installation is watched: is it alive, is it ready, how fast is it, and one log line a request.

Nothing here carries what a person typed: a request is known by its route (`/progress/<number>`), never by its path,
query or form.
"""

from __future__ import annotations

import dataclasses
import hmac
import os
import secrets
import time
from collections.abc import Callable, Iterator

import structlog
from flask import Blueprint, Flask, Response, abort, current_app, g, jsonify, request
from kombu.connection import Connection
from kombu.exceptions import KombuError
from prometheus_client import CollectorRegistry, Histogram
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from onewindow.settings import Settings

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.0, 5.0, 10.0)
BROKER_SECONDS = 2
UNWATCHED = ("health.alive", "health.ready", "health.metrics", "static", "bootstrap.static")
log = structlog.get_logger("onewindow.web")
health = Blueprint("health", __name__)


@dataclasses.dataclass(frozen=True)
class Database:
    """What health asks of the database; each call may raise when it is out of reach.

    `revision` is the one the database has, `head` the one this code needs, `backlog` the effects not yet carried
    out and the seconds the oldest of them has waited.
    """

    revision: Callable[[], str | None]
    head: Callable[[], str]
    backlog: Callable[[], tuple[int, float]]


class Watch:
    """The figures of one application."""

    def __init__(self, settings: Settings, database: Database) -> None:
        self.settings = settings
        self.database = database
        self.registry = CollectorRegistry()
        self.latency = Histogram(
            "onewindow_request_seconds",
            "Time to answer a request",
            ("endpoint", "method", "status"),
            buckets=SECONDS,
            registry=self.registry,
        )

    def collect(self) -> Iterator[Metric]:
        """The outbox, asked when somebody looks (this is a Prometheus collector)."""
        try:
            waiting, oldest = self.database.backlog()
        except Exception:  # the other figures are wanted most when the database is away
            log.exception("outbox out of reach")
            return
        yield GaugeMetricFamily("onewindow_outbox_waiting", "Effects not yet carried out", waiting)
        yield GaugeMetricFamily("onewindow_outbox_oldest_seconds", "Age of the oldest such effect", oldest)

    def exposition(self) -> bytes:
        """All figures in Prometheus' text format; of all web processes when they share a folder for them."""
        outbox = CollectorRegistry()
        outbox.register(self)
        requests = self.registry
        if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
            requests = CollectorRegistry()
            MultiProcessCollector(requests)  # type: ignore[no-untyped-call]
        return generate_latest(requests) + generate_latest(outbox)


def install(app: Flask, settings: Settings, database: Database) -> None:
    """Add /healthz, /readyz, /metrics and the watching of every request to an application."""
    app.extensions["onewindow.watch"] = Watch(settings, database)
    app.register_blueprint(health)
    app.before_request(_begin)
    app.after_request(_end)
    app.teardown_request(_forget)


@health.get("/healthz")
def alive() -> Response:
    """Whether this process answers at all; a supervisor restarts it when not."""
    return Response("ok\n", mimetype="text/plain")


@health.get("/readyz")
def ready() -> tuple[Response, int]:
    """Whether requests may be sent here: the database answers and has the revision this code needs.

    A broker out of reach is told and does not count: the counter goes on, its effects wait in the outbox.
    """
    database = _database_state(_watch().database)
    body = {"database": database, "broker": _broker_state(_watch().settings.broker_url)}
    return jsonify(body), 200 if database == "ok" else 503


@health.get("/metrics")
def metrics() -> Response:
    """Figures for Prometheus, for whoever has the token; without one set, for this machine only."""
    token = _watch().settings.metrics_token
    if token is None:
        proxied = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
        allowed = request.remote_addr in {"127.0.0.1", "::1"} and not proxied
    else:
        allowed = hmac.compare_digest(request.headers.get("Authorization", "").encode(), f"Bearer {token}".encode())
    if not allowed:
        abort(404)
    return Response(_watch().exposition(), content_type=CONTENT_TYPE_LATEST)


def _watch() -> Watch:
    watch = current_app.extensions["onewindow.watch"]
    assert isinstance(watch, Watch)
    return watch


def _database_state(database: Database) -> str:
    try:
        revision, head = database.revision(), database.head()
    except Exception:  # whatever the driver raises, the answer is the same and the log has the rest
        log.exception("database out of reach")
        return "unreachable"
    return "ok" if revision == head else f"at revision {revision}, this program needs {head}: run onewindow db upgrade"


def _broker_state(url: str) -> str:
    try:
        with Connection(url, connect_timeout=BROKER_SECONDS) as connection:  # type: ignore[no-untyped-call]
            connection.ensure_connection(max_retries=1, interval_start=0, interval_step=0, timeout=BROKER_SECONDS)
    except (KombuError, OSError) as fault:
        log.warning("broker out of reach", fault=type(fault).__name__)
        return "unreachable"
    return "ok"


def _begin() -> None:
    g.request_began = time.perf_counter()
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request=secrets.token_hex(8))


def _end(response: Response) -> Response:
    seconds = time.perf_counter() - g.get("request_began", time.perf_counter())
    endpoint = request.endpoint or "none"
    if endpoint not in UNWATCHED:
        _watch().latency.labels(endpoint, request.method, response.status_code).observe(seconds)
        log.info(
            "request",
            method=request.method,
            route=request.url_rule.rule if request.url_rule else None,
            status=response.status_code,
            milliseconds=round(seconds * 1000, 1),
        )
    return response


def _forget(_fault: BaseException | None) -> None:
    structlog.contextvars.clear_contextvars()
