"""lint catches each planted fault of a template that compiles."""

from __future__ import annotations

from typing import Any

import pytest

from printing import Finding, FontSet, Json, lint
from tests.printing.paper import template

SCHEMA: dict[str, dict[str, Any]] = {
    "applicant.name": {"max": 60},
    "document.date": {"kind": "date"},
    "materials": {"max": 30},
    "materials[].name": {"max": 100},
    "limits.promised": {},
    "tags": {"max": 5},
    "tags[]": {"max": 10},
}


QR = {"type": "qr", "data": "{{applicant.name}}"}


def messages(findings: list[Finding]) -> list[tuple[str, str, str]]:
    return [(finding.pointer, finding.message, finding.level) for finding in findings]


def paragraph(text: str, **more: Json) -> Json:
    return {"type": "paragraph", "text": text, **more}


def test_unknown_fields_are_found_where_they_stand() -> None:
    blocks = [
        paragraph("{{applicant.name}}{{applicant.nam}}{{limits.promised.value?}}{{document.date|date}}"),
        {"type": "table", "source": "materials", "columns": [{"title": "名称", "text": "{{item.name}}{{item.nmae?}}"}]},
        {"type": "each", "source": "tags", "blocks": [paragraph("{{item}}")]},
        {"type": "each", "source": "nothing?", "blocks": []},
        paragraph("甲", **{"if": {"var": "case.deemed"}}),
    ]
    assert messages(lint(template(blocks), SCHEMA)) == [
        ("/blocks/0/text", "没有名为“applicant.nam”的数据", "error"),
        ("/blocks/1/columns/0/text", "没有名为“materials[].nmae”的数据", "error"),
        ("/blocks/3/source", "没有名为“nothing”的数据", "error"),
        ("/blocks/4/if", "没有名为“case.deemed”的数据", "error"),
    ]


def test_demanded_elements_are_looked_for() -> None:
    demanded = ["title", "seal_area", "issue_date", "gap_list(name,form)", "page_of_pages", "due_date"]
    column: Json = {"title": "名称", "text": "{{item}}", "elements": ["gap_list.name"]}
    blocks = [
        {"type": "title", "text": "通知书", "elements": "title"},
        paragraph("", elements="due_date"),
        {"type": "table", "source": "a", "elements": "gap_list", "columns": [column]},
    ]
    assert messages(lint(template(blocks, footer={"numbering": "dashes"}), demanded_elements=demanded)) == [
        ("/blocks", "缺少要素“印章位置”", "error"),
        ("/blocks", "缺少要素“成文日期”", "error"),
        ("/blocks", "缺少要素“需补正内容中的“form””", "error"),
        ("/blocks", "缺少要素“页码”", "error"),
        ("/blocks", "要素“办结日期”所在的块没有内容", "error"),
    ]
    sealed = [paragraph("（盖章）", elements="seal_area")]
    assert messages(lint(template(sealed), demanded_elements=["seal_area"])) == [("/blocks", "没有印章位置", "error")]
    sign: Json = {"type": "sign", "org": "局", "date": "{{d}}", "elements": ["seal_area", "issue_date"]}
    assert lint(template([sign]), demanded_elements=["seal_area", "issue_date", "page_of_pages"]) == []


def test_fixed_text_without_glyphs_is_found(fonts: FontSet) -> None:
    grid: Json = {"type": "grid", "columns": [1], "rows": [[{"label": "姓\U00031350名"}]]}
    assert messages(lint(template([grid]), fonts=fonts)) == [
        ("/blocks/0/rows/0/0", "没有字体能打印“\U00031350”（U+31350）", "error")
    ]


@pytest.mark.parametrize(
    ("block", "page", "pointer", "message"),
    [
        (
            {"type": "grid", "columns": [1, 3], "rows": [["甲", {"text": "{{applicant.name}}", "height": 6}]]},
            {"paper": "A5"},
            "/blocks/0/rows/0/1",
            "单元格放不下",
        ),
        ({**QR, "size": 12}, {"paper": "A4"}, "/blocks/0", "无法识读"),
        (
            {"type": "table", "source": "materials", "columns": [{"title": "名称", "text": "{{item.name}}"}]},
            {"paper": "A5L", "max_pages": 1},
            "/page",
            "超过这种文书的 1 页",
        ),
        (
            {"type": "place", "x": 5, "y": 5, "width": 20, "height": 5, "text": "{{applicant.name}}"},
            {"paper": "A4"},
            "/blocks/0",
            "套打位置放不下",
        ),
        (
            {"type": "if", "if": {"var": "tags"}, "then": [], "else": [{**QR, "size": 9}]},
            {"paper": "A4"},
            "/blocks/0/else/0",
            "无法识读",
        ),
    ],
)
def test_what_overflows_at_full_length_is_foretold(
    block: Json, page: Json, pointer: str, message: str, fonts: FontSet
) -> None:
    (finding,) = lint(template([block], page=page), SCHEMA, fonts=fonts)
    assert finding.pointer == pointer
    assert finding.message.startswith("按最大长度填写时：")
    assert message in finding.message
    assert finding.level == "warning"


def test_a_faultless_template_has_no_findings(fonts: FontSet) -> None:
    blocks = [
        {"type": "title", "text": "通知书", "elements": "title"},
        paragraph("{{applicant.name}}", elements="addressee"),
        {"type": "table", "source": "materials", "columns": [{"title": "名称", "text": "{{item.name}}"}]},
    ]
    assert lint(template(blocks), SCHEMA, ["title", "addressee"], fonts=fonts) == []
