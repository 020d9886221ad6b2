"""Bringing a pack in as an update: what is the same stays, the rest is taken, kept or put beside, as was chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from onewindow.domain import packs
from onewindow.domain.canonical import digest
from onewindow.domain.packs import TenantPack
from onewindow.domain.problems import Problem
from onewindow.services import inheritance
from onewindow.services.packs.comparing import Choice, Here, Item, State
from onewindow.store import audit, calendar, catalogue, departments, documents, posts, tree
from onewindow.store.catalogue import Publication
from onewindow.store.held import Held
from onewindow.store.overlays import Overlay
from onewindow.store.session import UnitOfWork

Json = Any
BESIDE = ("matter", "theme", "template")
"""Kinds of which there may be two under different keys."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did, or, as a dry run, would do.

    `problems`: why nothing was done. `held`: tenants whose own difference does not fit what came in; they go on with
    what they had. `left`: differences of the pack that do not fit here and were left out, with the reason.
    """

    items: tuple[Item, ...]
    problems: tuple[Problem, ...] = ()
    held: tuple[Held, ...] = ()
    left: tuple[Problem, ...] = ()

    def count(self, state: State) -> int:
        """How many things of the pack are new, the same, changed, or of units that are not here."""
        return sum(item.state is state for item in self.items)

    @property
    def taken(self) -> int:
        """How many things were written."""
        return sum(item.taken for item in self.items)


def import_pack(
    uow: UnitOfWork,
    pack: TenantPack,
    *,
    choices: Mapping[str, Choice] | None = None,
    default: Choice = Choice.TAKE,
    dry_run: bool = False,
    now: datetime,
    by: UUID | None = None,
    by_name: str = "系统导入",
) -> Imported:
    """Import a pack (`packs.read` has judged it) into the tenant of this unit of work, in the caller's transaction.

    `choices` by the items' names, `default` for the others. Units that are missing are planted. Importing twice is
    importing once. Another county's pack may be taken as a standard: its own documents, not its units' differences.
    """
    here = Here.of(uow, pack, now.date())
    items = here.compare(choices or {}, default)
    problems = tuple(_problems(here, items, choices or {}))
    if problems or dry_run:
        return Imported(items, problems)
    work = _Work(uow, here, {item.name: item for item in items if item.taken}, now, by)
    work.ground()
    stopped = work.documents()
    adopted = work.overlays()
    counts = {state.value: sum(item.state is state for item in items) for state in State}
    detail = {"from": pack.tenant, "taken": sum(item.taken for item in items), **counts}
    audit.append(uow.session, audit.Act(now, by, by_name, "pack.import", f"tenant:{uow.scope.number}", detail))
    return Imported(items, (), (*stopped, *adopted.held), tuple(_left(adopted)))


def _problems(here: Here, items: tuple[Item, ...], choices: Mapping[str, Choice]) -> Iterator[Problem]:
    known = {item.name for item in items}
    for name in sorted(set(choices) - known):
        yield Problem("", "", f"选择中的「{name}」不在配置包里。", "请核对名称，形式为 matter:KEY@单位代码。")
    for item in items:
        if item.choice is Choice.BOTH and item.state is State.CHANGED and item.name.partition(":")[0] not in BESIDE:
            yield Problem("", "", f"「{item.name}」不能两者并存。", "请选择保留（keep）或采用（take）。")
    if here.at_home or here.target in here.units:
        return
    yield Problem("", "", "配置包不属于这个单位，而这个单位还没有建立。", "请先导入区划，再采用其他县的配置包。")


def _left(adopted: inheritance.Adopted) -> Iterator[Problem]:
    for overlay, sentences in adopted.left:
        for sentence in sentences:
            yield Problem("", "", f"{overlay.scope} 对「{overlay.key}」的差异没有导入：{sentence}", "请改正后再导入。")


@dataclass(frozen=True)
class _Work:
    uow: UnitOfWork
    here: Here
    taken: Mapping[str, Item]
    now: datetime
    by: UUID | None

    def ground(self) -> None:
        """Units, departments, posts and days."""
        session, here, pack = self.uow.session, self.here, self.here.pack
        units = [unit for unit in pack.units if f"unit:{unit.code}" in self.taken]
        tree.plant(session, [_tenant(unit, pack) for unit in units if unit.number not in here.units])
        for unit in units:
            if unit.number in here.units:
                tree.set_marks(session, unit.number, phone=unit.phone, branding=dict(unit.branding))
        offices = (
            here.department(one) for one in pack.departments if f"department:{one.key}@{one.tenant}" in self.taken
        )
        departments.put(session, [one for one in offices if one is not None])
        desks = (here.post(one) for one in pack.posts if f"post:{one.department}/{one.name}@{one.tenant}" in self.taken)
        posts.put(session, [one for one in desks if one is not None])
        if "calendar" in self.taken:
            self._days(pack.days)

    def _days(self, days: packs.Days) -> None:
        session, county = self.uow.session, self.uow.scope.county
        own = [
            calendar.Day(day=day, work=work, note=note, source=source)
            for day, (work, note, source) in days.days.items()
        ]
        calendar.put(session, county, (), own, source="")
        for source in sorted(set(days.years.values())):
            calendar.put(
                session, county, [year for year, said in days.years.items() if said == source], (), source=source
            )

    def documents(self) -> tuple[Held, ...]:
        """Publish what was taken, and tell inheritance where something below differs."""
        session = self.uow.session
        wanted = [pair for one in self.here.pack.documents if (pair := self._publication(one)) is not None]
        documents.put_all(session, [(publication.kind, body) for publication, body in wanted])
        fresh = catalogue.publish_all(session, [one for one, _ in wanted], now=self.now, by=self.by)
        differing = {(kind, key) for _, kind, key in self.here.layers}
        stopped: list[Held] = []
        for one in fresh:
            if (one.kind, one.key) in differing:
                stopped += inheritance.published(self.uow, one, self.now, by=self.by).held
        return tuple(stopped)

    def _publication(self, one: packs.Document) -> tuple[Publication, Json] | None:
        item, scope = self.taken.get(one.name), self.here.scope_of(one.tenant)
        if item is None or scope is None:
            return None
        key, title, body = one.key, one.title, one.body
        if item.choice is Choice.BOTH and item.state is State.CHANGED:
            key = self._free(scope, one)
            title, body = f"{one.title}（导入）", _renamed(one.kind, body, key)
        day = one.effective_from if item.state is State.NEW else max(one.effective_from, self.now.date())
        publication = Publication(
            scope=scope, kind=one.kind, key=key, version=0, title=title, digest=digest(body), effective_from=day,
            published_at=self.now, state=one.state, listed_in=self.here.listed(one),
        )  # fmt: skip
        return publication, body

    def _free(self, scope: int, one: packs.Document) -> str:
        number = 2
        while (scope, one.kind, f"{one.key}_{number}") in self.here.published:
            number += 1
        return f"{one.key}_{number}"

    def overlays(self) -> inheritance.Adopted:
        """Take the differences of lower tenants over."""
        numbers = self.here.pack.numbers
        taken = [one for one in self.here.pack.overlays if one.name in self.taken]
        bodies = [("overlay", one.body) for one in taken]
        bodies += [(one.kind, one.held_at) for one in taken if one.held_at is not None]
        documents.put_all(self.uow.session, bodies)
        wanted = [
            Overlay(
                scope=numbers[one.tenant],
                kind=one.kind,
                key=one.key,
                version=0,
                base_digest=digest(one.held_at) if one.held_at is not None else "",
                patch_digest=digest(one.body),
                made_at=self.now,
                made_by=self.by,
            )
            for one in taken
        ]
        return inheritance.adopt(self.uow, wanted, now=self.now)


def _tenant(unit: packs.Unit, pack: TenantPack) -> tree.Tenant:
    return tree.Tenant(
        scope=unit.number, parent_scope=pack.numbers.get(unit.parent), code=unit.code, name=unit.name,
        short_name=unit.short_name, level=unit.level, initials=unit.initials, phone=unit.phone,
        branding=dict(unit.branding),
    )  # fmt: skip


def _renamed(kind: str, body: Json, key: str) -> Json:
    """A document under another key, its name telling the two apart."""
    changed = {**body, "key": key, "name": f"{body['name']}（导入）"}
    return {**changed, "form": {**body["form"], "key": key}} if kind == "matter" else changed
