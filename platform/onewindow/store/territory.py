"""The life of tenants: stages, former names, heirs; and the open work that follows the heirs."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, distinct, func, literal, select, text, true, union_all, update
from sqlalchemy.orm import Session

from onewindow.store import context, rows
from onewindow.store.ids import new_id
from onewindow.store.tables import catalogue as c
from onewindow.store.tables import paper, signing
from onewindow.store.tables import people as p
from onewindow.store.tables import territory as t
from tenants.life import Succession


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A status that tenant `scope` has had since a day."""

    scope: int
    status: str
    since: date
    noted_at: datetime
    noted_by: UUID | None
    noted_by_name: str
    reason: str = ""
    id: UUID = dataclasses.field(default_factory=new_id)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Former:
    """What tenant `scope` was called until a day, that day included."""

    scope: int
    code: str
    name: str
    short_name: str
    valid_to: date
    reason: str = ""
    id: UUID = dataclasses.field(default_factory=new_id)


@dataclasses.dataclass(frozen=True, slots=True)
class Moved:
    """How much open work went to heirs."""

    cases: int
    tasks: int


@dataclasses.dataclass(frozen=True, slots=True)
class Left:
    """How much of one kind a tenant keeps that no heir takes over."""

    scope: int
    what: str
    count: int


def note(session: Session, stages: Iterable[Stage]) -> None:
    """Add to the history of stages."""
    rows.add(session, t.TenantStage, context.here(session).county, stages)


def stages(session: Session, scope: int) -> list[Stage]:
    """The stages of a tenant, the first one first."""
    statement = select(*rows.columns(t.TenantStage, Stage)).where(*_of(session, t.TenantStage, scope))
    return rows.read(session, Stage, statement.order_by(t.TenantStage.since, t.TenantStage.id))


def rename(session: Session, former: Former, *, code: str, name: str, short_name: str, initials: str) -> None:
    """Call a tenant otherwise from the day after `former.valid_to` on; the former name goes on being found."""
    county = context.here(session).county
    rows.add(session, t.TenantFormer, county, [former])
    values = {"code": code, "name": name, "short_name": short_name, "initials": initials}
    session.execute(update(p.Tenant).where(*_of(session, p.Tenant, former.scope)).values(**values))


def formers(session: Session, scope: int) -> list[Former]:
    """The former names of a tenant, the first one first."""
    statement = select(*rows.columns(t.TenantFormer, Former)).where(*_of(session, t.TenantFormer, scope))
    return rows.read(session, Former, statement.order_by(t.TenantFormer.valid_to))


def succeed(session: Session, successions: Iterable[Succession], *, since: date, reason: str) -> None:
    """Record who takes over from whom, and let those who are succeeded end the day before."""
    county, ended = context.here(session).county, []
    for one in successions:
        values = {"county_id": county, "scope": one.scope, "since": since, "kind": one.kind.value, "reason": reason}
        session.add_all(t.TenantSuccession(position=at, heir=heir, **values) for at, heir in enumerate(one.heirs))
        ended.append(one.scope)
    session.flush()
    last = date.fromordinal(since.toordinal() - 1)
    held = (p.Tenant.county_id == county, p.Tenant.scope.in_(ended))
    session.execute(update(p.Tenant).where(*held).values(status="closed", valid_to=last))


def heirs(session: Session) -> dict[int, tuple[int, ...]]:
    """For each tenant of the county that ended, who took over, the first heir first (see `tenants.life.heirs_of`)."""
    own = t.TenantSuccession
    here = own.county_id == context.here(session).county
    found: dict[int, list[int]] = {}
    for scope, heir in session.execute(select(own.scope, own.heir).where(here).order_by(own.scope, own.position)):
        found.setdefault(scope, []).append(heir)
    return {scope: tuple(after) for scope, after in found.items()}


def left_with(session: Session, scopes: Iterable[int]) -> list[Left]:
    """What some tenants keep of their own: active accounts, versions and differences, seals, posts; one statement.

    `what` is `account`, `publication`, `overlay`, `seal` or `post`; what a tenant has nothing of is left out.
    """
    wanted, county = sorted(set(scopes)), context.here(session).county
    parts = [
        select(table.scope, literal(what), func.count(distinct(counted)))
        .where(table.county_id == county, table.scope.in_(wanted), usable)
        .group_by(table.scope)
        for what, table, counted, usable in _KEPT
    ]
    return rows.read(session, Left, union_all(*parts).order_by("scope")) if wanted else []


def move_open(session: Session, first_heirs: Mapping[int, int], open_statuses: Sequence[str]) -> Moved:
    """Move the home of open cases and their open tasks to the heirs; closed cases and finished tasks stay.

    A task that the accepting place had for a home elsewhere goes up to the county, which sees every case.
    """
    county = context.here(session).county
    given = {"county": county, "statuses": list(open_statuses)}
    ended = {"olds": list(first_heirs), "heirs": list(first_heirs.values())}
    tasks = session.execute(MOVE_TASKS, given | ended).rowcount  # type: ignore[attr-defined]
    homes = session.execute(MOVE_HOMES, given | ended).rowcount  # type: ignore[attr-defined]
    return Moved(homes, tasks)


def _statement(sql: str) -> Any:
    return text(sql).bindparams(bindparam("county"), bindparam("olds"), bindparam("heirs"), bindparam("statuses"))


# On the lineage of a home that moves, each level's work goes to that level of the new home.
MOVE_TASKS = _statement("""
    UPDATE task SET moved_from = task.scope, scope = CASE
        WHEN task.state <> 'open' THEN task.scope
        WHEN pair.old IS NOT NULL AND case_.home_scope BETWEEN task.scope AND task.scope_hi
            THEN pair.heir - pair.heir % (task.scope_hi - task.scope + 1)
        ELSE task.county_id * 1000000 END
    FROM case_
    LEFT JOIN unnest(CAST(:olds AS bigint[]), CAST(:heirs AS bigint[])) AS pair (old, heir)
        ON pair.old = case_.home_scope
    WHERE task.county_id = :county AND case_.county_id = :county AND case_.id = task.case_id
        AND case_.status = ANY (:statuses) AND task.scope % 1000000 <> 0
        AND (task.scope = ANY (:olds) OR pair.old IS NOT NULL AND case_.home_scope BETWEEN task.scope AND task.scope_hi)
""")
MOVE_HOMES = _statement("""
    UPDATE case_ SET home_scope = pair.heir
    FROM unnest(CAST(:olds AS bigint[]), CAST(:heirs AS bigint[])) AS pair (old, heir)
    WHERE county_id = :county AND home_scope = pair.old AND status = ANY (:statuses)
""")


_KEPT: tuple[tuple[str, Any, Any, Any], ...] = (
    ("account", p.Account, p.Account.id, p.Account.status == "active"),
    ("publication", c.Publication, c.Publication.kind + "/" + c.Publication.key, c.Publication.state == "published"),
    ("overlay", c.Overlay, c.Overlay.kind + "/" + c.Overlay.key, true()),
    ("seal", paper.Seal, paper.Seal.id, paper.Seal.withdrawn_on.is_(None)),
    ("post", signing.Post, signing.Post.department_key + "/" + signing.Post.name, true()),
)


def _of(session: Session, table: Any, scope: int) -> tuple[Any, Any]:
    return table.county_id == context.here(session).county, table.scope == scope
