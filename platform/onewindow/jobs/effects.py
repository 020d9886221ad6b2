"""Carrying out one outbox row: what each kind of effect does, and that it is done once.

An effect runs in the transaction that marks its row as done. What it changes in the database is therefore seen exactly
once; what it does elsewhere (a text message, a call to another system) may in the worst case happen again, and carries
the row's id so that the other side can tell.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import UUID

import structlog

from onewindow.domain.site import Site
from onewindow.services import batches, fonts
from onewindow.services.casework import start_waiting
from onewindow.services.messages import tell_applicant
from onewindow.settings import Settings
from onewindow.store import outbox
from onewindow.store.session import UnitOfWork

Effect = Callable[[UnitOfWork, outbox.Message, datetime], None]
log = structlog.get_logger(__name__)

# kind of outbox row -> what it does; the handlers live in services
EFFECTS: Mapping[str, Effect] = {
    "applicant_message": tell_applicant,
    "start_waiting": start_waiting,
}


def effects_of(settings: Settings) -> Mapping[str, Effect]:
    """All effects of an installation, those among them that need to know about it."""
    passphrase = settings.signing_passphrase or ""
    site = Site(settings.base_url, settings.demo, fonts.house().hashes, settings.secret_key, passphrase)
    return {**EFFECTS, batches.EFFECT: functools.partial(batches.print_part, site=site)}


def carry_out(uow: UnitOfWork, message_id: UUID, effects: Mapping[str, Effect], *, now: datetime) -> bool:
    """Do what a row asks for and mark it, in the caller's transaction; False when there is nothing to do.

    A row of a kind that this version does not know stays as it is: a newer worker, or the next version, will.
    """
    message = outbox.begin(uow.session, message_id)
    if message is None:
        return False
    if message.kind not in effects:
        log.error("effect of an unknown kind", kind=message.kind, message=str(message.id))
        return False
    effects[message.kind](uow, message, now)
    outbox.done(uow.session, message.id, now=now)
    return True
