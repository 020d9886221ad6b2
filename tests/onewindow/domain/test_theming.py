"""Building themes, as values: members and questions, conflicts that meet, settlements, situations, the drawing."""

from __future__ import annotations

import copy
import json
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onewindow.domain.canonical import canonical
from onewindow.domain.case_format import Pack
from onewindow.domain.disagreement import disagreements, possible_companies
from onewindow.domain.effective import CompiledMatter, compile_matter
from onewindow.domain.joint import guide_plan
from onewindow.domain.matter import MatterDocument
from onewindow.domain.theme import ThemeDocument
from onewindow.domain.workbench.conditions.vocabulary import Term
from onewindow.domain.workbench.theming import composing, looking, scenarios, settling, waves
from onewindow.domain.workbench.theming.starting import blank_theme, copied_theme

Json = Any
FIRE, FOOD, BIZ = "fire_safety_check", "food_business_permit", "individual_business_registration"
AREA = "premises.area_m2"


@pytest.fixture
def restaurant(pack: Pack) -> dict[str, Json]:
    """The theme of the pack, to be changed."""
    return dict(copy.deepcopy(pack.themes["open_restaurant"].to_json()))


@pytest.fixture(scope="module")
def torn(matters: Mapping[str, CompiledMatter], pack: Pack) -> dict[str, CompiledMatter]:
    """The matters, with a fire check that wants at most 4 m²."""
    body = copy.deepcopy(dict(matters[FIRE].document.json))
    for section in body["form"]["sections"]:
        for field in section["fields"]:
            if field["element"] == AREA:
                field.pop("min", None)
                field["max"] = 4
    return {**matters, FIRE: compile_matter(MatterDocument.stored(body), pack.dictionary)}


def test_a_blank_theme_says_what_is_missing_and_a_copy_is_whole(restaurant: dict[str, Json]) -> None:
    assert looking.readable(blank_theme("y1", "开店", "县民政局")) is None
    copied = copied_theme(restaurant, "y2", "又一件", "")
    assert looking.readable(copied) is not None
    assert copied["lead_department"] == restaurant["lead_department"]
    assert {key for key in copied if copied[key] != restaurant[key]} == {"key", "name"}


def test_composing_changes_what_it_says_and_nothing_else(restaurant: dict[str, Json]) -> None:
    before = canonical(restaurant)
    taken, at = composing.take(restaurant, "elder_preferential_card")
    assert at == "members/elder_preferential_card"
    assert taken["members"][:-1] == restaurant["members"]
    assert composing.take(taken, "elder_preferential_card")[0] == taken
    asked = composing.ask(restaurant, "biz.is_chain")
    assert composing.drop(asked, "biz.is_chain") == restaurant
    invented = composing.invent(restaurant, {"label": "是否连锁", "kind": "boolean"})
    (own,) = invented["elements"]
    assert own["key"] == invented["guide"][-1] == "guide.open_restaurant_1"
    assert composing.drop(invented, own["key"]) == restaurant
    assert canonical(restaurant) == before


@given(
    st.lists(st.sampled_from("abcdef"), unique=True, max_size=6), st.sampled_from("abcdefg"), st.sampled_from((-1, 1))
)
def test_shifting_keeps_every_question(guide: list[str], one: str, by: int) -> None:
    moved = composing.shift({"guide": guide}, one, by)["guide"]
    assert sorted(moved) == sorted(guide)
    assert [each for each in moved if each != one] == [each for each in guide if each != one]
    if one in guide:
        assert moved.index(one) == min(max(guide.index(one) + by, 0), len(guide) - 1)


def test_simple_conditions_are_offered_recognised_and_kept(restaurant: dict[str, Json]) -> None:
    terms = [
        Term("org.has_licence", "是否已领取营业执照", "boolean"),
        Term("guide.way", "经营方式", "choice", (("in", "堂食"), ("out", "外卖"))),
    ]
    offered = composing.simple_conditions(terms)
    assert [said for said, _rule in offered.values()][-1] == "“经营方式”回答“外卖”时"
    member = f"members/{BIZ}"
    shown = composing.condition_of(restaurant, member, offered)
    assert offered[shown][1] == restaurant["members"][0]["include"]
    assert composing.condition_of(restaurant, f"members/{FOOD}", offered) == composing.ALWAYS
    assert composing.condition_of(restaurant, f"members/{FIRE}", offered) == composing.KEPT
    assert composing.set_condition(restaurant, f"members/{FIRE}", composing.KEPT, offered) == restaurant
    assert composing.set_condition(restaurant, member, '{"==":[1,1]}', offered) == restaurant
    always = composing.set_condition(restaurant, member, composing.ALWAYS, offered)
    assert "include" not in always["members"][0]
    assert composing.set_condition(always, member, shown, offered) == restaurant
    assert json.loads(shown) == offered[shown][1]


def test_a_theme_asks_a_question_of_its_own(restaurant: dict[str, Json], pack: Pack) -> None:
    body = composing.invent(restaurant, {"label": "是否连锁", "kind": "boolean"})
    theme = ThemeDocument.stored(body)
    plan = guide_plan(theme, pack.dictionary)
    assert plan is not None
    assert plan[body["guide"][-1]].label == "是否连锁"
    clash = {**restaurant, "elements": [{"key": "org", "label": "坏", "kind": "boolean"}], "guide": ["org"]}
    assert looking.questions(ThemeDocument.stored(clash), pack.dictionary) is None


def test_only_conflicts_of_members_that_meet_count(
    restaurant: dict[str, Json], torn: dict[str, CompiledMatter], pack: Pack
) -> None:
    (conflict,) = disagreements(ThemeDocument.stored(restaurant), torn, pack.dictionary)
    assert (conflict.kind, conflict.key) == ("range", AREA)
    apart = copy.deepcopy(restaurant)
    for member in apart["members"]:
        is_fire = member["matter"] == FIRE
        member["include"] = {"==": [{"var": "premises.is_public_gathering"}, is_fire]}
    assert disagreements(ThemeDocument.stored(apart), torn, pack.dictionary) == ()
    apart["members"][0]["include"] = {"==": [{"var": "biz.form"}, "personal"]}  # what the guide does not ask may be
    assert possible_companies(ThemeDocument.stored(apart), pack.dictionary) is None
    assert disagreements(ThemeDocument.stored(apart), torn, pack.dictionary) == (conflict,)


def test_looking_with_and_without_answers(
    restaurant: dict[str, Json], torn: dict[str, CompiledMatter], matters: dict[str, CompiledMatter]
) -> None:
    theme = ThemeDocument.stored(restaurant)
    seen = looking.look(theme, torn, {})
    assert seen.proposed
    assert seen.joint is not None
    assert seen.joint.merged.savings["fields_saved"] == 55
    assert set(seen.states.values()) == {looking.IN, looking.OPEN}
    without = looking.look(theme, torn, {"premises.is_public_gathering": False})
    assert without.conflicts == ()
    assert without.states[FIRE] == looking.OUT
    assert without.joint is not None
    assert FIRE not in [member.key for member in without.joint.members]
    settled = ThemeDocument.stored(settling.settle(restaurant, AREA, dict(seen.conflicts[0].settlement or {})))
    assert looking.look(settled, torn, {}).conflicts == ()
    assert looking.look(theme, {}, {}).joint is None
    assert looking.look(theme, matters, {}).conflicts == ()


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ({"min": ["5"], "max": ["500"]}, {"min": 5, "max": 500}),
        ({"min": ["0.5"]}, {"min": "0.5"}),
        ({"label": [" 面积 "]}, {"label": "面积"}),
        ({"options": ["a", "b"]}, {"options": ["a", "b"]}),
        ({"ask": ["1"]}, {"ask": True}),
    ],
)
def test_own_settlements(typed: dict[str, list[str]], wanted: dict[str, Json], restaurant: dict[str, Json]) -> None:
    found = settling.posted("k", {f"own:k:{name}": texts for name, texts in typed.items()})
    assert found == wanted
    assert isinstance(found, dict)
    settled = settling.settle(restaurant, "k", found)
    assert ThemeDocument.stored(settled).settlements == {"k": wanted}
    assert settling.settle(settled, "k", None) == restaurant
    assert settling.told(found, None)


@pytest.mark.parametrize("typed", [{}, {"min": ["x"]}, {"min": ["9"], "max": ["5"]}, {"label": ["  "]}])
def test_settlements_that_cannot_be_read_say_why(typed: dict[str, list[str]]) -> None:
    said = settling.posted("k", {f"own:k:{name}": texts for name, texts in typed.items()})
    assert isinstance(said, str)
    assert "请" in said


def test_situations_follow_their_names(restaurant: dict[str, Json], matters: dict[str, CompiledMatter]) -> None:
    theme = ThemeDocument.stored(restaurant)
    assert all(trial.agrees for trial in scenarios.trials(theme, matters))
    assert list(scenarios.findings(theme, matters)) == []
    first = restaurant["scenarios"][0]
    renamed = scenarios.keep(restaurant, 0, "改了名", first["data"])
    assert all(trial.agrees for trial in scenarios.trials(ThemeDocument.stored(renamed), matters))
    assert next(iter(scenarios.expectations(renamed)))["name"] == "改了名"
    other = scenarios.keep(restaurant, 0, first["name"], {**first["data"], "guide.has_sign": False})
    said = " ".join(each.message for each in scenarios.findings(ThemeDocument.stored(other), matters))
    assert "要办的事项与预期不同" in said
    found = scenarios.ran(ThemeDocument.stored(other), matters, other["scenarios"][0]["data"])
    assert not isinstance(found, str)
    expected = scenarios.expect(other, 0, found.facts)
    assert list(scenarios.findings(ThemeDocument.stored(expected), matters)) == []
    gone = scenarios.remove(expected, 0)
    assert len(gone["scenarios"]) == len(scenarios.expectations(gone)) == 2
    assert scenarios.fresh_name(first["name"], restaurant, 1) == f"{first['name']}（2）"


def test_a_new_member_version_shows_in_the_static_expectation(
    restaurant: dict[str, Json], matters: dict[str, CompiledMatter]
) -> None:
    fewer = {**restaurant, "members": restaurant["members"][1:]}
    theme = ThemeDocument.stored(fewer)
    assert "少填的数据项由 55 变为" in "".join(scenarios.static_faults(theme, matters))
    again = scenarios.expect_static(fewer, scenarios.static(theme, matters))
    assert scenarios.static_faults(ThemeDocument.stored(again), matters) == []


@given(
    st.lists(st.lists(st.text("甲乙<&\"' ", min_size=1, max_size=40), min_size=1, max_size=4), min_size=1, max_size=3)
)
def test_the_drawing_is_sound_whatever_matters_are_called(titles: list[list[str]]) -> None:
    keys = [[f"{n}-{m}" for m, _ in enumerate(wave)] for n, wave in enumerate(titles)]
    names = {key: title for wave, row in zip(keys, titles, strict=True) for key, title in zip(wave, row, strict=True)}
    waits = {key: tuple(keys[n - 1]) if n else () for n, wave in enumerate(keys) for key in wave}
    drawn = ET.fromstring(waves.draw(keys, waits, names))
    boxes = drawn.findall(".//{*}g")
    lines = [each for each in drawn.iter() if each.get("class") == "ow-wave-line"]
    assert len(boxes) == len(names)
    assert len(lines) == sum(map(len, waits.values()))
    width, height = float(drawn.get("width", "0")), float(drawn.get("height", "0"))
    for rect in drawn.iter("{http://www.w3.org/2000/svg}rect"):
        assert 0 <= float(rect.get("x", "0")) <= width - waves.WIDE
        assert 0 <= float(rect.get("y", "0")) <= height - waves.HIGH
