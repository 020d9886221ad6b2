"""Which conflicts the members of a theme really meet: those that some answers to its guide bring together (R040)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

from form_builder import Conflict, Dictionary, Element, merge
from onewindow.domain.effective import CompiledMatter
from onewindow.domain.joint import active_members
from onewindow.domain.theme import ThemeDocument
from rule_engine import RuleEngineError, names_read

MOST = 256
"""Combinations of answers that are tried; beyond them all members are taken to meet."""
ASKABLE = ("boolean", "choice")
"""Kinds of elements that a guide can ask: one press, one answer."""


def disagreements(
    theme: ThemeDocument, matters: Mapping[str, CompiledMatter], dictionary: Dictionary
) -> tuple[Conflict, ...]:
    """The open conflicts of a theme. `matters`: those in force, by key; members that are missing are left out.

    What all members together agree on, fewer of them agree on too; so single companies are only looked at when all
    together disagree.
    """
    members = [matters[member.matter] for member in theme.members if member.matter in matters]
    found = _conflicts(members, theme)
    companies = possible_companies(theme, dictionary) if found else None
    if companies is None:
        return found
    real: dict[tuple[str, str], Conflict] = {}
    for company in sorted(companies, key=len, reverse=True):
        for conflict in _conflicts([each for each in members if each.key in company], theme):
            real.setdefault((conflict.kind, conflict.key), conflict)
    return tuple(real.values())


def possible_companies(theme: ThemeDocument, dictionary: Dictionary) -> frozenset[frozenset[str]] | None:
    """The sets of members that answers to the guide can bring together; None where they cannot be counted up."""
    if any(_beyond_the_guide(member.include, theme) for member in theme.members):
        return None
    if any(key not in dictionary or dictionary[key].kind not in ASKABLE for key in theme.guide):
        return None
    values = [_values(dictionary[key]) for key in theme.guide]
    if math.prod(map(len, values)) > MOST:
        return None
    return frozenset(
        frozenset(active_members(theme, dict(zip(theme.guide, answers, strict=True)), {}))
        for answers in product(*values)
    )


def _conflicts(members: Sequence[CompiledMatter], theme: ThemeDocument) -> tuple[Conflict, ...]:
    return tuple(merge([member.form for member in members], theme.settlements, given=theme.guide).conflicts)


def _values(element: Element) -> Sequence[Any]:
    return [option.value for option in element.options] if element.options else (True, False)


def _beyond_the_guide(rule: Any, theme: ThemeDocument) -> bool:
    """Whether a condition reads what the guide does not ask."""
    try:
        return not names_read(rule) <= set(theme.guide)
    except RuleEngineError:
        return True
