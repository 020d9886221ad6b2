"""Who may use a seal: entrusted and relieved by the administrator, written down; the pictures for looking at."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from onewindow.domain.paper import PaperProblem
from onewindow.domain.sealing import custody_faults
from onewindow.services.paper.keeping import Who
from onewindow.store import audit, seals
from onewindow.store.seals import Custody, Seal
from onewindow.store.session import UnitOfWork

OUTSIDE = "用印期限应在印章有效期（{first} 至 {last}）之内，请改正。"


def entrust(
    uow: UnitOfWork,
    who: Who,
    seal: Seal,
    *,
    starts_on: date,
    ends_on: date,
    department: str = "",
    account_id: UUID | None = None,
    kinds: tuple[str, ...] = (),
    known: Collection[str],
    now: datetime,
) -> Custody | PaperProblem:
    """Let a person, a department or (neither) everybody of the body use a seal, for some kinds of paper or all.

    `known`: the kinds of paper there are.
    """
    wrong = custody_faults(kinds, known, starts_on, ends_on)
    if starts_on < seal.valid_from or ends_on > seal.valid_to:
        wrong.append(OUTSIDE.format(first=seal.valid_from.isoformat(), last=seal.valid_to.isoformat()))
    if wrong:
        return PaperProblem("".join(wrong))
    custody = Custody(
        scope=seal.scope,
        seal_id=seal.id,
        starts_on=starts_on,
        ends_on=ends_on,
        given_at=now,
        account_id=account_id,
        department=department,
        kinds=kinds,
        given_by=who.id,
        given_by_name=who.name,
    )
    seals.entrust(uow.session, custody)
    _log(uow, who, "seal.entrust", seal.id, {"custody": str(custody.id), "department": department}, now)
    return custody


def relieve(uow: UnitOfWork, who: Who, seal_id: UUID, custody_id: UUID, *, now: datetime) -> None:
    """End a custody from this day on. Raises `MissingError`."""
    seals.relieve(uow.session, custody_id, now.date())
    _log(uow, who, "seal.relieve", seal_id, {"custody": str(custody_id)}, now)


def keepers(uow: UnitOfWork, seal_ids: Collection[UUID]) -> Sequence[Custody]:
    """Every custody of these seals, ended ones as well, in the order they were given."""
    return seals.custody_of(uow.session, seal_ids) if seal_ids else []


def within_reach(uow: UnitOfWork, scope: int) -> Sequence[Seal]:
    """The seals that a body may use, the nearest first, the newest first."""
    return seals.along(uow.session, scope)


def pictures(uow: UnitOfWork, found: Collection[Seal]) -> Mapping[str, bytes]:
    """The pictures of seals by their digests."""
    return seals.images(uow.session, {one.image_digest for one in found}) if found else {}


def _log(uow: UnitOfWork, who: Who, act: str, seal_id: UUID, detail: dict[str, str], now: datetime) -> None:
    audit.append(uow.session, audit.Act(now, who.id, who.name, act, f"seal:{seal_id}", detail))
