"""A folder of the exchange format: everything kept, every problem at once, no input that breaks the reading."""

from __future__ import annotations

import contextlib
import copy
import json
import os
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onewindow.domain.case_format import Department, Pack, read_folder
from onewindow.domain.effective import compile_matter
from onewindow.domain.matter import MatterDocument
from onewindow.domain.problems import Problems
from onewindow.domain.rehearsal import rehearse_matter, rehearse_theme
from onewindow.domain.theme import ThemeDocument
from tests.onewindow.domain import invented

NIGHTLY = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"

# Words that the mapping translates; everything else of a source file must be found again in what came out.
TRANSLATED = {
    *("gov-matter-case/1", "gov-data-elements/1", "gov-theme-case/1", "string", "text", "enum", "multi_enum", "uscc"),
    *("eq", "ne", "in", "lt", "le", "gt", "ge", "filled", "contains_any", "only", "not_within_tenant", "le_param"),
    *("mask_id", "mask_phone", "mask_name", "mask_address", "mask_account", "boolean"),
}


def leaves(value: Any) -> Iterator[str]:
    """All texts and numbers inside a JSON value."""
    if isinstance(value, Mapping):
        for item in value.values():
            yield from leaves(item)
    elif isinstance(value, list):
        for item in value:
            yield from leaves(item)
    elif isinstance(value, str) or (isinstance(value, int | float) and not isinstance(value, bool)):
        yield str(value)


def lost(source: Any, produced: Any) -> list[str]:
    """Leaves of the source that stand nowhere in what was produced (rules hold them as part of a path or literal)."""
    text = json.dumps(produced, ensure_ascii=False)
    return [
        leaf
        for leaf in leaves(source)
        if leaf not in TRANSLATED and json.dumps(leaf, ensure_ascii=False)[1:-1] not in text
    ]


def test_nothing_of_the_invented_folder_is_lost(bees: Pack) -> None:
    files = invented.folder()
    elements = copy.deepcopy(files["data_elements.json"])
    for element in elements["elements"]:
        element.pop("computed", None)
    assert lost(elements, bees.elements) == []
    assert lost(invented.folder()[invented.KEEPING], bees.matters["bee_keeping"].json) == []
    assert lost(invented.folder()[invented.START], bees.themes["start_bees"].json) == []
    assert bees.warnings == ()


def test_nothing_of_the_reference_folder_is_lost(pack: Pack, shared: Any) -> None:
    for path in sorted((shared / "domain" / "cases").glob("*.json")):
        source = json.loads(path.read_bytes())
        if path.name.startswith("matter_"):
            assert lost(source, pack.matters[source["id"]].json) == [], path.name
        if path.name.startswith("theme_"):
            assert lost(source, pack.themes[source["id"]].json) == [], path.name


def test_documents_read_again_are_the_same_bytes(bees: Pack) -> None:
    for document in (*bees.matters.values(), *bees.themes.values()):
        again = type(document).from_json(json.loads(json.dumps(document.to_json())))
        assert isinstance(again, MatterDocument | ThemeDocument)
        assert again == document
        assert again.digest == document.digest


def test_kinds_and_rules_of_the_dictionary(bees: Pack) -> None:
    kinds = {element.key: element.kind for element in bees.dictionary}
    assert kinds["bee.keeper"] == "text"
    assert kinds["bee.remark"] == "long_text"
    assert kinds["bee.uses"] == "choices"
    assert kinds["bee.coop"] == "credit_code"
    assert kinds["commit.bee"] == "declaration"
    assert bees.dictionary["bee.id_number"].id_kind == "bee.id_type"
    assert bees.dictionary["bee.buffer"].at_most == "bee.area"
    assert str(bees.dictionary["bee.area"].max) == "99.5"
    assert bees.dictionary["bee.nation"].option_list == "GB/T 3304"
    derive = bees.dictionary["bee.born"].derive
    assert derive is not None
    assert (derive.source, derive.part) == ("bee.id_number", "birth_date")


def test_departments_and_document_types(bees: Pack) -> None:
    assert Department("town", "镇水务所") in bees.departments
    assert len(set(bees.departments)) == len(bees.departments) == 5
    assert [(each.key, each.elements) for each in bees.document_types] == [
        ("bee_receipt", ("title", "issue_date", "number"))
    ]


def test_reference_matters_know_where_a_case_belongs(pack: Pack) -> None:
    assert {key: matter.jurisdiction for key, matter in pack.matters.items() if matter.jurisdiction} == {
        "advanced_age_allowance": "applicant.household_division",
        "birth_medical_certificate": "newborn.birth_place_division",
        "disability_certificate": "applicant.household_division",
        "drainage_permit": "premises.division",
        "elder_preferential_card": "applicant.household_division",
        "extreme_poverty_support": "applicant.household_division",
        "fire_safety_check": "premises.division",
        "food_business_permit": "premises.division",
        "household_birth_registration": "hukou.division",
        "individual_business_registration": "premises.division",
        "outdoor_ad_permit": "premises.division",
        "pension_policy_consultation": "applicant.residence_division",
        "resident_medical_insurance": "hukou.division",
        "rural_homestead": "house.site_division",
        "rural_planning_permit": "house.site_division",
        "rural_power_connection": "house.site_division",
        "shop_sign_service": "premises.division",
        "subsistence_allowance": "applicant.household_division",
        "village_residence_proof": "applicant.residence_division",
    }


def change(files: dict[str, Any], name: str, path: list[Any], value: Any) -> dict[str, Any]:
    """Put one value somewhere into one file."""
    here = files[name]
    for step in path[:-1]:
        here = here[step]
    here[path[-1]] = value
    return files


KEEPING, DATA, START = "matter_bee_keeping.json", "data_elements.json", "theme_start_bees.json"
FAULTS: list[tuple[str, list[Any], Any, str, str]] = [
    (DATA, ["elements", 0, "type"], "strin", "/elements/0/type", "您是否要写 string"),
    (DATA, ["elements", 1, "key"], "bee.keeper", "/elements/1/key", "重复"),
    (DATA, ["elements", 1, "options", 0, "value"], 1, "/elements/1/options/0/value", "应为文字"),
    (DATA, ["elements", 4, "max"], "many", "/elements/4/max", "应为数字"),
    (DATA, ["elements", 2, "max"], 1.5, "/elements/2/max", "应为整数"),
    (DATA, ["elements", 7, "after"], "bee.sinc", "/elements/7/after", "您是否要写 bee.since"),
    (DATA, ["elements", 20, "computed"], "bee.hive * 2", "/elements/20/computed", "您是否要写 bee.hives"),
    (DATA, ["elements", 20, "computed"], "2 *", "/elements/20/computed", "没有写完"),
    (DATA, ["elements", 0, "privacy"], "mask_nam", "/elements/0/privacy", "mask_name"),
    (DATA, ["elements", 24, "pattern"], "(a+)+$", "/elements/24/pattern", "重复"),
    (DATA, ["elements", 0, "key"], "bee", "/elements/1/key", "冲突"),
    (DATA, ["elements"], {}, "/elements", "应为列表"),
    (KEEPING, ["id"], 3, "/id", "应为文字"),
    (KEEPING, ["seed_class"], "powr", "/seed_class", "您是否要写 power"),
    (KEEPING, ["exercise_level"], "city", "/exercise_level", "county"),
    (KEEPING, ["time_limits", "promised", "value"], "7", "/time_limits/promised/value", "应为整数"),
    (KEEPING, ["time_limits", "promised", "unit"], "workday", "/time_limits/promised/unit", "working_day"),
    (KEEPING, ["time_limits", "promised"], None, "/time_limits", "缺少「promised」"),
    (KEEPING, ["fields", 0, "element"], "bee.keper", "/fields/0/element", "您是否要写 bee.keeper"),
    (KEEPING, ["fields", 1, "element"], "bee.keeper", "/fields/1/element", "两次"),
    (KEEPING, ["fields", 0, "required"], "yes", "/fields/0/required", "true 或 false"),
    (KEEPING, ["fields", 12, "override", "max"], 100, "/fields/12/override/max", "收窄"),
    (KEEPING, ["fields", 9, "override", "options_subset"], ["q"], "/fields/9/override/options_subset/0", "没有选项"),
    (KEEPING, ["fields", 16, "visible_if", "op"], "like", "/fields/16/visible_if/op", "like"),
    (KEEPING, ["fields", 16, "visible_if", "field"], "bee.fees", "/fields/16/visible_if/field", "bee.fee"),
    (KEEPING, ["materials", 0, "necessity"], "needed", "/materials/0/necessity", "不认识"),
    (KEEPING, ["materials", 1, "required_if"], None, "/materials/1", "required_if"),
    (KEEPING, ["materials", 1, "key"], "bee_form", "/materials/1/key", "两次"),
    (KEEPING, ["materials", 0, "original_copies"], -1, "/materials/0/original_copies", "超出范围"),
    (KEEPING, ["routing", "start"], "vilage", "/routing/start", "您是否要写 village"),
    (KEEPING, ["routing", "steps", 0, "kind"], "work", "/routing/steps/0/kind", "您是否要写 fork"),
    (KEEPING, ["routing", "steps", 0, "level"], "province", "/routing/steps/0/level", "不认识"),
    (KEEPING, ["routing", "steps", 0, "next", 1, "to"], "twon", "/routing/steps/0/next/1/to", "不是任何环节"),
    (KEEPING, ["routing", "steps", 1, "join"], "town", "/routing/steps/1/join", "会合"),
    (KEEPING, ["checks", 0, "outcome"], "refuse", "/checks/0/outcome", "reject"),
    (KEEPING, ["checks", 0, "outcome"], "redirect:", "/checks/0/outcome", "redirect"),
    (KEEPING, ["documents", 0], "bee_reciept", "/documents/0", "您是否要写 bee_receipt"),
    (KEEPING, ["examples", 0, "expect"], {}, "/examples/0/expect", "没有可核对的内容"),
    (KEEPING, ["examples", 0, "data"], [], "/examples/0/data", "应为对象"),
    (START, ["members", 1, "matter"], "bee_movin", "/members/1/matter", "您是否要写 bee_moving"),
    (START, ["members", 1, "matter"], "bee_keeping", "/members/1/matter", "两次"),
    (START, ["guide_questions", 0], "guide.move", "/guide_questions/0", "您是否要写 guide.moves"),
    (START, ["members", 1, "include_if", "op"], "is", "/members/1/include_if/op", "不认识"),
]


@pytest.mark.parametrize(
    ("name", "path", "value", "pointer", "says"), FAULTS, ids=[f"{f[3]}:{f[2]}"[:50] for f in FAULTS]
)
def test_a_fault_is_said_where_it_stands(name: str, path: list[Any], value: Any, pointer: str, says: str) -> None:
    found = read_folder(invented.raw(change(invented.folder(), name, path, value)))
    assert isinstance(found, Problems)
    at_place = [problem for problem in found.items if (problem.file, problem.pointer) == (name, pointer)]
    assert at_place, [str(problem) for problem in found.items]
    assert any(says in str(problem) for problem in at_place)


def test_every_problem_of_every_file_is_said_at_once() -> None:
    files = invented.folder()
    for name, path, value, _, _ in (FAULTS[0], FAULTS[18], FAULTS[30], FAULTS[34], FAULTS[39]):
        change(files, name, path, value)
    raw = invented.raw(files) | {
        "broken.json": b"{",
        "strange.json": b'{"format": "x/1"}',
        "list.json": b"[]",
        "notes.md": b"{",
    }
    found = read_folder(raw)
    assert isinstance(found, Problems)
    assert {problem.file for problem in found.items} >= {
        DATA,
        KEEPING,
        START,
        "broken.json",
        "strange.json",
        "list.json",
    }
    assert len(found.items) >= 8
    assert all(problem.message for problem in found.items)


def test_a_folder_without_a_dictionary_is_refused() -> None:
    files = invented.folder()
    del files[DATA]
    found = read_folder(invented.raw(files))
    assert isinstance(found, Problems)
    assert "数据元字典" in found.items[0].message
    assert isinstance(read_folder({}), Problems)


@pytest.mark.parametrize(
    ("name", "path", "value", "says"),
    [
        (DATA, ["elements", 0, "colour"], "red", "不认识的键「colour」"),
        (DATA, ["elements", 6, "max"], 3, "没有「max」"),
        (KEEPING, ["remarks"], "x", "不认识的键「remarks」"),
        (KEEPING, ["fields", 0, "hint"], "x", "不认识的键「hint」"),
        (KEEPING, ["materials", 2, "result_of_matter"], "bee_movin", "bee_moving"),
        (KEEPING, ["materials", 2, "required_if"], {"field": "bee.fee", "op": "filled"}, "没有被采用"),
        (KEEPING, ["result", "provides_elements"], ["bee.unknown"], "不在字典里"),
        (KEEPING, ["examples", 0, "data", "bee.hive"], 3, "bee.hives"),
        (KEEPING, ["routing", "steps", 0, "next"], [{"to": "town"}, {"to": "split"}], "无条件去向之后"),
        (KEEPING, ["case_type"], "instant", "即办件的承诺期限应为 0"),
        (START, ["scenarios", 0, "note"], "x", "不认识的键「note」"),
    ],
)
def test_what_is_doubtful_is_read_and_reported(name: str, path: list[Any], value: Any, says: str) -> None:
    found = read_folder(invented.raw(change(invented.folder(), name, path, value)))
    assert isinstance(found, Pack), found
    assert any(says in str(warning) and warning.file == name for warning in found.warnings), found.warnings


JUNK = st.sampled_from(
    [None, True, 0, -1, 1.5, 10**14, "", " ", "x", "甲" * 300, [], [[]], [None], {}, {"x": {}}, {"if": []}]
)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place inside a JSON value."""
    if path:
        yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from places(item, (*path, key))


PLACES = [(name, place) for name, value in invented.folder().items() for place in places(value)]


@given(st.lists(st.tuples(st.sampled_from(PLACES), JUNK), min_size=1, max_size=3))
@settings(deadline=None, max_examples=5_000 if NIGHTLY else 120)
def test_no_junk_anywhere_breaks_the_reading(changes: list[tuple[tuple[str, tuple[Any, ...]], Any]]) -> None:
    files = invented.folder()
    for (name, path), junk in changes:
        with contextlib.suppress(KeyError, IndexError, TypeError):
            change(files, name, list(path), junk)
    found = read_folder(invented.raw(files))
    if isinstance(found, Problems):
        assert found.items
        assert all(problem.message and problem.file for problem in found.items)
        return
    compiled = {key: compile_matter(matter, found.dictionary) for key, matter in found.matters.items()}
    outcomes = [outcome for matter in compiled.values() for outcome in rehearse_matter(matter, "2026-11-21")]
    outcomes += [outcome for theme in found.themes.values() for outcome in rehearse_theme(theme, compiled)]
    assert all(json.dumps(outcome.to_json()) for outcome in outcomes)
