"""The law of the merge over random subsets of the shared matters."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, note, settings
from hypothesis import strategies as st

from form_builder import KINDS, Answers, BoundForm, Element, Problems, bind, clean, compile_plan, merge, split, typed
from form_builder.fields.base import Context
from tests.form_builder.cases import MATTERS, Cases, without_provided
from tests.form_builder.test_law import NIGHTLY
from tests.form_builder.test_shared_cases import TODAY

pytestmark = pytest.mark.shared
TRIED = settings(max_examples=10_000 if NIGHTLY else 500, deadline=None, suppress_health_check=list(HealthCheck))


def wishes(element: Element) -> list[Any]:
    """Good answers to one element, among which to choose."""
    if element.kind == "boolean":
        return [True, False]
    if element.kind == "choice" and not element.option_list:
        return [option.value for option in element.options]
    return [KINDS[element.kind].sample(element, Context("2026-11-21"))] if KINDS[element.kind].stored else []


@st.composite
def pages(draw: st.DrawFn, forms: list[BoundForm]) -> dict[str, list[str]]:
    """A page over everything that the forms ask: answered, but for a few blanks."""
    elements = {item.key: item.element for form in forms for item in form.fields}
    blank = draw(st.lists(st.sampled_from(sorted(elements)), max_size=3))
    raw: dict[str, list[str]] = {}
    for key, element in elements.items():
        if element.compute is None and key not in blank and wishes(element):
            raw |= KINDS[element.kind].typed(element, draw(st.sampled_from(wishes(element))), key)
    return raw


@TRIED
@given(st.data())
def test_accepted_together_exactly_when_accepted_apart(cases: Cases, data: st.DataObject) -> None:
    keys = data.draw(st.lists(st.sampled_from(MATTERS), min_size=1, max_size=6, unique=True))
    forms = [cases.bound(key) for key in keys]
    raw = data.draw(pages(forms))
    note(json.dumps(raw, ensure_ascii=False))
    merged = merge(forms)
    if merged.conflicts:
        assert {conflict.kind for conflict in merged.conflicts} == {"cycle"}
        return
    plan = compile_plan(merged)
    together = clean(plan, raw, TODAY)
    event(type(together).__name__)
    alone = {form.key: compile_plan(bind(without_provided(form.document, merged), cases.dictionary)) for form in forms}
    apart = {key: clean(own, raw, TODAY) for key, own in alone.items()}
    refused = {key for key, result in apart.items() if isinstance(result, Problems)}
    if isinstance(together, Problems):
        assert {form for problem in together for form in problem.forms} <= refused
        assert refused
        return
    parts = split(plan, together)
    for key, own in alone.items():
        assert clean(own, typed(own, parts[key]), TODAY) == parts[key]
        assert isinstance(apart[key], Answers) or all(cases.dictionary[item.field].derive for item in apart[key])


def test_the_sum_of_all_matters(cases: Cases) -> None:
    """All 22 at once: they share elements but agree on every one of them."""
    merged = merge([cases.bound(key) for key in MATTERS])
    assert [conflict for conflict in merged.conflicts if conflict.kind != "cycle"] == []
    assert merged.savings["fields_union"] < merged.savings["fields_sum"] / 2
