"""Drafts of documents: what is worked on now, every revision of it, and who is at it."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Executable, Select, and_, case, func, literal, select, text, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from onewindow.store import context, rows
from onewindow.store.errors import MissingError
from onewindow.store.ids import new_id
from onewindow.store.tables import proposals as t

Json = Any


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One draft without its body. `scope` owns it; `department` is the one whose document it is, empty = the tenant's.

    `demands`: whose confirmation it needs (`publishing.routing.Demand`); `listing`: the catalogue has to be approved.
    """

    scope: int
    kind: str
    key: str
    title: str
    author_id: UUID
    author_name: str
    created_at: datetime
    saved_at: datetime
    saved_by: UUID
    saved_by_name: str
    department: str = ""
    purpose: str = "change"
    base_digest: str | None = None
    state: str = "draft"
    revision: int = 1
    reason: str = ""
    listing: bool = False
    demands: list[Json] = dataclasses.field(default_factory=list)
    due_on: date | None = None
    offline_reason: str = ""
    publication_id: UUID | None = None
    id: UUID = dataclasses.field(default_factory=new_id)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Proposal(Line):
    """A draft with its newest body and that body's digest."""

    body: Json
    digest: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One saved state. Insert-only."""

    proposal_id: UUID
    revision: int
    scope: int
    digest: str
    saved_at: datetime
    saved_by: UUID
    saved_by_name: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Present:
    """Somebody has a draft open, at a place in it, since a time."""

    account_id: UUID
    name: str
    place: str
    since: datetime
    seen_at: datetime


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the chain, bound to the `digest` it was taken on; `due_on`: until when it was expected. Insert-only.

    `unit`: the tenant in whose name it was taken.
    """

    proposal_id: UUID
    scope: int
    act: str
    state_before: str
    state_after: str
    done_at: datetime
    done_by: UUID
    done_by_name: str
    role_name: str
    unit: int
    digest: str
    department: str = ""
    opinion: str = ""
    due_on: date | None = None
    id: UUID = dataclasses.field(default_factory=new_id)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Waiting(Line):
    """A draft that waits for somebody. `editors`: who saved it; `taken`: `[act, account]` of steps on this text."""

    editors: list[UUID]
    taken: list[tuple[str, str]]


LINE = rows.columns(t.Proposal, Line)
REVISION = rows.columns(t.Revision, Revision)
STEP = rows.columns(t.Step, Step)
PRESENT = rows.columns(t.Presence, Present)
CHANGEABLE = frozenset(
    {"title", "department", "base_digest", "state", "revision", "saved_at", "saved_by", "saved_by_name"}
    | {"reason", "listing", "demands", "due_on", "offline_reason", "publication_id"}
)


def add(session: Session, proposal: Proposal) -> None:
    """Keep a new draft with its first revision; a second open one of the same document and purpose is refused by
    `proposal_open_once`.
    """
    add_all(session, [proposal])


def add_all(session: Session, proposals: Sequence[Proposal]) -> None:
    """Keep new drafts with their first revisions, in two statements; none of them when one is refused."""
    lines = [rows.content(each) for each in proposals]
    county = context.here(session).county
    heads = [
        {"county_id": county, **{name: value for name, value in line.items() if name not in ("body", "digest")}}
        for line in lines
    ]
    if heads:
        session.execute(insert(t.Proposal), heads)
        _keep_all(session, proposals)


def get(session: Session, proposal_id: UUID) -> Proposal:
    """A draft with its newest body; raises MissingError."""
    return _found(session, _head(session).where(t.Proposal.id == proposal_id), proposal_id)


def lock(session: Session, proposal_id: UUID) -> Proposal:
    """As `get`; whoever saves or decides next waits until this transaction ends."""
    one = _head(session).where(t.Proposal.id == proposal_id).with_for_update(of=t.Proposal)
    return _found(session, one, proposal_id)


def open_one(session: Session, kind: str, key: str, purpose: str) -> UUID | None:
    """The open draft of this tenant for a document and a purpose."""
    here = context.here(session)
    of = (t.Proposal.county_id == here.county, t.Proposal.scope == here.number)
    closed = t.Proposal.state.not_in(("published", "abandoned"))
    named = (t.Proposal.kind == kind, t.Proposal.key == key, t.Proposal.purpose == purpose)
    return session.scalar(select(t.Proposal.id).where(*of, *named, closed))


def open_all(session: Session, kind: str, keys: Collection[str], purpose: str) -> dict[str, Proposal]:
    """The open drafts of this tenant for some documents, by key, locked as `lock` does; one statement."""
    here = context.here(session).number
    of = (t.Proposal.scope == here, t.Proposal.kind == kind, t.Proposal.key.in_(set(keys)))
    state = (t.Proposal.purpose == purpose, t.Proposal.state.not_in(("published", "abandoned")))
    found = _head(session).where(*of, *state).order_by(t.Proposal.id).with_for_update(of=t.Proposal)
    return {each.key: each for each in rows.read(session, Proposal, found)}


def page(
    session: Session,
    *,
    state: str | None = None,
    kind: str | None = None,
    after: tuple[datetime, UUID] | None = None,
    limit: int = 50,
) -> list[Line]:
    """Drafts in sight, the last saved first; one statement. `after`: time and id of the page before's last line."""
    statement = select(*LINE).where(t.Proposal.county_id == context.here(session).county)
    if state is not None:
        statement = statement.where(t.Proposal.state == state)
    if kind is not None:
        statement = statement.where(t.Proposal.kind == kind)
    if after is not None:
        statement = statement.where(_before(*after))
    return rows.read(session, Line, statement.order_by(t.Proposal.saved_at.desc(), t.Proposal.id.desc()).limit(limit))


def revise(session: Session, proposal: Proposal, body: Json, digest: str, *, by: UUID, name: str, at: datetime) -> int:
    """Keep the next revision of a locked draft; return its number."""
    made = dataclasses.replace(proposal, body=body, digest=digest, saved_at=at, saved_by=by, saved_by_name=name)
    revise_all(session, [made])
    return made.revision + 1


def revise_all(session: Session, drafts: Sequence[Proposal]) -> None:
    """Keep the next revisions of locked drafts, whose values already say what was saved, when and by whom; all by one
    person at one time, in two statements.
    """
    if not drafts:
        return
    made = [dataclasses.replace(each, revision=each.revision + 1) for each in drafts]
    _keep_all(session, made)
    stamp = {name: getattr(made[0], name) for name in ("saved_at", "saved_by", "saved_by_name")}
    key = (t.Proposal.county_id == context.here(session).county, t.Proposal.id.in_([each.id for each in made]))
    session.execute(update(t.Proposal).where(*key).values(revision=t.Proposal.revision + 1, **stamp))


def change(session: Session, proposal_id: UUID, **values: Any) -> None:
    """Change what may change of a locked draft: its state and what belongs to it, never its document."""
    if unknown := set(values) - CHANGEABLE:
        raise ValueError(f"not changeable: {sorted(unknown)}")
    key = (t.Proposal.county_id == context.here(session).county, t.Proposal.id == proposal_id)
    session.execute(update(t.Proposal).where(*key).values(**values))


def revisions(session: Session, proposal_id: UUID) -> list[Revision]:
    """Who saved when, the newest first."""
    statement = select(*REVISION).where(*_of(session, t.Revision, proposal_id)).order_by(t.Revision.revision.desc())
    return rows.read(session, Revision, statement)


def at(session: Session, proposal_id: UUID, revision: int) -> Json:
    """The body of one revision; raises MissingError."""
    statement = select(t.Revision.body).where(*_of(session, t.Revision, proposal_id), t.Revision.revision == revision)
    body = session.scalar(statement)
    if body is None:
        raise MissingError(f"revision {revision} of proposal {proposal_id}")
    return body


def waiting(session: Session, states: Collection[str], *, limit: int = 500) -> list[Waiting]:
    """Drafts in sight in one of `states`, the most urgent first, each with who did what to its text; one statement."""
    same = (t.Revision.county_id == t.Proposal.county_id, t.Revision.proposal_id == t.Proposal.id)
    newest = select(t.Revision.digest).where(*same, t.Revision.revision == t.Proposal.revision)
    digest = newest.correlate(t.Proposal).scalar_subquery()
    editors_ = select(func.array_agg(t.Revision.saved_by.distinct())).where(*same).scalar_subquery()
    taken = (t.Step.county_id == t.Proposal.county_id, t.Step.proposal_id == t.Proposal.id, t.Step.digest == digest)
    step = func.jsonb_build_array(t.Step.act, t.Step.done_by)
    steps_ = select(func.coalesce(func.jsonb_agg(step), text("'[]'::jsonb"))).where(*taken).scalar_subquery()
    statement = (
        select(*LINE, editors_, steps_)
        .where(t.Proposal.county_id == context.here(session).county, t.Proposal.state.in_(states))
        .order_by(t.Proposal.due_on.asc().nulls_last(), t.Proposal.saved_at)
        .limit(limit)
    )
    return rows.read(session, Waiting, statement)


def add_step(session: Session, step: Step) -> None:
    """Write down a step of the chain."""
    rows.add(session, t.Step, context.here(session).county, [step])


def steps(session: Session, proposal_id: UUID) -> list[Step]:
    """The steps a draft took, in their order."""
    order = (t.Step.done_at, t.Step.id)
    return rows.read(session, Step, select(*STEP).where(*_of(session, t.Step, proposal_id)).order_by(*order))


def editors(session: Session, proposal_id: UUID) -> list[UUID]:
    """Everybody who saved a draft."""
    statement = select(t.Revision.saved_by).where(*_of(session, t.Revision, proposal_id)).distinct()
    return list(session.scalars(statement))


def touch(
    session: Session, proposal: Line, *, account_id: UUID, name: str, place: str, now: datetime, back: datetime
) -> None:
    """Note that somebody is at a place of a draft; who was last seen before `back` has come anew."""
    row = {"proposal_id": proposal.id, "account_id": account_id, "scope": proposal.scope, "name": name, "place": place}
    fresh = insert(t.Presence).values(county_id=context.here(session).county, since=now, seen_at=now, **row)
    key = [t.Presence.county_id, t.Presence.proposal_id, t.Presence.account_id]
    since = case((t.Presence.seen_at < back, now), else_=t.Presence.since)
    new = {"name": name, "place": place, "since": since, "seen_at": now}
    session.execute(fresh.on_conflict_do_update(index_elements=key, set_=new))


def present(session: Session, proposal_id: UUID, *, seen_after: datetime) -> list[Present]:
    """Who has a draft open, in the order they came."""
    here = (*_of(session, t.Presence, proposal_id), t.Presence.seen_at >= seen_after)
    return rows.read(session, Present, select(*PRESENT).where(*here).order_by(t.Presence.since, t.Presence.account_id))


def _head(session: Session) -> Select[Any]:
    """Each draft with its newest revision."""
    newest = and_(
        t.Revision.county_id == t.Proposal.county_id,
        t.Revision.proposal_id == t.Proposal.id,
        t.Revision.revision == t.Proposal.revision,
    )
    here = t.Proposal.county_id == context.here(session).county
    return select(*LINE, t.Revision.body, t.Revision.digest).join(t.Revision, newest).where(here)


def _found(session: Session, statement: Executable, proposal_id: UUID) -> Proposal:
    found = rows.first(session, Proposal, statement)
    if found is None:
        raise MissingError(f"proposal {proposal_id}")
    return found


def _keep_all(session: Session, drafts: Sequence[Proposal]) -> None:
    """The revisions of drafts as they stand."""
    kept = ("revision", "scope", "body", "digest", "saved_at", "saved_by", "saved_by_name")
    county = context.here(session).county
    made = [
        {"county_id": county, "proposal_id": each.id, **{name: getattr(each, name) for name in kept}} for each in drafts
    ]
    session.execute(insert(t.Revision), made)


def _of(
    session: Session, table: type[t.Revision | t.Presence | t.Step], proposal_id: UUID
) -> tuple[ColumnElement[bool], ...]:
    return (table.county_id == context.here(session).county, table.proposal_id == proposal_id)


def _before(saved_at: datetime, proposal_id: UUID) -> ColumnElement[bool]:
    return tuple_(t.Proposal.saved_at, t.Proposal.id) < tuple_(literal(saved_at), literal(proposal_id))
