"""The difference of two versions in sentences: what a reviewer reads, and that nothing is left out."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onewindow.domain.case_format import Pack, read_folder
from onewindow.domain.problems import Problems
from onewindow.domain.publishing.diff import Change, diff, weight
from onewindow.domain.publishing.elements import ABSENT, ORDER, find, identities, identity, parse, put, same, write
from onewindow.domain.publishing.values import labels_of
from onewindow.domain.publishing.weighing import CONSEQUENCES, WEIGHT_NAMES, Weight
from tests.onewindow.domain import invented
from tests.onewindow.publishing.test_merging import documents

Json = Any

OLD: Json = {
    "name": "门店招牌设置",
    "daily_name": "招牌",
    "case_type": "promised",
    "limits": {"promised": {"value": 10, "unit": "working_day"}, "statutory": {"value": 20, "unit": "working_day"}},
    "conditions": [{"id": "c1", "text": "有固定场所"}, {"id": "c2", "text": "不影响市容"}],
    "checks": [{"id": "k1", "text": "面积过大", "if": {">": [{"var": "shop.area"}, 300]}, "outcome": "reject"}],
    "fees": [{"name": "工本费", "standard": "核定", "amount": "5.00"}],
    "legal_basis": ["甲办法", "乙条例"],
    "form": {
        "sections": [
            {
                "id": "shop",
                "label": "店铺信息",
                "fields": [
                    {"id": "shop.name", "element": "shop.name", "required": True},
                    {"id": "shop.phone", "element": "shop.phone", "required": False},
                    {"id": "shop.area", "element": "shop.area", "required": True, "max": 300},
                ],
            },
            {
                "id": "owner",
                "label": "经营者",
                "fields": [{"id": "owner.age", "element": "owner.age", "required": True}],
            },
        ],
        "materials": [
            {"key": "photo", "name": "效果图", "necessity": "required", "originals": 1, "photocopies": 0},
            {"key": "id_card", "name": "身份证", "necessity": "required", "originals": 1, "photocopies": 1},
        ],
    },
    "route": {
        "start": "look",
        "steps": [
            {"id": "look", "action": "受理", "department": "城管局", "next": [{"to": "decide"}]},
            {"id": "decide", "action": "审批", "department": "城管局", "next": [{"to": "end"}]},
            {"id": "end", "kind": "end"},
        ],
    },
}
LABELS = {
    "shop.name": "店铺名称",
    "shop.phone": "联系电话",
    "shop.area": "招牌面积",
    "owner.age": "年龄",
    "shop.tenure": "经营场所权属",
    "shop.tenure=lease": "租赁",
}
LEASE = {
    "key": "lease",
    "name": "租赁合同",
    "necessity": "conditional",
    "needed": {"==": [{"var": "shop.tenure"}, "lease"]},
}
FIELDS, MATERIALS = "form/sections/shop/fields", "form/materials"
PHONE = {"id": "shop.phone", "element": "shop.phone", "required": False}


def said(*changes: tuple[str, Json]) -> list[tuple[str, str]]:
    """What is said of the old version with other values at places."""
    new = copy.deepcopy(OLD)
    for pointer, value in changes:
        new = put(new, parse(pointer), value)
    found = diff(OLD, new, labels=LABELS)
    assert [sorted(change.covers) for change in found]
    return [(change.sentence, change.kind_of_change.value) for change in found]


HARDER, EASIER, WORDS, STRUCTURE = "tightening", "loosening", "wording", "structural"
MAP = {"key": "map", "name": "图", "necessity": "optional"}
SHOP, OWNER = "分区「店铺信息」", "分区「经营者」"


@pytest.mark.parametrize(
    ("pointer", "value", "sentence", "kind"),
    [
        (
            "limits/promised",
            {"value": 5, "unit": "working_day"},
            "承诺办结时限由 10 个工作日改为 5 个工作日",
            "loosening",
        ),
        ("limits/promised/value", 12, "承诺办结时限由 10 个工作日改为 12 个工作日", HARDER),
        (
            "limits/promised",
            {"value": 10, "unit": "calendar_day"},
            "承诺办结时限由 10 个工作日改为 10 个自然日",
            "loosening",
        ),
        (f"{MATERIALS}/lease", LEASE, "新增申请材料「租赁合同」（当经营场所权属 是 租赁时必需）", HARDER),
        (
            f"{MATERIALS}/map",
            {"key": "map", "name": "图", "necessity": "optional"},
            "新增申请材料「图」（非必需）",
            "loosening",
        ),
        (f"{MATERIALS}/photo", ABSENT, "取消申请材料「效果图」（必需）", EASIER),
        (
            f"{MATERIALS}/photo/necessity",
            "deferrable",
            "申请材料「效果图」 › 必要性由「必需」改为「可容缺后补」",
            "loosening",
        ),
        (f"{MATERIALS}/photo/photocopies", 2, "申请材料「效果图」 › 复印件份数由 0 改为 2", HARDER),
        (f"{MATERIALS}/photo/name", "实景图", "申请材料「效果图」 › 名称由「效果图」改为「实景图」", WORDS),
        (f"{FIELDS}/shop.phone/required", True, f"{SHOP} › 字段「联系电话」由选填改为必填", HARDER),
        (f"{FIELDS}/shop.area/required", False, f"{SHOP} › 字段「招牌面积」由必填改为选填", EASIER),
        (
            f"{FIELDS}/shop.area/required",
            {">": [{"var": "owner.age"}, 18]},
            f"{SHOP} › 字段「招牌面积」由必填改为当年龄 大于 18时必填",
            "structural",
        ),
        (
            f"{FIELDS}/shop.phone/shown",
            {"==": [{"var": "shop.tenure"}, "lease"]},
            f"{SHOP} › 字段「联系电话」 › 显示条件新增：当经营场所权属 是 租赁时",
            "structural",
        ),
        (f"{FIELDS}/shop.area/max", 200, f"{SHOP} › 字段「招牌面积」 › 最大值由 300 改为 200", HARDER),
        (f"{FIELDS}/shop.phone", ABSENT, f"{SHOP}中取消字段「联系电话」（选填）", EASIER),
        (
            f"{FIELDS}/shop.name/label",
            "招牌名称",
            f"{SHOP} › 字段「店铺名称」 › 显示名称新增，为「招牌名称」",
            "wording",
        ),
        (
            f"{FIELDS}/{ORDER}",
            ["shop.area", "shop.name"],
            f"顺序调整：{SHOP} › 字段「招牌面积」移到最前",
            "wording",
        ),
        (
            "checks/k1/if",
            {">": [{"var": "shop.area"}, 200]},
            "受理审查「面积过大」 › 成立条件由“招牌面积 大于 300”改为“招牌面积 大于 200”",
            "structural",
        ),
        ("checks/k1", ABSENT, "取消受理审查「面积过大」（当招牌面积 大于 300时）", EASIER),
        ("conditions/c3", {"id": "c3", "text": "信用良好"}, "新增受理条件「信用良好」", HARDER),
        (
            "conditions/c1/text",
            "有固定经营场所",
            "受理条件「有固定场所」 › 内容由「有固定场所」改为「有固定经营场所」",
            "structural",
        ),
        ("fees/工本费/amount", "8.00", "收费项目「工本费」 › 收费标准由「5.00」改为「8.00」", HARDER),
        ("legal_basis/乙条例", ABSENT, "取消设定依据「乙条例」", WORDS),
        ("route/steps/decide/department", "住建局", "环节「审批」 › 部门由「城管局」改为「住建局」", STRUCTURE),
        ("route/start", "decide", "起始环节由「受理」改为「审批」", STRUCTURE),
        ("case_type", "instant", "办件类型由「承诺件」改为「即办件」", STRUCTURE),
        ("accept_anywhere", True, "同城通办新增，为是", STRUCTURE),
        ("daily_name", "店招", "通俗名称由「招牌」改为「店招」", WORDS),
    ],
)
def test_a_change_in_the_words_of_the_office(pointer: str, value: Json, sentence: str, kind: str) -> None:
    assert said((pointer, value)) == [(sentence, kind)]


def test_a_field_that_moved_and_changed() -> None:
    moved = said(
        (f"{FIELDS}/shop.phone", ABSENT), ("form/sections/owner/fields/shop.phone", {**PHONE, "required": True})
    )
    assert moved == [
        (f"字段「联系电话」由{SHOP}移到分区「经营者」", WORDS),
        ("分区「经营者」 › 字段「联系电话」由选填改为必填", HARDER),
    ]


def test_a_new_name_for_the_same_element() -> None:
    renamed = said(
        (f"{MATERIALS}/photo", ABSENT), (f"{MATERIALS}/picture", {**OLD["form"]["materials"][0], "key": "picture"})
    )
    assert renamed[0] == ("申请材料「效果图」的标识由「photo」改为「picture」，其余不变", "structural")


def test_a_rule_written_otherwise_is_not_passed_over() -> None:
    (change,) = said(("checks/k1/if", {"<": [300, {"var": "shop.area"}]}))
    assert change[0].startswith("受理审查「面积过大」 › 成立条件")


def test_what_cannot_be_said_is_shown_as_it_is_written() -> None:
    (change,) = said(("checks/k1/if", {"no_such": [1]}))
    assert '{"no_such": [1]}' in change[0]


def test_the_class_of_a_version_is_that_of_its_heaviest_change() -> None:
    assert weight(diff(OLD, OLD)) is Weight.NONE
    words = put(OLD, ("daily_name",), "店招")
    assert weight(diff(OLD, words)) is Weight.WORDING
    assert weight(diff(OLD, put(words, parse("limits/promised/value"), 12))) is Weight.TIGHTENING
    assert set(WEIGHT_NAMES) == set(CONSEQUENCES) == set(Weight)
    assert all("在办件" in sentence for sentence in CONSEQUENCES.values())


# -- properties -------------------------------------------------------------------------------------------------------


def leaves(old: Json, new: Json, at: tuple[str, ...] = ()) -> Iterator[str]:
    """The places at which two values differ, found without the code under test: as deep as both have the same shape."""
    if same(old, new):
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for key in {*old, *new}:
            yield from leaves(old.get(key, ABSENT), new.get(key, ABSENT), (*at, key))
        return
    names = identities(old), identities(new)
    if names[0] is not None and names[1] is not None:
        before = {identity(each): each for each in old}
        then = {identity(each): each for each in new}
        for name in {*before, *then}:
            yield from leaves(before.get(name, ABSENT), then.get(name, ABSENT), (*at, str(name)))
        if [name for name in names[0] if name in then] != [name for name in names[1] if name in before]:
            yield write((*at, ORDER))
        return
    yield write(at)


def uncovered(old: Json, new: Json, changes: tuple[Change, ...]) -> list[str]:
    covers = [parse(cover) if cover else () for change in changes for cover in change.covers]
    return [place for place in leaves(old, new) if not any(parse(place)[: len(cover)] == cover for cover in covers)]


@given(documents, documents)
def test_equal_means_nothing_to_say_and_different_means_everything_is_said(old: Json, new: Json) -> None:
    changes = diff(old, new)
    assert (changes == ()) is same(old, new)
    assert uncovered(old, new, changes) == []
    assert all(change.sentence and change.covers for change in changes)


def paths(value: Json, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every leaf of a JSON value."""
    if isinstance(value, dict | list) and value:
        for key, each in value.items() if isinstance(value, dict) else enumerate(value):
            yield from paths(each, (*at, key))
    else:
        yield at


def mutated(value: Json, way: tuple[Any, ...], leaf: Json) -> Json:
    value = copy.deepcopy(value)
    here = value
    for key in way[:-1]:
        here = here[key]
    here[way[-1]] = leaf
    return value


@pytest.fixture(scope="module")
def bees() -> Pack:
    pack = read_folder(invented.raw())
    assert not isinstance(pack, Problems)
    return pack


def test_every_single_leaf_of_a_matter_that_changes_is_told(bees: Pack) -> None:
    labels = labels_of(bees.dictionary)
    for matter in bees.matters.values():
        body = dict(matter.to_json())
        assert diff(body, copy.deepcopy(body), labels=labels) == ()
        for way in paths(body):
            for leaf in (None, "改", [], {"var": "bee.kind"}):
                new = mutated(body, way, leaf)
                changes = diff(body, new, labels=labels)
                assert (changes == ()) is same(body, new), way
                assert uncovered(body, new, changes) == [], way


@given(st.data())
def test_several_changes_of_one_matter_are_all_told(bees: Pack, data: st.DataObject) -> None:
    body = new = dict(bees.matters["bee_keeping"].to_json())
    ways = data.draw(st.lists(st.sampled_from(list(paths(body))), min_size=2, max_size=6, unique=True))
    for way in ways:
        new = mutated(new, way, data.draw(st.sampled_from([None, "甲", 9, False, {"var": "bee.kind"}, []])))
    assert uncovered(body, new, diff(body, new)) == []


@pytest.mark.shared
def test_every_reference_matter_can_be_told_from_every_other(pack: Pack) -> None:
    labels = labels_of(pack.dictionary)
    bodies = [matter.to_json() for matter in pack.matters.values()]
    for old, new in zip(bodies, [*bodies[1:], bodies[0]], strict=True):
        changes = diff(old, new, labels=labels)
        assert uncovered(old, new, changes) == []
        assert not any("ABSENT" in change.sentence or "object at" in change.sentence for change in changes)
    assert find(bodies[0], ("name",))
