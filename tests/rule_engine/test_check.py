"""Rules are checked against the form before they are saved."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rule_engine import check, compile_rule, evaluation_order, truthy
from rule_engine.analysis.constancy import constancy
from rule_engine.logic.reading import read

SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["org", "floor", "kind"],
    "properties": {
        "org": {
            "type": "object",
            "required": ["type"],
            "properties": {
                "type": {"type": "string", "enum": ["enterprise", "individual"], "title": "主体类型"},
                "name": {"type": "string", "title": "名称"},
            },
        },
        "kind": {"type": "string", "enum": ["a", "b"], "title": "类别"},
        "area": {"type": "number", "minimum": 0, "title": "面积"},
        "floor": {"type": "integer", "minimum": 1, "maximum": 9, "title": "楼层"},
        "born": {"type": "string", "format": "date", "title": "出生日期"},
        "agree": {"type": "boolean", "title": "同意"},
        "uses": {"type": "array", "title": "用途", "items": {"type": "string", "enum": ["shop", "home"]}},
        "rows": {
            "type": "array",
            "title": "成员",
            "items": {
                "type": "object",
                "properties": {
                    "age": {"type": "integer", "title": "年龄"},
                    "name": {"type": "string", "title": "姓名"},
                },
            },
        },
        "param": {},
    },
}


def var(name: str) -> dict[str, str]:
    """Read a name."""
    return {"var": name}


WRONG: list[tuple[Any, str, str, str]] = [
    ({"==": [var("org.typ"), "x"]}, "/==/0", "没有数据项“org.typ”", "是否想写“org.type”？"),
    ({"var": ["org.nam", ""]}, "", "没有数据项“org.nam”", "“org.name”"),
    ({"missing": ["area", "flor"]}, "", "没有数据项“flor”", "“floor”"),
    ({"exists": ["org", "nam"]}, "", "没有数据项“org.nam”", "“org.name”"),
    ({"val": ["org", "nam"]}, "", "没有数据项“org.nam”", "“org.name”"),
    ({"==": [var("org.type"), "enterprize"]}, "", "“主体类型”没有选项“enterprize”", "“enterprise”"),
    ({"in": [var("org.type"), ["enterprise", "person"]]}, "", "没有选项“person”", "可用："),
    ({"in": ["office", var("uses")]}, "", "“用途”没有选项“office”", "可用：shop、home"),
    ({">": [var("area"), "abc"]}, "", "“面积”是数字，不能与“abc”比较", "改为数字"),
    ({"<": [var("born"), "2026-13-01"]}, "", "“2026-13-01”不是有效日期", "2026-01-31"),
    ({"<": [var("born"), var("area")]}, "", "日期与数字不能比较", "同类"),
    ({"==": [var("agree"), "yes"]}, "", "“同意”是“是或否”", "true"),
    ({"==": [var("uses"), "shop"]}, "", "“用途”是清单，不会等于单个值", "some"),
    ({"+": [var("born"), 1]}, "", "不能直接计算日期", "date_diff"),
    ({"+": [var("rows"), 1]}, "", "而“成员”是清单", "map"),
    ({"*": [var("area"), "a lot"]}, "", "“a lot”不是数字", "改为数字"),
    ({"/": [var("area"), 0]}, "", "除数为 0 或空", "不为 0"),
    ({"age_on": [var("agree"), "2026-01-01"]}, "", "而“同意”是是或否", "日期"),
    ({"age_on": [var("born"), "last year"]}, "", "“last year”不是有效日期", "2026-01-31"),
    ({"date_add": [var("born"), 1, "months"]}, "", "不认识的单位“months”", "month"),
    ({"date_diff": [var("area"), var("born")]}, "", "而“面积”是数字", "日期"),
    ({"map": [var("area"), 1]}, "", "“map”要的是清单，而“面积”是数字", '{"map"'),
    ({"some": [var("rows"), {">": [var("agee"), 18]}]}, "/some/1/>/0", "这一行没有数据项“agee”", "“age”"),
    ({"some": [{"filter": [var("rows"), True]}, {"==": [var("nam"), ""]}]}, "/some/1/==/0", "“nam”", "“name”"),
    ({"some": [var("rows"), {">": [var("age"), {"val": [[1], "aera"]}]}]}, "/some/1/>/1", "没有数据项“aera”", "“area”"),
    (
        {"reduce": [var("rows"), {"+": [var("current.agee"), var("accumulator")]}, 0]},
        "/reduce/1/+/0",
        "“current.agee”",
        "“current.age”",
    ),
    ({"and": [{"or": [{"=": [1]}]}]}, "/and/0/or/0", "没有运算符“=”", "“==”"),
    ({"<": [1, "A"]}, "", "不能比较", "同类"),
]


@pytest.mark.parametrize(("rule", "place", "message", "suggestion"), WRONG)
def test_errors(rule: Any, place: str, message: str, suggestion: str) -> None:
    first = check(rule, SCHEMA)[0]
    assert first.severity == "error"
    assert first.place == place
    assert message in first.message
    assert suggestion in first.suggestion


RIGHT: list[Any] = [
    {"==": [var("org.type"), "enterprise"]},
    {"in": [var("org.type"), ["enterprise"]]},
    {"in": ["shop", var("uses")]},
    {">": [var("floor"), 3]},
    {"and": [{"!": {"blank": var("area")}}, {">": [var("area"), "300"]}]},
    {"some": [var("rows"), {"and": [{">=": [var("age"), 18]}, {"!=": [var("name"), {"val": [[1], "org", "name"]}]}]}]},
    {"+": {"map": [var("rows"), var("age")]}},
    {"reduce": [var("rows"), {"+": [var("current.age"), var("accumulator")]}, 0]},
    {">": [{"??": [var("area"), 0]}, {"??": [var("param.limit"), 5]}]},
    {"try": [{"throw": "x"}, {"==": [var("type"), "x"]}]},
    {"if": [{"==": [var("kind"), "a"]}, {"date_add": [var("born"), 18, "year"]}, var("born")]},
    {"date_diff": [{"if": [var("agree"), "2026-01-01", var("born")]}, var("born"), "month"]},
    var("param.anything.at.all"),
]


@pytest.mark.parametrize("rule", RIGHT)
def test_nothing_to_say(rule: Any) -> None:
    assert check(rule, SCHEMA) == []


def test_a_field_that_may_be_blank_is_noted_once() -> None:
    rule = {"and": [{">": [var("area"), 1]}, {"<": [var("area"), 9]}, {"==": [var("kind"), "a"]}]}
    (note,) = check(rule, SCHEMA)
    assert (note.severity, note.place) == ("note", "/and/0")
    assert "“面积”可能未填写" in note.message


def test_a_blank_is_not_equal_to_anything() -> None:
    (note,) = check({"!=": [var("org.name"), "甲"]}, SCHEMA)
    assert note.message == "“名称”可能未填写，未填写时“不等于”也成立"


def test_a_text_in_a_calculation_is_a_warning() -> None:
    first = check({"+": [var("org.name"), 1]}, SCHEMA)[0]
    assert (first.severity, first.suggestion) == ("warning", "把数据项改为数字类型")


CONSTANT: list[tuple[Any, str, str]] = [
    ({"and": [{">": [var("area"), 300]}, {"<": [var("area"), 200]}]}, "", "永远不成立"),
    ({"and": [{">": [var("floor"), 3]}, {"<": [var("floor"), 4]}]}, "", "永远不成立"),
    ({"and": [{"==": [var("kind"), "a"]}, {"==": [var("kind"), "b"]}]}, "", "永远不成立"),
    ({"or": [{"==": [var("kind"), "a"]}, {"==": [var("kind"), "b"]}]}, "", "永远成立"),
    ({"<=": [1, var("floor"), 9]}, "", "永远成立"),
    ({">": [var("floor"), 9]}, "", "永远不成立"),
    ({"or": [{">": [var("area"), 5]}, {"<=": [var("area"), 5]}, {"blank": var("area")}]}, "", "永远成立"),
    ({"and": [{"blank": var("area")}, {">": [var("area"), 0]}]}, "", "永远不成立"),
    ({"and": [{"<": [var("born"), "2026-01-02"]}, {">": [var("born"), "2026-01-01"]}]}, "", "永远不成立"),
    ({"!": {"in": [var("kind"), ["a", "b"]]}}, "", "永远不成立"),
    ({"and": [{"==": [var("kind"), "a"]}, {">=": [var("floor"), 1]}]}, "/and/1", "永远成立"),
    ({"or": [{"==": [var("kind"), "a"]}, {"and": [var("agree"), {"!": var("agree")}]}]}, "/or/1", "永远不成立"),
]


@pytest.mark.parametrize(("rule", "place", "message"), CONSTANT)
def test_never_and_always(rule: Any, place: str, message: str) -> None:
    (warning,) = [each for each in check(rule, SCHEMA) if each.severity == "warning"]
    assert warning.place == place
    assert message in warning.message


@pytest.mark.parametrize(
    "rule",
    [
        {"and": [{">": [var("area"), 300]}, {"<": [var("area"), 301]}]},
        {"or": [{">": [var("area"), 5]}, {"<=": [var("area"), 5]}]},
        {"and": [{"<=": [var("born"), "2026-01-02"]}, {">=": [var("born"), "2026-01-01"]}]},
        {">": [{"+": [var("area"), 1]}, {"+": [var("area"), 2]}]},
        {"==": [var("area"), var("floor")]},
        {"==": [var("org.name"), "甲"]},
    ],
)
def test_not_said_to_be_constant(rule: Any) -> None:
    assert not [each for each in check(rule, SCHEMA) if each.severity == "warning"]


CONDITIONS = st.recursive(
    st.builds(
        lambda name, op, n: {op: [var(name), n]},
        st.sampled_from(["area", "floor"]),
        st.sampled_from(["<", "<=", ">", ">=", "==", "!="]),
        st.integers(0, 4),
    )
    | st.sampled_from(
        [{"==": [var("kind"), "a"]}, {"in": [var("kind"), ["a", "b"]]}, var("agree"), {"blank": var("area")}]
    ),
    lambda inner: (
        st.builds(
            lambda op, parts: {op: parts}, st.sampled_from(["and", "or"]), st.lists(inner, min_size=1, max_size=3)
        )
        | st.builds(lambda part: {"!": part}, inner)
    ),
    max_leaves=6,
)
RECORDS = st.fixed_dictionaries(
    {
        "area": st.none() | st.decimals(0, 5, places=1) | st.integers(0, 5),
        "floor": st.integers(1, 9),
        "kind": st.sampled_from(["a", "b"]),
        "agree": st.sampled_from([True, False, None]),
    }
)


@settings(max_examples=max(300, settings.default.max_examples))
@given(rule=CONDITIONS, records=st.lists(RECORDS, min_size=5, max_size=5))
def test_a_constant_condition_has_no_counterexample(rule: Any, records: list[Any]) -> None:
    said = {each.message for each in constancy(read(rule), SCHEMA) if each.place == ""}
    for record in records:
        holds = truthy(compile_rule(rule)(record))
        assert said != {"这个条件永远不成立" if holds else "这个条件永远成立"}


def test_a_guard_against_blanks_is_only_noted() -> None:
    """«已填写 且 …» is how careful rules are written, also where the field is always filled in."""
    guard = {"!": [{"blank": [var("kind")]}]}
    found = check({"and": [guard, {">": [var("area"), 300]}]}, SCHEMA)
    assert [(each.place, each.severity) for each in found if "永远成立" in each.message] == [("/and/0", "note")]
    assert [each.severity for each in check(guard, SCHEMA) if "永远成立" in each.message] == ["warning"]


def test_order() -> None:
    order = evaluation_order({"total": {"a", "b"}, "b": {"a.x", "today"}, "a": {"kind"}, "c": {""} - {""}})
    assert order.keys == ("a", "b", "total", "c")
    assert order.cycles == ()


def test_reading_a_table_or_a_part_of_it_is_depending_on_it() -> None:
    order = evaluation_order({"x": {"house"}, "y": {"house.members.0.name"}, "house.members": {"z"}, "z": set()})
    assert order.keys == ("z", "house.members", "x", "y")


def test_cycles_are_told_and_their_followers_left_out() -> None:
    order = evaluation_order({"c": {"a", "b"}, "b": {"a"}, "x": {"y"}, "y": {"z"}, "z": {"x"}, "w": {"x"}, "s": {"s"}})
    assert order.keys == ("b", "c")
    assert order.cycles == (("x", "y", "z"), ("s",))


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.sets(st.sampled_from("abcdefghijk"))))
def test_every_key_comes_after_what_it_reads(reads: dict[str, set[str]]) -> None:
    order = evaluation_order(reads)
    place = {key: number for number, key in enumerate(order.keys)}
    for key in order.keys:
        assert all(place[name] < place[key] for name in reads[key] if name in reads)
    assert bool(order.cycles) == (set(order.keys) != set(reads))
    for cycle in order.cycles:
        for key, following in zip(cycle, (*cycle[1:], cycle[0]), strict=True):
            assert following in reads[key]
