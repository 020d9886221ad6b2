"""The rules of a page for the browser's twin: the JSON inside `<script id="ow-form">` (docs/documents.md)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from form_builder.answers import jsonable
from form_builder.compiled import Compiled, PlanField
from form_builder.fields.base import Value
from form_builder.reading import Json
from form_builder.rules import any_of, both

_DAYS = {"today", "application"}


def browser_rules(plan: Compiled, extra_facts: Mapping[str, Value] | None = None) -> dict[str, Json]:
    """`{"fields": {id: {shown?, required?, compute?, scale?, derive?}}, "materials": [{key, needed}], "facts": {...}}`.

    Fields stand in evaluation order: whoever runs them from first to last, dropping the value of what is not shown,
    comes to the same result as the server. What the page itself says (kind, label) is not said again, nor are
    materials whose need hangs on nothing. Only the given facts that rules may read are sent.
    """
    return standing_rules(plan) | {"facts": given_facts(plan, extra_facts or {})}


def standing_rules(plan: Compiled) -> dict[str, Json]:
    """The part that is the same for everybody: fields and materials."""
    return {
        "fields": {item.key: _field(item) for item in plan.order if item.kind.stored or item.merged.shown is not True},
        "materials": [
            {"key": item.merged.key, "needed": item.merged.needed}
            for item in plan.materials
            if item.merged.needed is not True and not item.merged.internal_from
        ],
    }


def given_facts(plan: Compiled, given: Mapping[str, Value]) -> dict[str, Json]:
    """Of the given facts those that the rules of the plan may read."""
    return {key: jsonable(value) for key, value in given.items() if key in plan.roots | _DAYS}


def _field(item: PlanField) -> dict[str, Json]:
    merged, element = item.merged, item.element
    out: dict[str, Json] = {} if merged.required is False else {"required": merged.required}
    if merged.shown is not True:
        out["shown"] = merged.shown
    if merged.calculations:
        out["compute"] = _chain(merged.calculations)
        if element.scale is not None:
            out["scale"] = element.scale
    if element.derive and item.derive:
        out["derive"] = {"from": element.derive.source, "part": element.derive.part}
    return out


def _chain(calculations: Sequence[tuple[Json, Sequence[Json]]]) -> Json:
    """One calculation from several: the first that applies and gives a value."""
    if len(calculations) == 1:
        return calculations[0][0]
    chain: Json = None
    for compute, shown in reversed(calculations):
        chain = {"if": [both(any_of(shown), {"!": [{"blank": [compute]}]}), compute, chain]}
    return chain
