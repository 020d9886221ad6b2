"""compile_template tells every planted fault, with its place and the way out, all at once."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printing import Json, TemplateError, compile_template, system_template, system_template_keys
from printing.template.schema import PROPERTIES, READERS
from tests.printing.paper import system


def faults(**parts: Json) -> dict[str, str]:
    """Pointer -> message of every finding."""
    source = {"schema": "onewindow/template/1", "key": "t", "name": "试", "blocks": [], **parts}
    with pytest.raises(TemplateError) as caught:
        compile_template(source)
    assert all(finding.suggestion for finding in caught.value.findings)
    return {finding.pointer: finding.message for finding in caught.value.findings}


@pytest.mark.parametrize(
    ("block", "pointer", "message"),
    [
        ({"type": "paragraf", "text": "甲"}, "", "没有名为“paragraf”的块"),
        ("甲", "", "没有名为“None”的块"),
        ({"type": "paragraph"}, "", "缺少属性“text”"),
        ({"type": "paragraph", "text": 5}, "/text", "这里应当是文字"),
        ({"type": "paragraph", "text": "{{a"}, "/text", "“{{”没有结束"),
        ({"type": "paragraph", "text": "甲", "colour": "red"}, "/colour", "不认识的属性“colour”"),
        ({"type": "paragraph", "text": "甲", "style": "huge"}, "/style", "没有这个样式"),
        ({"type": "paragraph", "text": "甲", "align": "middle"}, "/align", "写法不在可选范围内"),
        ({"type": "paragraph", "text": "甲", "indent": 99}, "/indent", "数字不合适"),
        ({"type": "paragraph", "text": "甲", "indent": 1.5}, "/indent", "数字不合适"),
        ({"type": "paragraph", "text": "甲", "if": "a"}, "/if", "条件不是规则"),
        ({"type": "paragraph", "text": "甲", "elements": [1]}, "/elements", "这里应当是名称或名称的列表"),
        ({"type": "space", "height": "Infinity"}, "/height", "数字不合适"),
        ({"type": "space", "height": -1}, "/height", "数字不合适"),
        ({"type": "table", "source": "a", "columns": []}, "/columns", "表格没有列"),
        ({"type": "table", "source": 5, "columns": []}, "/source", "来源不是名称"),
        ({"type": "table", "columns": "x", "source": "a"}, "/columns", "这里应当是列表"),
        ({"type": "each", "source": "a", "as": "1x", "blocks": []}, "/as", "项目的名称不合规"),
        ({"type": "each", "items": [], "blocks": []}, "/items", "items 应当是 1 至 20 项的列表"),
        ({"type": "if", "then": []}, "", "缺少属性“if”"),
        ({"type": "grid", "columns": [1, 1], "rows": [["甲"]]}, "/rows/0", "这一行占 1 列，表格有 2 列"),
        ({"type": "grid", "columns": [1], "rows": [[{"text": "甲", "rows": 2}]]}, "/rows", "有单元格向下超出了表格"),
        ({"type": "grid", "columns": [0], "rows": []}, "/columns/0", "数字不合适"),
        (
            {"type": "grid", "columns": [1], "rows": [[{"text": "甲", "qr": {"data": "a", "x": 1}}]]},
            "/rows/0/0/qr/x",
            "不认识的属性“x”",
        ),
        ({"type": "qr", "size": 20}, "", "缺少属性“data”"),
        ({"type": "code128", "data": "{{a}}", "height": 500}, "/height", "数字不合适"),
        ({"type": "image", "name": "seal"}, "", "缺少属性“width”"),
        ({"type": "letterhead", "text": "甲", "size": "特号"}, "/size", "字号不合适"),
    ],
)
def test_block_faults(block: Json, pointer: str, message: str) -> None:
    assert faults(blocks=[block])[f"/blocks/0{pointer}"] == message


@pytest.mark.parametrize(
    ("parts", "pointer", "message"),
    [
        ({"schema": "x"}, "/schema", "不是打印模板"),
        ({"key": ""}, "/key", "缺少模板的标识或名称"),
        ({"extra": 1}, "/extra", "不认识的属性“extra”"),
        ({"page": []}, "/page", "页面应当是一个对象"),
        ({"page": {"paper": "B5"}}, "/page/paper", "没有这种纸张"),
        ({"page": {"margin": [1, 2, 3]}}, "/page/margin", "页边距应为四个数"),
        ({"page": {"margin": [10, 120, 10, 120]}}, "/page/margin", "页边距太大，版心不足 20 毫米"),
        ({"page": {"size": 1}}, "/page/size", "不认识的属性“size”"),
        ({"page": {"grid": {"chars": 28}}}, "/page/grid", "缺少属性“lines”"),
        ({"styles": {"body": {"font": "仿宋"}}}, "/styles/body/font", "写法不在可选范围内"),
        ({"styles": {"body": {"size": "100000"}}}, "/styles/body/size", "字号不合适"),
        ({"footer": {"numbering": "roman"}}, "/footer/numbering", "写法不在可选范围内"),
        ({"watermark": "演示"}, "/watermark", "这里应当是一个对象"),
        ({"blocks": {}}, "/blocks", "这里应当是列表"),
        ({"blocks": [{"type": "break"}] * 2001}, "/blocks", "列表太长（2001 项）"),
    ],
)
def test_document_faults(parts: dict[str, Json], pointer: str, message: str) -> None:
    assert faults(**parts)[pointer] == message


def test_all_faults_are_told_at_once() -> None:
    found = faults(key=5, page={"paper": "B5"}, blocks=[{"type": "x"}, {"type": "paragraph", "text": "{{1}}{{a|b}}"}])
    assert list(found) == ["/page/paper", "/blocks/0", "/blocks/1/text", "/key"]


def test_nesting_and_number_of_blocks_are_bounded() -> None:
    deep: dict[str, Any] = {"type": "paragraph", "text": "甲"}
    for _ in range(20):
        deep = {"type": "group", "blocks": [deep]}
    assert "套得太深（超过 12 层）" in faults(blocks=[deep]).values()
    rule: Any = {"var": "a"}
    for _ in range(300):
        rule = {"!": rule}
    assert faults(blocks=[{"type": "break", "if": rule}]) == {"": "套得太深（超过 100 层）"}
    wide = {"type": "group", "blocks": [{"type": "group", "blocks": [{"type": "break"}] * 1000}] * 3}
    assert faults(blocks=[wide])["/blocks"] == "模板太大（超过 2000 块）"


def test_names_are_known_with_their_loops() -> None:
    source: Json = {
        "schema": "onewindow/template/1",
        "key": "t",
        "name": "试",
        "footer": {"text": "{{foot?}}"},
        "watermark": {"text": "演示", "if": {"and": [{"var": "marks.demo"}, {"var": ["marks.trial", 0]}]}},
        "blocks": [
            {
                "type": "each",
                "source": "cases",
                "as": "case",
                "blocks": [
                    {
                        "type": "table",
                        "source": "case.papers?",
                        "columns": [{"title": "{{n}}", "text": "{{item.name}}{{case.id?}}"}],
                    }
                ],
            },
        ],
    }
    names = compile_template(source).names
    assert {name for name, read in names.items() if read.required} == {"cases", "cases[].papers[].name"}
    assert set(names) == {
        "cases",
        "cases[].papers",
        "cases[].papers[].name",
        "cases[].id",
        "foot",
        "marks.demo",
        "marks.trial",
    }
    assert names["cases[].papers[].name"].pointer == "/blocks/0/blocks/0/columns/0/text"


def test_templates_of_one_digest_are_the_same() -> None:
    one, two, other = (system(key) for key in ("receipt", "receipt", "mandate"))
    assert one == two != other
    assert len({one, two, other}) == 2


@pytest.mark.parametrize("key", system_template_keys())
def test_system_templates_compile_and_keep_their_digest(key: str) -> None:
    source = system_template(key)
    compiled = compile_template(source)
    assert compiled.key == key
    assert compile_template(json.loads(json.dumps(source))).digest == compiled.digest


def test_every_block_type_is_documented() -> None:
    assert list(PROPERTIES) == list(READERS)


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 3000)
    | st.sampled_from(["甲", "{{a}}", "[[b|x]]", "materials", "paragraph", "1e9999"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "text", "blocks", "if", "then", "rows", "columns", "source", "cells"]),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


@given(json_values, st.sampled_from(list(READERS)))
def test_any_json_compiles_or_is_told(value: Any, kind: str) -> None:
    """No template, however broken, ends in anything but a template or findings."""
    block = {**value, "type": kind} if isinstance(value, dict) else value
    with contextlib.suppress(TemplateError):
        compile_template({"schema": "onewindow/template/1", "key": "t", "name": "试", "blocks": [block]})


def test_blocks_may_be_named_once_each() -> None:
    named = [{"type": "paragraph", "id": "head", "text": "甲"}, {"type": "group", "id": "end", "blocks": []}]
    assert compile_template({**SMALL, "blocks": named}).blocks
    for wrong in ("Head", "", "a b", 7, "x" * 41):
        with pytest.raises(TemplateError, match="块的标识不能使用"):
            compile_template({**SMALL, "blocks": [{**named[0], "id": wrong}]})
    with pytest.raises(TemplateError, match="标识“head”重复"):
        compile_template({**SMALL, "blocks": [named[0], {"type": "group", "blocks": [named[0]]}]})


SMALL = {"schema": "onewindow/template/1", "key": "small", "name": "小样"}
