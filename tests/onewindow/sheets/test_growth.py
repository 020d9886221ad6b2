"""Rows added and taken away: fields, steps, materials, elements; what only tells cannot be written."""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import Any

import pytest

from form_builder import Dictionary
from onewindow.domain import sheets
from onewindow.domain.case_format import Pack
from onewindow.domain.workbench.routing.steps import plan_of
from onewindow.domain.workbench.surroundings import Surroundings
from rule_engine import DocumentError
from tests.onewindow.publishing.test_diff import bees
from tests.onewindow.sheets.books import Change, add, around, changed, heads, of, planned, put, seen, written

__all__ = ["bees"]
Json = Any
SPARE = {"remark": "场地备注", "road": "进场道路"}


@pytest.fixture
def known(bees: Pack) -> Surroundings:
    """The dictionary has some elements that no form asks."""
    more = [{"key": f"site.{name}", "label": label, "kind": "text"} for name, label in SPARE.items()]
    found = Dictionary.from_json({**bees.elements, "elements": [*bees.elements["elements"], *more]})
    return replace(around(bees), dictionary=found)


@pytest.fixture
def body(bees: Pack) -> Json:
    return copy.deepcopy(dict(bees.matters["bee_keeping"].to_json()))


def made(body: Json, known: Surroundings, change: Change) -> tuple[sheets.Plan, Json]:
    plan = planned(body, changed(written(body, known), change), known)
    return plan, sheets.applied(seen(body, known), plan.edits)


def spare(body: Json, known: Surroundings) -> str:
    """A plain element that the form does not ask."""
    used = {field["element"] for section in body["form"]["sections"] for field in section["fields"]}
    return next(one.key for one in known.dictionary or () if one.key not in used and one.kind == "text")


def ids(section: Json) -> list[str]:
    return [field["id"] for field in section["fields"]]


@pytest.mark.parametrize("by_label", [True, False])
def test_a_field_is_added_behind_its_row(body: Json, known: Surroundings, by_label: bool) -> None:
    key = spare(body, known)
    assert known.dictionary is not None
    section = next(each for each in body["form"]["sections"] if len(each["fields"]) > 1)
    first = section["fields"][0]["id"]

    def change(book: Any) -> None:
        sheet = book["表单"]
        row = next(one.row for one in sheet["A"] if one.value == first)
        named = known.dictionary[key].label if by_label else key  # type: ignore[index]
        add(sheet, row + 1, 数据元=named, 所属部分=section["label"], 是否必填="必填", 填写提示="照实填写", 占整行="是")

    plan, after = made(body, known, change)
    assert plan.faults == ()
    assert [each.kind for each in plan.edits] == ["new"]
    there = next(each for each in after["form"]["sections"] if each["id"] == section["id"])
    assert ids(there) == [first, key, *ids(section)[1:]]
    field = there["fields"][1]
    assert (field["element"], field["required"], field["hint"], field["wide"]) == (key, True, "照实填写", True)


def test_an_unknown_element_proposes_those_of_the_dictionary(body: Json, known: Surroundings) -> None:
    assert known.dictionary is not None
    label = known.dictionary[spare(body, known)].label
    plan, after = made(body, known, lambda book: add(book["表单"], 数据元=label + "的"))
    (fault,) = plan.faults
    assert fault.cell.startswith("表单!C")
    assert f"字典里已有：{label}" in fault.message
    assert after == body


def test_an_element_of_its_own_is_made_when_its_kind_is_said(body: Json, known: Surroundings) -> None:
    def change(book: Any) -> None:
        add(book["表单"], 数据元="蜂种来源", 所属部分="蜂群情况补充", 类型="单选", 选项="自繁\n引进")

    plan, after = made(body, known, change)
    assert plan.faults == ()
    (own,) = [each for each in after["elements"] if each["label"] == "蜂种来源"]
    assert [each["label"] for each in own["options"]] == ["自繁", "引进"]
    (section,) = [each for each in after["form"]["sections"] if each["label"] == "蜂群情况补充"]
    assert [field["element"] for field in section["fields"]] == [own["key"]]
    again = of(seen(after, known), written(after, known))
    assert again == sheets.Plan(())


def test_what_a_form_asks_already_is_not_asked_twice(body: Json, known: Surroundings) -> None:
    asked = body["form"]["sections"][0]["fields"][0]["element"]
    new = spare(body, known)

    def change(book: Any) -> None:
        for key in (asked, new, new):
            add(book["表单"], 数据元=key)

    plan, _after = made(body, known, change)
    assert [one.cell for one in plan.faults] == [f"表单!C{row}" for row in last_rows(body, 1, 3)]
    assert len(plan.edits) == 1


def last_rows(body: Json, *numbers: int) -> list[int]:
    """The numbers of the rows that were added below the form."""
    return [1 + sum(len(each["fields"]) for each in body["form"]["sections"]) + number for number in numbers]


def test_a_field_is_taken_out_and_another_goes_to_another_part(body: Json, known: Surroundings) -> None:
    one, other = body["form"]["sections"][:2]

    def change(book: Any) -> None:
        sheet = book["表单"]
        put(sheet, 3, 所属部分=other["label"])
        sheet.delete_rows(2)

    plan, after = made(body, known, change)
    assert sorted(each.kind for each in plan.edits) == ["changed", "gone"]
    sections = {each["id"]: ids(each) for each in after["form"]["sections"]}
    assert sections[one["id"]] == ids(one)[2:]
    assert sections[other["id"]] == [*ids(other), ids(one)[1]]


def test_steps_come_in_behind_their_row_and_the_way_works(body: Json, known: Surroundings) -> None:
    first = body["route"]["start"]

    def change(book: Any) -> None:
        sheet = book["办理流程"]
        row = next(one.row for one in sheet["A"] if one.value == first)
        add(sheet, row + 1, 环节名称="现场核查", 层级="镇（街道）级", 办理部门="镇农业办", 办理时限="3 个工作日")
        add(sheet, row + 2, 环节名称="系统比对", 环节类型="在外部系统办理")

    plan, after = made(body, known, change)
    assert [each.kind for each in plan.edits] == ["new", "new"]
    steps = {each["id"]: each for each in after["route"]["steps"]}
    one = steps[steps[first]["next"][0]["to"]]
    two = steps[one["next"][0]["to"]]
    assert (one["action"], one["level"], one["limit"]) == ("现场核查", "town", {"value": 3, "unit": "working_day"})
    assert (two["action"], two["kind"]) == ("系统比对", "external")
    assert two["next"] == next(each for each in body["route"]["steps"] if each["id"] == first)["next"]
    assert not isinstance(plan_of(after), DocumentError)


def test_only_one_of_two_new_steps_is_taken(body: Json, known: Surroundings) -> None:
    def change(book: Any) -> None:
        for name in ("甲", "乙"):
            add(book["办理流程"], 环节名称=name)

    plan, _after = made(body, known, change)
    after = sheets.applied(seen(body, known), plan.edits[1:])
    assert [each.get("action") for each in after["route"]["steps"]].count("乙") == 1
    assert not isinstance(plan_of(after), DocumentError)


def test_any_step_taken_out_leaves_a_way(body: Json, known: Surroundings) -> None:
    work = [each for each in body["route"]["steps"] if each.get("kind", "task") == "task"]
    for step in work:

        def change(book: Any, name: str = step["id"]) -> None:
            sheet = book["办理流程"]
            sheet.delete_rows(next(one.row for one in sheet["A"] if one.value == name))

        plan, after = made(body, known, change)
        assert [each.kind for each in plan.edits] == ["gone"], plan
        assert step["id"] not in [each["id"] for each in after["route"]["steps"]]
        assert not isinstance(plan_of(after), DocumentError)


def test_the_end_stays(body: Json, known: Surroundings) -> None:
    def change(book: Any) -> None:
        sheet = book["办理流程"]
        sheet.delete_rows(next(one.row for one in sheet["C"] if one.value == "结束"))

    plan, after = made(body, known, change)
    assert [one.cell for one in plan.faults] == ["办理流程!-end"]
    assert (plan.edits, after) == ((), body)


def test_steps_that_were_moved_stay_and_it_is_told(body: Json, known: Surroundings) -> None:
    plan, after = made(body, known, lambda book: swap(book["办理流程"], 2, 3))
    assert [one.cell for one in plan.faults] == ["办理流程!A2"]
    assert (plan.edits, after) == ((), body)


def swap(sheet: Any, one: int, other: int) -> None:
    first, second = [[each.value for each in sheet[number]] for number in (one, other)]
    for row, texts in ((one, second), (other, first)):
        for column, text in enumerate(texts, 1):
            sheet.cell(row, column).value = text


def test_materials_in_another_order_are_one_choice(body: Json, known: Surroundings) -> None:
    keys = [each["key"] for each in body["form"]["materials"]]

    plan, after = made(body, known, lambda book: swap(book["申请材料"], 2, 3))
    assert [(each.kind, each.row) for each in plan.edits] == [("moved", "申请材料!A2")]
    assert [each["key"] for each in after["form"]["materials"]] == [keys[1], keys[0], *keys[2:]]
    assert any("次序" in said or "顺序" in said for said in sheets.told(seen(body, known), plan.edits[0]))


def test_a_sentence_that_was_rewritten_is_told_and_kept(body: Json, known: Surroundings) -> None:
    rules = {"表单": ("显示条件", "必填条件"), "申请材料": ("什么情况下需要",), "自动核查": ("什么情况下触发",)}
    for title, columns in rules.items():
        for head in columns:

            def change(book: Any, title: str = title, head: str = head) -> None:
                put(book[title], 2, **{head: "当 蜂箱数量 大于 3 时"})

            plan, after = made(body, known, change)
            (fault,) = plan.faults
            assert fault.cell.startswith(f"{title}!")
            assert "句子" in fault.message
            assert (plan.edits, after) == ((), body)


def test_sentences_are_there_to_be_read(bees: Pack, known: Surroundings) -> None:
    """Each rule of the invented matters stands in some grey cell."""
    for matter in bees.matters.values():
        body = matter.to_json()
        data = sheets.read(written(body, known))
        assert isinstance(data, sheets.Cells)
        for material, row in zip(body["form"]["materials"], data.rows.get("申请材料", ()), strict=True):
            assert bool(row["什么情况下需要"].text) == isinstance(material.get("needed"), dict)
        for check, row in zip(body["checks"], data.rows.get("自动核查", ()), strict=True):
            assert row["什么情况下触发"].text, check


def test_by_condition_needs_its_sentence(body: Json, known: Surroundings) -> None:
    row = next(
        number
        for number, field in enumerate((f for s in body["form"]["sections"] for f in s["fields"]), 2)
        if field.get("required") is True
    )
    plan, _after = made(body, known, lambda book: put(book["表单"], row, 是否必填="按条件必填"))
    assert [one.cell for one in plan.faults] == [f"表单!D{row}"]
    assert plan.edits == ()


def test_elements_of_the_dictionary_come_and_go(bees: Pack, known: Surroundings) -> None:
    document = copy.deepcopy(dict(bees.elements))
    view = sheets.view(sheets.ELEMENTS, document, known)
    choice = next(n for n, each in enumerate(document["elements"]) if each["kind"] == "choice" and each.get("options"))

    def change(book: Any) -> None:
        sheet = book["数据元"]
        put(sheet, choice + 2, 选项="1=甲\n2=乙\n三")
        add(sheet, 编号="bee.colour", 名称="蜂箱颜色", 类型="单行文字", **{"最多（最长）": 20})
        add(sheet, 名称="备注二", 类型="多行文字")

    data = changed(sheets.write(view), change)
    plan = of(view, data)
    assert plan.faults == ()
    assert [each.kind for each in plan.edits] == ["changed", "new", "new"]
    after = sheets.applied(view, plan.edits)
    Dictionary.from_json(after)
    assert after["elements"][choice]["options"][2] == {"value": "三", "label": "三"}
    new = {each["key"]: each for each in after["elements"]}["bee.colour"]
    assert (new["label"], new["kind"], new["max"]) == ("蜂箱颜色", "text", 20)
    assert after["elements"][-1]["label"] == "备注二"


def test_every_column_says_what_belongs_there(body: Json, known: Surroundings) -> None:
    def look(book: Any) -> None:
        for sheet in book.worksheets[1:-1]:
            assert len(heads(sheet)) == len(set(heads(sheet))), sheet.title
            told = [one for one in sheet[1] if one.comment and "只供查看" in one.comment.text]
            for head in told:
                cells = [sheet.cell(row, head.column) for row in range(2, sheet.max_row + 1)]
                assert all(one.fill.fgColor.rgb.endswith("E7E6E3") for one in cells), (sheet.title, head.value)
        assert book.worksheets[-1].sheet_state == "hidden"
        rules = book["申请材料"].data_validations.dataValidation
        assert any("选项" in rule.formula1 for rule in rules)

    changed(written(body, known), look)
