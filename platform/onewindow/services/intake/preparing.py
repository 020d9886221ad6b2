"""One form for a theme's active members, or for any set of matters (R040)."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from form_builder import LEVELS, FormPlan, Places
from onewindow.domain.actor import Actor
from onewindow.domain.effective import CompiledMatter
from onewindow.domain.joint import JointForm, Unjoinable, guide_plan, prepare
from onewindow.domain.theme import ThemeDocument
from onewindow.services.intake.divisions import Divisions, PlacesWithin
from onewindow.store import published, tree
from onewindow.store.published import Offer
from onewindow.store.session import UnitOfWork
from tenants.scope import Scope


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
    divisions: Divisions
    window: Scope

    @property
    def facts(self) -> dict[str, Any]:
        """Further facts for the page and for `clean`: tenant, parameters, dates, guide answers that no member asks."""
        return self.joint.facts(self.selection.guide, self.given)

    @functools.cached_property
    def choices(self) -> dict[str, Places]:
        """The divisions that may be chosen: those of the county, by level.

        A field that decides where a case belongs offers the units of this window only, as it accepts no others.
        """
        county = PlacesWithin(self.divisions, Scope.whole_county(self.window.number))
        found: dict[str, Places] = {f"division:{level}": county for level in LEVELS}
        for member in self.joint.members:
            key = member.document.jurisdiction
            if key and key in self.joint.plan.by_key and not member.document.accept_anywhere:
                found[key] = PlacesWithin(self.divisions, self.window)
        return found


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
    return Prepared(joint, selection, offer, given, Divisions(uow, today), Scope.of(actor.scope))


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
