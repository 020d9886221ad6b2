"""Formats, as a table a clerk could read."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printing.formats import FORMATS
from printing.formats.capitals import DIGITS, capitals


@pytest.mark.parametrize(
    ("name", "argument", "value", "expected"),
    [
        ("date", "", "2026-11-21", "2026年11月21日"),
        ("date", "", "2026-01-05T09:05:00+08:00", "2026年1月5日"),
        ("datetime", "", "2026-11-21T09:05", "2026年11月21日9时05分"),
        ("day", "", "2026-11-21T09:05", "2026-11-21"),
        ("minute", "", "2026-11-21T09:05", "2026-11-21 09:05"),
        ("limit", "", {"value": 20, "unit": "working_day"}, "20个工作日"),
        ("limit", "", {"value": 7, "unit": "calendar_day"}, "7个自然日"),
        ("limit", "", {"value": 0, "unit": "working_day"}, "当场办结"),
        ("limit", "", "即时办结", "即时办结"),
        ("money", "", 447600, "4476.00"),
        ("money", "", "4476", "4476.00"),
        ("capitals", "", "107000.53", "壹拾万柒仟元伍角叁分"),
        ("check", "", True, "☑"),
        ("check", "", False, "☐"),
        ("check", "", "0", "☐"),
        ("check", "", "是", "☑"),
        ("box", "男", "男", "☑"),
        ("box", "男", "女", "☐"),
        ("box", "猪", ["牛", "猪"], "☑"),
        ("box", "true", True, "☑"),
        ("box", "false", True, "☐"),
        ("mask_id", "", "441322199001011234", "441322********1234"),
        ("mask_id", "", "441322********1234", "441322********1234"),
        ("mask_id", "", "P123456", "P*****6"),
        ("mask_phone", "", "13807301234", "138****1234"),
        ("mask_phone", "", "12345", "*****"),
        ("mask_name", "", "张䶮", "张*"),
        ("mask_name", "", "𠅤某某", "𠅤**"),
        ("join", "；", ["甲", "乙"], "甲；乙"),
        ("join", "", ["甲", 2], "甲、2"),
        ("or", "无", None, "无"),
        ("or", "无", " ", "无"),
        ("or", "无", "有", "有"),
        ("spaced", "4", "4413220123", "4413 2201 23"),
        ("text", "", True, "是"),
        ("text", "", 12, "12"),
        ("text", "", ["甲", "乙"], "甲、乙"),
    ],
)
def test_format(name: str, argument: str, value: object, expected: str) -> None:
    assert FORMATS[name](value, argument) == expected


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("date", "明天", "“明天”不是日期，应写成 2026-11-21"),
        ("date", "2026-02-30", "“2026-02-30”不是日期，应写成 2026-11-21"),
        ("limit", {"value": "x"}, "不是时限"),
        ("money", "12.345", "不是以元为单位、最多两位小数的金额"),
        ("money", "NaN", "不是以元为单位、最多两位小数的金额"),
        ("money", "一百", "“一百”不是金额，应写成 120.00"),
        ("capitals", "-1", "金额“-1”不能写成大写"),
        ("text", {"name": "甲"}, "不是可以直接打印的文字"),
    ],
)
def test_format_refuses(name: str, value: object, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        FORMATS[name](value, "")


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角整"),
        ("1", "壹元整"),
        ("10", "壹拾元整"),
        ("101", "壹佰零壹元整"),
        ("1001.01", "壹仟零壹元零壹分"),
        ("1010", "壹仟零壹拾元整"),
        ("10001", "壹万零壹元整"),
        ("100100", "壹拾万零壹佰元整"),
        ("1000000", "壹佰万元整"),
        ("100000001", "壹亿零壹元整"),
        ("100010000", "壹亿零壹万元整"),
        ("107000.53", "壹拾万柒仟元伍角叁分"),
        ("20000000000", "贰佰亿元整"),
        ("1680.32", "壹仟陆佰捌拾元叁角贰分"),
        ("409000.4", "肆拾万玖仟元肆角整"),
    ],
)
def test_capitals(amount: str, expected: str) -> None:
    assert capitals(Decimal(amount)) == expected


def reading(text: str) -> Decimal:
    """Read capitals back: the test's own arithmetic."""
    units = {"拾": 10, "佰": 100, "仟": 1000}
    total, group, digit, cents = 0, 0, 0, 0
    for sign in text:
        if sign in DIGITS:
            digit = DIGITS.index(sign)
        elif sign in units:
            group, digit = group + digit * units[sign], 0
        elif sign == "万":
            total, group, digit = total + (group + digit) * 10_000, 0, 0
        elif sign == "亿":
            total, group, digit = (total + group + digit) * 100_000_000, 0, 0
        elif sign == "元":
            total, group, digit = total + group + digit, 0, 0
        elif sign in "角分":
            cents, digit = cents + digit * (10 if sign == "角" else 1), 0
    return total + Decimal(cents) / 100


@given(st.integers(0, 10**14))
def test_capitals_say_the_amount(fen: int) -> None:
    text = capitals(Decimal(fen) / 100)
    assert reading(text) == Decimal(fen) / 100
    assert "零零" not in text
