"""Where things are used (用在哪里): what documents name, found from the side of what is named, page by page (R035)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from onewindow.domain.publishing.references import (
    ELEMENT,
    LICENCE,
    MATTER,
    PARAMETER,
    TEMPLATE,
    places,
)
from onewindow.domain.publishing.values import labels_of
from onewindow.domain.publishing.words import place
from onewindow.domain.workbench.papers.shelf import title
from onewindow.store import cached, catalogue, releases, tree
from onewindow.store.catalogue import Found
from onewindow.store.session import UnitOfWork
from onewindow.store.shelves import Shelf, shelf
from tenants.pinyin import initials
from tenants.pointers import parse

Json = Any
PAGE = 25


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that documents name. `count`: how many documents in force do."""

    key: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Spot:
    """One place in a document: its pointer by identity, and in words."""

    pointer: str
    said: str


@dataclass(frozen=True, slots=True)
class User:
    """A version in force that names the thing. `unit`: who published it."""

    kind: str
    key: str
    title: str
    version: int
    scope: int
    unit: str
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Usage:
    """Who uses one thing: a page of `users` out of `total`; `units`: all publishers as (number, name, documents)."""

    name: str
    users: tuple[User, ...]
    total: int
    units: tuple[tuple[int, str, int], ...]


def things(uow: UnitOfWork, *, kind: str, asked: str = "", page: int = 1, on: date) -> tuple[list[Thing], int]:
    """A page of the things of a kind by name, searched by a part of it or pinyin initials, and how many there are.

    `kind`: one of `references.REFERENCE_NAMES`. The number of statements is the same for any catalogue.
    """
    typed = asked.strip().lower()
    named = sorted(_names(uow, kind, on).items(), key=lambda each: (each[1], each[0]))
    found = [
        (key, name)
        for key, name in named
        if not typed or typed in name.lower() or typed in key.lower() or typed in _letters(name)
    ]
    shown = found[(page - 1) * PAGE : page * PAGE]
    counts = releases.count_uses(uow.session, kind, [key for key, _ in shown], on=on)
    return [Thing(key, name, counts.get(key, 0)) for key, name in shown], len(found)


def usage(
    uow: UnitOfWork, *, kind: str, key: str, asked: str = "", unit: int | None = None, page: int = 1, on: date
) -> Usage:
    """Who uses a thing, of one publisher or all, by title or pinyin initials; each with the places where it does.

    Documents are read for one page alone. The number of statements is the same for any catalogue.
    """
    session, skip = uow.session, (page - 1) * PAGE
    found = releases.find_uses(session, kind, key, on=on, asked=asked, scope=unit, limit=PAGE, skip=skip)
    counts = releases.count_by_unit(session, kind, key, on=on)
    names = tree.called(session, counts)
    standing = shelf(session, uow.scope.number, on)
    labels = labels_of(standing.ground.dictionary) if standing.ground.dictionary else {}
    bodies = cached.bodies(session, [one.digest for one in found])

    def used(one: Found) -> User:
        body = bodies[one.digest]
        spots = tuple(
            Spot(pointer, place(parse(pointer), (body,), labels)) for pointer in places(one.kind, body, (kind, key))
        )
        unit = names.get(one.scope, "")
        return User(one.kind, one.key, one.title, one.version, one.scope, unit, spots)

    units = tuple((scope, names.get(scope, ""), count) for scope, count in counts.items())
    name = _known(standing, kind).get(key) or _called(kind, key, bodies.values()) or key
    return Usage(name, tuple(map(used, found)), found[0].total if found else 0, units)


def _names(uow: UnitOfWork, kind: str, on: date) -> Mapping[str, str]:
    """What the things of a kind are called, by key; what has no name of its own is called by its key."""
    if kind in (ELEMENT, MATTER, LICENCE):
        return _known(shelf(uow.session, uow.scope.number, on), kind)
    if kind == PARAMETER:
        first = releases.first_uses(uow.session, kind, on=on)
        bodies = cached.bodies(uow.session, first.values())
        return {key: _called(kind, key, [bodies[digest]]) or key for key, digest in first.items()}
    named = releases.named(uow.session, kind, on=on)
    if kind != TEMPLATE:
        return {key: key for key in named}
    own = {one.key: one.title for one in catalogue.offered(uow.session, kind, uow.scope.number, on)}
    return {key: own.get(key) or title(key) for key in {*named, *own}}


def _known(standing: Shelf, kind: str) -> Mapping[str, str]:
    """The names that this process keeps of what a tenant offers."""
    if kind == ELEMENT and standing.ground.dictionary:
        return {element.key: element.label for element in standing.ground.dictionary}
    return {MATTER: standing.matters, LICENCE: standing.licences}.get(kind, {})


def _called(kind: str, key: str, bodies: Iterable[Json]) -> str:
    """What matters call one of their parameters; empty for everything else."""
    if kind != PARAMETER:
        return ""
    named = (one for body in bodies for one in body.get("parameters") or () if one.get("key") == key)
    return next((str(one["name"]) for one in named if one.get("name")), "")


@lru_cache(maxsize=16_384)
def _letters(name: str) -> str:
    return initials(name)
