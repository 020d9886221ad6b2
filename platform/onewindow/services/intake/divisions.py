"""The divisions that a form may name: the tenant's own tree, read only where somebody looks (R002, R040)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from form_builder import LEVELS, Unit
from onewindow.store import tree
from onewindow.store.session import UnitOfWork
from tenants.scope import Scope

FOUND = 30
"""Units that a search brings at most."""


class Divisions:
    """The units of the county on a day; what was read once in a request is not read again."""

    def __init__(self, uow: UnitOfWork, on: date) -> None:
        self._session, self._on = uow.session, on
        self._by_code: dict[str, tree.Tenant | None] = {}
        self._by_scope: dict[int, tree.Tenant] = {}
        self._below: dict[int, list[tree.Tenant]] = {}

    def get(self, code: str) -> tree.Tenant | None:
        """The unit with this division code or local code; None if there is none on this day."""
        if code not in self._by_code:
            found = tree.by_code(self._session, code) if code else None
            self._by_code[code] = self._keep(found) if found and self._exists(found) else None
        return self._by_code[code]

    def __getitem__(self, code: str) -> tree.Tenant:
        found = self.get(code)
        if found is None:
            raise KeyError(code)
        return found

    def at(self, scope: int) -> tree.Tenant:
        """The unit with this number; raises MissingError."""
        if scope not in self._by_scope:
            for one in tree.lineage(self._session, scope):
                self._keep(one)
        return self._by_scope[scope]

    def below(self, scope: int) -> list[tree.Tenant]:
        """The units right below one that exist on this day."""
        if scope not in self._below:
            found = tree.children(self._session, scope)
            self._below[scope] = [self._keep(one) for one in found if self._exists(one)]
        return self._below[scope]

    def search(self, text: str, within: Scope, levels: Collection[str]) -> list[tree.Tenant]:
        """Units of some levels in a range, by code, name or pinyin initials."""
        found = tree.search(self._session, text, limit=FOUND, within=within, levels=levels)
        return [self._keep(one) for one in found if self._exists(one)]

    def full_name(self, one: tree.Tenant) -> str:
        """The name with those above it, from the county down: 博罗县罗阳街道新角社区."""
        above = self.full_name(self.at(one.parent_scope)) if one.parent_scope and one.level != "county" else ""
        return above + (one.short_name if one.level == "village" else one.name)

    def _exists(self, one: tree.Tenant) -> bool:
        return (one.valid_from is None or one.valid_from <= self._on) and (
            one.valid_to is None or one.valid_to >= self._on
        )

    def _keep(self, one: tree.Tenant) -> tree.Tenant:
        self._by_code[one.code] = self._by_scope[one.scope] = one
        return one


class PlacesWithin:
    """`form_builder.Places`: the units of a range, from its top unit down."""

    def __init__(self, divisions: Divisions, scope: Scope) -> None:
        self._divisions, self._scope = divisions, scope

    @property
    def within(self) -> str:
        """The code of the top unit."""
        return self._divisions.at(self._scope.number).code

    def unit(self, code: str) -> Unit | None:
        """The unit that has this code now, if it stands in the range."""
        found = self._divisions.get(code)
        known = found is not None and found.code == code and self._scope.holds(found.scope)
        return self._unit(found) if found and known else None

    def below(self, code: str) -> Sequence[Unit]:
        """The units right below one; below the empty code stands the top alone."""
        if not code:
            return [self._unit(self._divisions.at(self._scope.number))]
        above = self._divisions.get(code)
        known = above is not None and self._scope.holds(above.scope)
        return [self._unit(one) for one in self._divisions.below(above.scope)] if above and known else []

    def search(self, text: str, level: str) -> list[Unit]:
        """Units of a level, and of those above it inside the range, by code, name or pinyin initials."""
        top = self._divisions.at(self._scope.number).level
        inside = [
            one for one in LEVELS[: LEVELS.index(level) + 1] if one == level or LEVELS.index(one) > LEVELS.index(top)
        ]
        return [self._unit(one) for one in self._divisions.search(text, self._scope, inside)]

    def _unit(self, one: tree.Tenant) -> Unit:
        top = one.scope == self._scope.number
        above = "" if top or one.parent_scope is None else self._divisions.at(one.parent_scope).code
        name = one.short_name if one.level == "village" else one.name
        return Unit(one.code, name, one.level, above, self._divisions.full_name(one))


def places(uow: UnitOfWork, within: str, *, on: date) -> PlacesWithin | None:
    """The units at and below the one with this code, to choose from; None if the county has none such on this day."""
    divisions = Divisions(uow, on)
    top = divisions.get(within)
    return PlacesWithin(divisions, Scope.of(top.scope)) if top else None
