"""Filling: nothing silently blank, nothing silently unused, conditions by a handed-in function, bounds."""

from __future__ import annotations

from typing import Any

import pytest

from printing import FontSet, Json, TooLarge, ValuesError, layout, render
from printing.fill import content as c
from printing.fill import fill
from printing.fill.scope import visible
from tests.printing.paper import condition, template


def paragraph(text: str, **more: Json) -> Json:
    return {"type": "paragraph", "text": text, **more}


def text_of(spans: c.Spans) -> str:
    return "".join(span.text for span in spans)


def said(blocks: list[Json], values: dict[str, Any], *, draft: bool = False) -> list[str]:
    """The texts of all paragraphs."""
    filled = fill(template(blocks), values, condition, draft=draft)
    assert not filled.wrong
    return [text_of(part.spans) for part in filled.content if isinstance(part, c.Para)]


def test_all_missing_and_wrong_names_are_told_at_once(fonts: FontSet) -> None:
    blocks = [
        paragraph("{{org.name}}{{a?}}{{b}}{{c|or:无}}"),
        {"type": "table", "source": "rows", "columns": [{"title": "名称", "text": "{{item.name}}{{item.when|date}}"}]},
        {"type": "each", "source": "people", "blocks": [paragraph("甲")]},
    ]
    values = {"b": "  ", "rows": [{"name": "甲", "when": "2026-11-21"}, {"when": "明天"}], "org": {"name": {}}}
    with pytest.raises(ValuesError) as caught:
        render(template(blocks), values, fonts, condition=condition)
    assert caught.value.missing == ("org.name", "b", "rows[2].name", "people")
    assert [(wrong.name, wrong.message) for wrong in caught.value.wrong] == [
        ("rows[2].when", "“明天”不是日期，应写成 2026-11-21")
    ]
    assert str(caught.value) == (
        "不能打印。缺少：org.name、b、rows[2].name、people；"
        "rows[2].when：“明天”不是日期，应写成 2026-11-21。请补齐后重打"
    )


def test_a_draft_shows_what_is_missing(fonts: FontSet) -> None:
    done = layout(template([paragraph("{{org.name}}申请")]), {}, fonts, condition=condition, draft=True)
    assert done.missing == ("org.name",)
    assert said([paragraph("{{org.name}}申请")], {}, draft=True) == ["【org.name】申请"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [(None, ["—"]), ("", ["—"]), ("有", ["有"]), (0, ["0"]), (False, ["否"]), ([], ["—"])],
)
def test_blank_is_absent_null_or_empty_but_not_zero_or_no(value: object, expected: list[str]) -> None:
    assert said([paragraph("{{a|or:—}}")], {"a": value}) == expected


def test_unused_names_are_told() -> None:
    blocks = [
        paragraph("{{a.b}}{{limits.due|limit}}", **{"if": {"var": "marks.demo"}}),
        {"type": "each", "source": "rows", "blocks": [paragraph("{{item.name}}")]},
    ]
    values = {
        "a": {"b": "1", "c": "2"},
        "limits": {"due": {"value": 3, "unit": "working_day"}},
        "rows": [{"name": "甲", "note": ""}, {"extra": 1}],
        "marks": {"demo": True},
        "tags": ["x"],
    }
    assert fill(template(blocks), values, condition).unused == ("a.c", "rows[].note", "rows[].extra", "tags")


def test_conditions_see_the_loop() -> None:
    blocks = [
        {
            "type": "each",
            "source": "rows",
            "as": "row",
            "blocks": [
                {
                    "type": "if",
                    "if": {"var": "row.ok"},
                    "then": [paragraph("{{n}}{{row.name}}可")],
                    "else": [paragraph("{{n}}不可{{note?}}")],
                },
                paragraph("仅一次", **{"if": {"!": {"var": "row.ok"}}}),
            ],
        },
        {
            "type": "each",
            "items": [{"title": "存根联"}, {"title": "申请人联"}],
            "blocks": [paragraph("{{item.title}}")],
        },
        {"type": "each", "source": "none?", "blocks": [paragraph("不印")]},
    ]
    values = {"rows": [{"ok": True, "name": "甲"}, {"ok": False}], "note": "！"}
    assert said(blocks, values) == ["1甲可", "2不可！", "仅一次", "存根联", "申请人联"]


def test_tables_have_blank_and_empty_rows() -> None:
    column = {"title": "名称", "text": "{{item}}"}

    def rows(values: dict[str, Any], **more: Json) -> list[list[str]]:
        filled = fill(template([{"type": "table", "source": "a", "columns": [column], **more}]), values, condition)
        tables = [part for part in filled.content if isinstance(part, c.Table)]
        return [[text_of(row.cells[0].spans) for row in table.rows] for table in tables]

    assert rows({"a": []}, empty="无") == [["名称", "无"]]
    assert rows({"a": ["甲"]}, min_rows=3) == [["名称", "甲", "", ""]]
    assert rows({"a": ["甲", "乙", "丙"]}, rows_per_page=2) == [["名称", "甲", "乙"], ["名称", "丙", ""]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\nb", "a\nb"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\tb", "a\u3000b"),
        ("a\x00b", "a[U+0000]b"),
        ("王\u202e五", "王[U+202E]五"),
        ("a\u200bb\ufeff", "a[U+200B]b[U+FEFF]"),
        ("\ud800", "[U+D800]"),
        ("<b>&amp;</b>{{x}}[[b|y]]", "<b>&amp;</b>{{x}}[[b|y]]"),
        ("\u3000 \u00a0", "\u3000 \u00a0"),
    ],
)
def test_no_character_is_unseen(text: str, expected: str) -> None:
    assert visible(text) == expected


def test_values_are_never_read_as_markup() -> None:
    hostile = "{{secret}}[[b|粗]]<script>alert(1)</script>\\{{"
    assert said([paragraph("{{a}}")], {"a": hostile, "secret": "泄露"}) == [hostile]


def test_growth_is_bounded() -> None:
    inner = {
        "type": "each",
        "source": "rows",
        "blocks": [{"type": "each", "source": "rows", "blocks": [paragraph("{{n}}")]}],
    }
    with pytest.raises(TooLarge, match="内容超过 20000 块"):
        fill(template([inner]), {"rows": ["x"] * 1000}, condition)
    padded: Json = {"type": "table", "source": "none?", "min_rows": 200, "columns": [{"title": "甲", "text": "乙"}]}
    with pytest.raises(TooLarge, match="内容超过 20000 块"):
        fill(template([{"type": "each", "source": "rows", "blocks": [padded]}]), {"rows": ["x"] * 1000}, condition)
    with pytest.raises(TooLarge, match="超过 1000000 个字"):
        fill(template([paragraph("{{a}}")]), {"a": "国" * 1_000_001}, condition)
