"""gunicorn's configuration: it reads the names of this module (https://docs.gunicorn.org/en/stable/settings.html)."""

from __future__ import annotations

import os
import signal
from typing import Any

from gunicorn.glogging import Logger
from prometheus_client.multiprocess import mark_process_dead

from onewindow import leash, logs
from onewindow.settings import Settings

_settings = Settings.from_environment(os.environ)


class JsonLogger(Logger):  # type: ignore[misc] # gunicorn has no types
    """gunicorn's own news in the house's form. The line for each request comes from `onewindow.web.health`."""

    def setup(self, cfg: Any) -> None:
        """Called by gunicorn once in the arbiter; the workers inherit it."""
        super().setup(cfg)
        self.error_log.handlers.clear()
        self.error_log.propagate = True
        logs.configure(_settings.log_level)


def post_fork(arbiter: Any, _worker: Any) -> None:
    """Have a web process finish its requests and free the port when the arbiter is killed."""
    leash.end_with_parent(arbiter.pid, signal.SIGTERM)


def child_exit(_arbiter: Any, worker: Any) -> None:
    """Drop the live gauges of a web process that ended."""
    mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]


bind = _settings.bind
workers = _settings.web_processes
threads = _settings.web_threads
worker_class = "gthread"
preload_app = True  # imported once, shared by all processes; create_app opens no connection
timeout = 60
graceful_timeout = 15
keepalive = 5
accesslog = None
logger_class = JsonLogger
control_socket_disable = True
# Whose X-Forwarded-* headers count is the application's decision (trusted_proxies), so gunicorn believes none.
forwarded_allow_ips = ""
loglevel = _settings.log_level
