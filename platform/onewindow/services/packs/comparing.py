"""A pack held against what a tenant has: what is new, what is the same, what differs, and what is to be done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from onewindow.domain import packs
from onewindow.domain.canonical import digest
from onewindow.domain.packs import TenantPack
from onewindow.store import calendar, catalogue, departments, overlays, posts, tree
from onewindow.store.session import UnitOfWork


class Choice(StrEnum):
    """What to do with one thing of a pack: keep what is here, take the pack's, or have both side by side."""

    KEEP = "keep"
    TAKE = "take"
    BOTH = "both"


class State(StrEnum):
    """How one thing of a pack compares; `elsewhere`: it belongs to a unit that this tenant does not have."""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of a pack: its name for choices (`matter:KEY@CODE`), what it is called, and what becomes of it."""

    name: str
    title: str
    state: State
    choice: Choice

    @property
    def taken(self) -> bool:
        """It is written."""
        return self.state in (State.NEW, State.CHANGED) and self.choice is not Choice.KEEP


@dataclass(frozen=True)
class Here:
    """What the tenant has now, read once, and where the units of a pack stand in it."""

    pack: TenantPack
    target: int
    units: Mapping[int, tree.Tenant]
    published: Mapping[tuple[int, str, str], catalogue.Publication]
    layers: Mapping[tuple[int, str, str], overlays.Overlay]
    offices: frozenset[departments.Department]
    desks: frozenset[posts.Post]
    days: packs.Days

    @classmethod
    def of(cls, uow: UnitOfWork, pack: TenantPack, on: date) -> Here:
        """Read the tenant of a unit of work; the same number of statements for any pack."""
        session = uow.session
        years, days = calendar.own(session)
        return cls(
            pack,
            uow.scope.number,
            {one.scope: one for one in tree.load(session)},
            {(one.scope, one.kind, one.key): one for one in catalogue.within(session, on)},
            {(one.scope, one.kind, one.key): one for one in overlays.within(session)},
            frozenset(departments.within(session)),
            frozenset(posts.list_(session)),
            packs.Days(years, {one.day: (one.work, one.note, one.source) for one in days}),
        )

    @property
    def at_home(self) -> bool:
        """The pack is this tenant's own, not another county's that is taken as a standard."""
        return self.pack.numbers[self.pack.tenant] == self.target

    def scope_of(self, code: str) -> int | None:
        """Where a unit of the pack stands here: its own place, or the target for the pack's tenant."""
        if code == self.pack.tenant:
            return self.target
        return self.pack.numbers[code] if self.at_home else None

    def listed(self, one: packs.Document) -> tuple[int, ...] | None:
        """The scopes in which a document is listed."""
        if one.listed_in is None:
            return None
        return tuple(scope for code in one.listed_in if (scope := self.scope_of(code)) is not None)

    def department(self, one: packs.Department) -> departments.Department | None:
        """A department of the pack as it would stand here."""
        scope = self.scope_of(one.tenant)
        if scope is None:
            return None
        return departments.Department(
            scope=scope, key=one.key, name=one.name, level=one.level, valid_from=one.valid_from,
            valid_to=one.valid_to, phone=one.phone,
        )  # fmt: skip

    def post(self, one: packs.Post) -> posts.Post | None:
        """A post of the pack as it would stand here."""
        scope = self.scope_of(one.tenant)
        if scope is None:
            return None
        return posts.Post(scope=scope, name=one.name, department_key=one.department, duty=one.duty)

    def compare(self, choices: Mapping[str, Choice], default: Choice) -> tuple[Item, ...]:
        """Everything in the pack with its state and what was chosen for it."""
        return tuple(Item(name, title, state, choices.get(name, default)) for name, title, state in self._states())

    def _states(self) -> Iterator[tuple[str, str, State]]:
        for unit in self.pack.units:
            yield f"unit:{unit.code}", unit.name, self._of_unit(unit)
        for office in self.pack.departments:
            yield f"department:{office.key}@{office.tenant}", office.name, self._of_department(office)
        for desk in self.pack.posts:
            known = self.post(desk)
            state = State.ELSEWHERE if known is None else State.SAME if self._has(known) else State.NEW
            yield f"post:{desk.department}/{desk.name}@{desk.tenant}", desk.name, state
        if self.pack.days != packs.Days():
            same = self.pack.days == self.days
            yield (
                "calendar",
                "工作日历",
                State.SAME if same else State.CHANGED if self.days != packs.Days() else State.NEW,
            )
        for one in self.pack.documents:
            yield one.name, one.title, self._of_document(one)
        for layer in self.pack.overlays:
            yield layer.name, layer.key, self._of_overlay(layer)

    def _of_unit(self, unit: packs.Unit) -> State:
        scope = self.scope_of(unit.code)
        if scope is None:
            return State.ELSEWHERE
        known = self.units.get(scope)
        if known is None:
            return State.NEW
        alike = (known.phone, dict(known.branding)) == (unit.phone, dict(unit.branding)) or not self.at_home
        return State.SAME if alike else State.CHANGED

    def _of_department(self, office: packs.Department) -> State:
        known = self.department(office)
        if known is None:
            return State.ELSEWHERE
        if known in self.offices:
            return State.SAME
        names = {(one.scope, one.key, one.valid_from) for one in self.offices}
        return State.CHANGED if (known.scope, known.key, known.valid_from) in names else State.NEW

    def _has(self, desk: posts.Post) -> bool:
        return any(
            (one.scope, one.department_key, one.name) == (desk.scope, desk.department_key, desk.name)
            for one in self.desks
        )

    def _of_document(self, one: packs.Document) -> State:
        scope = self.scope_of(one.tenant)
        if scope is None:
            return State.ELSEWHERE
        known = self.published.get((scope, one.kind, one.key))
        if known is None:
            return State.NEW
        alike = (known.digest, known.listed_in, known.state) == (digest(one.body), self.listed(one), one.state)
        return State.SAME if alike else State.CHANGED

    def _of_overlay(self, one: packs.Overlay) -> State:
        scope = self.scope_of(one.tenant)
        if scope is None or not self.at_home:
            return State.ELSEWHERE
        known = self.layers.get((scope, one.kind, one.key))
        if known is None:
            return State.NEW
        return State.SAME if known.patch_digest == digest(one.body) else State.CHANGED
