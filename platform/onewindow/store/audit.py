"""The log of what was done, one chain a county (R082): every act carries the digest of the act before it.

Acts are collected while the unit of work runs and written when it ends, so that the lock on the county's last link,
which puts the acts of one county in one order, is held for one insert only and is always the last lock taken.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from onewindow.domain.canonical import digest as digest_of
from onewindow.store import context, rows
from onewindow.store.tables import records as t

Json = Any
PENDING = "onewindow.acts"
PAGE = 1000
START = "sha256:" + "0" * 64


@dataclasses.dataclass(frozen=True, slots=True)
class Act:
    """One act.

    `act` is a stable name (`case.accept`), `object` what it was done to (`case:1f…`), `detail` old and new values.
    """

    at: datetime
    actor_id: UUID | None
    actor_name: str
    act: str
    object: str
    detail: Json = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Act):
    """An act as it stands in the chain."""

    seq: int
    scope: int
    prev: str
    digest: str


@dataclasses.dataclass(frozen=True, slots=True)
class Verified:
    """The chain is whole: so many entries, the last one with this digest."""

    entries: int
    digest: str


@dataclasses.dataclass(frozen=True, slots=True)
class Broken:
    """The chain is broken at entry `seq`; `reason` is a Chinese sentence."""

    seq: int
    reason: str


COLUMNS = rows.columns(t.Audit, Entry)


def append(session: Session, act: Act) -> None:
    """Have the act written when the unit of work ends; nothing is written when it fails."""
    session.info.setdefault(PENDING, []).append(act)


def write(session: Session) -> None:
    """Write the collected acts; called by the unit of work just before its commit."""
    acts: list[Act] = session.info.pop(PENDING, [])
    if not acts:
        return
    here = context.here(session)
    seq, prev = _lock_head(session, here.county)
    entries = []
    for act in acts:
        seq += 1
        body = rows.content(act)
        entry = Entry(
            **body, seq=seq, scope=here.number, prev=prev, digest=_link(here.county, seq, here.number, act, prev)
        )
        entries.append(entry)
        prev = entry.digest
    rows.add(session, t.Audit, here.county, entries)
    session.execute(update(t.AuditHead).where(t.AuditHead.county_id == here.county).values(seq=seq, digest=prev))


def entries_of(session: Session, object_: str, *, limit: int = 200) -> list[Entry]:
    """What was done to one object, oldest first, as far as this tenant sees it."""
    here = context.here(session)
    of_object = (t.Audit.county_id == here.county, t.Audit.scope.between(here.lo, here.hi), t.Audit.object == object_)
    return rows.read(session, Entry, select(*COLUMNS).where(*of_object).order_by(t.Audit.seq).limit(limit))


def verify(session: Session) -> Verified | Broken:
    """Recompute the whole chain of the county.

    The unit of work must be the county's own, or entries are out of sight.
    """
    county = context.here(session).county
    head = session.execute(select(t.AuditHead.seq, t.AuditHead.digest).where(t.AuditHead.county_id == county)).first()
    seq, prev = 0, START
    for entry in _chain(session, county):
        if fault := _fault(entry, county, seq, prev):
            return Broken(seq + 1, fault)
        seq, prev = entry.seq, entry.digest
    if (seq, prev) != (tuple(head) if head else (0, START)):
        return Broken(seq + 1, f"审计链末尾不符：记录到第 {seq} 条，链头登记为第 {head[0] if head else 0} 条。")
    return Verified(seq, prev)


def _chain(session: Session, county: int) -> Iterator[Entry]:
    """All entries of a county in order, a page at a time."""
    in_order = select(*COLUMNS).where(t.Audit.county_id == county).order_by(t.Audit.seq).limit(PAGE)
    page = rows.read(session, Entry, in_order)
    while page:
        yield from page
        page = rows.read(session, Entry, in_order.where(t.Audit.seq > page[-1].seq))


def _fault(entry: Entry, county: int, seq: int, prev: str) -> str | None:
    if entry.seq != seq + 1:
        return f"第 {seq + 1} 条审计记录缺失。"
    if entry.prev != prev:
        return f"第 {entry.seq} 条审计记录与前一条不相连。"
    if entry.digest != _link(county, entry.seq, entry.scope, entry, entry.prev):
        return f"第 {entry.seq} 条审计记录的内容被改动。"
    return None


def _lock_head(session: Session, county: int) -> tuple[int, str]:
    """The last link, locked until the transaction ends; made when the county has none yet."""
    first = insert(t.AuditHead).values(county_id=county, seq=0, digest=START).on_conflict_do_nothing()
    session.execute(first)
    statement = select(t.AuditHead.seq, t.AuditHead.digest).where(t.AuditHead.county_id == county).with_for_update()
    seq, digest = session.execute(statement).one()
    return seq, digest


def _link(county: int, seq: int, scope: int, act: Act, prev: str) -> str:
    at = act.at.astimezone(UTC).isoformat(timespec="microseconds")
    actor = None if act.actor_id is None else str(act.actor_id)
    return digest_of([county, seq, scope, at, actor, act.actor_name, act.act, act.object, act.detail, prev])
