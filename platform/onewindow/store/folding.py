"""Documents as they stand in a tenant: what was published above, with the differences along the lineage.

Nothing is written for a tenant that inherits: a document is folded when somebody reads it, and each fold is kept by
this process under the digests it is made of (R005; docs/tenants.md).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from onewindow.domain.canonical import digest as digest_of
from onewindow.store import cached, catalogue, held, overlays
from onewindow.store.cached import Cache
from onewindow.store.catalogue import Publication
from onewindow.store.held import Held
from onewindow.store.overlays import Overlay
from tenants.overlay import Applied, Conflict, Refusal, apply
from tenants.patch import Patch
from tenants.scope import lineage

Json = Any
Name = tuple[str, str]
"""Kind and key of a document."""

_folds: Cache[tuple[str, str], tuple[str, Json] | Conflict] = Cache(8_192)


@dataclass(frozen=True, slots=True)
class Standing:
    """One document as it stands in a tenant.

    `digest` names what is in force; `base` what the tenant's own overlay stands on, which is what its parent offers, or
    offered when it is `held`. `held`: who is held on the lineage, nearest first; by rows, or for want of a row because
    the newest overlay does not fit (then its `publication` alone is told).
    """

    publication: Publication
    digest: str
    base: str
    own: Overlay | None = None
    held: tuple[int, ...] = ()

    @property
    def in_force(self) -> Publication:
        """The publication, under the digest of the document that is in force here."""
        if self.digest == self.publication.digest:
            return self.publication
        return replace(self.publication, digest=self.digest)


def standing(
    session: Session, kinds: Collection[str], scope: int, on: date, *, key: str | None = None
) -> dict[Name, Standing]:
    """How the documents of some kinds (or one of them) stand in a tenant on a day, offered or not.

    Two statements; where overlays are met three, and one more for documents that this process has not seen.
    """
    chosen = catalogue.in_force(session, kinds, scope, on, key=key)
    layers = overlays.of_lineage(session, kinds, scope)
    back = {(one.scope, one.publication_id): one for one in held.along(session, scope)} if layers else {}
    return stand(session, chosen, layers, back, scope)


def stand(
    session: Session,
    chosen: Sequence[Publication],
    layers: Iterable[Overlay],
    back: Mapping[tuple[int, UUID], Held],
    scope: int,
) -> dict[Name, Standing]:
    """Fold publications with the overlays of one lineage; `back`: who is held from which publication."""
    of_name: dict[Name, list[Overlay]] = {}
    for layer in layers:
        of_name.setdefault((layer.kind, layer.key), []).append(layer)
    _fetch(session, chosen, of_name, back)
    return {
        (one.kind, one.key): _standing(session, one, of_name.get((one.kind, one.key), ()), back, scope)
        for one in chosen
    }


def fold(session: Session, kind: str, base: str, patch: str) -> str | Conflict:
    """The digest of a document with an overlay applied, or why it does not fit; its body is at hand afterwards."""
    known = _folds.get((base, patch))
    if known is None:
        bodies = cached.bodies(session, [base, patch])
        known = _folds.put((base, patch), _folded(bodies[base], bodies[patch]))
    return known if isinstance(known, Conflict) else cached.remember(session, kind, known[1])


def _folded(body: Json, patch: Json) -> tuple[str, Json] | Conflict:
    result = apply(body, Patch.from_json(patch))
    return (digest_of(result.document), result.document) if isinstance(result, Applied) else result


def _fetch(
    session: Session,
    chosen: Iterable[Publication],
    of_name: Mapping[Name, Sequence[Overlay]],
    back: Mapping[tuple[int, UUID], Held],
) -> None:
    """Read everything that folding needs in one statement."""
    met = [one for one in chosen if (one.kind, one.key) in of_name]
    patches = [layer.patch_digest for one in met for layer in of_name[one.kind, one.key]]
    if met:
        cached.bodies(session, [*(one.digest for one in met), *patches, *(one.base_digest for one in back.values())])


def _standing(
    session: Session,
    publication: Publication,
    layers: Sequence[Overlay],
    back: Mapping[tuple[int, UUID], Held],
    scope: int,
) -> Standing:
    digest = base = publication.digest
    own: Overlay | None = None
    stopped: list[int] = []
    for layer in sorted(layers, key=lambda one: one.scope):
        if layer.scope <= publication.scope:
            continue
        base = digest
        row = back.get((layer.scope, publication.id))
        if row is not None:
            stopped.append(layer.scope)
            base = row.base_digest
        folded = fold(session, publication.kind, base, layer.patch_digest)
        if isinstance(folded, Conflict):  # not told yet: it goes on with what its overlay was made on
            stopped.append(layer.scope)
            base = layer.base_digest
            folded = fold(session, publication.kind, base, layer.patch_digest)
        digest = base if isinstance(folded, Conflict) else folded
        own = layer if layer.scope == scope else None
    return Standing(publication, digest, digest if own is None else base, own, tuple(reversed(stopped)))


@dataclass(frozen=True, slots=True)
class Step:
    """Where one tenant's overlay stands: on `base`, giving `digest`; or why it does not fit there."""

    base: str
    digest: str
    refusals: tuple[Refusal, ...] = ()


def descend(
    session: Session,
    kind: str,
    root: str,
    layers: Sequence[Overlay],
    stays: Mapping[int, str],
    judge: Callable[[str], tuple[Refusal, ...]],
    *,
    pinned: Collection[int] = (),
) -> dict[int, Step]:
    """Fold the overlays of a whole subtree from its top down, each tenant on the nearest one above it.

    `root`: the digest at the top. Where an overlay does not fit, or `judge` refuses the result, the tenant goes on
    standing on `stays` (by scope; otherwise on what its overlay was made on), and those below it stand on that. Who is
    `pinned` stands there in any case.
    """
    cached.bodies(session, [root, *(one.patch_digest for one in layers), *stays.values()])
    found: dict[int, Step] = {}
    for layer in sorted(layers, key=lambda one: one.scope):
        above = next((found[number] for number in lineage(layer.scope)[1:] if number in found), None)
        base = above.digest if above else root
        if layer.scope in pinned:
            base = stays[layer.scope]
        folded = fold(session, kind, base, layer.patch_digest)
        refusals = folded.refusals if isinstance(folded, Conflict) else judge(folded)
        if refusals:
            base = stays.get(layer.scope) or layer.base_digest or base
            folded = fold(session, kind, base, layer.patch_digest)
        found[layer.scope] = Step(base, base if isinstance(folded, Conflict) else folded, refusals)
    return found


def agreeable(_digest: str) -> tuple[Refusal, ...]:
    """A judge that has nothing against any result."""
    return ()
