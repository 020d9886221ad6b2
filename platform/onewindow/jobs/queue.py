"""The Celery application, made from settings."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from celery import Celery, signals

from onewindow import logs
from onewindow.jobs.effects import Effect, effects_of
from onewindow.jobs.schedule import SCHEDULE
from onewindow.settings import Settings
from onewindow.store.session import Database, connect

REDIS_SCHEMES = ("redis", "rediss")
VISIBILITY_SECONDS = 120  # Redis hands a message out again after this long without an answer
TASK_SECONDS = 600


class Queue(Celery):  # type: ignore[misc] # Celery has no types
    """Celery with the settings and both databases at hand; connections are made by the process that first uses them."""

    settings: Settings
    effects: Mapping[str, Effect]

    @functools.cached_property
    def database(self) -> Database:
        """The database as the application role, under row-level security."""
        return connect(self.settings.database_url)

    @functools.cached_property
    def platform_database(self) -> Database:
        """The database as the platform role, which sees all tenants: for the relay and named jobs only."""
        return connect(self.settings.platform_database_url)


def make(settings: Settings, effects: Mapping[str, Effect] | None = None) -> Queue:
    """The queue of an installation, with all its effects where none are named. Tasks reach it as `self.app`."""
    queue = Queue("onewindow", broker=settings.broker_url, include=["onewindow.jobs.tasks"])
    queue.settings = settings
    queue.effects = effects_of(settings) if effects is None else effects
    redis = settings.broker_url.startswith(REDIS_SCHEMES)
    queue.conf.update(
        accept_content=["json"],
        task_serializer="json",
        task_ignore_result=True,
        result_expires=None,
        timezone="Asia/Shanghai",
        beat_schedule=SCHEDULE,
        broker_connection_retry_on_startup=True,
        broker_transport_options={"visibility_timeout": VISIBILITY_SECONDS} if redis else {},
        # A message counts as read when its task has ended. One whose process died is not read again at once, or a task
        # that kills its process would do so for ever: the relay tells it again, later each time.
        task_acks_late=True,
        task_reject_on_worker_lost=False,
        task_time_limit=TASK_SECONDS,
        worker_prefetch_multiplier=1,
        worker_hijack_root_logger=False,
        worker_redirect_stdouts=False,
        worker_enable_remote_control=True,
        worker_cancel_long_running_tasks_on_connection_loss=True,
    )
    signals.setup_logging.connect(functools.partial(_log_like_the_house, settings.log_level), weak=False)
    return queue


def _log_like_the_house(level: str, **_: object) -> None:
    """Celery asks before it sets up its own logging; that there is an answer stops it."""
    logs.configure(level)
