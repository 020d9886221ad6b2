"""Dictionaries and forms: everything that is wrong is said at once, with its place and a suggestion."""

from __future__ import annotations

from typing import Any

import pytest

from form_builder import Dictionary, DocumentError, FormDocument, Option, bind
from form_builder.codelists import CODE_LISTS
from tests.form_builder.making import bound, dictionary, form, option_list

SCHEMA = {"schema": "onewindow/elements/1"}


def findings(*elements: Any, **lists: Any) -> dict[str, tuple[str, str]]:
    """Pointer → (message, suggestion) of a dictionary that is refused."""
    with pytest.raises(DocumentError) as caught:
        Dictionary.from_json({**SCHEMA, "elements": list(elements)}, **lists)
    return {item.pointer: (item.message, item.suggestion) for item in caught.value.findings}


def text(key: str, **more: Any) -> dict[str, Any]:
    return {"key": key, "label": key, "kind": "text", **more}


def test_all_findings_at_once() -> None:
    found = findings(
        {"key": "a.x", "label": "甲", "kind": "txt"},
        text("a.y", maxx=3),
        text("a.z", min=5, max=3),
        {"key": "a.w", "label": "乙", "kind": "choice"},
    )
    assert found == {
        "/elements/0/kind": ("不认识的类型“txt”", "是否应为“text”？"),
        "/elements/1/maxx": ("不认识的键“maxx”", "是否应为“max”？"),
        "/elements/2/min": ("最小值大于最大值", "改为不大于 3"),
        "/elements/3/options": ("缺少选项", "给出 options 或 option_list"),
    }


ONE_FLAW: list[tuple[dict[str, Any], str, str]] = [
    (text("a"), "", ""),
    (text("a.x", label=""), "/elements/0/label", "应当是非空文字"),
    (text("a..x"), "/elements/0/key", "“a..x”的写法不正确"),
    (text("a-b.x"), "/elements/0/key", "“a-b.x”的写法不正确"),
    (text("case.x"), "/elements/0/key", "“case.x”与系统事实同名"),
    (text("a.x", max=0.5), "/elements/0/max", "应当是整数或写成文字的小数"),
    (text("a.x", max="1.5"), "/elements/0/max", "长度或数量应当是不小于 0 的整数"),
    (text("a.x", level="town"), "/elements/0/level", "类型“text”没有“level”"),
    (text("a.x", mask="all"), "/elements/0/mask", "不认识的遮盖方式“all”"),
    (text("a.x", pattern="(a+)+"), "/elements/0/pattern", "重复里面不能再有重复"),
    (text("a.x", pattern="a+", max=2000), "/elements/0/max", "有格式要求的文字最长 500 字"),
    (text("a.x", after="a.y"), "/elements/0/after", "没有数据元“a.y”"),
    (text("a.x", default=3), "/elements/0/default", "默认值与类型不符"),
    (text("a.x", compute={"nope": []}), "/elements/0/compute", "规则不正确"),
    (text("a.x", compute="甲"), "/elements/0/compute", "规则应当是一个对象"),
    (text("a.x", compute={"var": {"var": "a.x"}}), "/elements/0/compute", "规则读取的路径要直接写明，不能由计算得出"),
    (text("a.x", compute={"var": "b.y"}), "/elements/0/compute", "规则读取了不存在的“b.y”"),
    (text("a.x", compute={"var": "a.x"}), "/elements/0/compute", "“a.x”的计算绕回了自己"),
    (
        text("a.x", derive={"from": "a.x", "part": "sex"}),
        "/elements/0/derive/part",
        "“sex”应当填入类型为 choice 的数据元",
    ),
    (
        {"key": "a.x", "label": "甲", "kind": "choice", "option_list": "GB/T 3303"},
        "/elements/0/option_list",
        "没有代码表“GB/T 3303”",
    ),
    (
        {"key": "a.x", "label": "甲", "kind": "choice", "options": option_list("a", "a")},
        "/elements/0/options",
        "选项“a”重复",
    ),
    ({"key": "a.x", "label": "甲", "kind": "division"}, "/elements/0/level", "区划要写明级别"),
    ({"key": "a.x", "label": "甲", "kind": "integer", "max": "1.5"}, "/elements/0/max", "整数的界限应当是整数"),
    ({"key": "a.x", "label": "甲", "kind": "money", "scale": 3}, "/elements/0/scale", "金额固定两位小数"),
    ({"key": "a.x", "label": "甲", "kind": "file", "accept": ["exe"]}, "/elements/0/accept", "不支持的文件类型“exe”"),
    ({"key": "a.x", "label": "甲", "kind": "table"}, "/elements/0/columns", "表格缺少列"),
    (
        {"key": "a.x", "label": "甲", "kind": "table", "columns": [text("b.c")]},
        "/elements/0/columns/0/key",
        "列的键不能含“.”或“-”，也不能是 today、application",
    ),
    (
        {"key": "a.x", "label": "甲", "kind": "table", "columns": [text("b", total=True)]},
        "/elements/0/columns/0/total",
        "只有数字列可以合计",
    ),
    (
        {"key": "a.x", "label": "甲", "kind": "table", "columns": [text("b", after="c")]},
        "/elements/0/columns/0/after",
        "表格没有列“c”",
    ),
]


@pytest.mark.parametrize(("element", "pointer", "message"), ONE_FLAW[1:], ids=lambda value: str(value)[:40])
def test_one_flaw_is_found_where_it_is(element: dict[str, Any], pointer: str, message: str) -> None:
    found = findings(element)
    assert pointer in found
    assert found[pointer][0].startswith(message)


def test_a_key_is_never_the_beginning_of_another() -> None:
    assert findings(text("org"), text("org.name")) == {
        "/elements/1/key": ("“org.name”与数据元“org”冲突", "一个键不能是另一个键的开头"),
    }


def test_an_unknown_code_list_is_suggested_and_can_be_supplied() -> None:
    element = {"key": "a.x", "label": "甲", "kind": "choice", "option_list": "GB/T 3305"}
    assert findings(element)["/elements/0/option_list"] == ("没有代码表“GB/T 3305”", "是否应为“GB/T 3304”？")
    known = Dictionary.from_json({**SCHEMA, "elements": [element]}, {"GB/T 3305": [Option("1", "一")]})
    assert known["a.x"].options == (Option("1", "一"),)


def test_the_national_list_of_nationalities() -> None:
    listed = CODE_LISTS["GB/T 3304"]
    assert len(listed) == 56
    assert len({option.label for option in listed}) == 56
    assert (listed[0], listed[10], listed[55]) == (Option("01", "汉族"), Option("11", "满族"), Option("56", "基诺族"))


@pytest.mark.parametrize(
    "document", [None, [], "x", {}, {"schema": "other", "elements": {}}, {**SCHEMA, "elements": [3]}]
)
def test_no_dictionary_at_all(document: Any) -> None:
    with pytest.raises(DocumentError):
        Dictionary.from_json(document)


def test_a_child_adds_but_never_rewrites() -> None:
    parent, child = dictionary(text("a.x")), dictionary(text("b.y"))
    assert [element.key for element in parent.joined(child)] == ["a.x", "b.y"]
    with pytest.raises(DocumentError, match="由上级规定，不能改写"):
        parent.joined(dictionary(text("a.x", max=3)))
    with pytest.raises(DocumentError, match="冲突"):
        parent.joined(dictionary(text("a.x.y")))


KNOWN = dictionary(
    text("org.name", max=100),
    {"key": "org.kind", "kind": "choice", "options": option_list("shop", "firm")},
    {"key": "org.staff", "kind": "integer", "min": 1, "max": 50},
    {"key": "org.since", "kind": "date"},
    {"key": "org.people", "kind": "table", "min_rows": 1, "max_rows": 5, "columns": [{**text("name")}]},
)
WRONG: list[tuple[Any, str, str, str]] = [
    ("org.nam", "/element", "字典中没有数据元“org.nam”", "是否应为“org.name”？"),
    ({"element": "org.name", "max": 101}, "/max", "“org.name”的上限只能收窄", "不大于 100"),
    ({"element": "org.staff", "min": 0}, "/min", "“org.staff”的下限只能收窄", "不小于 1"),
    ({"element": "org.staff", "min": 9, "max": 5}, "/min", "“org.staff”的下限大于上限", "请核对 min 和 max"),
    ({"element": "org.people", "max": 6}, "/max", "“org.people”的上限只能收窄", "不大于 5"),
    ({"element": "org.since", "max": 3}, "/max", "“org.since”没有上下限可以收窄", "删除这个键"),
    ({"element": "org.kind", "options": ["shops"]}, "/options/0", "“org.kind”没有选项“shops”", "是否应为“shop”？"),
    ({"element": "org.kind", "options": []}, "/options", "“org.kind”至少要留一个选项", ""),
    ({"element": "org.name", "options": ["x"]}, "/options", "“org.name”没有选项可以收窄", "删除这个键"),
    (
        {"element": "org.name", "shown": {"var": "org.knd"}},
        "/shown",
        "规则读取了不存在的“org.knd”",
        "是否应为“org.kind”？",
    ),
]


@pytest.mark.parametrize(("field", "pointer", "message", "suggestion"), WRONG, ids=lambda value: str(value)[:40])
def test_a_field_that_does_not_fit_its_element(field: Any, pointer: str, message: str, suggestion: str) -> None:
    with pytest.raises(DocumentError) as caught:
        bound(KNOWN, "x", field)
    (finding,) = caught.value.findings
    assert (finding.pointer, finding.message, finding.suggestion) == (
        f"/sections/0/fields/0{pointer}",
        message,
        suggestion,
    )


def test_visibility_that_runs_in_a_circle() -> None:
    name = {"element": "org.name", "shown": {"==": [{"var": "org.kind"}, "shop"]}}
    kind = {"element": "org.kind", "shown": {"!": [{"blank": [{"var": "org.name"}]}]}}
    with pytest.raises(DocumentError, match=r"org\.name → org\.kind → org\.name"):
        bound(KNOWN, "x", name, kind)


def test_a_form_comes_back_as_it_was() -> None:
    document = form(
        "food",
        {"element": "org.name", "required": True, "label": "店名", "hint": "与执照一致", "max": 60},
        {"element": "org.kind", "options": ["shop"], "shown": {"var": "case.new"}, "required": {"var": "case.new"}},
        materials=[
            {
                "key": "m",
                "name": "合同",
                "originals": 1,
                "necessity": "conditional",
                "needed": {"var": "case.new"},
                "waiver": {"mode": "commitment", "days": 5, "note": "容缺"},
                "checks": ["齐全"],
                "result_of": "other",
                "licence_kind": "l",
                "issuer": "公安",
                "note": "原件核验后退回",
            }
        ],
        provides=["org.since"],
    )
    assert FormDocument.from_json(document.to_json()) == document
    assert bind(document, KNOWN).materials[0].waiver is not None


def test_findings_of_a_form_document() -> None:
    with pytest.raises(DocumentError) as caught:
        FormDocument.from_json(
            {
                "key": "x",
                "title": "",
                "sectons": [],
                "sections": [
                    {
                        "id": "s",
                        "label": "甲",
                        "place": "middle",
                        "fields": [{"id": "1", "element": "a"}, {"id": "1", "element": "a"}],
                    }
                ],
                "materials": [
                    {"key": "m", "name": "合同", "necessity": "conditional"},
                    {"key": "n", "name": "", "originals": -1},
                ],
            }
        )
    assert {item.pointer: item.message for item in caught.value.findings} == {
        "/sectons": "不认识的键“sectons”",
        "/title": "应当是非空文字",
        "/sections/0/place": "不认识的值“middle”",
        "/materials/0/needed": "按条件提交的材料要写明条件",
        "/materials/1/name": "应当是非空文字",
        "/materials/1/originals": "应当是不小于 0 的整数",
        "/sections": "“a”出现了两次",
    }


def test_tables_in_tables_without_bottom_are_refused_not_followed() -> None:
    deep: dict[str, Any] = text("b")
    for _ in range(5_000):
        deep = {"key": "b", "label": "表", "kind": "table", "columns": [deep]}
    assert "/elements/0/columns/0/kind" in findings({**deep, "key": "a.x"})


def test_a_rule_without_bottom_is_refused_not_followed() -> None:
    deep: Any = {"var": "org.name"}
    for _ in range(5_000):
        deep = {"!": [deep]}
    with pytest.raises(DocumentError, match="规则不正确"):
        form("x", {"element": "org.name", "shown": deep})
