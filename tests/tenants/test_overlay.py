"""Inheritance: what a lower tenant may change, what it may not, and what results."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants.differences import State
from tenants.errors import PatchError
from tenants.overlay import Applied, Conflict, apply, effective
from tenants.patch import SCHEMA, Patch
from tenants.pointers import ABSENT, find, parse, replace, write
from tenants.rules import Rules

Json = Any

DOCUMENT: Json = {
    "key": "rural_homestead",
    "name": "农村宅基地审批",
    "limits": {"promised": {"value": 20, "unit": "working_day"}},
    "form": {
        "materials": [
            {"key": "id_card", "name": "身份证"},
            {"key": "map", "name": "规划图"},
            {"key": "promise", "name": "承诺书"},
        ]
    },
    "parameters": [{"key": "area", "value": "120.5"}, {"key": "subsidy", "value": "2000"}],
    "delivery": "window",
    "contact": {"phone": "0752-6620000", "windows": [{"id": "w1", "place": "一楼"}]},
    "tags": ["住房", "土地"],
    "inherit": {
        "limits/promised/value": "at_most",
        "form/materials": "may_hide",
        "parameters/area/value": {"between": ["80", "150"]},
        "parameters/subsidy/value": "at_least",
        "delivery": {"one_of": ["window", "post"]},
        "contact": "free",
        "tags": "free",
        "contact/windows/*/place": "locked",
    },
}


def patch(**parts: Json) -> Patch:
    return Patch.from_json({"schema": SCHEMA, **parts})


def applied(given_patch: Patch, document: Json = DOCUMENT) -> Applied:
    result = apply(document, given_patch)
    assert isinstance(result, Applied), result
    return result


def refused(given_patch: Patch, document: Json = DOCUMENT) -> Conflict:
    result = apply(document, given_patch)
    assert isinstance(result, Conflict)
    return result


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        ("limits/promised/value", 20),
        ("limits/promised/value", 5),
        ("limits/promised/value", "7.5"),
        ("parameters/area/value", "80"),
        ("parameters/area/value", 150),
        ("parameters/subsidy/value", "2000.01"),
        ("delivery", "post"),
        ("contact/phone", "0752-6621111"),
        ("contact/windows", []),
        ("tags", ["其他"]),
    ],
)
def test_what_is_left_open_may_be_adapted(pointer: str, value: Json) -> None:
    result = applied(patch(adapted={pointer: value}))
    assert find(result.document, parse(pointer)) == value
    assert result.states == {pointer: State.ADAPTED}


@pytest.mark.parametrize(
    ("pointer", "value", "rule", "said"),
    [
        ("limits/promised/value", 21, "at_most", "不得高于上级规定的 20（上级为 20，改为 21）"),
        ("limits/promised/value", "NaN", "at_most", "应填数字"),
        ("limits/promised/value", True, "at_most", "应填数字"),
        ("limits/promised/unit", "calendar_day", "locked", "上级已锁定，不能修改"),
        ("limits/promised", {"value": 5, "unit": "calendar_day"}, "locked", "上级已锁定"),
        ("name", "别名", "locked", "上级已锁定"),
        ("form/materials/id_card/name", "户口本", "may_hide", "上级已锁定"),
        ("parameters/area/value", "79.99", "between", "不得低于上级规定的 80"),
        ("parameters/area/value", "1e3", "between", "不得高于上级规定的 150"),
        ("parameters/subsidy/value", "1999", "at_least", "不得低于上级规定的 2000"),
        ("delivery", "pigeon", "one_of", "只能选 window、post"),
        ("contact/windows/w1/place", "二楼", "locked", "上级已锁定"),
        ("contact/windows/w1/id", "w2", "locked", "标识不能修改"),
        ("contact/windows/w1", {"id": "w2"}, "locked", "标识不能修改"),
        ("contact/fax", "1", "gone", "上级的新版本中已没有这一项"),
        ("form/materials/nothing/name", "x", "gone", "上级的新版本中已没有这一项"),
        ("name/deeper", "x", "gone", "上级的新版本中已没有这一项"),
        ("inherit/name", "free", "gone", "上级的新版本中已没有这一项"),
        ("inherit/contact", "free", "locked", "上级的约束不能修改"),
    ],
)
def test_what_is_locked_or_bound_is_refused_with_the_rule(pointer: str, value: Json, rule: str, said: str) -> None:
    (refusal,) = refused(patch(adapted={pointer: value})).refusals
    assert (refusal.element, refusal.rule) == (pointer, rule)
    assert said in refusal.message
    assert refusal.message.endswith("。")


def test_a_material_may_be_dropped_but_never_added() -> None:
    result = applied(patch(hidden=["form/materials/map"]))
    assert [one["key"] for one in result.document["form"]["materials"]] == ["id_card", "promise"]
    assert result.states == {"form/materials/map": State.HIDDEN}
    extra = {"key": "extra", "name": "其他材料"}
    (refusal,) = refused(patch(added={"form/materials": [extra]})).refusals
    assert refusal.message == "“form/materials/extra”：上级未允许增加，不能增加。"
    assert refused(patch(hidden=["name"])).elements == ("name",)
    assert refused(patch(hidden=["inherit"])).elements == ("inherit",)
    assert refused(patch(hidden=["form/materials/gone"])).refusals[0].rule == "gone"


def test_elements_are_added_where_it_is_free() -> None:
    window = {"id": "w2", "place": "村委会"}
    result = applied(patch(added={"contact/windows": [window]}, adapted={"contact/phone": "1"}))
    assert result.document["contact"] == {"phone": "1", "windows": [{"id": "w1", "place": "一楼"}, window]}
    assert result.states == {"contact/windows/w2": State.ADDED, "contact/phone": State.ADAPTED}
    twice = refused(patch(added={"contact/windows": [window, {"id": "w1"}, window]}))
    assert twice.elements == ("contact/windows/w1", "contact/windows/w2")
    assert refused(patch(added={"contact/phone": [window]})).refusals[0].rule == "gone"


def test_every_reason_is_named_at_once() -> None:
    wrong = patch(
        adapted={"limits/promised/value": 30, "name": "x"}, hidden=["key"], added={"form/materials": [{"key": "a"}]}
    )
    assert refused(wrong).elements == ("limits/promised/value", "name", "key", "form/materials/a")


def test_a_bound_tightens_down_the_lineage() -> None:
    shorter, longer = patch(adapted={"limits/promised/value": 10}), patch(adapted={"limits/promised/value": 15})
    assert isinstance(effective(DOCUMENT, [longer, shorter]), Applied)
    result = effective(DOCUMENT, [shorter, patch(), longer])
    assert isinstance(result, Conflict)
    assert result.level == 2
    assert "不得高于上级规定的 10" in result.refusals[0].message


def test_an_overlay_that_a_new_version_breaks_is_in_conflict_and_the_others_are_not() -> None:
    """House flow 2: nine towns with overlays, a version that drops an element and shortens the limit."""
    overlays = [
        patch(adapted={"limits/promised/value": days}, hidden=["form/materials/map"] if days % 2 else [])
        for days in range(4, 13)
    ]
    newer = replace(DOCUMENT, parse("limits/promised/value"), 10)
    newer = replace(newer, parse("form/materials/map"), ABSENT)
    held = [days for days, one in zip(range(4, 13), overlays, strict=True) if isinstance(apply(newer, one), Conflict)]
    assert held == [5, 7, 9, 11, 12]


@pytest.mark.parametrize(
    "written",
    [
        None,
        [],
        {},
        {"schema": "onewindow/overlay/2"},
        {"schema": SCHEMA, "removed": []},
        {"schema": SCHEMA, "hidden": "form"},
        {"schema": SCHEMA, "hidden": [1]},
        {"schema": SCHEMA, "adapted": []},
        {"schema": SCHEMA, "added": {"form/materials": {"key": "a"}}},
        {"schema": SCHEMA, "added": {"form/materials": [{"name": "no key"}]}},
        {"schema": SCHEMA, "hidden": ["form/materials", "form/materials/map"]},
        {"schema": SCHEMA, "hidden": ["contact"], "adapted": {"contact/phone": "1"}},
        {"schema": SCHEMA, "adapted": {"contact": {}, "contact/phone": "1"}},
        {"schema": SCHEMA, "hidden": ["contact"], "added": {"contact/windows": [{"id": "w3"}]}},
    ],
)
def test_what_is_no_overlay_is_refused(written: Json) -> None:
    with pytest.raises(PatchError):
        Patch.from_json(written)


@pytest.mark.parametrize(
    "rule",
    [
        "open",
        None,
        {},
        {"between": [1]},
        {"between": ["a", "b"]},
        {"between": [2, 1]},
        {"one_of": []},
        {"max": 1},
        {"one_of": "a"},
    ],
)
def test_a_rule_that_cannot_be_read_is_refused(rule: Json) -> None:
    with pytest.raises(PatchError):
        Rules.from_json({"limits": rule})


def test_the_longest_pattern_decides_and_a_name_before_a_star() -> None:
    rules = Rules.from_json({"a": "free", "a/*/c": "locked", "a/b/c": "at_most", "*/b": "may_hide"})
    said = {pointer: rules.of(parse(pointer)).word for pointer in ("a", "a/x", "a/x/c", "a/b/c", "a/b/c/d", "z/b", "z")}
    assert said == {
        "a": "free",
        "a/x": "free",
        "a/x/c": "locked",
        "a/b/c": "at_most",
        "a/b/c/d": "at_most",
        "z/b": "may_hide",
        "z": "locked",
    }


segments = st.text("ab/~.", min_size=1, max_size=4)


@given(st.lists(segments, min_size=1, max_size=4))
def test_a_pointer_is_read_as_it_was_written(pointer: list[str]) -> None:
    assert parse(write(tuple(pointer))) == tuple(pointer)


VALUES: list[Json] = [1, 9, 10, 20, 21, "80", "150.5", "post", "x", None, []]
values = st.sampled_from(VALUES)
pointers = st.sampled_from(
    [
        "limits/promised/value",
        "parameters/area/value",
        "parameters/subsidy/value",
        "delivery",
        "contact/phone",
        "name",
        "tags",
        "form/materials/map/name",
        "gone",
    ]
)
hideable = st.sampled_from(["form/materials/id_card", "form/materials/map", "contact/windows/w1", "key"])
windows = st.lists(st.builds(lambda number: {"id": f"w{number}", "place": "x"}, st.integers(1, 4)), max_size=2)
patches = st.builds(
    lambda adapted, hidden, added: patch(
        adapted={key: value for key, value in adapted.items() if key != "form/materials/map/name" or not hidden},
        hidden=sorted(hidden),
        added={"contact/windows": added},
    ),
    st.dictionaries(pointers, values, max_size=2),
    st.sets(hideable, max_size=2),
    windows,
)


@given(patches)
def test_applying_changes_nothing_that_was_given(one: Patch) -> None:
    before = copy.deepcopy(DOCUMENT)
    apply(DOCUMENT, one)
    assert before == DOCUMENT


@given(st.lists(st.just(patch()), max_size=3))
def test_the_empty_overlay_is_the_identity(empty: list[Patch]) -> None:
    assert effective(DOCUMENT, empty) == Applied(DOCUMENT, {})


@given(st.lists(patches, max_size=4), st.integers(0, 4))
def test_folding_a_lineage_is_associative(lineage: list[Patch], cut: int) -> None:
    whole = effective(DOCUMENT, lineage)
    upper = effective(DOCUMENT, lineage[:cut])
    if isinstance(upper, Conflict):
        assert whole == upper
        return
    lower = effective(upper.document, lineage[cut:])
    if isinstance(lower, Conflict):
        assert whole == Conflict(lower.refusals, lower.level + len(lineage[:cut]))
    else:
        assert whole == Applied(lower.document, {**upper.states, **lower.states})


@given(st.lists(patches, max_size=4))
def test_locked_never_differs_and_bounded_never_leaves_its_bound(lineage: list[Patch]) -> None:
    result = effective(DOCUMENT, lineage)
    if isinstance(result, Conflict):
        assert all(refusal.element for refusal in result.refusals)
        return
    document = result.document
    for pointer in ("key", "name", "limits/promised/unit", "inherit"):
        assert find(document, parse(pointer)) == find(DOCUMENT, parse(pointer))
    assert float(document["limits"]["promised"]["value"]) <= 20
    assert 80 <= float(find(document, parse("parameters/area/value"))) <= 150
    assert float(find(document, parse("parameters/subsidy/value"))) >= 2000
    assert document["delivery"] in ("window", "post")
    keys = [material["key"] for material in document["form"]["materials"]]
    assert keys == [one["key"] for one in DOCUMENT["form"]["materials"] if one["key"] in keys]
