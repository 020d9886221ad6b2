"""A theme as a draft has it: who takes part with these answers, what they disagree about, what becomes of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from form_builder import Conflict, Dictionary, FormPlan, merge
from form_builder import DocumentError as FormFault
from form_builder import facts as nested
from onewindow.domain.effective import CompiledMatter
from onewindow.domain.errors import DocumentInvalidError
from onewindow.domain.joint import JointForm, compile_joint, guide_plan
from onewindow.domain.problems import Problems
from onewindow.domain.theme import Member, ThemeDocument
from rule_engine import RuleEngineError, compile_rule, names_read, truthy

Json = Any
Values = Mapping[str, Any]
IN, OUT, OPEN = "in", "out", "open"
"""A member takes part; does not; or the answers so far do not say."""
ROUNDS = 3
"""A settlement may bring another conflict to light; so often proposals are tried one upon the other."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a theme becomes. `states`: member → one of the words above, of those in force.

    `joint`: the one form of those that may take part, None while there is none; with open `conflicts` it is the form
    that taking over every proposal would give (`proposed`).
    """

    states: Mapping[str, str]
    conflicts: tuple[Conflict, ...]
    joint: JointForm | None
    proposed: bool = False


def readable(body: Json) -> ThemeDocument | None:
    """A draft as a theme, or None while it cannot be read."""
    theme = ThemeDocument.from_json(body)
    return None if isinstance(theme, Problems) else theme


def named(body: Json) -> tuple[str, ...]:
    """The matters that a draft of a theme names, in its order."""
    listed = body.get("members") if isinstance(body, Mapping) else None
    found = [each.get("matter") for each in listed if isinstance(each, Mapping)] if isinstance(listed, list) else []
    return tuple(dict.fromkeys(key for key in found if isinstance(key, str) and key))


def questions(theme: ThemeDocument, dictionary: Dictionary | None) -> FormPlan | None:
    """The guide as a small form; None where it asks nothing, or not all of its elements are known."""
    if dictionary is None:
        return None
    try:
        return guide_plan(theme, dictionary)
    except (DocumentInvalidError, FormFault):
        return None


def look(theme: ThemeDocument, matters: Mapping[str, CompiledMatter], answers: Values) -> Look:
    """See what becomes of a theme with some answers to its guide. `matters`: the members in force, by key."""
    states = {member.matter: _state(member, theme, answers) for member in theme.members if member.matter in matters}
    members = [matters[key] for key, state in states.items() if state != OUT]
    conflicts = _conflicts(members, theme)
    settled = _with_proposals(theme, members) if conflicts else theme
    joint = compile_joint(members, settled) if members and settled is not None else None
    return Look(states, conflicts, joint if isinstance(joint, JointForm) else None, bool(conflicts))


def _state(member: Member, theme: ThemeDocument, answers: Values) -> str:
    try:
        if names_read(member.include) & (set(theme.guide) - set(answers)):
            return OPEN
        return IN if truthy(compile_rule(member.include)(nested(answers))) else OUT
    except RuleEngineError:
        return OUT


def _conflicts(members: Sequence[CompiledMatter], theme: ThemeDocument) -> tuple[Conflict, ...]:
    return tuple(merge([each.form for each in members], theme.settlements, given=theme.guide).conflicts)


def _with_proposals(theme: ThemeDocument, members: Sequence[CompiledMatter]) -> ThemeDocument | None:
    """The theme with every proposal taken over; None when that does not bring the members together."""
    for _ in range(ROUNDS):
        conflicts = _conflicts(members, theme)
        if not conflicts:
            return theme
        proposals = {each.key: dict(each.settlement) for each in conflicts if each.settlement is not None}
        theme = ThemeDocument.stored({**theme.json, "settlements": {**theme.settlements, **proposals}})
    return None
