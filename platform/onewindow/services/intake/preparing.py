"""One form for a theme's active members, or for any set of matters (R040)."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from form_builder import FormPlan
from onewindow.domain.actor import Actor
from onewindow.domain.effective import CompiledMatter
from onewindow.domain.joint import JointForm, Unjoinable, guide_plan, prepare
from onewindow.domain.theme import ThemeDocument
from onewindow.store import published, tree
from onewindow.store.published import Offer
from onewindow.store.session import UnitOfWork
from tenants.scope import Scope

LEVELS = ("county", "town", "village")


@dataclass(frozen=True, slots=True)
class Selection:
    """What is applied for: a theme with its guide answers, or a set of matters. Keys and clean values."""

    theme: str | None = None
    matters: tuple[str, ...] = ()
    guide: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Prepared:
    """One form ready to be filled in: what it is made of, and the facts its rules read beside the answers."""

    joint: JointForm
    selection: Selection
    offer: Offer
    given: Mapping[str, Any]
    divisions: Mapping[str, tree.Tenant]
    window: Scope

    @property
    def facts(self) -> dict[str, Any]:
        """Further facts for the page and for `clean`: tenant, parameters, dates, guide answers that no member asks."""
        return self.joint.facts(self.selection.guide, self.given)

    @functools.cached_property
    def choices(self) -> dict[str, list[tuple[str, str]]]:
        """The divisions that may be chosen, by level, in the order of their codes.

        A field that decides where a case belongs offers the units of this window only, as it accepts no others.
        """
        found: dict[str, list[tuple[str, str]]] = {f"division:{level}": [] for level in LEVELS}
        for code, tenant in self.divisions.items():
            found.setdefault(f"division:{tenant.level}", []).append((code, self._label(tenant)))
        for member in self.joint.members:
            key = member.document.jurisdiction
            if key and key in self.joint.plan.by_key and not member.document.accept_anywhere:
                found[key] = [
                    pair for pair in found[self._scope(key)] if self.window.holds(self.divisions[pair[0]].scope)
                ]
        return found

    @functools.cached_property
    def initials(self) -> dict[str, str]:
        """The pinyin initials of the units on offer, by code."""
        keys = [item.key for item in self.joint.plan.fields if item.element.kind == "division"]
        codes = {code for key in keys for code, _label in self.choices.get(key) or self.choices[self._scope(key)]}
        return {code: self.divisions[code].initials for code in sorted(codes)}

    @functools.cached_property
    def _names(self) -> dict[int, str]:
        return {one.scope: one.name for one in self.divisions.values() if one.level != "village"}

    def _label(self, tenant: tree.Tenant) -> str:
        above = self._names.get(tenant.parent_scope or 0, "")
        return above + tenant.short_name if tenant.level == "village" else tenant.name

    def _scope(self, key: str) -> str:
        return f"division:{self.joint.plan[key].element.level}"


def offered(uow: UnitOfWork, actor: Actor, *, on: date) -> Offer:
    """What the actor's tenant offers on a day."""
    return published.offer(uow.session, actor.scope, on)


def open_theme(
    uow: UnitOfWork, actor: Actor, key: str, *, on: date
) -> tuple[ThemeDocument, FormPlan | None, list[CompiledMatter]] | None:
    """A theme with its guide questions and the matters it may bring; None when it is not offered here."""
    offer = offered(uow, actor, on=on)
    if key not in offer.themes:
        return None
    theme = published.theme(uow.session, offer.themes[key].digest)
    digests = [offer.matters[member.matter].digest for member in theme.members if member.matter in offer.matters]
    members = published.matters(uow.session, digests, offer.elements.digest)
    return theme, guide_plan(theme, published.dictionary(uow.session, offer.elements.digest)), members


def prepare_form(uow: UnitOfWork, actor: Actor, selection: Selection, *, now: datetime) -> Prepared | Unjoinable:
    """Make the one form of a selection.

    Cached under its digests, so that only the first applicant waits for the merge.
    """
    session, today = uow.session, now.date()
    offer = offered(uow, actor, on=today)
    theme = None
    wanted: Sequence[str] = selection.matters
    if selection.theme is not None:
        if selection.theme not in offer.themes:
            return Unjoinable(("该“一件事”在本地尚未开通，请返回首页重新选择。",))
        theme = published.theme(session, offer.themes[selection.theme].digest)
        wanted = [member.matter for member in theme.members]
    offered_keys = [key for key in wanted if key in offer.matters]
    compiled = published.matters(session, [offer.matters[key].digest for key in offered_keys], offer.elements.digest)
    given = _given(uow, actor, offer, today)
    joint = prepare(dict(zip(offered_keys, compiled, strict=True)), theme, selection.guide, given, join=published.join)
    if isinstance(joint, Unjoinable):
        return joint
    divisions = {tenant.code: tenant for tenant in tree.current(session, today)}
    return Prepared(joint, selection, offer, given, divisions, Scope.of(actor.scope))


def _given(uow: UnitOfWork, actor: Actor, offer: Offer, today: date) -> dict[str, Any]:
    """The facts beside the answers.

    `tenant` is the one whose rules run: the county publishes them, wherever the window stands.
    """
    publisher = tree.get(uow.session, Scope.whole_county(actor.scope).number)
    day = today.isoformat()
    return {
        "tenant": {"code": publisher.code},
        "param": published.parameters(uow.session, offer),
        "application": {"date": day},
        "today": day,
    }
