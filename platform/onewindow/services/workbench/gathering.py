"""The matters in force that a theme names, compiled, and what they disagree about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from form_builder import Conflict
from onewindow.domain.disagreement import disagreements
from onewindow.domain.effective import CompiledMatter
from onewindow.store import departments, published
from onewindow.store.errors import MissingError
from onewindow.store.session import UnitOfWork


def members(uow: UnitOfWork, scope: int, keys: Sequence[str], now: datetime) -> Mapping[str, CompiledMatter]:
    """Those of the matters that a tenant offers today, by key, in the given order."""
    try:
        offer = published.offer(uow.session, scope, now.date())
    except MissingError:
        return {}
    here = [key for key in keys if key in offer.matters]
    found = published.matters(uow.session, [offer.matters[key].digest for key in here], offer.elements.digest)
    return dict(zip(here, found, strict=True))


def at_odds(uow: UnitOfWork, *, now: datetime) -> Mapping[str, tuple[Conflict, ...]]:
    """The themes in force here whose matters disagree, by key: one of them has a newer version that does not fit."""
    try:
        offer = published.offer(uow.session, uow.scope.number, now.date())
    except MissingError:
        return {}
    words, found = published.dictionary(uow.session, offer.elements.digest), {}
    for key, one in offer.themes.items():
        theme = published.theme(uow.session, one.digest)
        here = [member.matter for member in theme.members if member.matter in offer.matters]
        compiled = published.matters(uow.session, [offer.matters[key].digest for key in here], offer.elements.digest)
        if conflicts := disagreements(theme, dict(zip(here, compiled, strict=True)), theme.words(words)):
            found[key] = conflicts
    return found


def department_names(uow: UnitOfWork, *, now: datetime) -> Sequence[str]:
    """The departments of the tenant and of those above it, by name."""
    return [each.name for each in departments.along(uow.session, uow.scope.number, now.date())]
