"""A version was published: everybody below follows at once, but for those whose difference does not fit it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from form_builder import Dictionary
from onewindow.domain.inheritance.fitness import unfit
from onewindow.store import audit, cached, catalogue, folding, held, overlays, published
from onewindow.store.catalogue import Publication
from onewindow.store.folding import Step
from onewindow.store.held import Held
from onewindow.store.overlays import Overlay
from onewindow.store.session import UnitOfWork
from tenants.overlay import Refusal
from tenants.scope import range_of

Judge = Callable[[str], tuple[Refusal, ...]]


@dataclass(frozen=True, slots=True)
class Impact:
    """What a publication meant below: how many tenants take it over, and who is held at what it had."""

    inheriting: int
    held: tuple[Held, ...] = ()


def published_(
    uow: UnitOfWork, publication: Publication, now: datetime, *, by: UUID | None = None, by_name: str = "系统"
) -> Impact:
    """Settle what a fresh publication of this tenant does to the tenants below, in the caller's transaction.

    Writes one `held` row for each overlay that conflicts (and, once, the document it is held at); nothing for a tenant
    that follows. The number of statements does not depend on how many tenants there are.
    """
    session = uow.session
    layers = overlays.below(session, publication.kind, publication.key, publication.scope)
    stopped: tuple[Held, ...] = ()
    if layers:
        layers = _reached(
            layers, catalogue.publishers_below(session, publication.kind, publication.key, publication.scope)
        )
        earlier = catalogue.before(session, publication)
        stopped = _stop(uow, publication, layers, _bases(uow, publication.scope, earlier, layers), now)
    if stopped:
        detail = {"kind": publication.kind, "key": publication.key, "tenants": [one.scope for one in stopped]}
        audit.append(session, audit.Act(now, by, by_name, "overlay.held", f"publication:{publication.id}", detail))
    return Impact(catalogue.inheriting(session, publication), stopped)


def _stop(
    uow: UnitOfWork, publication: Publication, layers: Sequence[Overlay], stays: Mapping[int, str], now: datetime
) -> tuple[Held, ...]:
    session, today = uow.session, now.date()
    judge = judging(uow, publication.kind, today)
    steps = folding.descend(session, publication.kind, publication.digest, layers, stays, judge)
    stopped = hold(uow, publication, steps, now)
    if publication.effective_from <= today:
        open_ = held.below(session, publication.kind, publication.key)
        moving = {scope for scope, step in steps.items() if not step.refusals}
        outdated = {one.publication_id for one in open_ if one.scope in moving}
        held.settle(session, moving, outdated, how="fits_again", at=now)
    return stopped


def hold(uow: UnitOfWork, publication: Publication, steps: Mapping[int, Step], now: datetime) -> tuple[Held, ...]:
    """Write down who does not follow a publication, and why."""
    stopped = tuple(
        Held(
            scope=scope,
            kind=publication.kind,
            key=publication.key,
            publication_id=publication.id,
            base_digest=step.base,
            refusals=[asdict(refusal) for refusal in step.refusals],
            held_at=now,
        )
        for scope, step in steps.items()
        if step.refusals
    )
    cached.keep(uow.session, [one.base_digest for one in stopped])
    held.put(uow.session, stopped)
    return stopped


def judging(uow: UnitOfWork, kind: str, on: date) -> Judge:
    """Tell whether a folded document can run; each is judged once."""
    words = dictionary(uow, on) if kind == "matter" else None
    seen: dict[str, tuple[Refusal, ...]] = {}

    def judge(digest: str) -> tuple[Refusal, ...]:
        if digest not in seen:
            seen[digest] = unfit(kind, cached.bodies(uow.session, [digest])[digest], words)
        return seen[digest]

    return judge


def dictionary(uow: UnitOfWork, on: date) -> Dictionary | None:
    """The dictionary in force in this tenant, if there is one."""
    found = published.effective(uow.session, "elements", uow.scope.number, on).get(published.DICTIONARY_KEY)
    return published.dictionary(uow.session, found.digest) if found else None


def _reached(layers: Iterable[Overlay], publishers: Sequence[int]) -> list[Overlay]:
    """The overlays that stand on this publication: not those below a tenant with a version of its own."""
    ranges = [range_of(number) for number in publishers]
    return [one for one in layers if not any(lo <= one.scope <= hi for lo, hi in ranges)]


def _bases(uow: UnitOfWork, publisher: int, earlier: Publication | None, layers: Sequence[Overlay]) -> dict[int, str]:
    """On what each tenant's overlay stood before, by scope."""
    if earlier is None:
        return {}
    session, scope = uow.session, publisher
    open_ = held.below(session, earlier.kind, earlier.key)
    back = {one.scope: one.base_digest for one in open_ if one.publication_id == earlier.id}
    root = earlier.digest
    if earlier.scope != scope:
        above = overlays.of_lineage(session, [earlier.kind], scope)
        stopped = {(one.scope, one.publication_id): one for one in held.along(session, scope)}
        root = folding.stand(session, [earlier], above, stopped, scope)[earlier.kind, earlier.key].digest
    steps = folding.descend(session, earlier.kind, root, layers, back, folding.agreeable, pinned=back.keys())
    return {number: step.base for number, step in steps.items()}
