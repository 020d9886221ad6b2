"""Several matters as one application: members, the one form, the order of handling."""

from __future__ import annotations

from typing import Any

import pytest

from form_builder import Problems, clean, sample, typed
from onewindow.domain.case_format import Pack
from onewindow.domain.effective import CompiledMatter, compile_matter
from onewindow.domain.errors import DocumentInvalidError
from onewindow.domain.joint import JointForm, Unjoinable, active_members, compile_joint, guide_plan, joint_key, prepare
from onewindow.domain.theme import ThemeDocument

RESTAURANT = {
    "org.has_licence": False,
    "guide.has_sign": True,
    "premises.is_public_gathering": False,
    "guide.drain_to_network": True,
}


def joined(matters: dict[str, CompiledMatter], theme: ThemeDocument, guide: dict[str, Any]) -> JointForm:
    """A joint form that has to come about."""
    joint = prepare(matters, theme, guide)
    assert isinstance(joint, JointForm)
    return joint


def test_the_guide_decides_who_takes_part(pack: Pack) -> None:
    theme = pack.themes["open_restaurant"]
    assert active_members(theme, RESTAURANT, {}) == (
        "individual_business_registration",
        "food_business_permit",
        "shop_sign_service",
        "drainage_permit",
    )
    assert active_members(theme, {}, {}) == ("food_business_permit",)


def test_any_set_of_matters_joins_in_its_order(matters: dict[str, CompiledMatter]) -> None:
    chosen = {
        key: matters[key] for key in ("elder_preferential_card", "advanced_age_allowance", "disability_certificate")
    }
    joint = prepare(chosen)
    assert isinstance(joint, JointForm)
    assert [member.key for member in joint.members] == list(chosen)
    assert joint.theme is None
    assert joint.merged.savings["fields_saved"] > 20
    assert joint["advanced_age_allowance"] is matters["advanced_age_allowance"]


def test_every_pair_of_reference_matters_joins(matters: dict[str, CompiledMatter]) -> None:
    keys = list(matters)
    pairs = [(one, other) for at, one in enumerate(keys) for other in keys[at + 1 :]]
    refused = [pair for pair in pairs if isinstance(prepare({key: matters[key] for key in pair}), Unjoinable)]
    assert refused == []


def test_dependencies_follow_the_answers(matters: dict[str, CompiledMatter]) -> None:
    joint = prepare({key: matters[key] for key in ("rural_homestead", "rural_planning_permit")})
    assert isinstance(joint, JointForm)
    new = joint.order(joint.plan.state({"house.build_reason": "new"}))
    assert new.depends_on["rural_planning_permit"] == ("rural_homestead",)
    assert new.waves == (("rural_homestead",), ("rural_planning_permit",))
    rebuilt = joint.order(joint.plan.state({"house.build_reason": "rebuild"}))
    assert rebuilt.waves == (("rural_homestead", "rural_planning_permit"),)
    days = {"rural_homestead": 15, "rural_planning_permit": 10}
    assert (new.package_days(days), rebuilt.package_days(days)) == (25, 15)


def test_the_guide_answers_cannot_change_on_the_page(matters: dict[str, CompiledMatter], pack: Pack) -> None:
    guide = RESTAURANT | {"org.has_licence": True}
    newborn = pack.themes["newborn"]
    answers = {"guide.birth_registered": True, "guide.manual_reimburse": False, "parents.married": True}
    joint = joined(matters, newborn, answers)
    assert joint.posted({"parents.married": ["0"]}, answers)["parents.married"] == ["1"]
    restaurant = joined(matters, pack.themes["open_restaurant"], guide)
    assert "org.has_licence" not in restaurant.posted({}, guide)
    assert restaurant.facts(guide, {"today": "2026-11-20"})["org"] == {"has_licence": True}


def test_a_page_filled_with_samples_is_accepted(matters: dict[str, CompiledMatter], pack: Pack) -> None:
    given = {"today": "2026-11-20", "application": {"date": "2026-11-20"}}
    for theme in pack.themes.values():
        for scenario in theme.scenarios:
            guide = {key: scenario["data"][key] for key in theme.guide}
            joint = joined(matters, theme, guide)
            facts = joint.facts(guide, given)
            answers = sample(joint.plan, facts, fixed={key: guide[key] for key in guide if key in joint.plan.by_key})
            found = clean(joint.plan, joint.posted(typed(joint.plan, answers), guide), facts)
            assert not isinstance(found, Problems), found


def test_the_guide_questions_are_a_form_of_their_own(pack: Pack) -> None:
    plan = guide_plan(pack.themes["open_restaurant"], pack.dictionary)
    assert plan is not None
    assert [field.key for field in plan.fields] == list(RESTAURANT)
    found = clean(plan, {})
    assert isinstance(found, Problems)
    assert len(found) == 4
    answers = clean(plan, {key: ["1"] for key in RESTAURANT})
    assert dict(answers) == dict.fromkeys(RESTAURANT, True)  # type: ignore[call-overload]


def test_a_theme_without_questions_has_no_guide(pack: Pack) -> None:
    theme = pack.themes["open_restaurant"]
    assert guide_plan(ThemeDocument.stored({**theme.json, "guide": []}), pack.dictionary) is None
    with pytest.raises(DocumentInvalidError):
        guide_plan(ThemeDocument.stored({**theme.json, "guide": ["no.such"]}), pack.dictionary)


def test_why_there_is_no_form_is_said(matters: dict[str, CompiledMatter], pack: Pack) -> None:
    theme = pack.themes["open_restaurant"]
    nobody = ThemeDocument.stored({**theme.json, "members": [{"matter": "shop_sign_service", "include": {"var": "x"}}]})
    found = prepare(matters, nobody, {})
    assert isinstance(found, Unjoinable)
    assert "没有需要办理的事项" in found.messages[0]
    few = {key: value for key, value in matters.items() if key != "food_business_permit"}
    missing = prepare(few, theme, RESTAURANT)
    assert isinstance(missing, Unjoinable)
    assert "food_business_permit" in missing.messages[0]


def test_a_conflict_is_for_the_administrator_and_a_settlement_ends_it(bees: Pack) -> None:
    document = bees.matters["bee_moving"].json
    fields = [*document["form"]["sections"][0]["fields"]]
    fields = [{**each, "options": ["x"]} if each["element"] == "bee.kind" else each for each in fields]
    sections = [{**document["form"]["sections"][0], "fields": fields}]
    moving = bees.matters["bee_moving"].stored({**document, "form": {**document["form"], "sections": sections}})
    members = [compile_matter(matter, bees.dictionary) for matter in (bees.matters["bee_keeping"], moving)]
    found = compile_joint(members)
    assert isinstance(found, Unjoinable)
    assert [conflict.key for conflict in found.conflicts] == ["bee.kind"]
    assert found.messages == (found.conflicts[0].message,)
    theme = bees.themes["start_bees"]
    settled = ThemeDocument.stored({**theme.json, "settlements": {"bee.kind": {"options": ["c", "i", "x"]}}})
    assert isinstance(compile_joint(members, settled), JointForm)


def test_the_cache_key_names_what_a_joint_form_is_made_of(bees: Pack) -> None:
    one, other = (compile_matter(matter, bees.dictionary, "sha256:d1") for matter in bees.matters.values())
    theme = bees.themes["start_bees"]
    keys = {
        joint_key([one, other], None),
        joint_key([other, one], None),
        joint_key([one], None),
        joint_key([one, other], theme),
        joint_key([compile_matter(one.document, bees.dictionary, "sha256:d2"), other], None),
    }
    assert len(keys) == 5
    joint = compile_joint([one, other])
    assert isinstance(joint, JointForm)
    assert joint.key == joint_key([one, other], None)


def test_prepare_can_be_cached(matters: dict[str, CompiledMatter], pack: Pack) -> None:
    calls: list[str] = []

    def counting(members: Any, theme: Any) -> JointForm | Unjoinable:
        calls.append(joint_key(members, theme))
        return compile_joint(members, theme)

    theme = pack.themes["open_restaurant"]
    for answer in (True, True, False):
        prepare(matters, theme, RESTAURANT | {"guide.has_sign": answer}, join=counting)
    assert len(calls) == 3
    assert len(set(calls)) == 2


def test_a_form_that_does_not_fit_its_dictionary_is_a_fault(bees: Pack, pack: Pack) -> None:
    with pytest.raises(DocumentInvalidError, match="bee_moving"):
        compile_matter(bees.matters["bee_moving"], pack.dictionary)
