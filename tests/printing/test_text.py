"""The inline language: what it reads, what it refuses, and that it ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printing.template.text import Blank, Filter, Literal, Look, Value, escape_text, parse_text


def pieces(source: str) -> tuple[object, ...]:
    text, findings = parse_text(source, "/t")
    assert not findings, findings
    return text.pieces


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("依法受理", [Literal("依法受理")]),
        ("{{a.b}}", [Value("a.b", ("a", "b"))]),
        ("{{a?}}", [Value("a", ("a",), optional=True)]),
        ("{{ a | date }}", [Value("a", ("a",), filters=(Filter("date"),))]),
        ("{{a?|join:；|or:无}}", [Value("a", ("a",), True, (Filter("join", "；"), Filter("or", "无")))]),
        ("甲[[b|乙]]丙", [Literal("甲"), Literal("乙", Look(bold=True)), Literal("丙")]),
        ("[[b|[[u|甲]]]]", [Literal("甲", Look(bold=True, underline=True))]),
        ("[[red|{{a}}]]", [Value("a", ("a",), look=Look(colour="red"))]),
        ("[[kai|甲]]", [Literal("甲", Look(font="kai"))]),
        ("[[blank:4]]", [Blank((), Look(underline=True, blank=4))]),
        (
            "[[blank:4|{{a?}}]]",
            [Blank((Value("a", ("a",), True, (), Look(underline=True, blank=4)),), Look(underline=True, blank=4))],
        ),
        (r"\{{a}}", [Literal("{{"), Literal("a}}")]),
        (r"\[[b|甲\]]", [Literal("[["), Literal("b|甲"), Literal("]]")]),
        ("a]]b", [Literal("a"), Literal("]]"), Literal("b")]),
        ("<b>&amp;</b>", [Literal("<b>&amp;</b>")]),
    ],
)
def test_reads(source: str, expected: list[object]) -> None:
    assert list(pieces(source)) == expected


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("{{a", "“{{”没有结束"),
        ("[[b|甲", "标记“[[”没有结束"),
        ("[[b", "标记“[[”没有结束"),
        ("{{1a}}", "名称“1a”不合规"),
        ("{{a.__class__|date}}{{a b}}", "名称“a b”不合规"),
        ("{{a|upper}}", "没有名为“upper”的格式"),
        ("[[blue|甲]]", "没有名为“blue”的标记"),
        ("[[blank:0]]", "空白“blank:0”没有合适的宽度"),
        ("[[blank:999]]", "空白“blank:999”没有合适的宽度"),
        ("[[b|" * 9 + "甲" + "]]" * 9, "标记套得太深（超过 4 层）"),
    ],
)
def test_refuses(source: str, message: str) -> None:
    findings = parse_text(source, "/blocks/0/text")[1]
    assert message in [finding.message for finding in findings]
    assert all(finding.pointer == "/blocks/0/text" and finding.suggestion for finding in findings)


@given(st.text(alphabet="甲{}[]|\\?b:u.a1 \n", max_size=60))
def test_any_text_compiles_or_is_told(source: str) -> None:
    text, findings = parse_text(source, "/t")
    assert findings or text.literals() is not None


@given(st.text(alphabet="甲{}[]|\\b", max_size=40))
def test_escaped_text_prints_as_it_stands(source: str) -> None:
    assert "".join(piece.text for piece in pieces(escape_text(source)) if isinstance(piece, Literal)) == source
