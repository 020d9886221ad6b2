"""Trying a rule out: answers typed beside it, and what it makes of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from form_builder import facts
from onewindow.domain.workbench.conditions.settling import Missing, value_of
from onewindow.domain.workbench.conditions.vocabulary import Term, Vocabulary
from rule_engine import RuleEngineError, explain, names_read, truthy

Json = Any


@dataclass(frozen=True, slots=True)
class Tried:
    """What the rule says of the typed answers: whether it holds, and why, in words; `failed`: it could not say."""

    holds: bool
    because: str
    failed: bool = False


def asked(rule: Json, words: Vocabulary) -> tuple[Term, ...]:
    """The fields that a rule reads, in the order of the form; tables cannot be typed into one box and are left out."""
    read = names_read(rule)
    paths = {path for path in words.by_path if any(name == path or name.startswith(f"{path}.") for name in read)}
    return tuple(term for term in words.terms if term.path in paths and term.kind != "table")


def attempt(rule: Json, words: Vocabulary, typed: Mapping[str, Sequence[str]], today: str) -> Tried:
    """Evaluate a rule on typed answers by path; blank boxes are blank answers. `today`: an ISO date."""
    answers: dict[str, Json] = {"today": today, "application.date": today}
    for term in asked(rule, words):
        texts = [text.strip() for text in typed.get(term.path, ()) if text.strip()]
        missing: list[Missing] = []
        values = [value_of(text, term.kind, "", missing) for text in texts]
        if missing:
            return Tried(False, missing[0].message, failed=True)
        if values:
            answers[term.path] = values if term.kind == "choices" else values[0]
    try:
        told = explain(rule, facts(answers), words.labels)
    except RuleEngineError as error:
        return Tried(False, str(error), failed=True)
    return Tried(truthy(told.value), told.sentence)
