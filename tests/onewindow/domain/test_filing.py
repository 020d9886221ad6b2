"""An accepted application becomes cases: answers, checks, limits, ways, materials and dates of each member."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from form_builder import Answers, clean, sample, typed
from onewindow.domain.case_format import Pack
from onewindow.domain.effective import CompiledMatter, compile_matter
from onewindow.domain.filing import FiledCase, file_cases
from onewindow.domain.joint import JointForm, prepare
from onewindow.domain.matter import MatterDocument
from onewindow.domain.theme import ThemeDocument
from rule_engine import MissingYear, WorkCalendar

CALENDAR = WorkCalendar.of({date(2026, 10, 1): False, date(2026, 10, 10): True}, [2026])
GIVEN = {"today": "2026-11-20", "application": {"date": "2026-11-20"}, "tenant": {"code": "441322"}, "param": {}}


def filed(
    joint: JointForm, guide: dict[str, Any], fixed: dict[str, Any], accepted_on: date, **more: Any
) -> dict[str, FiledCase]:
    """Sample answers with some of them fixed, filed; by matter."""
    facts = joint.facts(guide, GIVEN)
    own = {key: value for key, value in guide.items() if key in joint.plan.by_key}
    answers = sample(joint.plan, facts, fixed={**own, **fixed})
    found = clean(joint.plan, joint.posted(typed(joint.plan, answers), guide), facts)
    assert isinstance(found, Answers), found
    cases = file_cases(joint, found, guide, GIVEN, accepted_on=accepted_on, calendar=CALENDAR, **more)
    assert [case.matter for case in cases] == [member.key for member in joint.members]
    return {case.matter: case for case in cases}


def alone(matter: CompiledMatter) -> JointForm:
    """One matter as an application of its own."""
    joint = prepare({matter.key: matter})
    assert isinstance(joint, JointForm)
    return joint


@pytest.fixture(scope="module")
def restaurant(matters: dict[str, CompiledMatter], pack: Pack) -> dict[str, FiledCase]:
    """开办餐饮店, everything new, with a promise instead of an inspection."""
    theme = pack.themes["open_restaurant"]
    guide = {key: theme.scenarios[0]["data"][key] for key in theme.guide}
    joint = prepare(matters, theme, guide)
    assert isinstance(joint, JointForm)
    fixed = {"fire.mode": "commitment", "ad.kind": "sign", "food.main_business": "catering", "food.items": ["hot_dish"]}
    fixed |= {"premises.division": "441322001001"}
    return filed(joint, guide, fixed, date(2026, 9, 29), deferred=["food_safety_rules"])


def test_one_case_for_each_member_with_its_own_answers(restaurant: dict[str, FiledCase], pack: Pack) -> None:
    for key, case in restaurant.items():
        asked = {field.element for field in pack.matters[key].form.fields()}
        assert set(case.answers) <= asked
        assert case.home == "441322001001"
        assert case.matter_digest == pack.matters[key].digest
    assert "drain.discharger_type" not in restaurant["food_business_permit"].answers
    assert "org.uscc" not in restaurant["food_business_permit"].answers
    assert restaurant["drainage_permit"].facts["guide"]["drain_to_network"] is True


def test_dates_follow_limits_situations_and_dependencies(restaurant: dict[str, FiledCase]) -> None:
    first = restaurant["individual_business_registration"]
    assert (first.instant, first.due, first.depends_on) == (True, date(2026, 9, 29), ())
    food = restaurant["food_business_permit"]
    assert (food.depends_on, food.starts_on) == (("individual_business_registration",), date(2026, 9, 29))
    assert food.due == date(2026, 10, 10)  # 8 working days: 30, 2, 5-9, and Saturday the 10th, which is made up
    fire = restaurant["fire_safety_check"]
    assert (str(fire.promise.limit), str(fire.promise.post_check)) == ("1个工作日", "20个工作日")
    assert "告知承诺" in fire.promise.because
    assert fire.due == date(2026, 9, 30)
    assert str(food.statutory) == "10个工作日"


def test_ways_have_reasons(restaurant: dict[str, FiledCase]) -> None:
    fire = restaurant["fire_safety_check"].route
    assert fire.waves == (("accept",), ("decide_commit",), ("issue",), ("post_check",))
    assert fire.first == ("accept",)
    assert [(each.step, each.to) for each in fire.because] == [("accept", "decide_commit"), ("issue", "post_check")]
    assert all("告知承诺" in each.sentence for each in fire.because)


def test_materials_are_shared_internal_and_deferred(restaurant: dict[str, FiledCase]) -> None:
    food = {each.key: each for each in restaurant["food_business_permit"].materials}
    assert food["business_licence"].status == "internal"
    assert "个体工商户设立登记" in food["business_licence"].because
    assert food["food_safety_rules"].status == "deferred"
    assert food["food_safety_rules"].deferred_days == 5
    assert food["power_of_attorney"].status == "not_needed"
    drain = {each.key: each for each in restaurant["drainage_permit"].materials}
    assert drain["business_licence"].shared_with == ("food_business_permit", "shop_sign_service", "fire_safety_check")
    assert drain["water_quality_commitment"].status in ("needed", "not_needed")


def test_a_missing_calendar_year_is_said_and_nothing_guessed(matters: dict[str, CompiledMatter]) -> None:
    case = filed(alone(matters["rural_homestead"]), {}, {}, date(2026, 12, 28))["rural_homestead"]
    assert case.due == MissingYear(2027)
    assert "2027" in str(case.due)
    assert case.starts_on == date(2026, 12, 28)


def test_what_waits_for_an_unknown_date_has_none_either(matters: dict[str, CompiledMatter]) -> None:
    joint = prepare({key: matters[key] for key in ("rural_homestead", "rural_planning_permit")})
    assert isinstance(joint, JointForm)
    cases = filed(joint, {}, {"house.build_reason": "new", "house.storeys": 2}, date(2026, 12, 18))
    assert cases["rural_planning_permit"].starts_on == cases["rural_planning_permit"].due == MissingYear(2027)


@pytest.mark.parametrize(
    ("fixed", "outcome", "redirect"),
    [
        ({"bee.uses": ["tour"]}, "not_required_immediate_notice", ""),
        ({"bee.uses": ["wax"], "bee.site": "441323001001"}, "reject", ""),
        ({"bee.uses": ["wax"], "bee.site": "441322104203", "bee.area": 30}, "redirect:bee_moving", "bee_moving"),
        ({"bee.uses": ["wax"], "bee.site": "441322104203", "bee.area": 2, "bee.spray": True}, "manual_review", ""),
    ],
)
def test_checks_before_acceptance(bees: Pack, fixed: dict[str, Any], outcome: str, redirect: str) -> None:
    matter = compile_matter(bees.matters["bee_keeping"], bees.dictionary)
    given = GIVEN | {"param": {"max_area": "20.5"}}
    answers = {"bee.hives": 5, "bee.spray": False, "bee.kind": "c", **fixed}
    joint = alone(matter)
    (case,) = file_cases(joint, answers, {}, given, accepted_on=date(2026, 11, 20), calendar=CALENDAR)
    found = case.checks[0]
    assert (found.outcome, found.redirect) == (outcome, redirect)
    assert found.text
    assert found.because.startswith("因")
    assert (case.refusal is None) == (outcome == "manual_review")


def test_a_check_that_cannot_be_evaluated_asks_a_person(bees: Pack) -> None:
    document = dict(bees.matters["bee_keeping"].json)
    document["checks"] = [{"id": "c", "text": "须核对", "if": {"throw": "x"}, "outcome": "reject"}]
    matter = compile_matter(MatterDocument.stored(document), bees.dictionary)
    (fired,) = matter.fired({})
    assert (fired.outcome, fired.stops) == ("manual_review", False)
    assert "人工审核" in fired.because


def test_answers_are_stored_as_json(bees: Pack) -> None:
    matter = compile_matter(bees.matters["bee_keeping"], bees.dictionary)
    case = filed(alone(matter), {}, {"bee.site": "441322104203"}, date(2026, 11, 20))["bee_keeping"]
    stored = case.answers_json()
    assert isinstance(stored["bee.area"], str)
    assert set(stored) == set(case.answers)


def test_a_theme_without_parameters_of_the_tenant_still_files(matters: dict[str, CompiledMatter], pack: Pack) -> None:
    theme = pack.themes["newborn"]
    guide = {"guide.birth_registered": False, "guide.manual_reimburse": True, "parents.married": True}
    joint = prepare(matters, theme, guide)
    assert isinstance(joint, JointForm)
    assert isinstance(joint.theme, ThemeDocument)
    cases = filed(joint, guide, {"medical.settled_directly": False}, date(2026, 11, 20))
    assert cases["resident_medical_insurance"].depends_on == (
        "birth_medical_certificate",
        "household_birth_registration",
    )
    assert all(isinstance(case.due, date) for case in cases.values())
