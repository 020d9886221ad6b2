"""Reasons in Chinese: only what decided, with the labels people know."""

from __future__ import annotations

from typing import Any

import pytest

from rule_engine import explain, say

LABELS = {
    "premises.tenure": "经营场所权属",
    "premises.tenure=lease": "租赁",
    "premises.tenure=own": "自有",
    "area": "面积",
    "staff": "从业人数",
    "rows": "家庭成员",
    "rows.age": "年龄",
    "born": "出生日期",
    "today": "今天",
    "town": "镇",
    "town=a": "罗阳街道",
    "town=b": "石湾镇",
    "agree": "同意公示",
}
FACTS = {
    "premises": {"tenure": "lease"},
    "area": 500,
    "rows": [{"age": 3}],
    "born": "1946-03-02",
    "today": "2026-11-21",
    "town": "b",
    "agree": False,
}
LEASED = {"==": [{"var": "premises.tenure"}, "lease"]}
LARGE = {">": [{"var": "area"}, 300]}
CASES: list[tuple[Any, Any, str, str]] = [
    (LEASED, True, "因 经营场所权属=租赁", "经营场所权属 是 租赁"),
    ({"==": [{"var": "premises.tenure"}, "own"]}, False, "因 经营场所权属=租赁，不是 自有", "经营场所权属 是 自有"),
    ({"!=": [{"var": "premises.tenure"}, "own"]}, True, "因 经营场所权属=租赁，不是 自有", "经营场所权属 不是 自有"),
    (
        {"and": [LEASED, LARGE]},
        True,
        "因 经营场所权属=租赁、面积=500，大于 300",
        "经营场所权属 是 租赁 且 面积 大于 300",
    ),
    ({"and": [{"!": [LEASED]}, LARGE]}, False, "因 经营场所权属=租赁", "经营场所权属 不是 租赁 且 面积 大于 300"),
    (
        {"or": [{"==": [{"var": "premises.tenure"}, "own"]}, LARGE]},
        True,
        "因 面积=500，大于 300",
        "经营场所权属 是 自有 或 面积 大于 300",
    ),
    (
        {"or": [{"blank": {"var": "area"}}, {"<": [{"var": "area"}, 100]}]},
        False,
        "因 面积已填写、面积=500，不小于 100",
        "面积 未填写 或 面积 小于 100",
    ),
    (
        {"and": [{"or": [LEASED, LARGE]}, LARGE]},
        True,
        "因 经营场所权属=租赁、面积=500，大于 300",
        "（经营场所权属 是 租赁 或 面积 大于 300） 且 面积 大于 300",
    ),
    ({">": [{"var": "staff"}, 5]}, False, "因 从业人数未填写", "从业人数 大于 5"),
    ({"<": [0, {"var": "area"}, 100]}, False, "因 面积=500，不在范围内", "0 小于 面积 小于 100"),
    ({"<": [0, {"var": "area"}, 1000]}, True, "因 面积=500，0 小于 面积 小于 1000", "0 小于 面积 小于 1000"),
    ({">": [300, {"var": "area"}]}, False, "因 面积=500，不小于 300", "300 大于 面积"),
    ({"in": [{"var": "town"}, ["a", "b"]]}, True, "因 镇=石湾镇", "镇 属于 罗阳街道、石湾镇"),
    ({"in": [{"var": "town"}, ["a"]]}, False, "因 镇=石湾镇，不属于 罗阳街道", "镇 属于 罗阳街道"),
    ({"starts_with": [{"var": "town"}, "44"]}, False, "因 镇=石湾镇，的开头不是 44", "镇 的开头是 44"),
    (
        {">=": [{"age_on": [{"var": "born"}, {"var": "today"}]}, 80]},
        True,
        "因 出生日期至今天的周岁=80，不小于 80",
        "出生日期至今天的周岁 不小于 80",
    ),
    (
        {"some": [{"var": "rows"}, {">=": [{"var": "age"}, 60]}]},
        False,
        "因 家庭成员中没有符合条件的行",
        "家庭成员中有一行（年龄 不小于 60）",
    ),
    ({"missing": ["area", "staff"]}, ["staff"], "因 从业人数未填写", "面积、从业人数 未填写"),
    ({"missing": ["area"]}, [], "因 必要信息已填写", "面积 未填写"),
    ({"var": "agree"}, False, "因 同意公示=否", "同意公示"),
    ({"==": [{"var": "agree"}, True]}, False, "因 同意公示=否，不是 是", "同意公示 为 是"),
    ({"/": [{"var": "area"}, {"var": "staff"}]}, None, "因 面积÷从业人数无法计算（有未填写的数）", "面积÷从业人数"),
    (
        {"/": [{"var": "area"}, {"-": [{"var": "area"}, 500]}]},
        None,
        "因 面积÷（面积-500）无法计算（除数为 0）",
        "面积÷（面积-500）",
    ),
    ({"*": [{"var": "town"}, 2]}, None, "因 镇×2无法计算（有不是数字的值）", "镇×2"),
    (
        {">": [{"*": [{"var": "area"}, "0.5"]}, {"var": "area"}]},
        False,
        "因 面积×0.5=250，不大于 面积（500）",
        "面积×0.5 大于 面积",
    ),
    (
        {"if": [LEASED, "租赁合同", "产权证"]},
        "租赁合同",
        "因 经营场所权属=租赁",
        "经营场所权属 是 租赁 时为租赁合同，否则为产权证",
    ),
    ({"date_add": [{"var": "born"}, 80, "year"]}, "2026-03-02", "因 出生日期后80年=2026-03-02", "出生日期后80年"),
    (
        {"date_diff": [{"var": "born"}, {"var": "today"}, "year"]},
        80,
        "因 出生日期至今天的年数=80",
        "出生日期至今天的年数",
    ),
    (True, True, "无条件", "是"),
    (
        {"!": [{"and": [LEASED, LARGE]}]},
        False,
        "因 经营场所权属=租赁、面积=500，大于 300",
        "不满足（经营场所权属 是 租赁 且 面积 大于 300）",
    ),
]


@pytest.mark.parametrize(("rule", "value", "sentence", "words"), CASES)
def test_reason(rule: Any, value: Any, sentence: str, words: str) -> None:
    explained = explain(rule, FACTS, LABELS)
    assert (explained.value, explained.sentence, explained.problem) == (value, sentence, None)
    assert say(rule, LABELS) == words


def test_the_tree_says_what_was_read_and_decided() -> None:
    tree = explain({"or": [LEASED, LARGE]}, FACTS, LABELS).tree
    steps = [(step.pointer, step.operator, step.value, step.path) for step in tree.walk()][1:]
    assert steps == [
        ("", "or", True, None),
        ("/or/0", "==", True, None),
        ("/or/0/==/0", "var", "lease", ("premises", "tenure")),
    ]


@pytest.mark.parametrize(
    ("rule", "pointer", "message"),
    [
        ({"and": [True, {"throw": "不在辖区"}]}, "/and/1", "规则中止：不在辖区"),
        (
            {"map": [{"var": "rows"}, {"if": [{"var": "age"}, {"throw": {"var": "age"}}, 1]}]},
            "/map/1/if/1",
            "规则中止：3",
        ),
        ({"and": [{"*": [{"var": "area"}, "1e99"]}, 1]}, "/and/0", "数值超出范围"),
    ],
)
def test_where_it_failed(rule: Any, pointer: str, message: str) -> None:
    explained = explain(rule, FACTS, LABELS)
    assert explained.value is None
    assert explained.problem is not None
    assert explained.problem.pointer == pointer
    assert message in explained.problem.message
    assert message in explained.sentence


def test_what_was_caught_is_no_failure() -> None:
    explained = explain({"try": [{"throw": "x"}, {"var": "type"}]}, FACTS, LABELS)
    assert (explained.value, explained.problem) == ("x", None)


def test_a_long_table_is_not_written_down_row_by_row() -> None:
    facts = {"rows": [{"age": n} for n in range(5_000)]}
    explained = explain({"all": [{"var": "rows"}, {">=": [{"var": "age"}, 0]}]}, facts, LABELS)
    assert explained.value is True
    assert len([*explained.tree.walk()]) < 2_100
