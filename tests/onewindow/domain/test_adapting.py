"""From an edited copy to the difference: what comes out applies again, and what is not open is named, all of it."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onewindow.domain.workbench.adapting import leaving, steps
from onewindow.domain.workbench.adapting.marks import Marks, Standing
from onewindow.domain.workbench.adapting.pages import pages
from onewindow.domain.workbench.adapting.patching import Forbidden, patch_of
from onewindow.domain.workbench.adapting.settling import Chosen, read
from onewindow.domain.workbench.entries import Entry, Kind
from tenants.differences import differences
from tenants.overlay import Applied, apply
from tenants.patch import Patch
from tenants.pointers import ABSENT, write
from tenants.rules import Rules
from tests.tenants.test_overlay import DOCUMENT

Json = Any
VALUES = st.one_of(st.integers(-3, 30), st.text(max_size=3), st.none(), st.booleans(), st.just(["其他"]))


def _changed(document: Json, where: tuple[Any, ...], value: Json) -> None:
    for key in where[:-1]:
        document = document[key]
    document[where[-1]] = value


PLACES = st.sampled_from(
    [
        ("name",),
        ("delivery",),
        ("tags",),
        ("limits", "promised", "value"),
        ("limits", "promised", "unit"),
        ("limits", "note"),
        ("contact", "phone"),
        ("contact", "fax"),
        ("contact", "windows", 0, "place"),
        ("contact", "windows", 0, "hours"),
        ("parameters", 0, "value"),
        ("form", "materials", 1, "name"),
        ("title",),
    ]
)


@st.composite
def edited(draw: st.DrawFn) -> Json:
    """The document after somebody changed, took away and added at will; the order of elements stays."""
    document = copy.deepcopy(DOCUMENT)
    for where, value in draw(st.lists(st.tuples(PLACES, VALUES), max_size=4)):
        _changed(document, where, value)
    for name in draw(st.lists(st.sampled_from(["tags", "delivery", "contact"]), max_size=1, unique=True)):
        del document[name]
    materials = document["form"]["materials"]
    document["form"]["materials"] = [one for one in materials if draw(st.booleans()) or draw(st.booleans())]
    if draw(st.booleans()):
        document["form"]["materials"].append({"key": "new", "name": draw(st.text(max_size=3))})
    if "contact" in document and draw(st.booleans()):
        document["contact"]["windows"].append({"id": "w2", "place": "二楼"})
    return document


@given(edited())
def test_the_difference_applies_again_or_names_everything_that_is_not_open(document: Json) -> None:
    found = patch_of(DOCUMENT, document)
    rules = Rules.of_document(DOCUMENT)
    forbidden = {write(one.pointer) for one in differences(DOCUMENT, document) if rules.against(one)}
    if isinstance(found, Forbidden):
        named = {one.element for one in found.refusals}
        assert forbidden <= named
        assert named
        return
    assert not forbidden
    result = apply(DOCUMENT, Patch.from_json(found.to_json()))
    assert isinstance(result, Applied)
    assert result.document == document


@given(edited())
def test_what_is_edited_back_leaves_nothing(document: Json) -> None:
    for one in differences(DOCUMENT, document):
        document = steps.restore(DOCUMENT, document, write(one.pointer))
    assert patch_of(DOCUMENT, document) == Patch()
    assert document == DOCUMENT


def test_what_the_tenant_tightens_stays() -> None:
    found = patch_of(DOCUMENT, DOCUMENT, {"tags": "locked"})
    assert isinstance(found, Patch)
    assert found.inherit == {"tags": "locked"}


def test_a_part_that_the_parent_lacks_altogether_is_refused_with_the_way_out() -> None:
    base = {"name": "a", "inherit": {"guide": "free"}}
    found = patch_of(base, {**base, "guide": {"consult_phone": "1"}})
    assert isinstance(found, Forbidden)
    assert "下级权限" in found.refusals[0].said


@pytest.mark.parametrize(
    ("pointer", "standing", "said", "writable", "hideable"),
    [
        ("name", Standing.INHERITED, "上级已锁定", False, False),
        ("limits/promised/value", Standing.ADAPTED, "只能改小：不高于上级的 20", True, False),
        ("parameters/area/value", Standing.INHERITED, "可以改，范围 80 到 150", True, False),
        ("delivery", Standing.INHERITED, "可以选：window、post", True, False),
        ("form/materials/id_card", Standing.INHERITED, "可以去掉，不能改", False, True),
        ("contact/phone", Standing.INHERITED, "可以改", True, True),
        ("contact/windows/w2/place", Standing.ADDED, "本级自己增加，可以改", True, True),
        ("contact/windows/w1/place", Standing.INHERITED, "上级已锁定", False, False),
    ],
)
def test_each_element_says_where_it_stands(
    pointer: str, standing: Standing, said: str, writable: bool, hideable: bool
) -> None:
    document = copy.deepcopy(DOCUMENT)
    document["limits"]["promised"]["value"] = 10
    document["contact"]["windows"].append({"id": "w2", "place": "二楼"})
    mark = Marks.of(DOCUMENT, document).control(pointer, Entry(pointer, "x"))
    assert (mark.standing, mark.said, mark.writable, mark.hideable) == (standing, said, writable, hideable)


def test_the_limit_control_stands_for_its_number() -> None:
    assert Marks.of(DOCUMENT, DOCUMENT).control("limits/promised", Entry("x", "x", Kind.LIMIT)).writable


def test_an_addition_never_takes_a_name_that_the_parent_has() -> None:
    (listing,) = pages("windows", {}, {})[0].parts
    base: Json = {"items": [{"id": "local_7_item_1"}, {"id": "b"}]}
    document, at = steps.add(base, {"items": [{"id": "b"}]}, listing, 7)  # type: ignore[arg-type]
    assert at.startswith("items/local_7_item_")
    assert at != "items/local_7_item_1"
    assert len(document["items"]) == 2


MATTER: Json = {
    "key": "a",
    "limits": {"promised": {"value": 10}},
    "form": {"materials": [{"key": "id_card", "name": "身份证"}], "sections": []},
    "conditions": [],
}


def open_(document: Json, **posted: str) -> leaving.Opened:
    """Post the page of what is left open."""
    return leaving.apply(document, {}, {name: [text] for name, text in posted.items()})


def test_a_rule_with_its_reason_is_written_and_read_again() -> None:
    name = "limits/promised/value"
    done = open_(MATTER, **{f"word:{name}": "at_most", f"reason:{name}": "县里统一"})
    assert done.document["inherit"] == {name: {"rule": "at_most", "reason": "县里统一"}}
    rows = {row.name: row for _, rows in leaving.sections(done.document, {}) for row in rows}
    assert (rows[name].word, rows[name].reason) == ("at_most", "县里统一")
    assert open_(done.document, **{f"word:{name}": "at_most", f"reason:{name}": "县里统一"}).document is done.document
    assert "inherit" not in open_(done.document, **{f"word:{name}": "locked"}).document


def test_opening_what_is_not_said_yet_gives_those_below_something_to_change() -> None:
    done = open_(MATTER, **{"word:guide/consult_phone": "free", "word:guide/counters": "may_hide"})
    assert done.document["guide"] == {"consult_phone": "", "counters": []}
    below = {**done.document, "guide": {**done.document["guide"], "consult_phone": "0752-1"}}
    assert isinstance(patch_of(done.document, below), Patch)


@pytest.mark.parametrize(
    ("post", "said"),
    [
        ({"word": "between", "low": "9", "high": "3"}, "先小后大"),
        ({"word": "between", "low": "a", "high": "3"}, "先小后大"),
        ({"word": "nonsense"}, "请从列表中选择"),
    ],
)
def test_a_range_that_is_none_is_told(post: dict[str, str], said: str) -> None:
    name = "limits/promised/value"
    done = open_(MATTER, **{f"{part}:{name}": text for part, text in post.items()})
    assert done.document is MATTER
    assert said in done.faults[0].message


@given(
    st.dictionaries(
        st.sampled_from(["conditions", "daily_name", "form/materials/id_card", "x/y"]),
        st.sampled_from(["locked", "free", "may_hide", "at_most", {"between": ["1", 5]}, {"one_of": ["a", "b"]}]),
        max_size=4,
    )
)
def test_a_page_that_nobody_touched_changes_nothing(rules: Json) -> None:
    document = {**MATTER, "inherit": rules} if rules else MATTER
    posted: dict[str, str] = {}
    for _title, rows in leaving.sections(document, {}):
        for row in rows:
            posted |= {f"word:{row.name}": row.word, f"low:{row.name}": row.low, f"high:{row.name}": row.high}
            posted |= {f"values:{row.name}": row.values, f"reason:{row.name}": row.reason}
    done = open_(document, **posted)
    assert not done.faults
    assert done.document is document


def test_a_conflict_is_settled_with_a_value_of_the_parents_kind() -> None:
    assert read("take", "", 10) == Chosen(ABSENT)
    assert read("keep", " 8 ", 10) == Chosen(8)
    assert read("keep", "八", 10) == "应填整数，例如 10。"
    assert read("keep", "8", "十") == Chosen("8")
    assert isinstance(read("keep", " ", 10), str)
    assert isinstance(read("", "8", 10), str)
