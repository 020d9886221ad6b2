"""The catalogue as its admin looks through it: searched, and asked what might be spared."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from onewindow.domain.publishing.lint.compression import Pace, paces
from onewindow.domain.publishing.lint.reductions import Candidate, candidates
from onewindow.store import catalogue, published
from onewindow.store.catalogue import Found
from onewindow.store.session import UnitOfWork
from onewindow.store.shelves import shelf

Json = Any
MOST_TOGETHER = 300
"""Matters that one workbook holds."""
SEARCHED = 10_000


def search(uow: UnitOfWork, asked: str, *, now: datetime, limit: int = 50) -> Sequence[Found]:
    """The matters in force here whose title holds what was typed, or the first letters of its pinyin; one statement."""
    return catalogue.search(uow.session, "matter", uow.scope.number, now.date(), asked, limit=limit)


def own(
    uow: UnitOfWork, asked: str = "", *, keys: Collection[str] | None = None, now: datetime
) -> Sequence[tuple[Found, Json]]:
    """The matters in force that this tenant published itself, with their documents: those searched for, or of some
    keys. At most `MOST_TOGETHER`; two statements at the most.
    """
    found = catalogue.search(uow.session, "matter", uow.scope.number, now.date(), asked, limit=SEARCHED)
    here = [one for one in found if one.scope == uow.scope.number and (keys is None or one.key in keys)]
    bodies = published.bodies(uow.session, [one.digest for one in here[:MOST_TOGETHER]])
    return [(one, bodies[one.digest]) for one in here[:MOST_TOGETHER]]


def reductions(uow: UnitOfWork, *, now: datetime) -> tuple[Sequence[Candidate], Sequence[Pace]]:
    """Where to simplify: materials that might not have to be asked for (R021), limits and steps (R033)."""
    outlines = shelf(uow.session, uow.scope.number, now.date()).outlines
    return candidates(outlines), paces(outlines.values())
