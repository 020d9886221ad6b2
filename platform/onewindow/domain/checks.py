"""Checks before acceptance: rules that refuse, redirect, or ask for a person's judgement (R018)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from onewindow.domain.reading import Place
from onewindow.domain.rules import read_rule

OUTCOMES = ("reject", "not_required_immediate_notice", "manual_review", "redirect")
OUTCOME_FORMS = "可以写：reject、not_required_immediate_notice、manual_review、redirect:事项。"
_REDIRECT = "redirect"


@dataclass(frozen=True, slots=True)
class Check:
    """A rule evaluated before acceptance: when it holds, `outcome` follows and `text` says why."""

    id: str
    text: str
    rule: Any
    outcome: str

    @property
    def redirect(self) -> str:
        """The matter to apply for instead, or nothing."""
        kind, _, target = self.outcome.partition(":")
        return target if kind == _REDIRECT else ""

    @property
    def stops(self) -> bool:
        """Whether the case cannot be accepted when this check fires."""
        return self.outcome != "manual_review"


def known_outcome(outcome: str) -> bool:
    """Tell whether an outcome is one of the four; only a redirect names a target, and has to."""
    kind, _, target = outcome.partition(":")
    return kind in OUTCOMES and (kind == _REDIRECT) == bool(target)


def read_checks(root: Place) -> tuple[Check, ...]:
    """Read the `checks` of a matter document."""
    found = []
    for place in root.items("checks"):
        if not place.is_object(("id", "text", "if", "outcome"), strict=True):
            continue
        outcome = place.text("outcome")
        if outcome and not known_outcome(outcome):
            place.at("outcome").problem(f"不认识的结果「{outcome}」。", OUTCOME_FORMS)
        found.append(Check(place.text("id"), place.text("text"), read_rule(place, required=True), outcome))
    return tuple(found)
