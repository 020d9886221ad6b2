"""Posts, who stands at them, what waits for them, and what roles come to on a day, lent ones included."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CompoundSelect,
    and_,
    bindparam,
    delete,
    func,
    literal,
    null,
    or_,
    select,
    tuple_,
    union_all,
    update,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session, aliased

from onewindow.store import context, rows
from onewindow.store.tables import people as p
from onewindow.store.tables import signing as t
from onewindow.store.tables.cases import Task

Key = tuple[int, str, str]
"""A post: its tenant, its department (empty: the whole tenant), its name."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post of a department (empty: of the whole tenant) and what it is there for."""

    scope: int
    name: str
    department_key: str = ""
    duty: str = ""

    @property
    def place(self) -> Key:
        """Where it is and what it is called: its key."""
        return self.scope, self.department_key, self.name


@dataclasses.dataclass(frozen=True, slots=True)
class Standing:
    """Somebody who stands at a post by a role; `principal` whose post it is, where it is lent to him."""

    place: Key
    account_id: UUID
    name: str
    role: str
    first: date | None
    last: date | None
    principal: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Held:
    """One role that an account has on a day; `principal_id` and `principal_name` of a lent one."""

    role: str
    scope: int
    department_key: str | None
    post: str
    principal_id: UUID | None
    principal_name: str | None


@dataclasses.dataclass(frozen=True, slots=True)
class Place:
    """A department of a tenant at which tasks are open, and how many."""

    scope: int
    department_key: str
    open_tasks: int


def put(session: Session, posts: Iterable[Post]) -> None:
    """Add posts; one that is there already stays as it is."""
    county = context.here(session).county
    values = [{"county_id": county, **rows.content(post)} for post in posts]
    if values:
        session.execute(insert(t.Post).values(values).on_conflict_do_nothing())


def list_(session: Session, asked: str = "", *, limit: int | None = None, skip: int = 0) -> list[Post]:
    """The posts of this tenant and those below; those whose own, department's or unit's name holds `asked`."""
    here = context.here(session)
    in_range = [t.Post.county_id == here.county, t.Post.scope.between(here.lo, here.hi)]
    if asked:
        units = select(p.Tenant.scope).where(
            p.Tenant.county_id == here.county, p.Tenant.name.contains(asked, autoescape=True)
        )
        named = (one.contains(asked, autoescape=True) for one in (t.Post.name, t.Post.department_key))
        in_range.append(or_(*named, t.Post.scope.in_(units)))
    order = (t.Post.scope, t.Post.department_key, t.Post.name)
    statement = select(*rows.columns(t.Post, Post)).where(*in_range).order_by(*order)
    return rows.read(session, Post, statement.limit(limit).offset(skip))


def names(session: Session) -> list[str]:
    """What the posts of this tenant and those below are called, each name once."""
    here = context.here(session)
    in_range = (t.Post.county_id == here.county, t.Post.scope.between(here.lo, here.hi))
    return list(session.scalars(select(t.Post.name).where(*in_range).distinct().order_by(t.Post.name)))


def get(session: Session, key: Key) -> Post | None:
    """One post of this tenant or below, if there is one."""
    return rows.first(session, Post, select(*rows.columns(t.Post, Post)).where(*_is(session, key)))


def describe(session: Session, key: Key, duty: str) -> None:
    """Say anew what a post is there for."""
    session.execute(update(t.Post).where(*_is(session, key)).values(duty=duty))


def rename(session: Session, key: Key, name: str) -> None:
    """Call a post otherwise, at the roles held there and where it is lent; a name that is taken is refused by the key.

    Acts and opinions keep the name under which they were done.
    """
    scope, department, old = key
    session.execute(update(t.Post).where(*_is(session, key)).values(name=name))
    for table in (p.RoleBinding, t.Delegation):
        there = (table.county_id == context.here(session).county, table.scope == scope, table.post == old)
        at = func.coalesce(table.department_key, "") == department
        session.execute(update(table).where(*there, at).values(post=name))


def drop(session: Session, key: Key) -> None:
    """Take a post out of the list."""
    session.execute(delete(t.Post).where(*_is(session, key)))


def standing(session: Session, keys: Collection[Key], on: date) -> list[Standing]:
    """Who stands at some posts on a day or later, and to whom they are lent then; two statements, by name."""
    if not keys:
        return []
    wanted, county = set(keys), context.here(session).county
    return [*_holders(session, county, wanted, on), *_deputies(session, county, wanted, on)]


def _holders(session: Session, county: int, keys: set[Key], on: date) -> list[Standing]:
    own, account = p.RoleBinding, p.Account
    statement = (
        select(*_key(own), account.id, account.display_name, own.role, own.valid_from, own.valid_to)
        .join(account, (account.county_id == own.county_id) & (account.id == own.account_id))
        .where(own.county_id == county, tuple_(*_key(own)).in_(keys), account.status == "active")
        .where(or_(own.valid_to.is_(None), own.valid_to >= on))
        .order_by(account.display_name, own.role)
    )
    return [_stands(*row) for row in session.execute(statement)]


def _deputies(session: Session, county: int, keys: set[Key], on: date) -> list[Standing]:
    lent, deputy, principal = t.Delegation, aliased(p.Account), aliased(p.Account)
    named = (deputy.id, deputy.display_name, lent.role, lent.valid_from, lent.valid_to, principal.display_name)
    statement = (
        select(*_key(lent), *named)
        .join(deputy, (deputy.county_id == lent.county_id) & (deputy.id == lent.deputy_id))
        .join(principal, (principal.county_id == lent.county_id) & (principal.id == lent.principal_id))
        .where(lent.county_id == county, tuple_(*_key(lent)).in_(keys))
        .where(lent.revoked_at.is_(None), lent.valid_to >= on)
        .order_by(deputy.display_name, lent.valid_from)
    )
    return [_stands(*row) for row in session.execute(statement)]


def _stands(scope: int, department: str, post: str, *rest: Any) -> Standing:
    return Standing((scope, department, post), *rest)


def _key(table: Any) -> tuple[Any, ...]:
    return table.scope, func.coalesce(table.department_key, ""), table.post


def _is(session: Session, key: Key) -> tuple[Any, ...]:
    scope, department, name = key
    here = context.here(session)
    own = (t.Post.county_id == here.county, t.Post.scope == scope, t.Post.scope.between(here.lo, here.hi))
    return (*own, t.Post.department_key == department, t.Post.name == name)


def held_on(session: Session, account_id: UUID, on: date) -> list[Held]:
    """The roles of an account on a day: its own, and those lent to it that the lender still has; one statement.

    A lent role counts only while its holder is active and holds it himself, and while the deputy has that role of his
    own somewhere: nobody comes to more by a delegation than both of them have, and no post is lent on.
    """
    asked = {"county": context.here(session).county, "account": account_id, "on": on}
    return [Held(*row) for row in session.execute(_HELD, asked)]


def _held() -> CompoundSelect[Any]:
    """The statement of `held_on`, which every request runs: written once, with its three values left open."""
    county: Any = bindparam("county")
    account_id: Any = bindparam("account")
    on: Any = bindparam("on")
    mine, theirs, principal = aliased(p.RoleBinding), aliased(p.RoleBinding), aliased(p.Account)
    own = select(mine.role, mine.scope, mine.department_key, mine.post, null(), null()).where(
        mine.county_id == county, mine.account_id == account_id, *_valid(mine, on)
    )
    same = and_(
        theirs.county_id == t.Delegation.county_id,
        theirs.account_id == t.Delegation.principal_id,
        theirs.scope == t.Delegation.scope,
        theirs.role == t.Delegation.role,
        theirs.department_key.is_not_distinct_from(t.Delegation.department_key),
        theirs.post == t.Delegation.post,
        *_valid(theirs, on),
    )
    has_role = select(literal(1)).where(
        mine.county_id == county, mine.account_id == account_id, mine.role == t.Delegation.role, *_valid(mine, on)
    )
    lent = (
        select(
            t.Delegation.role,
            t.Delegation.scope,
            t.Delegation.department_key,
            t.Delegation.post,
            t.Delegation.principal_id,
            principal.display_name,
        )
        .join(theirs, same)
        .join(principal, (principal.county_id == t.Delegation.county_id) & (principal.id == t.Delegation.principal_id))
        .where(
            t.Delegation.county_id == county,
            t.Delegation.deputy_id == account_id,
            t.Delegation.revoked_at.is_(None),
            t.Delegation.valid_from <= on,
            t.Delegation.valid_to >= on,
            principal.status == "active",
            has_role.exists(),
        )
    )
    return union_all(own, lent)


def open_tasks(session: Session, scope: int, departments: Iterable[str]) -> int:
    """How many tasks are open for some departments of a tenant; for none: for the whole tenant."""
    wanted = sorted(set(departments))
    statement = select(func.count()).select_from(Task).where(*_open(session), Task.scope == scope)
    if wanted:
        statement = statement.where(Task.department_key.in_(wanted))
    return session.scalar(statement) or 0


def left_alone(session: Session, account_id: UUID, on: date) -> list[Place]:
    """The departments with open tasks at which nobody would be left if an account were gone; one statement."""
    county = context.here(session).county
    mine, other, holder = aliased(p.RoleBinding), aliased(p.RoleBinding), aliased(p.Account)
    by_me = select(literal(1)).where(
        mine.account_id == account_id, *_works_at(mine, county), mine.department_key == Task.department_key
    )
    by_others = (
        select(literal(1))
        .select_from(other)
        .join(holder, (holder.county_id == other.county_id) & (holder.id == other.account_id))
        .where(
            other.account_id != account_id,
            holder.status == "active",
            *_works_at(other, county),
            or_(other.department_key == Task.department_key, other.department_key.is_(None)),
            *_valid(other, on),
        )
    )
    statement = (
        select(Task.scope, Task.department_key, func.count())
        .where(*_open(session), by_me.exists(), ~by_others.exists())
        .group_by(Task.scope, Task.department_key)
        .order_by(Task.scope, Task.department_key)
    )
    return rows.read(session, Place, statement)


WORKING = ("clerk", "officer", "enforcer")


def _works_at(binding: Any, county: int) -> tuple[Any, ...]:
    return (binding.county_id == county, binding.scope == Task.scope, binding.role.in_(WORKING))


def _open(session: Session) -> tuple[Any, ...]:
    return (Task.county_id == context.here(session).county, Task.state == "open")


def _valid(binding: Any, on: Any) -> tuple[Any, ...]:
    return (
        or_(binding.valid_from.is_(None), binding.valid_from <= on),
        or_(binding.valid_to.is_(None), binding.valid_to >= on),
    )


_HELD = _held()
