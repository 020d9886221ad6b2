"""The catalogue as its admin looks through it: searched, and asked what might be spared."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from onewindow.domain.publishing.lint.compression import Pace, paces
from onewindow.domain.publishing.lint.reductions import Candidate, candidates
from onewindow.store import catalogue
from onewindow.store.catalogue import Found
from onewindow.store.session import UnitOfWork
from onewindow.store.shelves import shelf


def search(uow: UnitOfWork, asked: str, *, now: datetime, limit: int = 50) -> Sequence[Found]:
    """The matters in force here whose title holds what was typed, or the first letters of its pinyin; one statement."""
    return catalogue.search(uow.session, "matter", uow.scope.number, now.date(), asked, limit=limit)


def reductions(uow: UnitOfWork, *, now: datetime) -> tuple[Sequence[Candidate], Sequence[Pace]]:
    """Where to simplify: materials that might not have to be asked for (R021), limits and steps (R033)."""
    outlines = shelf(uow.session, uow.scope.number, now.date()).outlines
    return candidates(outlines), paces(outlines.values())
