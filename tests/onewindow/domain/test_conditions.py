"""Conditions of the exchange format: the rules that come out mean what FORMAT.md says, blanks included."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from form_builder import facts
from onewindow.domain.case_format.conditions import Vocabulary, read_condition
from onewindow.domain.reading import start
from rule_engine import compile_rule, truthy

ELEMENTS: dict[str, dict[str, Any]] = {
    "a.text": {"kind": "text", "label": "文字"},
    "a.flag": {"kind": "boolean", "label": "是否"},
    "a.count": {"kind": "integer", "label": "数量"},
    "a.area": {"kind": "decimal", "label": "面积"},
    "a.day": {"kind": "date", "label": "日期"},
    "a.place": {"kind": "division", "label": "区划"},
    "a.kinds": {"kind": "choices", "label": "种类", "options": [{"value": v, "label": v} for v in "xyz"]},
    "a.kind": {"kind": "choice", "label": "类", "options": [{"value": v, "label": v} for v in "xyz"]},
}
WORDS = Vocabulary(ELEMENTS, ("limit",))


def meant(condition: Mapping[str, Any], data: Mapping[str, Any]) -> bool:
    """FORMAT.md, read literally."""
    if "all" in condition:
        return all(meant(part, data) for part in condition["all"])
    if "any" in condition:
        return any(meant(part, data) for part in condition["any"])
    if "not" in condition:
        return not meant(condition["not"], data)
    found, value = data.get(condition["field"]), condition.get("value")
    if found is None:
        return False
    tests: dict[str, Any] = {
        "eq": lambda: found == value,
        "ne": lambda: found != value,
        "in": lambda: found in value,
        "lt": lambda: found < value,
        "le": lambda: found <= value,
        "gt": lambda: found > value,
        "ge": lambda: found >= value,
        "filled": lambda: True,
        "contains_any": lambda: bool(set(found) & set(value)),
        "only": lambda: bool(found) and set(found) <= set(value),
        "not_within_tenant": lambda: not found.startswith("441322"),
        "le_param": lambda: found <= 7,
    }
    return bool(tests[condition["op"]]())


VALUES: dict[str, st.SearchStrategy[Any]] = {
    "a.text": st.sampled_from(["甲", "乙", "441322198001010011", "12"]),
    "a.flag": st.booleans(),
    "a.count": st.integers(0, 12),
    "a.area": st.decimals(0, 12, places=2),
    "a.day": st.sampled_from(["2026-01-01", "2026-06-30", "2027-01-01"]),
    "a.place": st.sampled_from(["441322", "441322104203", "441323001", "44"]),
    "a.kinds": st.lists(st.sampled_from("xyz"), min_size=1, max_size=3, unique=True),
    "a.kind": st.sampled_from("xyz"),
}
ORDERED = ("lt", "le", "gt", "ge")
OPS = {
    "a.text": ("eq", "ne", "in", "filled"),
    "a.flag": ("eq", "ne", "filled"),
    "a.count": ("eq", "ne", "in", "filled", "le_param", *ORDERED),
    "a.area": ("eq", "filled", "le_param", *ORDERED),
    "a.day": ("eq", "ne", "filled", *ORDERED),
    "a.place": ("eq", "in", "filled", "not_within_tenant"),
    "a.kinds": ("filled", "contains_any", "only"),
    "a.kind": ("eq", "ne", "in", "filled"),
}


@st.composite
def single(draw: st.DrawFn) -> dict[str, Any]:
    field = draw(st.sampled_from(sorted(OPS)))
    op = draw(st.sampled_from(OPS[field]))
    one = VALUES["a.kind"] if field == "a.kinds" else VALUES[field]
    if op in ("filled", "not_within_tenant"):
        return {"field": field, "op": op, "value": True}
    if op == "le_param":
        return {"field": field, "op": op, "value": "limit"}
    listed = op in ("in", "contains_any", "only")
    return {"field": field, "op": op, "value": draw(st.lists(one, max_size=3) if listed else one)}


CONDITIONS = st.recursive(
    single(),
    lambda inner: st.one_of(
        st.builds(lambda parts: {"all": parts}, st.lists(inner, max_size=3)),
        st.builds(lambda parts: {"any": parts}, st.lists(inner, max_size=3)),
        st.builds(lambda part: {"not": part}, inner),
    ),
    max_leaves=6,
)
ANSWERS = st.fixed_dictionaries({}, optional={key: st.none() | values for key, values in VALUES.items()})


@given(CONDITIONS, ANSWERS)
def test_the_rule_means_what_the_condition_says(condition: dict[str, Any], data: dict[str, Any]) -> None:
    root = start(condition)
    rule = read_condition(root, WORDS)
    assert root.sink.problems == []
    nested = facts(data, tenant={"code": "441322"}, param={"limit": Decimal(7)})
    assert truthy(compile_rule(rule)(nested)) == meant(condition, data)


@pytest.mark.parametrize(
    ("listed", "found", "equal"),
    [(["x", "y"], ["y", "x"], True), (["x", "y"], ["x"], False), (["x"], ["x", "y"], False), (["x"], None, False)],
)
def test_a_list_equals_a_list_regardless_of_order(listed: list[str], found: list[str] | None, equal: bool) -> None:
    for op, wanted in (("eq", equal), ("ne", found is not None and not equal)):
        rule = read_condition(start({"field": "a.kinds", "op": op, "value": listed}), WORDS)
        assert truthy(compile_rule(rule)(facts({"a.kinds": found}))) == wanted


def test_without_a_tenant_nothing_is_outside() -> None:
    rule = read_condition(start({"field": "a.place", "op": "not_within_tenant"}), WORDS)
    assert not truthy(compile_rule(rule)(facts({"a.place": "441323"})))


@pytest.mark.parametrize(
    ("condition", "pointer", "says"),
    [
        ("a.text", "", "应为条件对象"),
        ({}, "", "all、any、not"),
        ({"al": []}, "", "all"),
        ({"all": [], "any": []}, "", "all、any"),
        ({"field": "a.text"}, "", "缺少「op」"),
        ({"field": "a.text", "op": "like", "value": "x"}, "/op", "like"),
        ({"field": "a.text", "op": "eqq", "value": "x"}, "/op", "您是否要写 eq"),
        ({"field": "a.texts", "op": "eq", "value": "x"}, "/field", "您是否要写 a.text"),
        ({"all": [{"not": {"field": "b.x", "op": "filled"}}]}, "/all/0/not/field", "b.x"),
        ({"field": "a.text", "op": "eq"}, "", "缺少「value」"),
        ({"field": "a.text", "op": "eq", "value": None}, "", "缺少「value」"),
        ({"field": "a.text", "op": "eq", "value": {"x": 1}}, "/value", "单个值或列表"),
        ({"field": "a.text", "op": "in", "value": "x"}, "/value", "应为列表"),
        ({"field": "a.text", "op": "in", "value": ["x", None]}, "/value", "列表里只能是"),
        ({"field": "a.count", "op": "lt", "value": True}, "/value", "数字或文字"),
        ({"field": "a.count", "op": "le_param", "value": 3}, "/value", "参数名"),
        ({"field": "a.text", "op": "filled", "value": False}, "/value", "not"),
        ({"all": {"field": "a.text", "op": "filled"}}, "/all", "应为列表"),
        ({"not": []}, "/not", "应为条件对象"),
    ],
)
def test_what_cannot_be_read_is_said_where_it_stands(condition: Any, pointer: str, says: str) -> None:
    root = start(condition)
    read_condition(root, WORDS)
    assert [problem.pointer for problem in root.sink.problems] == [pointer]
    assert says in str(root.sink.problems[0])


@pytest.mark.parametrize(
    ("condition", "says"),
    [
        ({"field": "a.text", "op": "lt", "value": 3}, "恒不成立"),
        ({"field": "a.kinds", "op": "in", "value": ["x"]}, "contains_any"),
        ({"field": "a.kind", "op": "eq", "value": "w"}, "没有选项「w」"),
        ({"field": "a.count", "op": "le_param", "value": "limits"}, "您是否要写 limit"),
        ({"field": "a.text", "op": "filled", "note": "x"}, "不认识的键「note」"),
        ({"all": []}, "恒为真"),
        ({"any": []}, "恒为假"),
    ],
)
def test_what_can_hardly_be_meant_is_a_warning(condition: Any, says: str) -> None:
    root = start(condition)
    read_condition(root, WORDS)
    assert root.sink.problems == []
    assert says in "".join(map(str, root.sink.warnings))
