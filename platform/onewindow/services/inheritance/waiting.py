"""What waits to be settled here: documents on which this tenant goes on with an older version, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from onewindow.domain.inheritance.wording import Labels, refused
from onewindow.services.inheritance.publishing import judging
from onewindow.services.inheritance.saving import labels
from onewindow.store import cached, catalogue, folding, held, overlays
from onewindow.store.catalogue import KINDS, Publication
from onewindow.store.session import UnitOfWork
from tenants.overlay import Conflict, Refusal
from tenants.patch import Patch
from tenants.pointers import ABSENT, Pointer, find, parse

Json = Any


@dataclass(frozen=True, slots=True)
class Clash:
    """One difference that does not fit any more. `pointer` is the difference's own; `sentence` says what is against it.

    `above`: what the parent has now; `mine`: what this tenant has; `ABSENT` where nothing stands.
    """

    pointer: Pointer
    sentence: str
    above: Json
    mine: Json


@dataclass(frozen=True, slots=True)
class Waiting:
    """One document: `publication` is the version that is not followed, `parent` its body as it would stand here."""

    publication: Publication
    parent: Json
    clashes: tuple[Clash, ...]
    unfit: tuple[str, ...] = ()


def waiting(uow: UnitOfWork, *, now: datetime) -> tuple[Waiting, ...]:
    """Every document on which this tenant is held, by kind and key; the same few statements for any number of them."""
    session, scope, today = uow.session, uow.scope.number, now.date()
    layers = overlays.of_lineage(session, KINDS, scope)
    mine = {(one.kind, one.key): one for one in layers if one.scope == scope}
    if not mine:
        return ()
    back = {(one.scope, one.publication_id): one for one in held.along(session, scope)}
    chosen = [one for one in catalogue.in_force(session, KINDS, scope, today) if (one.kind, one.key) in mine]
    stands = folding.stand(session, chosen, layers, back, scope)
    stopped = [one for one in chosen if scope in stands[one.kind, one.key].held]
    theirs = [one for one in layers if one.scope != scope]
    parents = folding.stand(session, stopped, theirs, back, scope)
    digests = [parents[one.kind, one.key].digest for one in stopped]
    bodies = cached.bodies(session, [*digests, *(mine[one.kind, one.key].patch_digest for one in stopped)])
    words = labels(uow, now) if stopped else {}
    found = []
    for one in stopped:
        digest, patch = parents[one.kind, one.key].digest, mine[one.kind, one.key].patch_digest
        folded = folding.fold(session, one.kind, digest, patch)
        refusals = folded.refusals if isinstance(folded, Conflict) else judging(uow, one.kind, today)(folded)
        clashes = tuple(_clashes(refusals, bodies[digest], Patch.from_json(bodies[patch]), words))
        unfit = tuple(each.said for each in refusals if not each.element)
        found.append(Waiting(one, bodies[digest], clashes, unfit))
    return tuple(found)


def _clashes(refusals: tuple[Refusal, ...], parent: Json, patch: Patch, words: Labels) -> Iterator[Clash]:
    seen: dict[Pointer, list[str]] = {}
    for refusal in refusals:
        if refusal.element:
            pointer = parse(refusal.element)
            own = next((one for one in patch.elements if one == pointer[: len(one)]), pointer)
            seen.setdefault(own, []).append(refused(refusal, parent, words))
    for pointer, sentences in seen.items():
        yield Clash(pointer, "".join(sentences), find(parent, pointer), patch.adapted.get(pointer, ABSENT))
