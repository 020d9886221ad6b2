"""Taking a county in: its units from a list of divisions, and opening them one by one (R001–R003)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from onewindow.store import audit, territory
from onewindow.store import tree as store
from onewindow.store.session import UnitOfWork
from tenants.pinyin import initials
from tenants.tree import Tree

Branding = Mapping[int, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Onboarded:
    """What the county has now, by level."""

    county: str
    towns: int
    villages: int


def onboard(
    uow: UnitOfWork,
    tree: Tree,
    *,
    now: datetime,
    phone: str = "",
    branding: Branding | None = None,
    by: UUID | None = None,
) -> Onboarded:
    """Plant the units of a county in its own unit of work; of known ones names follow the list, status and phone stay.

    `branding` gives, by scope number, the body's name on paper (`body`), its letters in document numbers
    (`letters`), its address.
    """
    marks = branding or {}
    planted = [
        replace(one, phone=phone, branding=dict(marks.get(one.scope, {})))
        for one in store.of_divisions(tree, initials)
        if one.scope >= uow.scope.lo
    ]
    _keep_names(uow, planted, now.date())
    store.plant(uow.session, planted)
    levels = [unit.level for unit in planted]
    counts = Onboarded(planted[0].name, levels.count("town"), levels.count("village"))
    detail = {"towns": counts.towns, "villages": counts.villages}
    audit.append(uow.session, audit.Act(now, by, "系统", "tenant.onboard", f"tenant:{uow.scope.number}", detail))
    return counts


def open_units(uow: UnitOfWork, scopes: Collection[int], *, on: date) -> int:
    """Open units of one's own range from a day on; tell how many were changed."""
    return store.set_status(uow.session, scopes, "open", on)


def units(uow: UnitOfWork) -> list[store.Tenant]:
    """The county's units, every one before those below it."""
    return store.load(uow.session)


def _keep_names(uow: UnitOfWork, planted: list[store.Tenant], today: date) -> None:
    """What known units were called until yesterday goes on being found when the list calls them otherwise."""
    known = {one.scope: one for one in store.load(uow.session)}
    yesterday = today - timedelta(days=1)
    for new in planted:
        old = known.get(new.scope)
        if old is None or (old.name, old.code) == (new.name, new.code):
            continue
        if any(one.valid_to == yesterday for one in territory.formers(uow.session, old.scope)):
            continue
        former = territory.Former(
            scope=old.scope,
            code=old.code,
            name=old.name,
            short_name=old.short_name,
            valid_to=yesterday,
            reason="区划名单更新",
        )
        names = {"name": new.name, "short_name": new.short_name, "initials": new.initials}
        territory.rename(uow.session, former, code=new.code, **names)
