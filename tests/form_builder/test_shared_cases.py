"""The shared matters and themes against their independent answer keys (R040, R044)."""

from __future__ import annotations

from typing import Any

import pytest

from form_builder import Answers, FormPlan, MergedForm, clean, compile_plan, facts, merge, sample, split, typed, waves
from rule_engine import evaluate, truthy
from tests.form_builder.cases import MATTERS, Cases, condition

pytestmark = pytest.mark.shared
TODAY = {"today": "2026-11-21", "application": {"date": "2026-11-21"}, "tenant": {"code": "441322"}}
SCENARIOS = range(3)


@pytest.fixture(scope="session")
def theme(cases: Cases) -> Any:
    return cases.read("theme_open_restaurant")


def active(cases: Cases, theme: Any, data: Any) -> MergedForm:
    """The merge of the members that the scenario's answers include."""
    known = facts(data)
    chosen = [
        member["matter"]
        for member in theme["members"]
        if "include_if" not in member or truthy(evaluate(condition(member["include_if"]), known))
    ]
    return merge([cases.bound(key) for key in chosen], given=theme["guide_questions"])


def test_all_members_without_conditions(cases: Cases, theme: Any) -> None:
    expected = theme["expected"]["static"]
    merged = merge([cases.bound(member["matter"]) for member in theme["members"]])
    assert merged.savings == {key: expected.get(key, merged.savings[key]) for key in merged.savings}
    assert (merged.savings["fields_sum"], merged.savings["fields_union"]) == (115, 60)
    assert [field.key for field in merged.fields] == expected["union_order"]
    shared = {field.key: [use.form for use in field.uses] for field in merged.fields if len(field.uses) > 1}
    assert shared == expected["shared_elements"]
    papers = {item.key: [use.form for use in item.uses] for item in merged.materials if len(item.uses) > 1}
    assert papers == expected["shared_materials"]
    assert merged.savings["materials_saved"] == 9
    assert merged.conflicts == ()


def test_narrowing_in_play(cases: Cases, theme: Any) -> None:
    merged = merge([cases.bound(member["matter"]) for member in theme["members"]])
    element = {field.key: field.element for field in merged.fields}
    assert element["premises.area_m2"].min == 5
    assert element["ad.content"].max == 50
    assert element["org.name"].max == 80
    assert [option.value for option in element["delivery.method"].options] == ["window", "post"]
    address = next(field for field in merged.fields if field.key == "premises.address")
    assert address.label == "经营场所详细地址"
    assert address.hints == (("fire_safety_check", "公众聚集场所详细地址"),)


@pytest.mark.parametrize("number", SCENARIOS)
def test_scenario(cases: Cases, theme: Any, number: int) -> None:
    scenario, expected = theme["scenarios"][number], theme["expected"]["scenarios"][number]
    merged = active(cases, theme, scenario["data"])
    plan = compile_plan(merged)
    look = plan.state(scenario["data"], TODAY)
    assert list(plan.titles) == expected["active_members"]
    assert list(look.asked) == expected["asked_fields"]
    assert look.apart == expected["visible_fields_per_member"]
    assert {
        key: {"from": item.by[0], "used_by": list(item.used_by)} for key, item in merged.provided.items()
    } == expected["supplied_by_earlier_result"]
    due = {
        item.key: {
            "original_copies": item.originals,
            "photocopies": item.photocopies,
            "needed_by": list(item.needed_by),
        }
        for item in look.materials
        if item.due
    }
    assert due == expected["asked_materials"]
    internal = {item.key: list(item.needed_by) for item in look.materials if item.status == "internal"}
    assert internal == expected["internal_materials"]
    assert {key: list(needs) for key, needs in merged.dependencies.items()} == expected["depends_on"]
    assert waves(merged.dependencies) == expected["waves"]


@pytest.mark.parametrize("key", MATTERS)
def test_examples_of_a_matter(cases: Cases, key: str) -> None:
    plan, matter = compile_plan(cases.bound(key)), cases.matters[key]
    conditional = {item["element"] for item in matter["fields"] if "visible_if" in item}
    for example in matter["examples"]:
        expect = example["expect"]
        if "visible_conditional_fields" not in expect:
            continue
        given = TODAY | {
            "tenant": {"code": example.get("tenant_division", "441322")},
            "param": example.get("tenant_parameters", {}),
        }
        look = plan.state(example["data"], given)
        assert conditional & set(look.shown) == set(expect["visible_conditional_fields"]), example["name"]
        assert {item.key for item in look.materials if item.due} == set(expect["required_materials"]), example["name"]


@pytest.mark.parametrize("key", MATTERS)
def test_the_sample_of_every_matter_is_accepted(cases: Cases, key: str) -> None:
    plan = compile_plan(cases.bound(key))
    result = accepted(plan)
    assert split(plan, result) == {key: dict(result)}


def accepted(plan: FormPlan) -> Answers:
    """The sample, cleaned; all its problems in the failure message."""
    result = clean(plan, typed(plan, sample(plan, TODAY)), TODAY)
    assert isinstance(result, Answers), [problem.message for problem in result]
    return result


def test_newborn(cases: Cases) -> None:
    """94 questions of six matters are 45, 26 materials 17; two of these stay inside, two elements come from results."""
    theme = cases.read("theme_newborn")
    merged = active(cases, theme, theme["scenarios"][0]["data"])
    assert merged.conflicts == ()
    assert merged.savings == {
        "fields_sum": 94,
        "fields_union": 45,
        "fields_saved": 49,
        "materials_sum": 26,
        "materials_union": 17,
        "materials_saved": 9,
    }
    assert [item.key for item in merged.materials if item.internal_from] == [
        "birth_medical_certificate",
        "newborn_household_book",
    ]
    assert list(merged.provided) == ["newborn.birth_cert_no", "newborn.id_number"]
    assert waves(merged.dependencies) == [
        ["birth_service_registration", "birth_medical_certificate", "maternity_expense_reimbursement"],
        ["household_birth_registration"],
        ["resident_medical_insurance", "social_security_card"],
    ]
    look = compile_plan(merged).state(theme["scenarios"][0]["data"], TODAY)
    assert (len(look.asked), sum(look.apart.values())) == (43, 94)
    accepted(compile_plan(merged))
