"""The versions of one document: which one holds, which one is still to come, how each came about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from onewindow.domain.publishing.weighing import Weight
from onewindow.store import catalogue, releases
from onewindow.store.catalogue import YIELDED, Publication
from onewindow.store.session import UnitOfWork


class Standing(StrEnum):
    """Where a version stands: it holds, its day is still to come, another took its place, or it was stopped."""

    CURRENT = "current"
    SCHEDULED = "scheduled"
    REPLACED = "replaced"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Version:
    """One version. `weight`: its class of change, None where it did not come through the chain; `same_as`: the number
    of the earlier version of the same publisher whose text it has, None when its text is new.
    """

    publication: Publication
    standing: Standing
    weight: Weight | None = None
    same_as: int | None = None


def versions(uow: UnitOfWork, *, kind: str, key: str, on: date) -> Sequence[Version]:
    """All versions of a document in sight, own ones first, the newest first; two statements."""
    found = catalogue.history(uow.session, kind, key)
    known = releases.of(uow.session, [one.id for one in found])
    reached = [one for one in found if one.effective_from <= on and one.state != YIELDED]
    holds = reached[0] if reached else None
    return [
        Version(
            one,
            _standing(one, holds, on),
            Weight(known[one.id].weight) if one.id in known else None,
            next(
                (old.version for old in found if _earlier(old, one) and old.digest == one.digest),
                None,
            ),
        )
        for one in found
    ]


def _standing(one: Publication, holds: Publication | None, on: date) -> Standing:
    if one.state == "suspended":
        return Standing.SUSPENDED
    if one.state != "published":
        return Standing.WITHDRAWN
    if one.effective_from > on:
        return Standing.SCHEDULED
    return Standing.CURRENT if one is holds else Standing.REPLACED


def _earlier(old: Publication, one: Publication) -> bool:
    return old.scope == one.scope and old.version < one.version
