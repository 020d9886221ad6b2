"""Decision tables: what cells mean, what a table decides, what is wrong with a table and a record that shows it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rule_engine import DecisionTable, DocumentError, analyse, decide
from rule_engine.analysis.gaps import Search
from rule_engine.analysis.pieces import cut
from rule_engine.shapes import Reader
from rule_engine.tables.cells import Range, meet
from rule_engine.tables.columns import Column
from rule_engine.tables.notation import parse, write

KIND = {
    "path": "org.kind",
    "label": "主体",
    "options": [{"value": "e", "label": "企业"}, {"value": "i", "label": "个体"}],
}
AREA = {"path": "area", "label": "面积", "kind": "number", "min": 0}
FLOOR = {"path": "floor", "label": "楼层", "kind": "integer", "min": 1, "max": 5}
DATE = {"path": "date", "label": "申请日期", "kind": "date", "min": "2026-01-01", "max": "2026-12-31"}
AGREE = {"path": "agree", "label": "同意", "kind": "boolean"}


def table(columns: list[Any], rows: list[tuple[list[str], Any]], **more: Any) -> DecisionTable:
    """A table with one output."""
    made = [{"when": when, "then": [then]} for when, then in rows]
    return DecisionTable.from_json(
        {"columns": columns, "outputs": [{"key": "o", "label": "结果"}], "rows": made, **more}
    )


HOLDS: list[tuple[dict[str, Any], str, list[Any], list[Any]]] = [
    (AREA, "-", [1, None, "x"], []),
    (AREA, "", [0], []),
    (AREA, "空", [None, "", " "], [0, 5]),
    (AREA, "5", [5, "5.0", Decimal(5)], [4, None, "5a", True]),
    (AREA, ">=100", [100, "100.01"], [99, None]),
    (AREA, "≤ 100", [100, 0], [101]),
    (AREA, "[0..100)", [0, "99.99"], [100, -1]),
    (AREA, "(0,100]", [1, 100], [0]),
    (AREA, "10..20", [10, 20, 15], [9, 21]),
    (AREA, "..20", [0, 20], [21]),
    (AREA, "<10; 20..30,50", [5, 20, 30, 50], [10, 19, 40]),
    (FLOOR, ">2", [3], [2]),
    (FLOOR, "(1..4)", [2, 3], [1, 4]),
    (DATE, "2026-01-01..2026-06-30", ["2026-01-01", "2026-06-30T23:59"], ["2026-07-01", "x", None]),
    (DATE, "<2026-03-01", ["2026-02-28"], ["2026-03-01"]),
    (KIND, "企业", ["e"], ["i", "企业", None]),
    (KIND, "e，个体", ["e", "i"], ["x"]),
    (KIND, "≠企业", ["i"], ["e", None]),
    (AGREE, "是", [True], [False, None, "是"]),
    ({"path": "t", "label": "文本"}, '"甲，乙"，丙', ["甲，乙", "丙"], ["甲", "乙"]),
    ({"path": "t", "label": "编号"}, "007", ["007"], ["7"]),
    ({"path": "t", "label": "类", "options": [{"value": "a", "label": "b"}, {"value": "b"}]}, "b", ["b"], ["a"]),
    ({"path": "t", "label": "编号"}, "7", [7, "7"], ["07"]),
]


@pytest.mark.parametrize(("column", "cell", "inside", "outside"), HOLDS)
def test_cells(column: dict[str, Any], cell: str, inside: list[Any], outside: list[Any]) -> None:
    made = table([column], [([cell], "hit")])

    def hits(value: Any) -> bool:
        facts: dict[str, Any] = {"org": {"kind": value}} if column is KIND else {column["path"]: value}
        return decide(made, facts).outcome == {"o": "hit"}

    assert all(hits(value) for value in inside)
    assert not any(hits(value) for value in outside)
    assert DecisionTable.from_json(made.to_json()) == made


WRONG: list[tuple[dict[str, Any], str, str, str]] = [
    (AREA, "about 100", "看不懂“about 100”", "[0..100)"),
    (AREA, "100..0", "不含任何值", "起点要小于终点"),
    (AREA, "[5..5)", "不含任何值", ""),
    (AREA, "5 6", "看不懂", ""),
    (DATE, "2026-02-30", "看不懂“2026-02-30”", "2026-01-01..2026-12-31"),
    (DATE, "5", "看不懂", ""),
    (KIND, "企业家", "“企业家”不是“主体”的选项", "是否想写“企业”？"),
    (KIND, "xyz", "不是“主体”的选项", "可用：企业、个体"),
    (AGREE, "也许", "不是“同意”的选项", "可用：是、否"),
    (FLOOR, "(1..2)", "不含任何值", ""),
    ({"path": "t", "label": "文本"}, '"甲', "看不懂", "引号"),
    (KIND, "≠", "看不懂", "引号"),
    ({"path": "t", "label": "文本"}, '""', "看不懂", "引号"),
]


@pytest.mark.parametrize(("column", "cell", "message", "suggestion"), WRONG)
def test_cells_that_mean_nothing(column: dict[str, Any], cell: str, message: str, suggestion: str) -> None:
    with pytest.raises(DocumentError) as caught:
        table([KIND, column], [(["-", "-"], 1), (["-", cell], 2)])
    (problem,) = caught.value.problems
    assert problem.pointer == "/rows/1/when/1"
    assert message in problem.message
    assert suggestion in problem.suggestion


def test_documents_that_are_no_tables() -> None:
    with pytest.raises(DocumentError) as caught:
        DecisionTable.from_json(
            {
                "hit": "any",
                "aggregate": "avg",
                "columns": [
                    {"label": "x"},
                    {"path": "a", "kind": "colour"},
                    {"path": "b", "kind": "date", "min": "soon"},
                ],
                "outputs": [{"key": "o"}],
                "default": [1, 2],
            }
        )
    places = [problem.pointer for problem in caught.value.problems]
    assert places == ["/hit", "/aggregate", "/columns/0/path", "/columns/1/kind", "/columns/2/min", "/default"]
    with pytest.raises(DocumentError) as caught:
        table([KIND], [([], 1), (["-", "-"], 1)])
    assert [problem.pointer for problem in caught.value.problems] == ["/rows/0/when", "/rows/1/when"]


FEES = [(["企业", "<100"], 1), (["企业", ">=100"], 2), (["个体", "-"], 3)]


def test_a_decision_says_because() -> None:
    decision = decide(table([KIND, AREA], FEES), {"org": {"kind": "e"}, "area": "120.5"})
    assert decision.outcome == {"o": 2}
    assert decision.because.rows == (2,)
    assert decision.because.inputs == {"org.kind": "e", "area": "120.5"}


def test_a_decision_in_words() -> None:
    made = table([KIND, AREA, {**AGREE, "blank": True}], [(["企业", "<100", "-"], 1), (["企业", ">=50", "-"], 2)])
    said = [
        decide(made, {"org": {"kind": kind}, "area": area, "agree": True}).sentence(made)
        for kind, area in (("e", "120.5"), ("e", 60), ("i", None))
    ]
    assert said == [
        "因 主体=企业、面积=120.5、同意=是，适用第 2 行",
        "因 主体=企业、面积=60、同意=是，第 1、2 行同时成立，无法判断",
        "因 主体=个体、面积=空、同意=是，没有适用的行",
    ]


def test_hit_policies() -> None:
    rows = [(["企业", "-"], 5), (["-", ">10"], 7), (["-", ">20"], 1)]
    facts = {"org": {"kind": "e"}, "area": 30}
    assert decide(table([KIND, AREA], rows, hit="first"), facts).outcome == {"o": 5}
    conflict = decide(table([KIND, AREA], rows), facts)
    assert (conflict.outcome, conflict.conflict, conflict.because.rows) == (None, True, (1, 2, 3))
    expected = {"list": [5, 7, 1], "sum": 13, "min": 1, "max": 7, "count": 3}
    for aggregate, value in expected.items():
        assert decide(table([KIND, AREA], rows, hit="collect", aggregate=aggregate), facts).outcome == {"o": value}
    nothing = {"org": {"kind": "i"}, "area": 1}
    assert decide(table([KIND, AREA], rows), nothing).outcome is None
    assert decide(table([KIND, AREA], rows, default=["无"]), nothing).outcome == {"o": "无"}
    assert decide(table([KIND, AREA], rows, hit="collect", default=["无"]), nothing).outcome == {"o": "无"}


def test_a_complete_table_has_no_findings() -> None:
    assert analyse(table([KIND, AREA], FEES)) == []
    assert analyse(table([FLOOR], [(["1"], 1), (["2,3"], 2), ([">3"], 3)])) == []
    assert analyse(table([DATE], [(["<2026-06-01"], 1), (["2026-06-01..2026-12-31"], 2)])) == []
    assert analyse(table([AGREE], [(["是"], 1), (["否"], 2)])) == []


FOUND: list[tuple[DecisionTable, str, str, dict[str, Any]]] = [
    (
        table([KIND, AREA], [*FEES, (["-", "500"], 9)]),
        "error",
        "第 2 行和第 4 行都成立",
        {"org.kind": "e", "area": 500},
    ),
    (table([KIND, AREA], [*FEES, (["企业", ">=200"], 2)]), "warning", "结果相同", {"org.kind": "e", "area": 200}),
    (table([KIND, AREA], FEES[:2]), "error", "没有任何一行成立", {"org.kind": "i", "area": 0}),
    (
        table([KIND, AREA], [(["企业", "<100"], 1), (["企业", ">100"], 2), FEES[2]]),
        "error",
        "面积=100",
        {"org.kind": "e", "area": 100},
    ),
    (table([FLOOR], [(["1..3"], 1), (["5"], 2)]), "error", "楼层=4", {"floor": 4}),
    (table([DATE], [(["<=2026-06-29"], 1), ([">2026-06-30"], 2)]), "error", "2026-06-30", {"date": "2026-06-30"}),
    (table([{**AGREE, "blank": True}], [(["是"], 1), (["否"], 2)]), "error", "同意=空", {"agree": None}),
    (table([{"path": "t", "label": "类别"}], [(["甲"], 1), (["乙"], 2)]), "error", "类别=其他", {"t": "其他"}),
    (
        table([AREA], [([">=10"], 1), (["[20..30]"], 2), (["-"], 3)], hit="first"),
        "warning",
        "第 2 行永远轮不到",
        {"area": 20},
    ),
    (
        table([AREA], [(["<20"], 1), ([">10"], 2), (["5..30"], 3), (["-"], 4)], hit="first"),
        "warning",
        "第 3 行永远轮不到",
        {"area": 5},
    ),
]


@pytest.mark.parametrize(("made", "severity", "message", "witness"), FOUND)
def test_findings_come_with_a_witness(
    made: DecisionTable, severity: str, message: str, witness: dict[str, Any]
) -> None:
    found = [each for each in analyse(made) if message in each.message]
    assert [(each.severity, each.witness) for each in found[:1]] == [(severity, witness)]
    assert found[0].suggestion


def test_gaps_say_the_whole_range() -> None:
    (gap,) = analyse(table([KIND, AREA], [(["企业", "[0..50)"], 1), (["企业", ">=60"], 2), (["个体", "-"], 3)]))
    assert "遗漏范围 主体：e，面积：[50..60)" in gap.message


def test_a_default_closes_gaps_and_collect_minds_neither() -> None:
    assert analyse(table([KIND, AREA], FEES[:2], default=[0])) == []
    assert analyse(table([KIND, AREA], [*FEES[:2], (["-", "5"], 1)], hit="collect")) == []


CELLS = st.sampled_from(["-", "<2", ">=2", "1..3", "(1..3)", "0,4", "2", "[0..1); >3", "空"])
WORDS = st.sampled_from(["-", "甲", "乙", "甲，乙", "≠甲", "空"])
BLANK_AREA = {"path": "n", "label": "数", "kind": "number", "min": 0, "max": 5, "blank": True}
BLANK_WORD = {"path": "w", "label": "词", "options": [{"value": "甲"}, {"value": "乙"}], "blank": True}
RECORDS = [
    {"w": w, "n": n} for w in ("甲", "乙", None) for n in (None, 0, "0.5", 1, "1.5", 2, "2.5", 3, "3.5", 4, "4.5", 5)
]


@settings(max_examples=max(400, settings.default.max_examples))
@given(st.lists(st.tuples(WORDS, CELLS), min_size=1, max_size=5), st.sampled_from(["unique", "first"]))
def test_the_analysis_is_complete_and_true(rows: list[tuple[str, str]], hit: str) -> None:
    """Trying every record finds exactly what the analysis finds."""
    made = table([BLANK_WORD, BLANK_AREA], [([w, n], place) for place, (w, n) in enumerate(rows)], hit=hit)
    found = analyse(made)
    singles = [table([BLANK_WORD, BLANK_AREA], [([w, n], 1)]) for w, n in rows]
    met = [[place for place, one in enumerate(singles) if decide(one, each).outcome] for each in RECORDS]
    assert any("没有任何一行" in each.message for each in found) == any(not rows_met for rows_met in met)
    assert any("都成立" in each.message for each in found) == (hit == "unique" and any(len(each) > 1 for each in met))
    used = {each[0] for each in met if each}
    possible = {place for each in met for place in each}
    unused = {int(each.place.rpartition("/")[2]) for each in found if "轮不到" in each.message}
    assert unused == (possible - used if hit == "first" else set())
    for finding in found:
        decision = decide(made, finding.witness)
        assert (decision.outcome is None) == ("没有" in finding.message or decision.conflict)


@given(CELLS, CELLS, st.sampled_from(RECORDS))
def test_meeting_cells(a: str, b: str, record: dict[str, Any]) -> None:
    column = Column.read(Reader(BLANK_AREA, "", []))
    both = meet(parse(a, column), parse(b, column))
    together = (
        decide(table([BLANK_AREA], [([a], 1)]), record).outcome
        and decide(table([BLANK_AREA], [([b], 1)]), record).outcome
    )
    written = None if both is None else write(both, column)
    assert bool(together) == (
        written is not None and bool(decide(table([BLANK_AREA], [([written], 1)]), record).outcome)
    )


def test_ranges_without_ends() -> None:
    assert Range(None, 5).meet(Range(5, None)) == Range(5, 5)
    assert Range(None, 5, high_closed=False).meet(Range(5, None)) is None
    assert Range().meet(Range(1, 2)) == Range(1, 2)


def test_a_search_that_is_too_large_says_so() -> None:
    made = table([KIND, AREA], FEES[:2])
    pieces = [list(cut(axis)) for axis in made.index.axes]
    thorough, hasty = Search(pieces, made), Search(pieces, made, visits=1)
    assert (len([*thorough.gaps(9)]), thorough.exhausted) == (1, False)
    assert ([*hasty.gaps(9)], hasty.exhausted) == ([], True)
