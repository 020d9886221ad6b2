"""The dictionary in depth: national lists by reference, what is derived, what is judged together, what is inherited."""

from __future__ import annotations

from typing import Any

import pytest

from form_builder import Answers, Dictionary, DocumentError, Option, Problems, clean, compile_plan, merge, split
from form_builder.codelists import CODE_LISTS
from tests.form_builder.making import bound, dictionary, option_list

TODAY = {"today": "2026-11-21"}
WOMAN = "11010519491231002X"

SERVICES: list[tuple[str, dict[str, str]]] = [
    ("A.1", {"01": "行政许可", "05": "行政给付", "10": "其他行政权力", "20": "公共服务"}),
    ("A.2", {"1": "国家", "4": "县", "5": "镇（乡、街道）", "6": "村（社区）", "7": "分级管理"}),
    ("A.3", {"1": "法定机关", "2": "授权组织", "3": "受委托组织", "9": "其他"}),
    ("A.4", {"1": "自然人", "4": "社会组织法人", "5": "行政机关", "6": "其他组织"}),
    ("A.5", {"1": "窗口", "2": "电脑网办", "3": "移动", "4": "快递", "9": "其他"}),
    ("A.6", {"1": "即办件", "2": "承诺件", "9": "其他"}),
    ("A.7", {"1": "延长审批", "2": "其他"}),
    ("A.8", {"1": "非常满意", "2": "满意", "3": "基本满意", "4": "不满意", "5": "非常不满意"}),
]


@pytest.mark.parametrize(("table", "some"), SERVICES)
def test_code_lists_of_government_services(table: str, some: dict[str, str]) -> None:
    listed = {option.value: option.label for option in CODE_LISTS[f"GB/T 39046 {table}"]}
    assert listed.items() >= some.items()
    assert len(listed) == {"A.1": 11, "A.2": 7, "A.3": 4, "A.4": 6, "A.5": 5, "A.6": 3, "A.7": 2, "A.8": 5}[table]


def test_a_list_by_reference_is_narrowed_by_a_form_and_united_by_the_merge() -> None:
    known = dictionary({"key": "a.type", "label": "办件类型", "kind": "choice", "option_list": "GB/T 39046 A.6"})
    x = bound(known, "x", {"element": "a.type", "options": ["1", "2"]})
    y = bound(known, "y", {"element": "a.type", "options": ["2", "9"]})
    plan = compile_plan(merge([x, y]))
    assert plan["a.type"].element.options == (Option("2", "承诺件"),)
    assert isinstance(clean(plan, {"a.type": ["2"]}), Answers)
    for refused in ("1", "9", "3"):
        assert isinstance(clean(plan, {"a.type": [refused]}), Problems)


DERIVED = dictionary(
    {
        "key": "p.kind",
        "label": "证件类型",
        "kind": "choice",
        "options": [{"value": "resident_id", "label": "居民身份证"}, {"value": "passport", "label": "护照"}],
    },
    {"key": "p.number", "label": "证件号码", "kind": "id_number", "id_kind": "p.kind"},
    {"key": "p.born", "label": "出生日期", "kind": "date", "derive": {"from": "p.number", "part": "birth_date"}},
    {
        "key": "p.sex",
        "label": "性别",
        "kind": "choice",
        "option_list": "GB/T 2261.1",
        "derive": {"from": "p.number", "part": "sex"},
    },
    {"key": "p.age", "label": "年龄", "kind": "integer", "derive": {"from": "p.number", "part": "age"}},
)
EVERYTHING = ("p.kind", "p.number", "p.born", "p.sex", "p.age")
FILLED: list[tuple[tuple[str, ...], dict[str, list[str]], dict[str, object]]] = [
    # what the form asks, what is posted, what is derived
    (EVERYTHING, {"p.number": [WOMAN]}, {"p.born": "1949-12-31", "p.sex": "2", "p.age": 76}),
    (EVERYTHING, {"p.kind": ["resident_id"], "p.number": [WOMAN.lower()]}, {"p.born": "1949-12-31"}),
    (EVERYTHING, {"p.number": [WOMAN], "p.age": ["75"]}, {"p.age": 75, "p.sex": "2"}),
    (EVERYTHING, {"p.kind": ["passport"], "p.number": ["E12345678"]}, {"p.born": None, "p.sex": None, "p.age": None}),
    (("p.born", "p.sex"), {"p.number": [WOMAN]}, {"p.born": None, "p.sex": None}),
]


@pytest.mark.parametrize(("asked", "posted", "expected"), FILLED)
def test_what_an_identity_number_fills_in(
    asked: tuple[str, ...], posted: dict[str, list[str]], expected: dict[str, object]
) -> None:
    answers = clean(compile_plan(bound(DERIVED, "x", *asked)), posted, TODAY)
    assert isinstance(answers, Answers)
    assert {key: answers.get(key) for key in expected} == expected


TOGETHER = dictionary(
    {"key": "a.from", "label": "开始", "kind": "date"},
    {"key": "a.to", "label": "结束", "kind": "date", "after": "a.from"},
    {"key": "a.whole", "label": "总面积", "kind": "decimal"},
    {"key": "a.part", "label": "经营面积", "kind": "decimal", "at_most": "a.whole"},
)
JUDGED: list[tuple[dict[str, str], list[str]]] = [
    ({"a.from": "2026-01-01", "a.to": "2026-01-02"}, []),
    ({"a.from": "2026-01-01", "a.to": "2026-01-01"}, ["“结束”应晚于“开始”，请核对"]),
    ({"a.to": "2026-01-01"}, []),
    ({"a.whole": "10", "a.part": "10"}, []),
    ({"a.whole": "10", "a.part": "10.1"}, ["“经营面积”不能大于“总面积”，请核对"]),
    ({"a.part": "10.1"}, []),
]


@pytest.mark.parametrize(("said", "messages"), JUDGED)
def test_values_that_are_judged_together(said: dict[str, str], messages: list[str]) -> None:
    plan = compile_plan(bound(TOGETHER, "x", "a.from", "a.to", "a.whole", "a.part"))
    result = clean(plan, {key: [text] for key, text in said.items()}, TODAY)
    assert ([problem.message for problem in result] if isinstance(result, Problems) else []) == messages


REFERENCES: list[tuple[dict[str, Any], str]] = [
    ({"kind": "date", "after": "a.whole"}, "/elements/0/after"),
    ({"kind": "decimal", "at_most": "a.from"}, "/elements/0/at_most"),
    ({"kind": "id_number", "id_kind": "a.from"}, "/elements/0/id_kind"),
    ({"kind": "integer", "derive": {"from": "a.whole", "part": "age"}}, "/elements/0/derive/from"),
    ({"kind": "integer", "derive": {"from": "a.nowhere", "part": "age"}}, "/elements/0/derive/from"),
]


@pytest.mark.parametrize(("element", "pointer"), REFERENCES)
def test_an_own_element_refers_to_the_dictionary_beside_and_to_nothing_of_another_kind(
    element: dict[str, Any], pointer: str
) -> None:
    own = {"schema": "onewindow/elements/1", "elements": [{"key": "own.x", "label": "自有", **element}]}
    with pytest.raises(DocumentError) as refused:
        Dictionary.from_json(own, beside=TOGETHER)
    assert [finding.pointer for finding in refused.value.findings] == [pointer]


def test_a_tenants_own_elements_are_derived_from_and_judged_with_inherited_ones() -> None:
    """R090: a town adds to what the county says, and a merged form of both asks each thing once."""
    own = {
        "schema": "onewindow/elements/1",
        "elements": [
            {"key": "town.end", "label": "摆卖截止", "kind": "date", "after": "a.from"},
            {"key": "town.twice", "label": "两倍面积", "kind": "decimal", "compute": {"*": [{"var": "a.whole"}, 2]}},
            {"key": "town.way", "label": "方式", "kind": "choice", "options": option_list("stall", "cart")},
        ],
    }
    joined = Dictionary.from_json(own, beside=TOGETHER)
    county = bound(TOGETHER, "county", "a.from", "a.whole")
    town = bound(joined, "town", "a.from", "a.whole", "town.end", "town.twice", "town.way")
    plan = compile_plan(merge([county, town]))
    posted = {"a.from": ["2026-01-02"], "a.whole": ["4"], "town.end": ["2026-01-01"], "town.way": ["cart"]}
    refused = clean(plan, posted, TODAY)
    assert isinstance(refused, Problems)
    assert [problem.message for problem in refused] == ["“摆卖截止”应晚于“开始”，请核对"]
    answers = clean(plan, {**posted, "town.end": ["2026-01-03"]}, TODAY)
    assert isinstance(answers, Answers)
    parts = split(plan, answers)
    assert parts["county"] == {"a.from": "2026-01-02", "a.whole": 4}
    assert parts["town"]["town.twice"] == 8


def test_what_is_joined_twice_stays_once_and_what_is_inherited_is_not_rewritten() -> None:
    town = dictionary({"key": "town.x", "label": "摊位", "kind": "text"})
    joined = TOGETHER.joined(town).joined(town)
    assert [element.key for element in joined] == ["a.from", "a.to", "a.whole", "a.part", "town.x"]
    changed = dictionary(
        {"key": "a.from", "label": "开始", "kind": "date"}, {"key": "town.x", "label": "摊", "kind": "text"}
    )
    with pytest.raises(DocumentError) as refused:
        joined.joined(changed)
    assert [finding.pointer for finding in refused.value.findings] == ["/elements/town.x"]


def test_own_elements_stand_beside_the_dictionary() -> None:
    def own(*elements: dict[str, object]) -> dict[str, object]:
        return {"schema": "onewindow/elements/1", "elements": list(elements)}

    general = Dictionary.from_json(own({"key": "a.born", "label": "出生日期", "kind": "date"}))
    age = {
        "key": "m1.age",
        "label": "申请时年龄",
        "kind": "integer",
        "compute": {"age_on": [{"var": "a.born"}, {"var": "application.date"}]},
    }
    joined = Dictionary.from_json(own(age), beside=general)
    assert [element.key for element in joined] == ["a.born", "m1.age"]
    assert len(general) == 1
    with pytest.raises(DocumentError) as refused:
        Dictionary.from_json(own({"key": "a.born", "label": "生日", "kind": "text"}), beside=general)
    assert [finding.pointer for finding in refused.value.findings] == ["/elements/0/key"]
    with pytest.raises(DocumentError) as unknown:
        Dictionary.from_json(own({**age, "compute": {"var": "a.nothing"}}), beside=general)
    assert [finding.pointer for finding in unknown.value.findings] == ["/elements/0/compute"]
