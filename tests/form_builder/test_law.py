"""The law of the merge (docs/forms.md), tried on generated forms and pages.

Alone means: the member's own form without the elements that another member's result provides, cleaned on the same page.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from form_builder import (
    Answers,
    BoundForm,
    FormPlan,
    MergedForm,
    Problems,
    bind,
    clean,
    compile_plan,
    merge,
    split,
    typed,
)
from form_builder.answers import parse
from form_builder.fields.base import Refused
from tests.form_builder.cases import without_provided
from tests.form_builder.generating import DICTIONARY, TODAY, form_sets, pages

NIGHTLY = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"
LAW = settings(
    max_examples=10_000 if NIGHTLY else 500,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
SIDE = settings(LAW, max_examples=2_000 if NIGHTLY else 120)


def mergeable(forms: list[BoundForm]) -> MergedForm:
    merged = merge(forms)
    assume(not merged.conflicts)
    return merged


def alone(form: BoundForm, merged: MergedForm) -> FormPlan:
    """The member's own plan, without what others provide."""
    return compile_plan(bind(without_provided(form.document, merged), DICTIONARY))


@LAW
@given(form_sets(), st.one_of(pages(), pages(good=True)))
def test_accepted_together_exactly_when_accepted_apart(forms: list[BoundForm], raw: dict[str, list[str]]) -> None:
    merged = mergeable(forms)
    plan = compile_plan(merged)
    together = clean(plan, raw, TODAY)
    event(type(together).__name__)
    apart = {form.key: (own := alone(form, merged), clean(own, raw, TODAY)) for form in forms}
    if isinstance(together, Problems):
        refused = {key for key, (_, result) in apart.items() if isinstance(result, Problems)}
        assert refused, [problem.message for problem in together]
        assert {form for problem in together for form in problem.forms} <= refused
        return
    parts = split(plan, together)
    for key, (own, result) in apart.items():
        again = clean(own, typed(own, parts[key]), TODAY)
        assert isinstance(again, Answers), [problem.message for problem in again]
        assert again == parts[key]
        if isinstance(result, Answers):
            assert {**result, **parts[key]} == parts[key]
            filled = set(parts[key]) - set(result)
            assert all(DICTIONARY[name].derive for name in filled)
        else:
            assert all(DICTIONARY[problem.field].derive for problem in result)


@LAW
@given(form_sets(), pages(good=True))
def test_shown_and_required_are_the_union_of_the_members(forms: list[BoundForm], raw: dict[str, list[str]]) -> None:
    merged = mergeable(forms)
    plan = compile_plan(merged)
    answers = clean(plan, raw, TODAY)
    values = _values(plan, raw)
    look = plan.state(values, TODAY)
    values |= {key: value for key, value in look.values.items() if DICTIONARY[key].derive}
    shown: set[str] = set()
    required: set[str] = set()
    for form in forms:
        own = alone(form, merged)
        mine = own.state({key: value for key, value in values.items() if key in own.by_key}, TODAY)
        assert look.apart[form.key] >= len(mine.asked)
        shown |= set(mine.shown)
        required |= mine.required
        assert {key for key in mine.shown if form.key in look.askers(key)} == set(mine.shown)
    assert set(look.shown) == shown
    assert look.required == required
    assert isinstance(answers, Problems) or required <= set(answers)


def _values(plan: FormPlan, raw: dict[str, list[str]]) -> dict[str, object]:
    """What could be read of a page."""
    return {key: value for key, value in parse(plan, raw).items() if not isinstance(value, Refused)}


@SIDE
@given(form_sets(most=3), pages(), st.randoms(use_true_random=False))
def test_the_order_of_members_changes_nothing_but_order(
    forms: list[BoundForm], raw: dict[str, list[str]], random: object
) -> None:
    merged = mergeable(forms)
    shuffled = list(forms)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    other = merge(shuffled)
    assert not other.conflicts
    assert {field.key for field in merged.fields} == {field.key for field in other.fields}
    assert {item.key: (item.originals, item.photocopies, item.necessity) for item in merged.materials} == {
        item.key: (item.originals, item.photocopies, item.necessity) for item in other.materials
    }
    assert {key: set(item.by) for key, item in merged.provided.items()} == {
        key: set(item.by) for key, item in other.provided.items()
    }
    assert {key: set(needs) for key, needs in merged.dependencies.items()} == {
        key: set(needs) for key, needs in other.dependencies.items()
    }
    one, two = (clean(compile_plan(item), raw, TODAY) for item in (merged, other))
    if isinstance(one, Answers):
        assert isinstance(two, Answers)
        assert one == two
    else:
        assert isinstance(two, Problems)
        assert {(problem.field, problem.code) for problem in one} == {(problem.field, problem.code) for problem in two}


@SIDE
@given(form_sets(most=3))
def test_merging_a_form_twice_is_merging_it_once(forms: list[BoundForm]) -> None:
    assert merge([*forms, *forms]).to_json() == merge(forms).to_json()


@SIDE
@given(form_sets())
def test_provenance_is_complete_and_nothing_is_dropped(forms: list[BoundForm]) -> None:
    merged = merge(forms)
    told = {(use.form, key) for key, uses in merged.provenance.items() for use in uses}
    assert told == {(form.key, item.key) for form in forms for item in form.fields}
    assert [key for section in merged.sections for key in section.fields] != []
    assert sorted(key for section in merged.sections for key in section.fields) == sorted(merged.provenance)
    papers = {(use.form, item.key) for item in merged.materials for use in item.uses}
    assert papers == {(form.key, item.key) for form in forms for item in form.materials}
    for field in merged.fields:
        for asker in field.askers:
            assert asker.required is not True or asker.shown is not True or field.required is True


@SIDE
@given(form_sets(), pages(good=True))
def test_cleaning_what_was_cleaned_changes_nothing(forms: list[BoundForm], raw: dict[str, list[str]]) -> None:
    plan = compile_plan(mergeable(forms))
    once = clean(plan, raw, TODAY)
    assume(isinstance(once, Answers))
    assert isinstance(once, Answers)
    assert clean(plan, typed(plan, once), TODAY) == once


@SIDE
@given(form_sets(), pages(good=True))
def test_materials_are_needed_when_a_member_needs_them(forms: list[BoundForm], raw: dict[str, list[str]]) -> None:
    merged = mergeable(forms)
    plan = compile_plan(merged)
    values = _values(plan, raw)
    state = plan.state(values, TODAY)
    values |= {key: value for key, value in state.values.items() if DICTIONARY[key].derive}
    look = {item.key: item for item in state.materials}
    wanted: dict[str, set[str]] = {}
    for form in forms:
        own = alone(form, merged)
        mine = own.state({key: value for key, value in values.items() if key in own.by_key}, TODAY)
        for item in mine.materials:
            if item.due:
                wanted.setdefault(item.key, set()).add(form.key)
                if look[item.key].status == "needed":
                    assert look[item.key].originals >= item.originals
                    assert look[item.key].photocopies >= item.photocopies
    assert {key: set(item.needed_by) for key, item in look.items() if item.needed_by} == wanted


@pytest.mark.nightly
@settings(LAW, max_examples=10_000 if NIGHTLY else 1)
@given(form_sets(most=6), pages())
def test_many_members(forms: list[BoundForm], raw: dict[str, list[str]]) -> None:
    merged = mergeable(forms)
    together = clean(compile_plan(merged), raw, TODAY)
    refused = [form.key for form in forms if isinstance(clean(alone(form, merged), raw, TODAY), Problems)]
    assert isinstance(together, Answers) or refused
