"""Taking counties in: from lists of divisions to windows that accept, in one go, as often as wanted (R002, R003, R007).

First everything is looked at and every problem told; then each county is settled in a transaction of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from onewindow.domain.case_format import Pack
from onewindow.services import calendars, tenancy, territory
from onewindow.services.packs import Importer
from onewindow.services.territory import Act
from onewindow.store import tree as store
from onewindow.store.session import Database, UnitOfWork, platform_work
from tenants.divisions import Problem, Problems, parse_all
from tenants.life import Refusals
from tenants.scope import COUNTY_WIDTH, WIDTH, Level, Scope
from tenants.tree import Status, Tenant, Tree

REASON = "接入平台"


@dataclass(frozen=True, slots=True)
class Order:
    """What is wanted: files of divisions by name, codes of the units to open and to try out, what they work with.

    `below` opens everything below these units as well. Without a `pack` only the tree is planted.
    """

    files: Mapping[str, bytes]
    opens: Collection[str] = ()
    pilots: Collection[str] = ()
    below: bool = False
    phone: str = ""
    pack: Pack | None = None
    templates: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Planned:
    """An order without problems: the units, and which of them get which status."""

    order: Order
    units: Tree
    stages: Mapping[Status, frozenset[int]]


@dataclass(frozen=True, slots=True)
class Settled:
    """What one city or county has now: units by level, new publications, known departments, units opened just now."""

    code: str
    county: str
    towns: int
    villages: int
    published: int = 0
    departments: int = 0
    opened: int = 0


def plan(platform: Database, order: Order) -> Planned | Problems:
    """Read an order; units that are known keep their numbers. Every problem at once, nothing written."""
    read = parse_all(order.files)
    if isinstance(read, Problems):
        return Problems((*read.items, *_unknown(None, order)))
    prefixes = {one.number // WIDTH[Level.CITY] for one in read}
    with platform_work(platform) as session:
        known = store.numbers_of(session, [one.code for one in read], prefixes)
    numbered = parse_all(order.files, known)
    if isinstance(numbered, Problems):
        return numbered
    units = _settled_part(numbered)
    if problems := _unknown(units, order):
        return Problems(tuple(problems))
    stages = {Status.OPEN: _chosen(units, order.opens, order), Status.PILOT: _chosen(units, order.pilots, order)}
    return Planned(order, units, stages)


def read_own(uow: UnitOfWork, content: bytes | str) -> Tree | Problems:
    """Read a list of divisions for the county of this unit of work; its units that are known keep their numbers.

    Other counties of the list are left out. Every problem at once, nothing written.
    """
    county = uow.scope.number
    if uow.scope.lo != uow.scope.county * COUNTY_WIDTH:
        return Problems((Problem(0, "区划名单由县级接入，请用县级账号登录。"),))
    read = parse_all({"": content}, {one.code: one.scope for one in store.load(uow.session)})
    if isinstance(read, Problems):
        return read
    if county not in {one.number for one in read}:
        return Problems((Problem(0, f"名单里没有本县（{uow.scope.county}），请选择本县的区划名单。"),))
    return Tree(replace(one, parent=None) if one.number == county else one for one in read.below(county))


def plant_own(uow: UnitOfWork, units: Tree, *, now: datetime, by: UUID | None = None) -> tenancy.Onboarded:
    """Plant what `read_own` read, in the county's own unit of work; names follow the list, the rest stays."""
    return tenancy.onboard(uow, units, now=now, by=by)


def carry_out(app: Database, platform: Database, planned: Planned, *, now: datetime) -> Iterator[Settled]:
    """Settle city by city and county by county; what is there already stays."""
    calendars.announce_national(platform, range(now.year - 1, now.year + 2))
    for root in planned.units:
        if root.level in (Level.CITY, Level.COUNTY):
            yield _settle(app, planned, root, now)


def _settle(app: Database, planned: Planned, root: Tenant, now: datetime) -> Settled:
    own = (root,) if root.level is Level.CITY else planned.units.below(root.number)
    alone = Tree(replace(one, parent=None) if one == root else one for one in own)
    order = planned.order
    with UnitOfWork(app, Scope.of(root.number)) as uow:
        counted = tenancy.onboard(uow, alone, now=now, phone=order.phone)
        settled = Settled(root.code, counted.county, counted.towns, counted.villages)
        if order.pack is not None and root.level is Level.COUNTY:
            importer = Importer(uow, now)
            report, papers = importer.cases(order.pack), importer.templates(order.templates)
            published = len(report.published) + len(papers.published)
            settled = replace(settled, published=published, departments=report.departments)
        return replace(settled, opened=_open(uow, planned, own, now))


def _open(uow: UnitOfWork, planned: Planned, own: Collection[Tenant], now: datetime) -> int:
    """Give the chosen units their status; those that are further on already, or ended, stay as they are."""
    here = {one.number for one in own}
    states = {one.scope: Status(one.status) for one in store.load(uow.session)}
    opened = 0
    for status, chosen in planned.stages.items():
        waiting = [one for one in sorted(chosen & here) if states[one] is Status.PLANNED]
        done = territory.set_stage(uow, waiting, status, Act(now, now.date(), REASON))
        assert not isinstance(done, Refusals), "a planned unit of one's own may be opened today"
        opened += done
        states |= dict.fromkeys(waiting, status)
    return opened


def _settled_part(units: Tree) -> Tree:
    """The units without the cities of which no county is taken in: a list of cities names more than are meant."""
    meant = {one.number - one.number % WIDTH[Level.CITY] for one in units if one.level is Level.COUNTY}
    return Tree(one for one in units if one.level is not Level.CITY or one.number in meant)


def _unknown(units: Tree | None, order: Order) -> list[Problem]:
    """Codes that no unit of the files has (nothing is known of that without a tree), and codes named for both."""
    named = dict.fromkeys((*order.opens, *order.pilots))
    missing = [code for code in named if units is not None and units.by_code(code) is None]
    found = [Problem(0, f"要开通的单位 {code} 不在区划文件中，请核对代码。") for code in missing]
    both = sorted(set(order.opens) & set(order.pilots))
    found += [Problem(0, f"单位 {code} 不能同时开通和试点，请只选一种。") for code in both]
    return found


def _chosen(units: Tree, codes: Collection[str], order: Order) -> frozenset[int]:
    named = [one.number for code in codes if (one := units.by_code(code))]
    if order.below:
        named = [one.number for number in named for one in units.below(number) if _same_partition(one, number)]
    return frozenset(named)


def _same_partition(unit: Tenant, number: int) -> bool:
    """A city opens itself, not the counties below it: they are opened by their own codes."""
    return unit.number // COUNTY_WIDTH == number // COUNTY_WIDTH
