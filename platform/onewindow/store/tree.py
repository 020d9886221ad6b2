"""The tenants of a county: its map, which everybody in the county may read."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Iterable
from datetime import date
from typing import Any

from sqlalchemy import Text, bindparam, func, literal, or_, select, update
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlalchemy.orm import Session

from onewindow.store import context, rows
from onewindow.store.errors import MissingError
from onewindow.store.tables import people as t
from onewindow.store.tables.territory import TenantFormer as Former
from tenants.scope import Scope
from tenants.scope import lineage as numbers_above
from tenants.tree import Tree

Json = Any


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Tenant:
    """One tenant.

    `scope` is its number, `code` its division code or local code, `status` planned pilot open suspended closed.
    """

    scope: int
    parent_scope: int | None
    code: str
    name: str
    short_name: str
    level: str
    initials: str = ""
    status: str = "planned"
    opened_on: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    phone: str = ""
    branding: Json = dataclasses.field(default_factory=dict)


COLUMNS = rows.columns(t.Tenant, Tenant)
FROM_DIVISIONS = ("name", "short_name", "initials")


def of_divisions(units: Tree, initials: Callable[[str], str]) -> list[Tenant]:
    """The tenants of a tree of divisions, as yet only planned; `initials` spells a name (`tenants.pinyin.initials`)."""
    return [
        Tenant(
            scope=unit.number,
            parent_scope=unit.parent,
            code=unit.code,
            name=unit.name,
            short_name=units.short_name(unit.number),
            level=unit.level.value,
            initials=initials(units.short_name(unit.number)),
        )
        for unit in units
    ]


def plant(session: Session, tenants: Iterable[Tenant]) -> None:
    """Add tenants, parents first; of known ones only names follow the new list; status, phone and validity stay."""
    county = context.here(session).county
    known = [{"county_id": county, **rows.content(tenant)} for tenant in sorted(tenants, key=lambda one: one.scope)]
    if not known:
        return
    statement = insert(t.Tenant)
    new = {name: statement.excluded[name] for name in FROM_DIVISIONS}
    session.execute(
        statement.on_conflict_do_update(index_elements=[t.Tenant.county_id, t.Tenant.scope], set_=new), known
    )


def get(session: Session, scope: int) -> Tenant:
    """One tenant of the county by its number; raises MissingError."""
    found = rows.first(session, Tenant, _all(session).where(t.Tenant.scope == scope))
    if found is None:
        raise MissingError(f"tenant {scope}")
    return found


def by_code(session: Session, code: str) -> Tenant | None:
    """One tenant of the county by its division code or local code, or by a code that it had before."""
    found = rows.first(session, Tenant, _all(session).where(t.Tenant.code == code))
    if found is not None:
        return found
    before = select(Former.scope).where(Former.county_id == context.here(session).county, Former.code == code)
    newest = before.order_by(Former.valid_to.desc()).limit(1).scalar_subquery()
    return rows.first(session, Tenant, _all(session).where(t.Tenant.scope == newest))


def numbers_of(session: Session, codes: Iterable[str], prefixes: Iterable[int]) -> dict[str, int]:
    """The numbers of units by code in every county of some cities (their four digits); for the platform role alone."""
    of_cities = or_(*(t.Tenant.county_id.between(one * 100, one * 100 + 99) for one in prefixes))
    wanted = t.Tenant.code == func.any(bindparam("codes", list(codes), ARRAY(Text)))
    found = session.execute(select(t.Tenant.code, t.Tenant.scope).where(of_cities, wanted))
    return {row.code: row.scope for row in found}


def names(session: Session, codes: Iterable[str]) -> dict[str, str]:
    """What the units with these codes are called, or were while they had them; unknown codes are left out."""
    wanted = tuple(dict.fromkeys(codes))
    if not wanted:
        return {}
    county = context.here(session).county
    now = select(t.Tenant.code, t.Tenant.name, literal(1)).where(
        t.Tenant.county_id == county, t.Tenant.code.in_(wanted)
    )
    before = select(Former.code, Former.name, literal(0)).where(Former.county_id == county, Former.code.in_(wanted))
    found = sorted(session.execute(now.union_all(before)), key=lambda row: row[2])
    return {code: name for code, name, _ in found}


def called(session: Session, scopes: Iterable[int]) -> dict[int, str]:
    """What some units of the county are called, by number; nothing asked is no statement."""
    wanted = sorted(set(scopes))
    if not wanted:
        return {}
    here = (t.Tenant.county_id == context.here(session).county, t.Tenant.scope.in_(wanted))
    return dict(session.execute(select(t.Tenant.scope, t.Tenant.name).where(*here)).all())


def load(session: Session) -> list[Tenant]:
    """The whole county, in the order of its numbers: every unit before the units below it."""
    return rows.read(session, Tenant, _all(session).order_by(t.Tenant.scope))


def current(session: Session, on: date) -> list[Tenant]:
    """The units of the county that exist on a day, in the order of their numbers."""
    return rows.read(session, Tenant, _all(session).where(*_exists(on)).order_by(t.Tenant.scope))


def children(session: Session, scope: int) -> list[Tenant]:
    """The tenants right below one."""
    return rows.read(session, Tenant, _all(session).where(t.Tenant.parent_scope == scope).order_by(t.Tenant.scope))


def lineage(session: Session, scope: int) -> list[Tenant]:
    """The tenant and those above it up to the county, nearest first."""
    statement = _all(session).where(t.Tenant.scope.in_(numbers_above(scope))).order_by(t.Tenant.scope.desc())
    return rows.read(session, Tenant, statement)


def search(
    session: Session, text: str, *, limit: int = 20, within: Scope | None = None, levels: Collection[str] = ()
) -> list[Tenant]:
    """Tenants whose code begins with the text, whose name holds it, or whose pinyin initials begin with it.

    Of a range and of some levels, where those are given.
    """
    if not text.strip():
        return []
    wanted = [t.Tenant.scope.between(within.lo, within.hi)] if within else []
    wanted += [t.Tenant.level.in_(levels)] if levels else []
    matches = _matching(text)
    return rows.read(session, Tenant, _all(session).where(matches, *wanted).order_by(t.Tenant.scope).limit(limit))


def page(session: Session, asked: str, *, limit: int, skip: int = 0) -> list[Tenant]:
    """The tenants of one's own range, ended ones included, as `search` finds them; all of them when nothing is asked.

    In the order of their numbers: every unit before the units below it.
    """
    here = context.here(session)
    wanted = [t.Tenant.scope.between(here.lo, here.hi), *([_matching(asked)] if asked.strip() else [])]
    statement = _all(session).where(*wanted).order_by(t.Tenant.scope)
    return rows.read(session, Tenant, statement.limit(limit).offset(skip))


def set_status(session: Session, scopes: Iterable[int], status: str, on: date | None = None) -> int:
    """Change the status of tenants in one's own range; tell how many were changed. `on` is the opening day."""
    here = context.here(session)
    values: dict[str, Any] = {"status": status} | ({"opened_on": on} if on else {})
    wanted = (
        t.Tenant.county_id == here.county,
        t.Tenant.scope.in_(set(scopes)),
        t.Tenant.scope.between(here.lo, here.hi),
    )
    return len(session.scalars(update(t.Tenant).where(*wanted).values(**values).returning(t.Tenant.scope)).all())


def set_marks(session: Session, scope: int, *, phone: str, branding: Json) -> None:
    """Replace the telephone and the own marks of a tenant of one's range; raises MissingError."""
    here = context.here(session)
    own = (t.Tenant.county_id == here.county, t.Tenant.scope == scope, t.Tenant.scope.between(here.lo, here.hi))
    values = {"phone": phone, "branding": branding}
    if session.scalar(update(t.Tenant).where(*own).values(**values).returning(t.Tenant.scope)) is None:
        raise MissingError(f"tenant {scope}")


def _matching(asked: str) -> Any:
    typed = asked.strip()
    return or_(
        t.Tenant.code.startswith(typed, autoescape=True),
        t.Tenant.name.contains(typed, autoescape=True),
        t.Tenant.initials.startswith(typed.lower(), autoescape=True),
    )


def _exists(on: date) -> tuple[Any, ...]:
    valid_from, valid_to = t.Tenant.valid_from, t.Tenant.valid_to
    return or_(valid_from.is_(None), valid_from <= on), or_(valid_to.is_(None), valid_to >= on)


def _all(session: Session) -> Any:
    return select(*COLUMNS).where(t.Tenant.county_id == context.here(session).county)
