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
)
OLDER = dictionary(
    {"key": "a.name", "label": "名称", "kind": "integer"},
    {"key": "a.yes", "label": "是否委托", "kind": "boolean", "must_be": True},
)
NEWER = dictionary({"key": "a.yes", "label": "是否委托", "kind": "boolean", "must_be": False})


def size(**narrowing: Any) -> dict[str, Any]:
    return {"element": "a.size", **narrowing}


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
    "empty options": (
        [bound(KNOWN, "x", way("window", "post")), bound(KNOWN, "y", way("village"))],
        "options",
        "a.way",
        "“领取方式”没有各事项都接受的选项：《x事项》只接受 WINDOW、POST；《y事项》只接受 VILLAGE",
        {"options": ["window", "post", "village"]},
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
    assert set(conflict.members) == {"x", "y"}
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
