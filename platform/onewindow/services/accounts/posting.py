"""Posts themselves: who stands at them, which routes name them; added, called otherwise, ended (R022).

A matter's route names posts, not people. A post that a route in force names, or at which somebody stands, does not
vanish: first the route names another, or the people get other posts.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from onewindow.domain.actor import Actor
from onewindow.domain.publishing.references import POST, post_key
from onewindow.services.accounts.reach import OUT_OF_RANGE, Refused
from onewindow.store import audit, departments, posts, releases
from onewindow.store.errors import Refusal, RefusedError
from onewindow.store.posts import Key, Post, Standing
from onewindow.store.refusals import attempt
from onewindow.store.session import UnitOfWork
from tenants.scope import level_of

LONGEST_NAME, LONGEST_DUTY, SHOWN = 40, 200, 3
NAMELESS = Refused(f"请填写岗位名称，最多 {LONGEST_NAME} 个字，不能含“/”。")
WORDY = Refused(f"岗位职责最多 {LONGEST_DUTY} 个字，请精简。")
TAKEN = Refused("这个部门已有同名岗位，请换一个名称，或直接修改已有的岗位。")
FOREIGN = Refused("所选部门不在该单位办理业务，请从名单中选择部门，或选择“整个单位”。")
GONE = Refused("这个岗位已经撤销，请返回岗位列表核对。")


@dataclass(frozen=True, slots=True)
class Seen:
    """A post with whoever stands at it today or later, and the titles of the matters whose routes name it."""

    post: Post
    standing: tuple[Standing, ...]
    matters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unfounded:
    """A post that routes name for a department of this very unit, and that the unit has not."""

    department: str
    name: str
    matters: tuple[str, ...]


def listed(uow: UnitOfWork, asked: str, *, on: date, limit: int, skip: int = 0) -> list[Seen]:
    """The posts of this unit and those below, a page of them; five statements."""
    return _seen(uow, posts.list_(uow.session, asked, limit=limit, skip=skip), on)


def one(uow: UnitOfWork, key: Key, *, on: date) -> Seen | None:
    """One post, if there is one in range."""
    found = posts.get(uow.session, key)
    return _seen(uow, [found], on)[0] if found else None


def unfounded(uow: UnitOfWork, *, on: date) -> list[Unfounded]:
    """What routes in force ask of departments at this unit's level and nobody has set up here."""
    scope = uow.scope.number
    here = [each for each in departments.along(uow.session, scope, on) if each.level == level_of(scope)]
    known = {(each.department_key, each.name) for each in posts.list_(uow.session) if each.scope == scope}
    wanted = {}
    for written in releases.named(uow.session, POST, on=on):
        department, _slash, name = written.rpartition("/")
        key = next((each.key for each in here if department in (each.key, each.name)), None)
        if key is not None and (key, name) not in known:
            wanted[written] = (key, name)
    matters = releases.uses(uow.session, POST, list(wanted), on=on)
    return [Unfounded(*place, tuple(matters.get(written, ()))) for written, place in wanted.items()]


def add(uow: UnitOfWork, actor: Actor, post: Post, *, now: datetime) -> Refused | None:
    """Set a post up in one's range."""
    wanted = Post(scope=post.scope, name=_tidy(post.name), department_key=post.department_key, duty=_tidy(post.duty))
    if refusal := _ill_formed(wanted.name, wanted.duty):
        return refusal
    if not uow.scope.holds(wanted.scope):
        return OUT_OF_RANGE
    here = {each.key for each in departments.along(uow.session, wanted.scope, now.date())}
    if wanted.department_key and wanted.department_key not in here:
        return FOREIGN
    if posts.get(uow.session, wanted.place):
        return TAKEN
    posts.put(uow.session, [wanted])
    _note(uow, actor, wanted, "create", now, {"new": {"name": wanted.name, "duty": wanted.duty}})
    return None


def change(uow: UnitOfWork, actor: Actor, key: Key, name: str, duty: str, *, now: datetime) -> Post | Refused:
    """Call a post otherwise and say anew what it is there for; whoever stands there stays, under the new name."""
    name, duty, found = _tidy(name), _tidy(duty), one(uow, key, on=now.date())
    if found is None:
        return GONE
    if refusal := _ill_formed(name, duty) or (_named_by_routes(found) if name != found.post.name else None):
        return refusal
    changed = Post(scope=found.post.scope, name=name, department_key=found.post.department_key, duty=duty)
    try:
        with attempt(uow.session):
            posts.describe(uow.session, key, duty)
            if name != found.post.name:
                posts.rename(uow.session, key, name)
    except RefusedError as refused:
        if refused.refusal is Refusal.TAKEN:
            return TAKEN
        raise
    old = {"name": found.post.name, "duty": found.post.duty}
    if old != (new := {"name": name, "duty": duty}):
        _note(uow, actor, found.post, "change", now, {"old": old, "new": new})
    return changed


def end(uow: UnitOfWork, actor: Actor, key: Key, *, now: datetime) -> Refused | None:
    """Take a post out of the list, when no route names it and nobody stands there."""
    found = one(uow, key, on=now.date())
    if found is None:
        return GONE
    if refusal := _named_by_routes(found) or _held(found):
        return refusal
    posts.drop(uow.session, key)
    _note(uow, actor, found.post, "end", now, {"old": {"name": found.post.name, "duty": found.post.duty}})
    return None


def _seen(uow: UnitOfWork, found: Sequence[Post], on: date) -> list[Seen]:
    standing = posts.standing(uow.session, [each.place for each in found], on)
    called = departments.names(uow.session)
    written = {
        each.place: [post_key(name, each.name) for name in sorted(called.get(each.department_key, {""}))]
        for each in found
    }
    matters = releases.uses(uow.session, POST, [name for names in written.values() for name in names], on=on)
    return [
        Seen(
            each,
            tuple(person for person in standing if person.place == each.place),
            tuple(dict.fromkeys(title for name in written[each.place] for title in matters.get(name, ()))),
        )
        for each in found
    ]


def _ill_formed(name: str, duty: str) -> Refused | None:
    if not name or len(name) > LONGEST_NAME or "/" in name:
        return NAMELESS
    return WORDY if len(duty) > LONGEST_DUTY else None


def _named_by_routes(found: Seen) -> Refused | None:
    if not found.matters:
        return None
    shown = "、".join(f"「{title}」" for title in found.matters[:SHOWN])
    more = f"等 {len(found.matters)} 项" if len(found.matters) > SHOWN else ""
    return Refused(f"{shown}{more}的办理流程写明由这个岗位办理，请先在这些事项的“办理流程”里改为其他岗位并发布。")


def _held(found: Seen) -> Refused | None:
    if not found.standing:
        return None
    names = list(dict.fromkeys(person.name for person in found.standing))
    return Refused(f"{'、'.join(names[:SHOWN])}等 {len(names)} 人还在这个岗位，请先在“人员”里移交或收回。")


def _tidy(text: str) -> str:
    return "".join(sign for sign in text if unicodedata.category(sign) != "Cc").strip()


def _note(uow: UnitOfWork, actor: Actor, post: Post, act: str, now: datetime, detail: dict[str, Any]) -> None:
    where = f"post:{post.scope}/{post.department_key}/{post.name}"
    audit.append(uow.session, audit.Act(now, UUID(actor.account_id), actor.name, f"post.{act}", where, detail))
