"""What a tenant offers as drafts need to know it: kept by this process for as long as nothing of it changes.

The database says in one statement whether anything changed; a catalogue of thousands of matters is not sent for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from onewindow.domain.catalogue import Outline
from onewindow.domain.publishing.checking import Ground
from onewindow.store import catalogue, published
from onewindow.store.cached import Cache
from onewindow.store.catalogue import Publication

KINDS = ("elements", "matter", "template")


@dataclass(frozen=True, slots=True)
class Shelf:
    """What a tenant offers on a day. `mark`: equal marks mean equal shelves; `ground`: what drafts are checked against.

    `matters`: key → title; `outlines`: key → what else is to be known of each. `licences`: kind → what a material that
    is one is called. `departments`: as routes write them.
    """

    mark: str
    ground: Ground
    elements: Publication | None = None
    matters: Mapping[str, str] = field(default_factory=dict)
    licences: Mapping[str, str] = field(default_factory=dict)
    departments: tuple[str, ...] = ()
    outlines: Mapping[str, Outline] = field(default_factory=dict)


_shelves: Cache[tuple[int, str], Shelf] = Cache(256)


def shelf(session: Session, scope: int, on: date) -> Shelf:
    """The shelf of a tenant on a day: one statement when nothing changed since this process looked last."""
    mark = catalogue.mark(session, KINDS, scope, on)
    return _shelves.find((scope, mark), lambda: _filled(session, scope, on, mark))


def _filled(session: Session, scope: int, on: date, mark: str) -> Shelf:
    standing = catalogue.in_force(session, KINDS, scope, on)
    offered: dict[str, list[Publication]] = {kind: [] for kind in KINDS}
    for one in standing:
        if catalogue.is_offered(one, scope):
            offered[one.kind].append(one)
    elements = next((one for one in offered["elements"] if one.key == published.DICTIONARY_KEY), None)
    outlines = published.outlines(session, offered["matter"])
    licences: dict[str, str] = {}
    for outline in outlines.values():
        for material in outline.materials:
            if material.licence_kind:
                licences.setdefault(material.licence_kind, material.name)
    ground = Ground(
        published.dictionary(session, elements.digest) if elements else None,
        {kind: frozenset(one.key for one in offered[kind]) for kind in ("matter", "template")},
        {key: one.proofs for key, one in outlines.items() if one.proofs},
        mark=f"{scope} {mark}",
    )
    titles = {one.key: one.title for one in offered["matter"]}
    departments = tuple(dict.fromkeys(name for one in outlines.values() for name in one.departments))
    return Shelf(mark, ground, elements, titles, licences, departments, outlines)
