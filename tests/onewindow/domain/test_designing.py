"""A form built on paper: placed, moved, widened, taken off; new elements only where the dictionary has none."""

from __future__ import annotations

from typing import Any

import pytest

from form_builder import Dictionary, bind
from onewindow.domain.matter import MatterDocument
from onewindow.domain.problems import Problems
from onewindow.domain.workbench import designing
from onewindow.domain.workbench.inventing import Typed, element
from onewindow.domain.workbench.places import find
from onewindow.domain.workbench.starting import blank_matter
from tenants.pointers import parse

Json = Any
WORDS = Dictionary.from_json(
    {
        "schema": "onewindow/elements/1",
        "elements": [
            {"key": "applicant.name", "label": "申请人姓名", "kind": "text", "max": 50},
            {"key": "applicant.born", "label": "出生日期", "kind": "date"},
            {"key": "applicant.age", "label": "年龄", "kind": "integer"},
            {"key": "org.legal", "label": "法定代表人姓名", "kind": "text"},
            {"key": "pet.weight", "label": "体重", "kind": "decimal"},
            {
                "key": "pet.rows",
                "label": "犬只",
                "kind": "table",
                "columns": [{"key": "n", "label": "名", "kind": "text"}],
            },
        ],
    }
)
KINDS = {each.key: each.kind for each in WORDS}


def start() -> Json:
    return blank_matter("m1", "养犬登记")


def order(document: Json) -> dict[str, list[str]]:
    return {
        section["id"]: [field["id"] for field in section["fields"]] for section in find(document, designing.SECTIONS)
    }


def fits(document: Json) -> None:
    matter = MatterDocument.from_json(document)
    assert not isinstance(matter, Problems), matter
    bind(matter.form, matter.words(WORDS))


def built() -> Json:
    document, at = designing.place(start(), "applicant.name", "")
    document, at = designing.place(document, "applicant.born", at)
    document, _ = designing.place(document, "pet.weight", "")
    return document


def test_fields_find_their_section_and_follow_what_is_picked() -> None:
    document = built()
    assert order(document) == {
        "applicant": ["applicant.name", "applicant.born"],
        "matter": ["pet.weight"],
        "commit": [],
    }
    first = "form/sections/applicant/fields/applicant.name"
    document = designing.take(document, "form/sections/applicant/fields/applicant.born")
    document, at = designing.place(document, "applicant.age", first)
    document, at = designing.place(document, "applicant.born", first)
    assert order(document)["applicant"] == ["applicant.name", "applicant.born", "applicant.age"]
    assert at == "form/sections/applicant/fields/applicant.born"
    document, _ = designing.place(document, "org.legal", "form/sections/applicant")
    assert designing.place(document, "org.legal", "") == (document, "")
    fits(document)


def test_a_field_of_another_sort_goes_where_its_sort_belongs() -> None:
    document, at = designing.place(start(), "applicant.name", "")
    document, _ = designing.place(document, "pet.weight", at)
    assert order(document) == {"applicant": ["applicant.name"], "matter": ["pet.weight"], "commit": []}
    document, _ = designing.place(document, "org.legal", "form/sections/commit")
    assert order(document)["commit"] == ["org.legal"]


def test_a_field_goes_down_through_the_sections_and_up_again() -> None:
    document, at = built(), "form/sections/applicant/fields/applicant.name"
    seen = [order(document)]
    for _ in range(5):
        document, at = designing.step(document, at, 1)
        seen.append(order(document))
    assert seen[1]["applicant"] == ["applicant.born", "applicant.name"]
    assert seen[2]["matter"] == ["applicant.name", "pet.weight"]
    assert seen[3]["matter"] == ["pet.weight", "applicant.name"]
    assert seen[4]["commit"] == ["applicant.name"]
    assert seen[5] == seen[4]
    for _ in range(4):
        document, at = designing.step(document, at, -1)
    assert order(document) == seen[0]


def test_dropped_before_another_and_at_the_end_of_a_section() -> None:
    document = built()
    name, born = ("form/sections/applicant/fields/applicant." + each for each in ("name", "born"))
    document, at = designing.shift(document, name, "form/sections/matter/fields/pet.weight")
    assert order(document)["matter"] == ["applicant.name", "pet.weight"]
    document, at = designing.shift(document, at, "form/sections/commit")
    assert order(document)["commit"] == ["applicant.name"]
    for wrong in ("form/sections/none", "key", "form/sections/none/fields/x"):
        assert designing.shift(document, born, wrong) == (document, born)
    assert designing.shift(document, "form/sections/none/fields/x", "form/sections/commit")[0] == document


def test_cells_are_merged_and_split() -> None:
    document, at = built(), "form/sections/applicant/fields/applicant.name"
    wide = designing.widen(document, at)
    assert find(wide, (*parse(at), "wide")) is True
    fits(wide)
    assert designing.widen(wide, at) == document


def test_sections() -> None:
    document, at = designing.add_section(built(), "犬只情况")
    assert list(order(document)) == ["applicant", "matter", at.split("/")[-1], "commit"]
    document, _ = designing.shift(document, "form/sections/matter/fields/pet.weight", at)
    gone = designing.drop_section(document, at)
    assert order(gone)["matter"] == ["pet.weight"]
    for section in ("form/sections/matter", "form/sections/commit", "form/sections/applicant"):
        gone = designing.drop_section(gone, section)
    assert sum(map(len, order(gone).values())) == 3
    assert len(order(gone)) == 1


def test_an_existing_element_is_proposed_first() -> None:
    assert [each.key for each in designing.alike("法定代表人", WORDS)] == ["org.legal"]
    assert designing.alike("姓名", WORDS)[0].key == "applicant.name"
    assert designing.alike("犬证编号", WORDS) == []
    assert designing.alike(" ", WORDS) == ()


MADE = [
    (Typed("犬证编号", "text"), {"label": "犬证编号", "kind": "text"}),
    (
        Typed("体型", "choice", "大型\n小型 \n"),
        {
            "label": "体型",
            "kind": "choice",
            "options": [{"value": "o1", "label": "大型"}, {"value": "o2", "label": "小型"}],
        },
    ),
    (Typed("承诺文明养犬", "declaration"), {"label": "承诺文明养犬", "kind": "declaration", "must_be": True}),
    (
        Typed("饲养地", "division", hint="到村"),
        {"label": "饲养地", "kind": "division", "level": "village", "hint": "到村"},
    ),
    (
        Typed("年龄", "integer", calculation="age", first="applicant.born"),
        {
            "label": "年龄",
            "kind": "integer",
            "compute": {"age_on": [{"var": "applicant.born"}, {"var": "application.date"}]},
        },
    ),
    (
        Typed("两倍", "decimal", calculation="sum", first="pet.weight", second="pet.weight"),
        {"label": "两倍", "kind": "decimal", "compute": {"+": [{"var": "pet.weight"}, {"var": "pet.weight"}]}},
    ),
    (
        Typed("只数", "integer", calculation="rows", first="pet.rows"),
        {"label": "只数", "kind": "integer", "compute": {"length": [{"var": "pet.rows"}]}},
    ),
]


@pytest.mark.parametrize(("typed", "wanted"), MADE, ids=[typed.label for typed, _ in MADE])
def test_a_new_element_is_a_good_one(typed: Typed, wanted: Json) -> None:
    made = element(typed, KINDS)
    assert made == wanted
    document, at = designing.invent(start(), wanted, "")
    fits(document)
    assert designing.take(document, at) == start()


REFUSED = [
    (Typed("", "text"), ["请填写名称。"]),
    (Typed("甲", "hologram"), ["请选择类型。"]),
    (Typed("甲", "table"), ["请选择类型。"]),
    (Typed("甲", "choice", "一\n"), ["请至少写两个选项，一行一个。"]),
    (Typed("甲", "choices", "一\n一"), ["选项有重复，请改成不同的名称。"]),
    (Typed("甲", "text", calculation="age", first="applicant.born"), ["计算的结果是数字：类型请选整数、小数或金额。"]),
    (Typed("甲", "integer", calculation="age", first="pet.weight"), ["请选择一个日期作为出生日期。"]),
    (Typed("甲", "integer", calculation="rows", first="nothing"), ["请选择一张表格。"]),
    (Typed("甲", "money", calculation="sum", first="pet.weight"), ["请选择两个数字项。"]),
    (Typed("甲", "money", calculation="evil"), ["请选择计算方式。"]),
]


@pytest.mark.parametrize(("typed", "messages"), REFUSED)
def test_what_is_missing_is_said(typed: Typed, messages: list[str]) -> None:
    assert element(typed, KINDS) == messages


def test_two_new_elements_have_names_of_their_own() -> None:
    document, _ = designing.invent(start(), {"label": "甲", "kind": "text"}, "")
    document, _ = designing.invent(document, {"label": "乙", "kind": "text"}, "")
    assert [each["key"] for each in document["elements"]] == ["m1.field_1", "m1.field_2"]
    fits(document)
