"""The tasks: each opens its transaction and calls what does the work."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from celery import shared_task

from onewindow.jobs.effects import carry_out
from onewindow.store.session import UnitOfWork
from tenants.scope import Scope


@shared_task(name="onewindow.effect", bind=True)  # type: ignore[untyped-decorator] # Celery has no types
def effect(self: Any, scope: int, message: str) -> None:
    """Carry out one outbox row in the name of the tenant that decided it."""
    with UnitOfWork(self.app.database, Scope.of(scope)) as uow:
        carry_out(uow, UUID(message), self.app.effects, now=datetime.now(UTC))
