"""The numbers of a body as it would look them up: the rules, each series with its last and next number, what comes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from onewindow.domain import numbering
from onewindow.domain.numbering import SeriesExhausted
from onewindow.domain.numbering_rules import KEY, NumberingRules, faults, rules_of
from onewindow.services.paper.issuing import numbering_of
from onewindow.store import catalogue, documents, tree
from onewindow.store import numbering as counters
from onewindow.store.catalogue import Publication
from onewindow.store.session import UnitOfWork


@dataclass(frozen=True, slots=True)
class Series:
    """One series of papers: the kinds numbered in it, the last serial given out (0: none), the next number."""

    kinds: tuple[str, ...]
    last: int
    next_number: str
    warning: str


@dataclass(frozen=True, slots=True)
class Book:
    """How a body numbers today. `versions`: all rules in sight, the newest first, its own before those above."""

    rules: NumberingRules
    series: tuple[Series, ...]
    versions: tuple[Publication, ...]
    own: Mapping[str, Any]


def book(uow: UnitOfWork, kinds: Sequence[str], *, now: datetime) -> Book:
    """The numbers of the body of this unit of work."""
    tenant = tree.get(uow.session, uow.scope.number)
    rules = numbering_of(uow, tenant, now)
    versions = catalogue.history(uow.session, KEY, KEY)
    newest = next((one for one in versions if one.scope == tenant.scope), None)
    own = documents.get(uow.session, newest.digest) if newest else {}
    return Book(rules, _series(uow, rules, tenant, kinds, now.date()), tuple(versions), own)


def foreseen(
    uow: UnitOfWork, document: Mapping[str, Any], kinds: Sequence[str], *, on: date
) -> tuple[Series, ...] | list[str]:
    """The series under other rules, before they are published; or what is wrong with the rules, in Chinese."""
    if wrong := faults(document):
        return wrong
    tenant = tree.get(uow.session, uow.scope.number)
    rules = rules_of(document, str(tenant.branding.get("letters") or tenant.short_name))
    return _series(uow, rules, tenant, kinds, on)


def _series(
    uow: UnitOfWork, rules: NumberingRules, tenant: tree.Tenant, kinds: Sequence[str], on: date
) -> tuple[Series, ...]:
    shared: dict[str, list[str]] = {}
    for kind in kinds:
        shared.setdefault(rules.series_of(kind, on, tenant.code), []).append(kind)
    last = counters.last_of_each(uow.session, list(shared))
    return tuple(_one(series, of_it, last[series]) for series, of_it in shared.items())


def _one(series: str, kinds: Sequence[str], last: int) -> Series:
    following = numbering.number(series, last + 1)
    shown = "—" if isinstance(following, SeriesExhausted) else following
    return Series(tuple(kinds), last, shown, numbering.near_end(series, last) or "")
