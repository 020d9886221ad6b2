"""One pass over a plan: which fields are shown, what is calculated, what is dropped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from form_builder.compiled import Compiled, PlanField, calculated, holds
from form_builder.facts import Facts, at, put, with_answers
from form_builder.fields.base import Value
from form_builder.fields.identity import derived


@dataclass(frozen=True, slots=True)
class Settled:
    """The outcome: `values` of the shown fields (flat), `facts` that rules read (nested), keys of shown fields."""

    values: Mapping[str, Value]
    facts: Facts
    shown: frozenset[str]
    today: str


def settle(plan: Compiled, answers: Mapping[str, Value], given: Mapping[str, Value], *, fill: bool = True) -> Settled:
    """Evaluate a plan over answers (flat) and given facts (nested), in one pass.

    A field that is not shown loses its value before anything that reads it is asked; what is given stays a fact.
    Answers that belong to no field count as given. With `fill`, a blank field that an ID number tells is filled in.
    """
    fresh: set[int] = set()
    own = plan.by_key
    facts: Facts = with_answers(given, {key: value for key, value in answers.items() if key not in own})
    values = {key: value for key, value in answers.items() if key in own and value is not None}
    for key, value in values.items():
        put(facts, own[key].path, value, fresh)
    today = day_of(given)
    shown: set[str] = set()
    for field in plan.order:
        key = field.key
        if not holds(field.shown, facts):
            if values.pop(key, None) is not None:
                put(facts, field.path, at(given, key), fresh)
            continue
        shown.add(key)
        fresh_value = _worked_out(field, values, facts, today) if field.computes or (fill and field.derive) else None
        if fresh_value is not None:
            values[key] = fresh_value
            put(facts, field.path, fresh_value, fresh)
    return Settled(values, facts, frozenset(shown), today)


def _worked_out(field: PlanField, values: Mapping[str, Value], facts: Facts, today: str) -> Value:
    """A calculated value, or one read from an ID number when nothing was answered."""
    for when, compute in field.computes:
        if holds(when, facts):
            value = field.kind.adopt(field.element, calculated(compute, facts))
            if value is not None:
                return value
    if field.derive and field.key not in values:
        source, part, when = field.derive
        return derived(values.get(source), part, today) if holds(when, facts) else None
    return None


def day_of(given: Mapping[str, Value]) -> str:
    """The day that ages are judged on, as ISO text: the application's, otherwise today's; empty if unknown."""
    application = given.get("application")
    day = application.get("date") if isinstance(application, Mapping) else None
    return day or given.get("today") or ""
