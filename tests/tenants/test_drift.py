"""Differences, drift, tightening and giving up: what holds for any overlay on any version."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tenants.differences import Difference, State, differences, same
from tenants.drift import drift
from tenants.overlay import Applied, Conflict, apply, effective
from tenants.patch import SCHEMA, Patch
from tenants.pointers import ABSENT, find
from tenants.rules import Rules
from tests.tenants.test_overlay import DOCUMENT, applied, patch, patches, refused

Json = Any
tightening = st.dictionaries(
    st.sampled_from(["limits/promised/value", "contact", "contact/phone", "form/materials", "tags", "name", "*/*"]),
    st.sampled_from(["locked", "free", "may_hide", "at_most", {"between": [5, 12]}, {"one_of": ["1", "x"]}]),
    max_size=3,
)


def tightened(rules: Json) -> Json:
    """The document as it stands below a tenant that says more."""
    return applied(patch(inherit=rules)).document


@given(patches, tightening)
def test_a_tenant_in_the_middle_takes_away_and_never_gives(one: Patch, rules: Json) -> None:
    """Whatever is accepted below a tightening tenant is accepted without it."""
    if isinstance(apply(tightened(rules), one), Applied):
        assert isinstance(apply(DOCUMENT, one), Applied)


def test_what_the_middle_says_holds_below_and_not_for_itself() -> None:
    own = patch(inherit={"contact/phone": "locked"}, adapted={"contact/phone": "1"})
    below = applied(own).document
    assert refused(patch(adapted={"contact/phone": "2"}), below).refusals[0].rule == "locked"
    free = applied(patch(inherit={"name": "free", "limits": "free"})).document
    assert refused(patch(adapted={"name": "x", "limits/promised/unit": "calendar_day"}), free).elements == (
        "name",
        "limits/promised/unit",
    )
    twice = applied(patch(inherit={"contact": "may_hide"}), below).document
    assert [rule.word for rule in Rules.of_document(twice).all_of(("contact", "phone"))] == [
        *("free", "locked", "may_hide"),
    ]


def test_a_whole_that_is_free_keeps_its_locked_parts() -> None:
    moved = [{"id": "w1", "place": "二楼"}]
    result = refused(patch(adapted={"contact/windows": moved}))
    assert (result.elements, result.refusals[0].rule) == (("contact/windows/w1/place",), "locked")
    inside = refused(patch(adapted={"contact": {"phone": "1", "windows": moved}}))
    assert inside.elements == ("contact/windows/w1/place",)
    applied(patch(adapted={"contact/windows": [{"id": "w1", "place": "一楼", "note": "新"}]}))


@given(st.lists(patches, max_size=3))
def test_what_overlays_may_make_is_never_a_forbidden_drift_of_the_parent(lineage: list[Patch]) -> None:
    document = DOCUMENT
    for one in lineage:
        result = apply(document, one)
        if isinstance(result, Conflict):
            return
        assert all(deviation.allowed for deviation in drift(document, result.document))
        document = result.document
    assert list(drift(document, document)) == []


@given(patches)
def test_giving_up_every_element_is_the_standard(one: Patch) -> None:
    assert one.without(one.elements) == Patch()
    for element in one.elements:
        rest = one.without([element])
        assert element not in rest.elements
        assert set(rest.elements) == set(one.elements) - {element}


@given(patches, tightening)
def test_an_overlay_is_read_as_it_was_written(one: Patch, rules: Json) -> None:
    whole = Patch(one.adapted, one.hidden, one.added, rules)
    again = Patch.from_json(whole.to_json())
    assert again.to_json() == whole.to_json()
    assert effective(DOCUMENT, [again]) == effective(DOCUMENT, [whole])
    assert whole.empty is (whole.to_json() == {"schema": SCHEMA})


def test_adapting_replaces_what_was_said_of_an_element() -> None:
    one = patch(adapted={"limits/promised/value": 15}, hidden=["form/materials/map"])
    assert one.adapting({("limits", "promised", "value"): 9}).to_json()["adapted"] == {"limits/promised/value": 9}
    assert one.adapting({("form", "materials", "map"): {"key": "map"}}).hidden == ()


def test_differences_are_the_smallest_that_can_be_named() -> None:
    above = {"a": [{"id": "x", "n": 1}, {"id": "y"}], "b": [1, 2], "c": True}
    below = {"a": [{"id": "z"}, {"id": "x", "n": 2}], "b": [2, 1], "c": 1, "d": None}
    assert list(differences(above, below)) == [
        Difference(("a", "x", "n"), State.ADAPTED, 1, 2),
        Difference(("a", "y"), State.HIDDEN, above={"id": "y"}),
        Difference(("a", "z"), State.ADDED, below={"id": "z"}),
        Difference(("b",), State.ADAPTED, [1, 2], [2, 1]),
        Difference(("c",), State.ADAPTED, True, 1),
        Difference(("d",), State.ADDED, below=None),
    ]
    assert list(differences(above, dict(reversed(above.items())))) == []
    assert same({"a": [1]}, {"a": [1]})
    assert not same([1], [True])


def test_a_deviation_that_was_never_open_names_its_rule() -> None:
    other = {**DOCUMENT, "name": "别名", "limits": {"promised": {"value": 30, "unit": "working_day"}}, "extra": 1}
    found = {deviation.difference.pointer: deviation.rule for deviation in drift(DOCUMENT, other)}
    assert found == {("name",): "locked", ("limits", "promised", "value"): "at_most", ("extra",): "locked"}
    assert find(DOCUMENT, ("extra",)) is ABSENT
