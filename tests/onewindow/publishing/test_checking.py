"""The checkers of drafts: whatever is typed, they say something and never fail."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onewindow.domain.case_format import Pack
from onewindow.domain.publishing.checking import CHECKERS, Ground, findings, unstorable
from onewindow.domain.publishing.references import references_of
from onewindow.domain.publishing.states import KIND_NAMES
from tests.onewindow.publishing.test_diff import bees, mutated, paths
from tests.onewindow.publishing.test_merging import documents

__all__ = ["bees"]
Json = Any


def test_every_kind_has_a_checker() -> None:
    assert set(CHECKERS) == set(KIND_NAMES)


@given(st.sampled_from(sorted(KIND_NAMES)), documents)
def test_a_checker_never_fails_on_what_is_no_document(kind: str, body: Json) -> None:
    assert isinstance(findings(kind, "x", body, Ground()), tuple)
    assert references_of(kind, body) is not None


@given(st.data())
def test_a_checker_never_fails_on_a_damaged_matter(bees: Pack, data: st.DataObject) -> None:
    body = dict(bees.matters["bee_keeping"].to_json())
    ways = data.draw(st.lists(st.sampled_from(list(paths(body))), min_size=1, max_size=3, unique=True))
    for way in ways:
        body = mutated(body, way, data.draw(st.sampled_from([None, "甲", 9, False, {"var": "bee.kind"}, [], {"x": 1}])))
    ground = Ground(bees.dictionary, {"matter": set(bees.matters), "template": set()})
    for found in findings("matter", "bee_keeping", body, ground):
        assert found.message
        assert found.severity in ("error", "warning", "note")
    assert references_of("matter", body)


def test_what_is_published_has_no_errors(bees: Pack) -> None:
    ground = Ground(bees.dictionary, {"matter": set(bees.matters)})
    for key, matter in bees.matters.items():
        assert not any(each.stops for each in findings("matter", key, matter.to_json(), ground))
    for key, theme in bees.themes.items():
        assert findings("theme", key, theme.to_json(), ground) == ()
    assert findings("elements", "elements", bees.elements, ground) == ()


@pytest.mark.shared
def test_the_reference_matters_have_no_errors(pack: Pack) -> None:
    ground = Ground(pack.dictionary, {"matter": set(pack.matters)})
    for key, matter in pack.matters.items():
        assert not any(each.stops for each in findings("matter", key, matter.to_json(), ground))


def test_a_theme_names_what_is_not_there(bees: Pack) -> None:
    body = copy.deepcopy(dict(bees.themes["start_bees"].to_json()))
    body["members"].append({"matter": "bee_keping"})
    body["guide"] = ["no.such"]
    ground = Ground(bees.dictionary, {"matter": set(bees.matters)})
    said = [found.message + found.suggestion for found in findings("theme", "start_bees", body, ground)]
    assert any("bee_keping" in each and "bee_keeping" in each for each in said)
    assert any("no.such" in each for each in said)


def test_a_table_with_a_gap_and_a_template_with_a_fault_are_told() -> None:
    table = {
        "name": "t",
        "hit": "unique",
        "columns": [{"path": "a", "label": "甲", "kind": "integer"}],
        "outputs": [{"key": "x", "label": "果"}],
        "rows": [{"when": [">5"], "then": ["1"]}, {"when": [">7"], "then": ["2"]}],
    }
    assert findings("table", "t", table, Ground())
    assert any(each.stops for each in findings("template", "t", {"schema": "onewindow/template/1"}, Ground()))
    assert any(each.stops for each in findings("calendar", "c", {"26": {}}, Ground()))
    assert any(each.stops for each in findings("parameters", "p", {"values": []}, Ground()))


@pytest.mark.parametrize("body", [[], None, {"a": 1.5}, {"a": "\0"}, {1: "a"}, {"a": "\ud800"}])
def test_what_cannot_be_kept_is_said(body: Json) -> None:
    assert unstorable(body)
    assert findings("matter", "x", body, Ground())[0].stops


def test_what_a_document_names(bees: Pack) -> None:
    named = references_of("matter", bees.matters["bee_keeping"].to_json())
    assert {("element", "bee.hives"), ("matter", "bee_moving"), ("parameter", "max_area")} <= named
    assert ("department", "镇农业农村办") in named
    theme = references_of("theme", bees.themes["start_bees"].to_json())
    assert ("matter", "bee_keeping") in theme
