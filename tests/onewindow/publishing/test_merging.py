"""Two savers of one draft: nothing is lost, nothing overwritten, whatever they did."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onewindow.domain.publishing.elements import ABSENT, parse, put, same
from onewindow.domain.publishing.merging import Clash, Merge, merge, settle
from tenants.pointers import find

Json = Any

BASE: Json = {
    "name": "养蜂备案",
    "limits": {"promised": {"value": 7, "unit": "working_day"}, "excludes": ["踏勘"]},
    "form": {
        "materials": [
            {"key": "id_card", "name": "身份证", "originals": 1, "needed": {"==": [{"var": "a"}, 1]}},
            {"key": "lease", "name": "租赁合同", "originals": 1},
            {"key": "photo", "name": "照片", "originals": 0},
        ]
    },
    "rows": [[1, 2], [3, 4]],
}


def changed(**at: Json) -> Json:
    """The base with other values at pointers, written with two underscores for a slash."""
    body = copy.deepcopy(BASE)
    for pointer, value in at.items():
        body = put(body, parse(pointer.replace("__", "/")), value)
    return body


def keys(body: Json) -> list[str]:
    return [each["key"] for each in body["form"]["materials"]]


def clean(mine: Json, theirs: Json) -> Json:
    merged = merge(BASE, mine, theirs)
    assert merged.clashes == ()
    return merged.body


def test_what_each_changed_alone_stands_together() -> None:
    mine, theirs = changed(name="甲"), changed(form__materials__lease__name="租赁合同或产权证明")
    assert clean(mine, theirs) == changed(name="甲", form__materials__lease__name="租赁合同或产权证明")
    (taken,) = merge(BASE, mine, theirs).taken
    assert (taken.pointer, taken.value) == ("form/materials/lease/name", "租赁合同或产权证明")
    assert taken.label == "表单 › 申请材料「租赁合同」 › 名称"


def test_the_same_place_is_handed_back_and_theirs_stays() -> None:
    merged = merge(BASE, changed(name="甲", rows=[]), changed(name="乙"))
    assert merged.clashes == (Clash("name", "名称", "甲", "乙", "养蜂备案"),)
    assert merged.body == changed(name="乙", rows=[])


def test_both_made_the_same_change() -> None:
    assert clean(changed(name="甲"), changed(name="甲")) == changed(name="甲")


def test_both_added_other_elements() -> None:
    mine, theirs = changed(form__materials__map={"key": "map"}), changed(form__materials__seal={"key": "seal"})
    assert keys(clean(mine, theirs)) == ["id_card", "lease", "photo", "seal", "map"]


def test_both_added_one_element_and_differ_in_one_field() -> None:
    mine = changed(form__materials__map={"key": "map", "name": "图", "originals": 1})
    theirs = changed(form__materials__map={"key": "map", "name": "平面图", "originals": 1})
    (clash,) = merge(BASE, mine, theirs).clashes
    assert (clash.pointer, clash.mine, clash.theirs, clash.base) == ("form/materials/map/name", "图", "平面图", ABSENT)
    assert clash.to_json() == {
        "pointer": "form/materials/map/name",
        "label": "表单 › 申请材料「图」 › 名称",
        "mine": "图",
        "theirs": "平面图",
    }


def test_one_moved_what_the_other_changed() -> None:
    mine = changed(**{"form__materials__#order": ["photo", "id_card", "lease"]})
    theirs = changed(form__materials__lease__originals=2, form__materials__map={"key": "map"})
    body = clean(mine, theirs)
    assert keys(body) == keys(clean(theirs, mine)) == ["photo", "map", "id_card", "lease"]
    assert find(body, ("form", "materials", "lease", "originals")) == 2


def test_both_moved_otherwise() -> None:
    mine = changed(**{"form__materials__#order": ["photo", "id_card", "lease"]})
    theirs = changed(**{"form__materials__#order": ["lease", "id_card", "photo"]})
    merged = merge(BASE, mine, theirs)
    (clash,) = merged.clashes
    assert (clash.pointer, clash.label) == ("form/materials/#order", "表单 › 申请材料 › 顺序")
    assert keys(merged.body) == ["lease", "id_card", "photo"]
    assert settle(merged.body, merged.clashes, [clash.pointer]) == mine


def test_one_took_away_what_the_other_changed() -> None:
    mine, theirs = changed(form__materials__lease=ABSENT), changed(form__materials__lease__originals=2)
    merged = merge(BASE, mine, theirs)
    (clash,) = merged.clashes
    assert (clash.pointer, clash.mine) == ("form/materials/lease", ABSENT)
    assert merged.body == theirs
    assert settle(merged.body, merged.clashes, ["form/materials/lease"]) == mine
    other = merge(BASE, theirs, mine)
    assert other.body == mine
    assert sorted(keys(settle(other.body, other.clashes, ["form/materials/lease"]))) == ["id_card", "lease", "photo"]


@pytest.mark.parametrize(
    ("pointer", "mine", "theirs"),
    [
        # half a rule of each would be a rule that nobody wrote
        ("form/materials/id_card/needed", {"==": [{"var": "a"}, 2]}, {"!=": [{"var": "a"}, 1]}),
        # five working days and seven calendar days are not five calendar days
        ("limits/promised", {"value": 5, "unit": "working_day"}, {"value": 7, "unit": "calendar_day"}),
        # a list without identities has no parts
        ("rows", [[1, 2]], [[1, 2], [3, 5]]),
        ("limits/excludes", "踏勘", ["踏勘", "公示"]),
    ],
)
def test_some_values_are_one_place(pointer: str, mine: Json, theirs: Json) -> None:
    at = parse(pointer)
    merged = merge(BASE, put(BASE, at, mine), put(BASE, at, theirs))
    assert [(clash.pointer, clash.mine, clash.theirs) for clash in merged.clashes] == [(pointer, mine, theirs)]


def test_true_is_not_one_and_null_is_something() -> None:
    assert not same(True, 1)
    assert not same(None, ABSENT)
    assert same({"a": 1, "b": [None]}, {"b": [None], "a": 1})
    assert merge({"a": 1}, {"a": True}, {"a": 1}).body == {"a": True}
    assert merge({"a": 1}, {"a": None}, {"a": 1}).body["a"] is None


leaves = st.none() | st.booleans() | st.integers(0, 3) | st.sampled_from(["", "甲", "乙"])
names = st.sampled_from(["a", "b", "c", "d"])


def elements(inner: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    element = st.builds(lambda name, body: {**body, "id": name}, names, st.dictionaries(names, inner, max_size=2))
    return st.lists(element, max_size=4, unique_by=lambda each: each["id"])


documents = st.dictionaries(
    names,
    st.recursive(leaves, lambda inner: st.dictionaries(names, inner, max_size=3) | elements(inner), max_leaves=12),
    max_size=4,
)


@given(documents, documents)
def test_one_saver_alone_gets_what_he_wrote(base: Json, other: Json) -> None:
    assert merge(base, other, base) == Merge(other, (), ())
    assert same(merge(base, base, other).body, other)
    assert same(merge(base, other, other).body, other)


@given(documents, documents, documents)
def test_nothing_of_theirs_is_lost_and_mine_wins_where_i_say_so(base: Json, mine: Json, theirs: Json) -> None:
    merged = merge(base, mine, theirs)
    back = merge(base, theirs, mine)
    assert {clash.pointer for clash in merged.clashes} == {clash.pointer for clash in back.clashes}
    chosen = settle(merged.body, merged.clashes, [clash.pointer for clash in merged.clashes])
    for clash in merged.clashes:
        if not clash.pointer.endswith("#order"):
            assert same(find(merged.body, parse(clash.pointer)), clash.theirs)
            assert same(find(chosen, parse(clash.pointer)), clash.mine)
    # a second merge of the settled text finds nothing left to ask
    assert merge(merged.body, chosen, merged.body).clashes == ()


@given(documents, documents, documents)
def test_a_change_that_only_one_made_is_in_the_result(base: Json, mine: Json, theirs: Json) -> None:
    merged = merge(base, mine, theirs).body
    for key in {*base, *mine, *theirs}:
        of = [side.get(key, ABSENT) for side in (base, mine, theirs)]
        if same(of[2], of[0]):
            assert same(merged.get(key, ABSENT), of[1])
        elif same(of[1], of[0]):
            assert same(merged.get(key, ABSENT), of[2])
