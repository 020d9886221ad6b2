"""Which way a draft goes, and whose confirmation it needs before the head may sign (R031, R034–R037)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from onewindow.domain.publishing.duties import steps_of
from onewindow.domain.publishing.states import Purpose, State
from tenants.scope import level_of, lineage

Json = Any

LEGAL_KINDS = frozenset({"matter", "theme", "template", "parameters", "table"})
"""What binds applicants goes to legal review (R036, R037); dictionaries, calendars and windows do not."""
CATALOGUED = "matter"
"""The kind whose new and withdrawn documents the catalogue's authority approves (R031)."""
STAGE_DAYS: Mapping[State, int] = MappingProxyType(
    {State.CONFIRMING: 5, State.SIGNING: 3, State.REVIEWING: 5, State.LISTING: 5, State.APPROVED: 3}
)
"""Working days that each stage is expected to take; a rule of the house, not of law: nothing lapses."""


@dataclass(frozen=True, slots=True)
class Demand:
    """A confirmation that is needed: of a department of one tenant. `by`: the account that gave it."""

    scope: int
    department: str
    by: str = ""

    @classmethod
    def from_json(cls, value: Mapping[str, Json]) -> Demand:
        """As it is stored."""
        return cls(value["scope"], value["department"], value.get("by", ""))

    def to_json(self) -> dict[str, Json]:
        """As it is stored."""
        return {"scope": self.scope, "department": self.department, "by": self.by}


def demands_of(kind: str, body: Mapping[str, Json], scope: int, department: str) -> tuple[Demand, ...]:
    """The document's own department first, then every department that its route gives work to at the owner's level or
    above (R034).

    What the route asks of lower levels, their parent orders; it needs no consent of theirs.
    """
    found = {(scope, department): Demand(scope, department)}
    above = {level_of(unit).value: unit for unit in lineage(scope)}
    for step in steps_of(body) if kind == CATALOGUED else ():
        unit, named = above.get(str(step.get("level"))), step.get("department")
        if unit is not None and isinstance(named, str) and named:
            found.setdefault((unit, named), Demand(unit, named))
    return tuple(found.values())


def stages(kind: str, purpose: str, *, listing: bool) -> tuple[State, ...]:
    """The states that a submitted draft passes, in their order.

    Going back to a version that was reviewed once needs the head's decision only; taking a matter away, the
    catalogue's as well.
    """
    wanted = {State.SIGNING, State.APPROVED}
    if purpose == Purpose.CHANGE:
        wanted |= {State.CONFIRMING}
        wanted |= {State.REVIEWING} if kind in LEGAL_KINDS else set()
    if listing:
        wanted |= {State.LISTING}
    return tuple(state for state in _IN_ORDER if state in wanted)


def after(state: State, kind: str, purpose: str, *, listing: bool) -> State:
    """The stage that follows; publication after the last."""
    way = (*stages(kind, purpose, listing=listing), State.PUBLISHED)
    return way[way.index(state) + 1]


_IN_ORDER = (State.CONFIRMING, State.SIGNING, State.REVIEWING, State.LISTING, State.APPROVED)
