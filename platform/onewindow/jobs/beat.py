"""Beat: the one clock of an installation. The active one relays the outbox and starts what is due; the others wait."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import structlog
from celery.beat import Scheduler

from onewindow.jobs.leader import Leadership
from onewindow.jobs.relay import relay
from onewindow.store.bootstrap import libpq

TICK_SECONDS = 0.5
log = structlog.get_logger(__name__)


class ElectedScheduler(Scheduler):  # type: ignore[misc] # Celery has no types
    """Celery's scheduler, ticking only while this process is the leader, with the relay as part of each tick."""

    def __init__(self, app: Any, **options: Any) -> None:
        self.leadership = Leadership(libpq(app.settings.platform_database_url))
        self.led = False
        super().__init__(app, **{**options, "max_interval": TICK_SECONDS})

    def tick(self, *arguments: Any, **options: Any) -> float:
        """Relay and start what is due when leading; the seconds until the next tick."""
        leads = self.leadership.held()
        if leads != self.led:
            log.info("this beat leads" if leads else "this beat waits")
            self.led = leads
        if not leads:
            return TICK_SECONDS
        self._relay()
        return min(float(super().tick(*arguments, **options)), TICK_SECONDS)

    def close(self) -> None:
        """Make way for another beat at once."""
        self.leadership.resign()
        super().close()

    def _relay(self) -> None:
        """Relay; a database or broker out of reach is told in the log, and the next tick tries again."""
        try:
            relay(self.app, now=datetime.now(UTC))
        except Exception as fault:
            log.warning("the outbox was not relayed", fault=f"{type(fault).__name__}: {fault}")
