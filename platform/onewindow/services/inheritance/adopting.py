"""Differences that come in from outside, many at once: each has to fit what stands above it here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from onewindow.domain.inheritance.wording import refused
from onewindow.services.inheritance.publishing import hold, judging
from onewindow.services.inheritance.saving import labels
from onewindow.store import cached, catalogue, folding, held, overlays
from onewindow.store.catalogue import Publication
from onewindow.store.held import Held
from onewindow.store.overlays import Overlay
from onewindow.store.session import UnitOfWork
from tenants.scope import lineage

Name = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Adopted:
    """`saved` differences are in force; `left` ones do not fit, each with its reasons; `held` tenants stand still."""

    saved: int = 0
    left: tuple[tuple[Overlay, tuple[str, ...]], ...] = ()
    held: tuple[Held, ...] = ()


def adopt(uow: UnitOfWork, wanted: Sequence[Overlay], *, now: datetime) -> Adopted:
    """Save differences of this tenant and those below it; their documents have been put before.

    `base_digest` of one that is known to be held names the document it stands on; otherwise it is empty. The number of
    statements grows with the number of documents that somebody publishes, not with that of tenants or differences.
    """
    if not wanted:
        return Adopted()
    session, today = uow.session, now.date()
    names = {(one.kind, one.key) for one in wanted}
    publishers = [*catalogue.within(session, today)]
    publishers += catalogue.in_force(session, catalogue.KINDS, uow.scope.number, today)
    by_name: dict[Name, dict[int, Publication]] = {}
    for one in publishers:
        by_name.setdefault((one.kind, one.key), {})[one.scope] = one
    layers = _merged(overlays.within(session), wanted, names)
    groups: dict[Publication, list[Overlay]] = {}
    left: list[tuple[Overlay, tuple[str, ...]]] = []
    for layer in layers:
        above = by_name.get((layer.kind, layer.key), {})
        source = next((above[number] for number in lineage(layer.scope)[1:] if number in above), None)
        if source is not None and layer.scope not in above:
            groups.setdefault(source, []).append(layer)
        elif layer.version == 0:
            left.append((layer, ("上级没有发布这一项。",)))
    return _settled(uow, groups, left, now)


def _settled(
    uow: UnitOfWork,
    groups: Mapping[Publication, Sequence[Overlay]],
    left: list[tuple[Overlay, tuple[str, ...]]],
    now: datetime,
) -> Adopted:
    session = uow.session
    rows = {(one.scope, one.publication_id): one.base_digest for one in held.below(session)}
    digests = [one.digest for one in groups] + [layer.patch_digest for group in groups.values() for layer in group]
    cached.bodies(session, digests)
    saved: list[Overlay] = []
    stopped: list[Held] = []
    for publication, group in groups.items():
        stays = {layer.scope: layer.base_digest for layer in group if layer.base_digest}
        stays |= {scope: base for (scope, of), base in rows.items() if of == publication.id}
        root = _root(uow, publication)
        judge = judging(uow, publication.kind, now.date())
        steps = folding.descend(session, publication.kind, root, group, stays, judge)
        for layer in group:
            step = steps[layer.scope]
            if layer.version == 0 and step.refusals and not layer.base_digest:
                left.append((layer, tuple(_sentences(uow, publication, step, now))))
                del steps[layer.scope]
            elif layer.version == 0:
                saved.append(replace(layer, base_digest=step.base))
        stopped += hold(uow, publication, steps, now)
    cached.keep(session, [one.base_digest for one in saved])
    overlays.put_all(session, saved)
    return Adopted(len(saved), tuple(left), tuple(stopped))


def _merged(known: Sequence[Overlay], wanted: Sequence[Overlay], names: set[Name]) -> list[Overlay]:
    """The overlays on some documents as they will be: those that come in instead of those that are there."""
    coming = {(one.scope, one.kind, one.key) for one in wanted}
    there = [one for one in known if (one.kind, one.key) in names and (one.scope, one.kind, one.key) not in coming]
    return [*there, *wanted]


def _root(uow: UnitOfWork, publication: Publication) -> str:
    """What the top of this unit of work has above it: the publication, with the differences between the two."""
    scope = uow.scope.number
    if publication.scope >= scope:
        return publication.digest
    session = uow.session
    above = [one for one in overlays.of_lineage(session, [publication.kind], scope) if one.scope < scope]
    back = {(one.scope, one.publication_id): one for one in held.along(session, scope)}
    return folding.stand(session, [publication], above, back, scope)[publication.kind, publication.key].digest


def _sentences(uow: UnitOfWork, publication: Publication, step: folding.Step, now: datetime) -> Iterator[str]:
    body = cached.bodies(uow.session, [publication.digest])[publication.digest]
    names = labels(uow, now)
    yield from (refused(one, body, names) for one in step.refusals)
