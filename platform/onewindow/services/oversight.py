"""A city looks into its counties: what each allows, read only, and told to the county's own log (ADR 0012).

A county is a partition of its own and stays one: no policy knows of cities. A reading opens the county's unit of work
as this service decides, after the city's right, the reader's and the county's grant were looked at, and leaves an entry
there before the first row is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from onewindow.domain.actor import Actor
from onewindow.domain.permissions import Permission
from onewindow.store import audit, oversight
from onewindow.store.oversight import Grant
from onewindow.store.session import Database, UnitOfWork
from tenants.scope import COUNTY_WIDTH, Level, Scope, county_of, level_of


class Reads(StrEnum):
    """What a city may be let read: counts alone, or cases too."""

    COUNTS = "counts"
    CASES = "cases"


@dataclass(frozen=True, slots=True)
class NotAllowed:
    """Why the city may not look: a Chinese sentence."""

    message: str


@contextmanager
def reading(
    database: Database, actor: Actor, county: int, reads: Reads, *, purpose: str, now: datetime
) -> Iterator[UnitOfWork | NotAllowed]:
    """The county's unit of work, read only, for one reading of somebody in its city; or why not.

    `county` is the county's number. The entry in the county's log is committed before anything can be read.
    """
    if refusal := _refusal(actor, county, purpose):
        yield refusal
        return
    scope = Scope.of(county)
    with UnitOfWork(database, scope) as uow:
        allowed = oversight.granted(uow.session, county_of(actor.scope), now.date())
        if reads not in allowed and Reads.CASES not in allowed:
            yield NotAllowed("该县没有向市级开放这项数据，请与该县政务服务管理部门联系。")
            return
        detail = {"city": county_of(actor.scope), "account": actor.account_id, "reads": reads.value, "purpose": purpose}
        audit.append(uow.session, audit.Act(now, None, actor.name, "city.read", f"tenant:{county}", detail))
    with UnitOfWork(database, scope) as uow:
        oversight.read_only(uow.session)
        yield uow


def let_read(uow: UnitOfWork, reads: Reads, *, now: datetime, by: Actor) -> Grant:
    """Let the city above read from today on, in the county's own unit of work."""
    grant = Grant(city_id=uow.scope.county - uow.scope.county % 100, reads=reads.value, valid_from=now.date())
    oversight.allow(uow.session, grant)
    detail = {"city": grant.city_id, "reads": grant.reads}
    audit.append(uow.session, audit.Act(now, None, by.name, "city.let_read", f"tenant:{uow.scope.number}", detail))
    return grant


def _refusal(actor: Actor, county: int, purpose: str) -> NotAllowed | None:
    if level_of(actor.scope) is not Level.CITY or not actor.may(Permission.SUPERVISION_VIEW):
        return NotAllowed("只有市级监察或管理人员可以查看各县数据，请联系市级管理员。")
    if level_of(county) is not Level.COUNTY or county // COUNTY_WIDTH // 100 != county_of(actor.scope) // 100:
        return NotAllowed("该县不属于本市，请核对县的代码。")
    if not purpose.strip():
        return NotAllowed("请说明查看的目的，它将记入该县的操作日志。")
    return None
