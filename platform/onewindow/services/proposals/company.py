"""Who else is at a draft, and where: shown to everybody who has it open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from onewindow.domain.actor import Actor
from onewindow.store import proposals
from onewindow.store.proposals import Present
from onewindow.store.session import UnitOfWork

PRESENT_FOR = timedelta(seconds=90)
"""Somebody not heard of for so long has left; a page tells of itself every 30 seconds."""


def touch(uow: UnitOfWork, actor: Actor, proposal_id: UUID, *, place: str, now: datetime) -> None:
    """Tell that the actor has a draft open, at `place` (by identity, empty = the whole). Raises `MissingError`."""
    proposal = proposals.get(uow.session, proposal_id)
    proposals.touch(
        uow.session,
        proposal,
        account_id=UUID(actor.account_id),
        name=actor.name,
        place=place,
        now=now,
        back=now - PRESENT_FOR,
    )


def present(uow: UnitOfWork, proposal_id: UUID, *, now: datetime) -> Sequence[Present]:
    """Who has a draft open now, in the order they came; the caller leaves himself out by `account_id`."""
    return proposals.present(uow.session, proposal_id, seen_after=now - PRESENT_FOR)
