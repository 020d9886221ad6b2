"""Registering seals: their pictures, their days, who keeps them; taking them out of use; what was sealed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from onewindow.domain.numbering_rules import KEY, faults
from onewindow.domain.paper import PaperProblem
from onewindow.domain.seal_image import UnusableSeal, seal_picture
from onewindow.domain.sealing import ROLES, custody_faults
from onewindow.store import audit, catalogue, documents, seals
from onewindow.store.seals import Custody, Seal, Use
from onewindow.store.session import UnitOfWork
from printing import system_template_keys


@dataclass(frozen=True, slots=True)
class Who:
    """Who registers: a person, or (no id) the command line."""

    name: str
    id: UUID | None = None


@dataclass(frozen=True, slots=True)
class NewSeal:
    """A seal to register for the tenant of the unit of work. `kinds` empty: every kind of paper; `department` and
    `account_id` empty: everybody of the body keeps it."""

    role: str
    name: str
    image: bytes
    width_tenths: int
    valid_from: date
    valid_to: date
    kinds: tuple[str, ...] = ()
    department: str = ""
    account_id: UUID | None = None


def register(uow: UnitOfWork, who: Who, new: NewSeal, *, now: datetime) -> Seal | PaperProblem:
    """Register a seal with its first keeper."""
    picture = seal_picture(new.image, new.width_tenths)
    wrong = custody_faults(new.kinds, system_template_keys(), new.valid_from, new.valid_to)
    if new.role not in ROLES:
        wrong.append(f"没有“{new.role}”这种用印位置。可用：{'、'.join(ROLES)}。")
    if not new.name.strip():
        wrong.append("请填写印章名称。")
    if isinstance(picture, UnusableSeal):
        wrong.append(picture.message)
    if wrong or isinstance(picture, UnusableSeal):
        return PaperProblem("".join(wrong))
    seal = Seal(
        scope=uow.scope.number,
        role=new.role,
        name=new.name.strip(),
        image_digest=seals.put_image(uow.session, picture.png),
        width_tenths=picture.width_tenths,
        valid_from=new.valid_from,
        valid_to=new.valid_to,
        registered_at=now,
        registered_by=who.id,
        registered_by_name=who.name,
    )
    keeper = Custody(
        scope=seal.scope,
        seal_id=seal.id,
        starts_on=new.valid_from,
        ends_on=new.valid_to,
        given_at=now,
        account_id=new.account_id,
        department=new.department,
        kinds=new.kinds,
        given_by=who.id,
        given_by_name=who.name,
    )
    seals.add(uow.session, seal, [keeper])
    detail = {
        "name": seal.name,
        "role": seal.role,
        "from": seal.valid_from.isoformat(),
        "to": seal.valid_to.isoformat(),
    }
    _log(uow, who, "seal.register", seal.id, detail, now)
    return seal


def withdraw(uow: UnitOfWork, who: Who, seal_id: UUID, *, now: datetime) -> None:
    """Take a seal out of use: its places stay empty from now on. Raises `MissingError`."""
    seals.withdraw(uow.session, seal_id, now.date())
    _log(uow, who, "seal.withdraw", seal_id, {}, now)


def registered(uow: UnitOfWork) -> Sequence[Seal]:
    """The seals of the tenant of the unit of work."""
    return seals.of(uow.session, uow.scope.number)


def uses(uow: UnitOfWork, seal_id: UUID) -> Sequence[Use]:
    """What a seal was used for, as far as it is in sight, the newest first."""
    return seals.uses_of(uow.session, seal_id)


def set_numbering(
    uow: UnitOfWork, who: Who, document: Mapping[str, Any], *, effective_from: date, now: datetime
) -> PaperProblem | None:
    """Publish how the tenant of the unit of work numbers cases and papers from a day on (`domain.numbering_rules`).

    Units below inherit it, but for 机关代字. What was numbered keeps its number, so the day is never in the past.
    """
    found = faults(document)
    if effective_from < now.date():
        found.append("编号规则不能从过去的日子起执行，已经编出的号不再改变；请改用今天或以后的日期。")
    if found:
        return PaperProblem("".join(found))
    digest = documents.put(uow.session, KEY, dict(document))
    catalogue.publish(
        uow.session,
        kind=KEY,
        key=KEY,
        title="编号规则",
        digest=digest,
        effective_from=effective_from,
        now=now,
        by=who.id,
    )
    act = audit.Act(now, who.id, who.name, "numbering.publish", f"tenant:{uow.scope.number}", {"digest": digest})
    audit.append(uow.session, act)
    return None


def _log(uow: UnitOfWork, who: Who, act: str, seal_id: UUID, detail: dict[str, str], now: datetime) -> None:
    audit.append(uow.session, audit.Act(now, who.id, who.name, act, f"seal:{seal_id}", detail))
