"""The tasks: each opens its transaction and calls what does the work."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from celery import shared_task

from onewindow.jobs.effects import carry_out
from onewindow.store.session import UnitOfWork
from tenants.scope import Scope

CHINA = ZoneInfo("Asia/Shanghai")


@shared_task(name="onewindow.effect", bind=True)  # type: ignore[untyped-decorator] # Celery has no types
def effect(self: Any, scope: int, message: str) -> None:
    """Carry out one outbox row, in the whole county of the tenant that decided it.

    What follows may lie above that tenant.
    """
    with UnitOfWork(self.app.database, Scope.whole_county(scope)) as uow:
        carry_out(uow, UUID(message), self.app.effects, now=datetime.now(CHINA))
