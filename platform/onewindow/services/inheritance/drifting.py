"""A tenant against the standard: every difference as a sentence, a red card for what was never left open (R038)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from onewindow.domain.inheritance.names import KINDS as KIND_NAMES
from onewindow.domain.inheritance.wording import Labels, Told, told
from onewindow.services.inheritance.saving import labels
from onewindow.store import cached, catalogue, folding, held, overlays
from onewindow.store.catalogue import KINDS, Publication
from onewindow.store.folding import Standing
from onewindow.store.session import UnitOfWork
from tenants.drift import drift
from tenants.scope import lineage

Json = Any


@dataclass(frozen=True, slots=True)
class Drifted:
    """One document that differs from the parent's.

    `own`: the tenant publishes a version of its own. `held`: it goes on with an older version. `standard`: the version
    of the parent it is held against.
    """

    kind: str
    key: str
    title: str
    standard: int
    own: bool
    held: bool
    differences: tuple[Told, ...]

    @property
    def kind_name(self) -> str:
        """What the kind is called."""
        return KIND_NAMES[self.kind]

    @property
    def red_cards(self) -> tuple[Told, ...]:
        """What the standard never left open."""
        return tuple(one for one in self.differences if one.red_card)


def drifted(uow: UnitOfWork, *, now: datetime) -> tuple[Drifted, ...]:
    """Every document of this tenant that differs from what its parent offers today, by kind and key.

    A tenant at the top of its county has no standard above it. The number of statements is the same for any number of
    documents.
    """
    session, scope, today = uow.session, uow.scope.number, now.date()
    above = lineage(scope)[1:]
    if not above:
        return ()
    layers = overlays.of_lineage(session, KINDS, scope)
    back = {(one.scope, one.publication_id): one for one in held.along(session, scope)}
    here = folding.stand(session, catalogue.in_force(session, KINDS, scope, today), layers, back, scope)
    theirs = [one for one in layers if one.scope != scope]
    parents = folding.stand(session, catalogue.in_force(session, KINDS, above[0], today), theirs, back, above[0])
    pairs = {name: (parents[name], one) for name, one in here.items() if _differs(parents.get(name), one)}
    bodies = cached.bodies(session, [digest for pair in pairs.values() for digest in (pair[0].digest, pair[1].digest)])
    names = labels(uow, now) if pairs else {}
    return tuple(_drifted(scope, parent, one, bodies, names) for parent, one in pairs.values())


def _differs(parent: Standing | None, one: Standing) -> bool:
    return parent is not None and parent.digest != one.digest


def _drifted(scope: int, parent: Standing, one: Standing, bodies: Mapping[str, Json], names: Labels) -> Drifted:
    publication: Publication = parent.publication
    return Drifted(
        publication.kind,
        publication.key,
        publication.title,
        publication.version,
        own=one.publication.scope == scope,
        held=scope in one.held,
        differences=tuple(
            sorted(_told(bodies[parent.digest], bodies[one.digest], names), key=lambda one: not one.red_card)
        ),
    )


def _told(standard: Json, document: Json, names: Labels) -> Iterator[Told]:
    for deviation in drift(standard, document):
        yield told(deviation, standard, document, names)


def differing(uow: UnitOfWork) -> dict[int, int]:
    """How many documents each tenant of this range has adjusted, by scope."""
    found: dict[int, int] = {}
    session = uow.session
    layers = overlays.within(session)
    bodies = cached.bodies(session, [one.patch_digest for one in layers])
    for one in layers:
        if len(bodies[one.patch_digest]) > 1:  # more than its schema: not given up for the standard
            found[one.scope] = found.get(one.scope, 0) + 1
    return found
