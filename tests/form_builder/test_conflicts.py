"""What members may disagree about, and what comes out: expectations written by hand (docs/forms.md)."""

from __future__ import annotations

from typing import Any

import pytest

from form_builder import Answers, BoundForm, ConflictError, Problems, clean, compile_plan, merge, waves
from tests.form_builder.making import bound, dictionary, option_list

KNOWN = dictionary(
    {"key": "a.name", "label": "名称", "kind": "text", "max": 50},
    {"key": "a.size", "label": "面积", "kind": "decimal", "min": 0, "max": 1000},
    {"key": "a.way", "label": "领取方式", "kind": "choice", "options": option_list("window", "post", "village")},
    {"key": "a.yes", "label": "是否委托", "kind": "boolean"},
    {"key": "a.code", "label": "信用代码", "kind": "credit_code"},
    {"key": "a.number", "label": "批准号", "kind": "text"},
    {"key": "a.depth", "label": "深度", "kind": "decimal"},
    {"key": "a.note", "label": "说明", "kind": "text", "max": 200},
    {"key": "a.uses", "label": "用途", "kind": "choices", "options": option_list("eat", "sell", "show")},
    {"key": "a.rows", "label": "成员", "kind": "table", "columns": [{"key": "name", "label": "姓名", "kind": "text"}]},
)
OLDER = dictionary(
    {"key": "a.name", "label": "名称", "kind": "integer"},
    {"key": "a.yes", "label": "是否委托", "kind": "boolean", "must_be": True},
    {
        "key": "a.rows",
        "label": "成员",
        "kind": "table",
        "columns": [{"key": "age", "label": "年龄", "kind": "integer"}],
    },
)
NEWER = dictionary({"key": "a.yes", "label": "是否委托", "kind": "boolean", "must_be": False})


def size(**narrowing: Any) -> dict[str, Any]:
    return {"element": "a.size", **narrowing}


def paper(key: str, result_of: str) -> dict[str, Any]:
    return {"key": key, "name": f"{key}证", "originals": 1, "necessity": "required", "result_of": result_of}


def way(*options: str) -> dict[str, Any]:
    return {"element": "a.way", "options": list(options)}


CONFLICTS: dict[str, tuple[list[BoundForm], str, str, str, object]] = {
    "types": (
        [bound(KNOWN, "x", "a.name"), bound(OLDER, "y", "a.name")],
        "type",
        "a.name",
        "“名称”的类型不一致：《x事项》为 text，《y事项》为 integer",
        None,
    ),
    "columns": (
        [bound(KNOWN, "x", "a.rows"), bound(OLDER, "y", "a.rows")],
        "type",
        "a.rows",
        "“成员”的类型不一致：《x事项》与《y事项》的表格列不同",
        None,
    ),
    "empty options": (
        [bound(KNOWN, "x", way("window", "post")), bound(KNOWN, "y", way("village"))],
        "options",
        "a.way",
        "“领取方式”没有各事项都接受的选项：《x事项》只接受 WINDOW、POST；《y事项》只接受 VILLAGE",
        {"options": ["window", "post", "village"]},
    ),
    "options that two share and three do not": (
        [
            bound(KNOWN, "x", way("window", "post")),
            bound(KNOWN, "y", way("post", "village")),
            bound(KNOWN, "z", way("village", "window")),
        ],
        "options",
        "a.way",
        (
            "“领取方式”没有各事项都接受的选项：《x事项》只接受 WINDOW、POST；《y事项》只接受 POST、VILLAGE；"
            "《z事项》只接受 WINDOW、VILLAGE"
        ),
        {"options": ["window", "post", "village"]},
    ),
    "several answers, none in common": (
        [
            bound(KNOWN, "x", {"element": "a.uses", "options": ["eat", "show"]}),
            bound(KNOWN, "y", {"element": "a.uses", "options": ["sell"]}),
        ],
        "options",
        "a.uses",
        "“用途”没有各事项都接受的选项：《x事项》只接受 EAT、SHOW；《y事项》只接受 SELL",
        {"options": ["eat", "show", "sell"]},
    ),
    "contradictory fixed options": (
        [bound(KNOWN, "x", way("window")), bound(KNOWN, "y", way("post"))],
        "fixed",
        "a.way",
        "“领取方式”没有各事项都接受的选项：《x事项》只接受 WINDOW；《y事项》只接受 POST",
        {"options": ["window", "post"]},
    ),
    "empty range": (
        [bound(KNOWN, "x", size(max=10)), bound(KNOWN, "y", size(min="20.5"))],
        "range",
        "a.size",
        "“面积”的范围没有交集：《x事项》要求 0 至 10；《y事项》要求 20.5 至 1000",
        {"min": 0, "max": 1000},
    ),
    "empty range between members without the other bound": (
        [bound(KNOWN, "x", {"element": "a.depth", "max": 10}), bound(KNOWN, "y", {"element": "a.depth", "min": 20})],
        "range",
        "a.depth",
        "“深度”的范围没有交集：《x事项》要求 不限 至 10；《y事项》要求 20 至 不限",
        {"min": None, "max": None},
    ),
    "empty range of lengths": (
        [bound(KNOWN, "x", {"element": "a.note", "min": 50}), bound(KNOWN, "y", {"element": "a.note", "max": 49})],
        "range",
        "a.note",
        "“说明”的范围没有交集：《x事项》要求 50 至 200；《y事项》要求 不限 至 49",
        {"min": None, "max": 200},
    ),
    "contradictory fixed numbers": (
        [bound(KNOWN, "x", size(min=5, max=5)), bound(KNOWN, "y", size(min=6, max=6))],
        "fixed",
        "a.size",
        "“面积”的范围没有交集：《x事项》要求 5 至 5；《y事项》要求 6 至 6",
        {"min": 5, "max": 6},
    ),
    "contradictory declarations": (
        [bound(OLDER, "x", "a.yes"), bound(NEWER, "y", "a.yes")],
        "fixed",
        "a.yes",
        "“是否委托”的固定值互相矛盾：《x事项》与《y事项》",
        None,
    ),
    "materials that wait for each other": (
        [
            bound(KNOWN, "x", "a.name", materials=[paper("one", "y")]),
            bound(KNOWN, "y", "a.name", materials=[paper("two", "x")]),
        ],
        "cycle",
        "one",
        "事项互相等待对方的结果：《x事项》 → 《y事项》 → 《x事项》",
        {"ask": True},
    ),
    "results that wait for each other": (
        [
            bound(KNOWN, "x", "a.number", provides=["a.code"]),
            bound(KNOWN, "y", "a.code", provides=["a.number"]),
        ],
        "cycle",
        "a.number",
        "事项互相等待对方的结果：《x事项》 → 《y事项》 → 《x事项》",
        {"ask": True},
    ),
}


@pytest.mark.parametrize("name", CONFLICTS)
def test_conflict(name: str) -> None:
    forms, kind, key, message, settlement = CONFLICTS[name]
    merged = merge(forms)
    (conflict,) = merged.conflicts
    assert (conflict.kind, conflict.key, conflict.message, conflict.settlement) == (kind, key, message, settlement)
    assert conflict.proposal
    assert set(conflict.members) == {form.key for form in forms}
    with pytest.raises(ConflictError, match="事项"):
        compile_plan(merged)


@pytest.mark.parametrize("name", [name for name, case in CONFLICTS.items() if case[4] is not None])
def test_the_proposed_settlement_settles(name: str) -> None:
    forms, _, key, _, settlement = CONFLICTS[name]
    merged = merge(forms, {key: settlement})  # type: ignore[dict-item]
    assert merged.conflicts == ()
    compile_plan(merged)


def test_a_settlement_of_the_cycle_asks_the_applicant() -> None:
    merged = merge(CONFLICTS["results that wait for each other"][0], {"a.number": {"ask": True}})
    assert {field.key: field.asked for field in merged.fields} == {"a.number": True, "a.code": False}
    assert waves(merged.dependencies) == [["x"], ["y"]]


def test_waves_refuse_a_circle() -> None:
    with pytest.raises(ConflictError, match="互相等待"):
        waves({"x": ["y"], "y": ["x"]})


def test_a_longer_circle_is_named_whole() -> None:
    keys = ("a.code", "a.number", "a.name")
    forms = [bound(KNOWN, f"m{at}", keys[at], provides=[keys[at - 1]]) for at in range(3)]
    (conflict,) = merge(forms).conflicts
    assert len(conflict.members) == 3


def test_a_settled_label_wins() -> None:
    merged = merge([bound(KNOWN, "x", "a.name"), bound(KNOWN, "y", "a.name")], {"a.name": {"label": "单位名称"}})
    assert [field.label for field in merged.fields] == ["单位名称"]


def test_label_differences_are_no_conflict_but_hints() -> None:
    forms = [bound(KNOWN, "x", {"element": "a.name", "label": "店名"}), bound(KNOWN, "y", "a.name")]
    merged = merge(forms)
    assert merged.conflicts == ()
    assert merged.fields[0].label == "名称"
    assert merged.fields[0].hints == (("x", "店名"),)


def test_requirement_under_different_visibilities() -> None:
    """x always shows it and leaves it open; y insists, but shows it only to agents: required for agents alone."""
    agents = {"==": [{"var": "a.yes"}, True]}
    forms = [
        bound(KNOWN, "x", "a.yes", "a.name"),
        bound(KNOWN, "y", "a.yes", {"element": "a.name", "required": True, "shown": agents}),
    ]
    merged = merge(forms)
    assert merged.conflicts == ()
    name = merged.fields[1]
    assert (name.shown, name.required) == (True, agents)
    plan = compile_plan(merged)
    assert isinstance(clean(plan, {"a.yes": ["0"]}), Answers)
    refused = clean(plan, {"a.yes": ["1"]})
    assert isinstance(refused, Problems)
    assert [(problem.field, problem.forms) for problem in refused] == [("a.name", ("y",))]


def test_a_narrower_member_has_no_say_while_it_hides_the_field() -> None:
    agents = {"==": [{"var": "a.yes"}, True]}
    forms = [
        bound(KNOWN, "x", "a.yes", "a.size"),
        bound(KNOWN, "y", "a.yes", {"element": "a.size", "max": 10, "shown": agents}),
    ]
    plan = compile_plan(merge(forms))
    assert plan["a.size"].element.max == 10
    assert isinstance(clean(plan, {"a.yes": ["0"], "a.size": ["11"]}), Answers)
    refused = clean(plan, {"a.yes": ["1"], "a.size": ["11"]})
    assert isinstance(refused, Problems)
    assert [problem.message for problem in refused] == ["“面积”不能大于 10，请核对（《y事项》的要求）"]


SHOWN_TO_AGENTS = {"==": [{"var": "a.yes"}, True]}
SHOWN_TO_OTHERS = {"==": [{"var": "a.yes"}, False]}
ALWAYS, NEVER = True, False
REQUIREMENT: list[tuple[tuple[Any, Any], tuple[Any, Any], tuple[bool, bool], tuple[bool, bool]]] = [
    # (shown, required) of x and of y → (shown, required) for an agent, for somebody else
    ((ALWAYS, True), (ALWAYS, False), (True, True), (True, True)),
    ((ALWAYS, False), (SHOWN_TO_AGENTS, True), (True, True), (True, False)),
    ((SHOWN_TO_AGENTS, True), (SHOWN_TO_OTHERS, False), (True, True), (True, False)),
    ((SHOWN_TO_AGENTS, True), (SHOWN_TO_OTHERS, True), (True, True), (True, True)),
    ((SHOWN_TO_AGENTS, True), (SHOWN_TO_AGENTS, False), (True, True), (False, False)),
    ((NEVER, True), (SHOWN_TO_OTHERS, False), (False, False), (True, False)),
    ((SHOWN_TO_AGENTS, SHOWN_TO_OTHERS), (ALWAYS, SHOWN_TO_AGENTS), (True, True), (True, False)),
]


@pytest.mark.parametrize(("of_x", "of_y", "agent", "other"), REQUIREMENT)
def test_requirement_under_visibilities_that_differ(
    of_x: tuple[Any, Any], of_y: tuple[Any, Any], agent: tuple[bool, bool], other: tuple[bool, bool]
) -> None:
    forms = [
        bound(KNOWN, key, "a.yes", {"element": "a.name", "shown": shown, "required": required})
        for key, (shown, required) in (("x", of_x), ("y", of_y))
    ]
    plan = compile_plan(merge(forms))
    for yes, expected in ((True, agent), (False, other)):
        state = plan.state({"a.yes": yes})
        assert ("a.name" in state.settled.shown, "a.name" in state.required) == expected
        left_blank = clean(plan, {"a.yes": ["1" if yes else "0"]})
        assert isinstance(left_blank, Problems) == expected[1]


LABELS: list[tuple[tuple[str, ...], tuple[tuple[str, str], ...]]] = [
    (("", "", ""), ()),
    (("名称", "", ""), ()),
    (("店名", "", "厂名"), (("x", "店名"), ("z", "厂名"))),
    (("店名", "店名", ""), (("x", "店名"), ("y", "店名"))),
]


@pytest.mark.parametrize(("labels", "hints"), LABELS)
def test_labels_of_members_become_hints(labels: tuple[str, ...], hints: tuple[tuple[str, str], ...]) -> None:
    forms = [bound(KNOWN, key, {"element": "a.name", "label": label}) for key, label in zip("xyz", labels, strict=True)]
    merged = merge(forms)
    assert (merged.conflicts, merged.fields[0].label, merged.fields[0].hints) == ((), "名称", hints)


def test_two_conflicts_of_one_merge_are_both_told() -> None:
    forms = [
        bound(KNOWN, "x", way("window"), size(max=10)),
        bound(KNOWN, "y", way("post", "village"), size(min=20)),
    ]
    assert [(conflict.kind, conflict.key) for conflict in merge(forms).conflicts] == [
        ("options", "a.way"),
        ("range", "a.size"),
    ]
