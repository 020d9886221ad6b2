"""Documents of a tenant's own that need no chain of opinions: telephones, windows, standards, local days (R006)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from onewindow.domain.inheritance.fitness import unfit
from onewindow.domain.inheritance.names import KINDS
from onewindow.services.inheritance.publishing import Impact, published_
from onewindow.services.inheritance.saving import Refused
from onewindow.store import audit, cached, catalogue, documents, folding
from onewindow.store.folding import Standing
from onewindow.store.session import UnitOfWork

Json = Any


def standing(uow: UnitOfWork, kinds: Collection[str], *, now: datetime) -> dict[tuple[str, str], tuple[Standing, Json]]:
    """How the documents of some kinds stand in this tenant, each with its body, by kind and key."""
    found = folding.standing(uow.session, kinds, uow.scope.number, now.date())
    bodies = cached.bodies(uow.session, [one.digest for one in found.values()])
    return {name: (one, bodies[one.digest]) for name, one in found.items()}


def stood_own(uow: UnitOfWork, kind: str, digest: str) -> Json:
    """A list of this tenant's own as one of its versions had it; None where no version was that."""
    versions = catalogue.history(uow.session, kind, kind)
    if not any(one.digest == digest and one.scope == uow.scope.number for one in versions):
        return None
    return cached.bodies(uow.session, [digest])[digest]


def publish_own(
    uow: UnitOfWork, *, kind: str, body: Json, now: datetime, by: UUID | None = None, by_name: str = "系统"
) -> Impact | Refused:
    """Publish the next version of this tenant's own document of a kind, in force at once; its key is its kind."""
    if faults := unfit(kind, body, None):
        return Refused(faults, tuple(f"{one.said}。" for one in faults))
    digest = documents.put(uow.session, kind, body)
    fresh = catalogue.publish(
        uow.session, kind=kind, key=kind, title=KINDS[kind], digest=digest, effective_from=now.date(), now=now, by=by
    )
    detail = {"kind": kind, "version": fresh.version}
    audit.append(uow.session, audit.Act(now, by, by_name, "setting.publish", f"tenant:{uow.scope.number}", detail))
    return published_(uow, fresh, now, by=by, by_name=by_name)


def parameters_of(uow: UnitOfWork, *, now: datetime) -> dict[str, tuple[str, tuple[str, ...]]]:
    """What the parameters of the matters in force here are called, and which matters read each, by key."""
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    for _standing, body in standing(uow, ("matter",), now=now).values():
        for one in body.get("parameters") or ():
            name, titles = found.get(one["key"], (str(one.get("name") or one["key"]), ()))
            found[one["key"]] = name, (*titles, str(body["name"]))
    return found
