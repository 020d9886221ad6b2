"""A tenant's own difference: saved, settled after a conflict, or given up for the standard (R005, R006)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from onewindow.domain.inheritance.wording import Labels, refused
from onewindow.services.inheritance.publishing import dictionary, hold, judging
from onewindow.store import audit, cached, catalogue, documents, folding, held, overlays
from onewindow.store.catalogue import Publication
from onewindow.store.folding import Standing, Step
from onewindow.store.held import Held
from onewindow.store.overlays import Overlay
from onewindow.store.session import UnitOfWork
from tenants.differences import State
from tenants.errors import PatchError
from tenants.overlay import Conflict, Refusal, apply
from tenants.patch import Patch
from tenants.pointers import parse

Json = Any
NOT_ABOVE = "上级没有发布这一项，本级没有可以调整的内容"
OWN = "这一项由本级发布，请直接修改本级的版本"


@dataclass(frozen=True, slots=True)
class Saved:
    """The difference is in force; `held`: tenants below whose own difference does not fit it any more."""

    overlay: Overlay
    states: Mapping[str, State] = field(default_factory=dict)
    held: tuple[Held, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing was changed: every reason, and the same as sentences that quote the rule broken."""

    refusals: tuple[Refusal, ...]
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Take:
    """Take the parent's: the element's difference is dropped."""


@dataclass(frozen=True, slots=True)
class Adapt:
    """Keep a difference, but with this value, which fits what the parent says now."""

    value: Json


def save_overlay(
    uow: UnitOfWork, *, kind: str, key: str, patch: Json, now: datetime, by: UUID | None = None, by_name: str = "系统"
) -> Saved | Refused:
    """Save this tenant's difference (`onewindow/overlay/1`) to an inherited document, whole; who was held is settled.

    Refused with the rule quoted where it breaks a lock or a bound, or where the result could not run.
    """
    try:
        wanted = Patch.from_json(patch)
    except PatchError as fault:
        said = str(fault).rstrip("。")
        return Refused((Refusal("", "shape", said),), (f"{said}。",))
    return _save(uow, _Change(kind, key, "overlay.save", "settled", now, by, by_name), lambda _old: wanted)


def settle(
    uow: UnitOfWork,
    *,
    kind: str,
    key: str,
    choices: Mapping[str, Take | Adapt],
    now: datetime,
    by: UUID | None = None,
    by_name: str = "系统",
) -> Saved | Refused:
    """Settle what a new version of the parent made impossible: for each element (written pointer) take or adapt.

    All that is in conflict has to be settled together; what still does not fit is refused.
    """
    takes = [parse(element) for element, choice in choices.items() if isinstance(choice, Take)]
    adapts = {parse(element): choice.value for element, choice in choices.items() if isinstance(choice, Adapt)}
    change = _Change(kind, key, "overlay.settle", "settled", now, by, by_name)
    return _save(uow, change, lambda old: old.without(takes).adapting(adapts))


def restore(
    uow: UnitOfWork,
    *,
    kind: str,
    key: str,
    elements: Collection[str] | None = None,
    now: datetime,
    by: UUID | None = None,
    by_name: str = "系统",
) -> Saved | Refused | None:
    """Go back to the standard: in these elements (written pointers), or in everything.

    A version of the tenant's own gives way as a whole. None: there was nothing that differed.
    """
    change = _Change(kind, key, "overlay.restore", "restored", now, by, by_name)
    if elements is None:
        own = catalogue.give_way(uow.session, kind, key)
        if own:
            detail = {"kind": kind, "key": key, "versions": own}
            audit.append(uow.session, audit.Act(now, by, by_name, change.act, f"tenant:{uow.scope.number}", detail))
        scope = uow.scope.number
        if all(one.scope != scope for one in overlays.along(uow.session, kind, key, scope)):
            return None
        return _save(uow, change, lambda _old: Patch())
    gone = [parse(element) for element in elements]
    return _save(uow, change, lambda old: old.without(gone))


@dataclass(frozen=True, slots=True)
class _Change:
    kind: str
    key: str
    act: str
    how: str
    now: datetime
    by: UUID | None
    by_name: str


def _save(uow: UnitOfWork, change: _Change, wanted: Callable[[Patch], Patch]) -> Saved | Refused:
    around = _Around.of(uow, change)
    if isinstance(around, Refused):
        return around
    patch = wanted(around.old)
    result = apply(around.body, patch)
    if isinstance(result, Conflict):
        return around.refused(result.refusals)
    digest = cached.remember(uow.session, change.kind, result.document)
    if faults := around.judge(digest):
        return around.refused(faults)
    overlay = around.put(patch)
    stopped = around.go_on(overlay)
    detail = {"kind": change.kind, "key": change.key, "elements": ["/".join(one) for one in patch.elements]}
    who = f"tenant:{uow.scope.number}"
    audit.append(uow.session, audit.Act(change.now, change.by, change.by_name, change.act, who, detail))
    return Saved(overlay, result.states, stopped)


class _Around:
    """What a change of one overlay has to know: the parent's document, what was there before, who stands below."""

    def __init__(self, uow: UnitOfWork, change: _Change, current: Publication, layers: list[Overlay]) -> None:
        session, scope, today = uow.session, uow.scope.number, change.now.date()
        self.uow, self.change, self.current, self.scope = uow, change, current, scope
        self.above = [one for one in layers if one.scope < scope]
        self.mine = next((one for one in layers if one.scope == scope), None)
        self.back = {(one.scope, one.publication_id): one for one in held.along(session, scope)}
        self.known = held.below(session, change.kind, change.key)
        self.parent = self._parent(current).digest
        self.before = folding.stand(session, [current], layers, self.back, scope)[change.kind, change.key]
        patches = [self.mine.patch_digest] if self.mine else []
        bodies = cached.bodies(session, [self.parent, *patches])
        self.body = bodies[self.parent]
        self.old = Patch.from_json(bodies[patches[0]]) if patches else Patch()
        self.judge = judging(uow, change.kind, today)

    @classmethod
    def of(cls, uow: UnitOfWork, change: _Change) -> _Around | Refused:
        """Look around; refused when there is nothing above that could be changed here."""
        session, scope, today = uow.session, uow.scope.number, change.now.date()
        chosen = catalogue.in_force(session, [change.kind], scope, today, key=change.key)
        if not chosen:
            return Refused((Refusal("", "gone", NOT_ABOVE),), (f"{NOT_ABOVE}。",))
        if chosen[0].scope == scope:
            return Refused((Refusal("", "own", OWN),), (f"{OWN}。",))
        return cls(uow, change, chosen[0], overlays.along(session, change.kind, change.key, scope))

    def _parent(self, publication: Publication) -> Standing:
        stands = folding.stand(self.uow.session, [publication], self.above, self.back, self.scope)
        return stands[self.change.kind, self.change.key]

    def refused(self, refusals: tuple[Refusal, ...]) -> Refused:
        """The reasons as people read them."""
        names = labels(self.uow, self.change.now)
        return Refused(refusals, tuple(refused(one, self.body, names) for one in refusals))

    def put(self, patch: Patch) -> Overlay:
        """Write the next version of the overlay, made on what the parent has now."""
        session, change = self.uow.session, self.change
        cached.keep(session, [self.parent])
        return overlays.put(
            session,
            kind=change.kind,
            key=change.key,
            base_digest=self.parent,
            patch_digest=documents.put(session, "overlay", patch.to_json()),
            now=change.now,
            by=change.by,
        )

    def go_on(self, overlay: Overlay) -> tuple[Held, ...]:
        """Settle what the change means: for the tenant itself in versions still to come, and for those below it."""
        session, change, now = self.uow.session, self.change, self.change.now
        coming = catalogue.scheduled(session, self.current, self.scope, now.date())
        deeper = overlays.below(session, change.kind, change.key, self.scope)
        stopped: list[Held] = []
        fitting: dict[UUID, set[int]] = {}
        for publication in [self.current, *coming]:
            steps = self._steps(publication, overlay, deeper)
            stopped += hold(self.uow, publication, steps, now)
            fitting[publication.id] = {scope for scope, step in steps.items() if not step.refusals}
        again = [one for one in self.known if one.scope in fitting.get(one.publication_id, ())]
        own = [one for one in again if one.scope == self.scope]
        held.settle(session, {one.scope for one in own}, {one.publication_id for one in own}, how=change.how, at=now)
        for publication in [self.current, *coming]:
            others = {one.scope for one in again if one.publication_id == publication.id} - {self.scope}
            held.settle(session, others, [publication.id], how="fits_again", at=now)
        return tuple(one for one in stopped if one.scope != self.scope)

    def _steps(self, publication: Publication, overlay: Overlay, deeper: list[Overlay]) -> dict[int, Step]:
        """The tenant and those below it under one version, as the overlay is now; who stops, stops where he was."""
        session, kind = self.uow.session, self.change.kind
        layers = [overlay, *deeper]
        pins = {one.scope: one.base_digest for one in self.known if one.publication_id == self.current.id}
        earlier = folding.descend(
            session, kind, self.before.digest, deeper, pins, folding.agreeable, pinned=pins.keys()
        )
        stays = {scope: step.base for scope, step in earlier.items()} | {self.scope: self.parent}
        return folding.descend(session, kind, self._parent(publication).digest, layers, stays, self.judge)


def labels(uow: UnitOfWork, now: datetime) -> Labels:
    """What the dictionary in force calls its elements, by key."""
    words = dictionary(uow, now.date())
    return {element.key: element.label for element in words} if words else {}
