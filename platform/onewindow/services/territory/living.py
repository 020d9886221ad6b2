"""The life of tenants: stages, names, marks, mergers and splits, each with its day and its reason (R003, R007, R010).

What a unit did stays its own: numbers, answers, papers and finished steps keep naming it. Only what is still open goes
to the heirs, in the same transaction that records them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from onewindow.domain.handling import CaseStatus
from onewindow.store import audit, departments, territory, tree
from onewindow.store.session import UnitOfWork
from tenants import branding, life
from tenants.life import Part, Reform, Refusals
from tenants.pinyin import initials
from tenants.scope import COUNTY_WIDTH, Level
from tenants.tree import Status, Tree
from tenants.tree import Tenant as Unit

OPEN = (CaseStatus.WAITING, CaseStatus.RUNNING)


@dataclass(frozen=True, slots=True)
class Act:
    """Who changes something, when, from which day on, and why."""

    now: datetime
    on: date
    reason: str
    by: UUID | None = None
    by_name: str = "系统"


@dataclass(frozen=True, slots=True)
class Reformed:
    """What a merger or a split did: the new units, who ended, and how much open work moved."""

    planted: tuple[Unit, ...]
    ended: tuple[int, ...]
    cases: int
    tasks: int


def set_stage(uow: UnitOfWork, scopes: Collection[int], status: Status, act: Act) -> int | Refusals:
    """Give units of one's range a status from a day on; all of them or none. Returns how many were changed.

    Units that have it already are passed over.
    """
    found = [one for one in tree.load(uow.session) if one.scope in set(scopes)]
    unknown = set(scopes) - {one.scope for one in found if uow.scope.holds(one.scope)}
    refusals = [f"编号 {one} 不是本单位或下级单位，请核对。" for one in sorted(unknown)]
    judged = (life.stage_refusal(one.name, Status(one.status), status, act.on, act.now.date()) for one in found)
    refusals += filter(None, judged)
    if refusals:
        return Refusals(tuple(refusals))
    changed = [one.scope for one in found if one.status != status]
    first_open = act.on if status.accepts else None
    tree.set_status(uow.session, changed, status, first_open)
    territory.note(uow.session, [_stage(scope, status, act) for scope in changed])
    _log(uow, act, "tenant.stage", {"status": status.value, "units": changed})
    return len(changed)


def rename(uow: UnitOfWork, scope: int, name: str, act: Act, *, code: str = "") -> Refusals | None:
    """Call a unit otherwise, and perhaps give it another code, from a day on. Its number and its cases stay."""
    unit = tree.get(uow.session, scope)
    refusals = []
    if not name.strip():
        refusals.append("新名称不能为空，请填写。")
    if act.on > act.now.date():
        refusals.append(f"更名日期 {act.on.isoformat()} 还没有到，请到那一天再办理。")
    earlier = [one.valid_to for one in territory.formers(uow.session, scope)]
    if earlier and max(earlier) >= act.on - timedelta(days=1):
        refusals.append(f"“{unit.name}”在 {max(earlier).isoformat()} 之后才有这个名称，请改用更晚的日期。")
    other = tree.by_code(uow.session, code) if code else None
    if other is not None and other.scope != scope:
        refusals.append(f"代码 {code} 属于“{other.name}”，请改正。")
    if refusals:
        return Refusals(tuple(refusals))
    known = _tree(tree.load(uow.session))
    renamed = Tree(replace(one, name=name.strip()) if one.number == scope else one for one in known)
    former = territory.Former(
        scope=scope,
        code=unit.code,
        name=unit.name,
        short_name=unit.short_name,
        valid_to=act.on - timedelta(days=1),
        reason=act.reason,
    )
    short = renamed.short_name(scope)
    territory.rename(
        uow.session, former, code=code or unit.code, name=name.strip(), short_name=short, initials=initials(short)
    )
    _log(uow, act, "tenant.rename", {"unit": scope, "old": unit.name, "new": name.strip(), "code": code or unit.code})
    return None


def merge(uow: UnitOfWork, olds: Sequence[int], into: int, act: Act) -> Reformed | Refusals:
    """Let units go into another of their level, in the county's own unit of work."""
    units = tree.load(uow.session)
    planned = life.merged(_tree(units), _living(units, act.on), olds, into)
    return _carry_out(uow, units, planned, act)


def split(uow: UnitOfWork, old: int, parts: Sequence[Part], act: Act) -> Reformed | Refusals:
    """Let parts of a unit become units of their own, in the county's own unit of work."""
    units = tree.load(uow.session)
    planned = life.split(_tree(units), _living(units, act.on), old, parts)
    return _carry_out(uow, units, planned, act)


def brand(uow: UnitOfWork, scope: int, marks: Mapping[str, Any], act: Act) -> dict[str, str]:
    """Set the marks of a unit; empty values are inherited again. Returns what is wrong, by key: then nothing is set."""
    wanted = {key: value for key, value in marks.items() if value}
    if found := branding.problems(wanted):
        return found
    phone = str(wanted.pop("phone", ""))
    tree.set_marks(uow.session, scope, phone=phone, branding=wanted)
    _log(uow, act, "tenant.brand", {"unit": scope, "marks": sorted(wanted)})
    return {}


def marks(uow: UnitOfWork, scope: int) -> dict[str, Any]:
    """The marks that hold for a unit: its own and those inherited."""
    return branding.inherited({**one.branding, "phone": one.phone} for one in tree.lineage(uow.session, scope))


def successors(uow: UnitOfWork, scope: int) -> list[tree.Tenant]:
    """The units that stand for one today: itself while it lives, else those that took over."""
    after = territory.heirs(uow.session)
    return [tree.get(uow.session, one) for one in life.heirs_of(after, scope)]


def _carry_out(
    uow: UnitOfWork, units: Sequence[tree.Tenant], planned: Reform | Refusals, act: Act
) -> Reformed | Refusals:
    refusals = list(planned.messages) if isinstance(planned, Refusals) else []
    if uow.scope.lo != uow.scope.county * COUNTY_WIDTH:
        refusals.append("区划调整由县级办理，请用县级账号登录。")
    if act.on > act.now.date():
        refusals.append(f"调整日期 {act.on.isoformat()} 还没有到，请到那一天再办理。")
    if refusals or isinstance(planned, Refusals):
        return Refusals(tuple(refusals))
    whole = Tree([*_tree(units), *planned.planted])
    by_scope = {one.scope: one for one in units}
    fresh = [_new(whole, unit, by_scope[planned.models[unit.number]], act.on) for unit in planned.planted]
    tree.plant(uow.session, fresh)
    territory.succeed(uow.session, planned.successions, since=act.on, reason=act.reason)
    ended = [one.scope for one in planned.successions]
    departments.end(uow.session, ended, act.on - timedelta(days=1))
    territory.note(uow.session, [_stage(one.scope, Status(one.status), act) for one in fresh])
    territory.note(uow.session, [_stage(scope, Status.CLOSED, act) for scope in ended])
    moved = territory.move_open(uow.session, {one.scope: one.heirs[0] for one in planned.successions}, OPEN)
    detail = {"successions": {str(one.scope): list(one.heirs) for one in planned.successions}}
    _log(uow, act, "tenant.reform", detail | {"cases": moved.cases, "tasks": moved.tasks})
    return Reformed(planned.planted, tuple(ended), moved.cases, moved.tasks)


def _new(whole: Tree, unit: Unit, model: tree.Tenant, on: date) -> tree.Tenant:
    short = whole.short_name(unit.number)
    return tree.Tenant(
        scope=unit.number,
        parent_scope=unit.parent,
        code=unit.code,
        name=unit.name,
        short_name=short,
        level=unit.level.value,
        initials=initials(short),
        status=model.status,
        opened_on=on if Status(model.status).accepts else None,
        valid_from=on,
        phone=model.phone,
        branding={key: value for key, value in model.branding.items() if key not in branding.OWN},
    )


def _tree(units: Sequence[tree.Tenant]) -> Tree:
    return Tree(Unit(one.scope, one.code, one.name, Level(one.level), one.parent_scope) for one in units)


def _living(units: Sequence[tree.Tenant], on: date) -> frozenset[int]:
    return frozenset(one.scope for one in units if one.valid_to is None or one.valid_to >= on)


def _stage(scope: int, status: Status, act: Act) -> territory.Stage:
    return territory.Stage(
        scope=scope,
        status=status.value,
        since=act.on,
        noted_at=act.now,
        noted_by=act.by,
        noted_by_name=act.by_name,
        reason=act.reason,
    )


def _log(uow: UnitOfWork, act: Act, what: str, detail: dict[str, Any]) -> None:
    entry = detail | {"on": act.on.isoformat(), "reason": act.reason}
    audit.append(uow.session, audit.Act(act.now, act.by, act.by_name, what, f"tenant:{uow.scope.number}", entry))
