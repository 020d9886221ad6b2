"""What a tenant inherits, and its own difference to it: what the page of a local adjustment begins with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from onewindow.domain.inheritance.wording import Labels
from onewindow.services.inheritance.saving import labels
from onewindow.store import cached, catalogue, folding, held, overlays
from onewindow.store.catalogue import Publication
from onewindow.store.session import UnitOfWork
from tenants.overlay import Applied, apply
from tenants.patch import SCHEMA, Patch

Json = Any


@dataclass(frozen=True, slots=True)
class Inherited:
    """One document of a tenant above. `base`: what the parent offers (or, `held`, what it offered); `document`: what
    runs here; `patch`: the difference, kept under `seen` (empty: none yet). `labels`: of the dictionary's elements.
    """

    publication: Publication
    base: Json
    document: Json
    patch: Patch
    seen: str
    held: bool
    labels: Labels


def look(uow: UnitOfWork, *, kind: str, key: str, now: datetime) -> Inherited | None:
    """How one inherited document stands here; None for what this tenant publishes itself or nobody above publishes."""
    session, scope = uow.session, uow.scope.number
    chosen = catalogue.in_force(session, [kind], scope, now.date(), key=key)
    if not chosen or chosen[0].scope == scope:
        return None
    layers = overlays.along(session, kind, key, scope)
    back = {(one.scope, one.publication_id): one for one in held.along(session, scope)} if layers else {}
    here = folding.stand(session, chosen, layers, back, scope)[kind, key]
    patches = [here.own.patch_digest] if here.own else []
    bodies = cached.bodies(session, [here.base, here.digest, *patches])
    patch = Patch.from_json(bodies[patches[0]]) if patches else Patch()
    seen = patches[0] if patches else ""
    words = labels(uow, now)
    return Inherited(chosen[0], bodies[here.base], bodies[here.digest], patch, seen, scope in here.held, words)


def stood(uow: UnitOfWork, inherited: Inherited, seen: str) -> Json:
    """The document as it stood here under an earlier difference (its digest); as it stands where that fits no more."""
    if seen == inherited.seen:
        return inherited.document
    body = cached.bodies(uow.session, [seen]).get(seen) if seen else {"schema": SCHEMA}
    if not isinstance(body, dict) or body.get("schema") != SCHEMA:
        return inherited.document
    result = apply(inherited.base, Patch.from_json(body))
    return result.document if isinstance(result, Applied) else inherited.document
