"""Valid sample answers for a plan: for tests, previews and the demonstration."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from form_builder.compiled import Compiled, PlanField
from form_builder.fields.base import Choices, Context, Value
from form_builder.fields.identity import derived
from form_builder.settling import day_of, settle


def sample(
    plan: Compiled,
    extra_facts: Mapping[str, Value] | None = None,
    *,
    fixed: Mapping[str, Value] | None = None,
    choices: Choices | None = None,
) -> dict[str, Value]:
    """Answers (flat) that `clean` accepts; `fixed` are answers that are already decided, such as a guide's."""
    given = extra_facts or {}
    values: dict[str, Value] = dict(fixed or {})
    today = day_of(given)
    for item in plan.order:
        if item.kind.stored and item.merged.asked and not item.computes and item.key not in values:
            kinds = [values.get(key) for judge in item.judges for role, key, _ in judge.companions if role == "id_kind"]
            values[item.key] = item.kind.sample(
                item.element,
                Context(today, kinds[0] or "" if kinds else "", choices or {}),
            )
    for item in plan.order:
        if item.key in values and item.key not in (fixed or {}):
            values[item.key] = _fitting(item, values, today)
    return dict(settle(plan, {key: value for key, value in values.items() if value is not None}, given).values)


def _fitting(item: PlanField, values: Mapping[str, Value], today: str) -> Value:
    """The sample moved so that it is later than, or not more than, the element it is compared with."""
    value = values[item.key]
    if item.derive and (told := derived(values.get(item.derive[0]), item.derive[1], today)) is not None:
        return told
    for judge in item.judges:
        for role, key, _ in judge.companions:
            other = values.get(key)
            if other is None or value is None:
                continue
            if role == "after" and not value > other:
                value = _later(other)
            if role == "at_most" and value > other:
                value = other
    return value


def _later(value: Value) -> Value:
    if isinstance(value, str):
        return (date.fromisoformat(value[:10]) + timedelta(days=1)).isoformat() + value[10:]
    return value + (1 if isinstance(value, int) else Decimal(1))
