"""Every kind: what may be typed, what is kept, what is refused and how, what people read."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from form_builder import (
    KINDS,
    Answers,
    Problems,
    capitals,
    cell,
    clean,
    compile_plan,
    display,
    mask,
    restore,
    sample,
    typed,
)
from form_builder.fields.contact import normal_phone
from form_builder.fields.identity import birth_date, credit_check, derived, id_check, id_fault, is_credit_code, sex
from form_builder.fields.pattern import pattern_flaw, pattern_sample
from tests.form_builder.making import bound, dictionary, option_list

TODAY = {"today": "2026-11-21"}
PERSON = "11010519491231002X"


def answer(kind: str, posted: list[str] | dict[str, list[str]], **more: Any) -> Any:
    """The value kept for what was posted, or the messages that refuse it."""
    known = dictionary({"key": "a.x", "label": "某项", "kind": kind, **more})
    raw = posted if isinstance(posted, dict) else {"a.x": posted}
    result = clean(compile_plan(bound(known, "x", "a.x")), raw, TODAY)
    return result.get("a.x") if isinstance(result, Answers) else [problem.message for problem in result]


ONE = {"options": option_list("a", "b", "c")}
KEPT: list[tuple[str, list[str], dict[str, Any], Any]] = [
    ("text", ["  遂溪 县 "], {}, "遂溪 县"),
    ("text", ["罗\n阳\t镇"], {}, "罗 阳 镇"),
    ("text", [" ", ""], {}, None),
    ("text", ["甲", "甲 "], {}, "甲"),
    ("text", ["塱墘磜輋滘"], {}, "塱墘磜輋滘"),
    ("text", ["6217000012345678"], {"pattern": "[0-9]{10,32}"}, "6217000012345678"),
    ("long_text", ["一\r\n二\r三  "], {}, "一\n二\n三"),
    ("integer", ["１２"], {}, 12),
    ("integer", ["1,200"], {}, 1200),
    ("integer", ["3.0"], {}, 3),
    ("integer", [" -5 "], {}, -5),
    ("decimal", ["12.50"], {"scale": 2}, Decimal("12.5")),
    ("decimal", [".5"], {}, Decimal("0.5")),
    ("money", ["¥1,234.5元"], {}, Decimal("1234.50")),
    ("money", ["0.05"], {}, Decimal("0.05")),
    ("money", ["１０００"], {}, Decimal("1000.00")),
    ("date", ["2026年1月5日"], {}, "2026-01-05"),
    ("date", ["20260105"], {}, "2026-01-05"),
    ("date", ["2026/1/5"], {}, "2026-01-05"),
    ("datetime", ["2026-01-05T09:30"], {}, "2026-01-05T09:30"),
    ("datetime", ["2026年1月5日 9点30分"], {}, "2026-01-05T09:30"),
    ("boolean", ["0"], {}, False),
    ("boolean", ["1"], {}, True),
    ("boolean", [], {}, None),
    ("declaration", [], {}, None),
    ("declaration", ["1"], {"must_be": True}, True),
    ("choice", ["b"], ONE, "b"),
    ("choices", ["c", "a", "c"], ONE, ["a", "c"]),
    ("division", ["441322001001"], {"level": "village"}, "441322001001"),
    ("id_number", ["１１０１０５ 19491231 002x"], {}, PERSON),
    ("credit_code", ["91350100m000100y43"], {}, "91350100M000100Y43"),
    ("phone", ["+86 138-0013-8000"], {}, "13800138000"),
    ("address", ["某镇某村　1 号"], {}, "某镇某村　1 号"),
]


@pytest.mark.parametrize(("kind", "posted", "more", "kept"), KEPT, ids=lambda value: str(value)[:30])
def test_kept(kind: str, posted: list[str], more: dict[str, Any], kept: Any) -> None:
    assert answer(kind, posted, **more) == kept


REFUSED: list[tuple[str, list[str], dict[str, Any], str]] = [
    ("text", ["甲乙丙"], {"max": 2}, "“某项”最多 2 字，现有 3 字，请精简"),
    ("text", ["甲"], {"min": 2}, "“某项”至少 2 字，请补充完整"),
    ("text", ["ab"], {"pattern": "[0-9]+", "hint": "只填数字"}, "“某项”格式不正确，请按要求填写（只填数字）"),
    ("text", ["甲", "乙"], {}, "“某项”收到了多个不同的值，请只填写一个"),
    ("text", ["甲\x00"], {}, "“某项”含有无法识别的字符，请删除后重新输入"),
    ("integer", ["三"], {}, "“某项”应当是整数，请只填写数字，例如 3"),
    ("integer", ["3.5"], {}, "“某项”应当是整数，请只填写数字，例如 3"),
    ("integer", ["1e9"], {}, "“某项”应当是整数，请只填写数字，例如 3"),
    ("integer", ["0"], {"min": 1}, "“某项”不能小于 1，请核对"),
    ("decimal", ["1.234"], {"scale": 2}, "“某项”最多 2 位小数，请四舍五入后填写"),
    ("decimal", ["NaN"], {}, "“某项”应当是数字，请只填写数字，例如 12.5"),
    ("money", ["1.005"], {}, "“某项”最多 2 位小数，请四舍五入后填写"),
    ("money", ["-1"], {"min": 0}, "“某项”不能小于 0，请核对"),
    ("date", ["2026-02-30"], {}, "“某项”不是有效日期，请按 2026-01-31 的格式填写"),
    ("date", ["明天"], {}, "“某项”不是有效日期，请按 2026-01-31 的格式填写"),
    ("datetime", ["2026-01-05"], {}, "“某项”不是有效的日期时间，请按 2026-01-31 09:30 的格式填写"),
    ("boolean", ["yes"], {}, "“某项”请选择“是”或“否”"),
    ("boolean", ["0"], {"must_be": True}, "“某项”须为“是”方可申请，请核对"),
    ("declaration", [], {"must_be": True}, "“某项”不能为空，请勾选"),
    ("choice", ["d"], ONE, "“某项”所选内容不在可选范围内，请重新选择"),
    ("choices", ["a", "d"], ONE, "“某项”所选内容不在可选范围内，请重新选择"),
    ("choices", ["a"], {**ONE, "min": 2}, "“某项”至少选择 2 项"),
    ("choices", ["a", "b", "c"], {**ONE, "max": 2}, "“某项”最多选择 2 项"),
    ("division", ["<script>"], {"level": "town"}, "“某项”区划代码格式不正确，请从列表中选择"),
    ("id_number", ["110105194912310021"], {}, "“某项”校验未通过，可能有一位输入错误，请逐位核对"),
    ("id_number", ["123"], {}, "“某项”应为 18 位公民身份号码（前 17 位为数字，最后一位为数字或 X），请核对"),
    ("credit_code", ["12345"], {}, "“某项”应为 18 位统一社会信用代码（数字和大写字母，不含 I、O、S、V、Z），请核对"),
    ("phone", ["99"], {}, "“某项”不是有效的电话号码，请填写手机号码，或带区号的固定电话，例如 0752-6288123"),
    ("file", ["{}"], {}, "“某项”文件信息不完整，请重新上传"),
    ("signature", ["data:image/png;base64,AAAA"], {}, "“某项”签名无效或为空白，请重新签名"),
]


@pytest.mark.parametrize(("kind", "posted", "more", "message"), REFUSED, ids=lambda value: str(value)[:30])
def test_refused_with_name_and_way_out(kind: str, posted: list[str], more: dict[str, Any], message: str) -> None:
    assert answer(kind, posted, **more) == [message]


def test_a_range_of_days() -> None:
    start, end = "a.x-start", "a.x-end"
    whole = {start: ["2026-01-01"], end: ["2026年2月1日"]}
    assert answer("date_range", whole) == {"start": "2026-01-01", "end": "2026-02-01"}
    assert answer("date_range", {start: ["2026-01-01"]}) == ["“某项”还缺少截止日期，请补充"]
    assert answer("date_range", {start: ["x"], end: ["y"]}) == [
        "“某项”起始日期不是有效日期，请按 2026-01-31 的格式填写",
        "“某项”截止日期不是有效日期，请按 2026-01-31 的格式填写",
    ]
    assert answer("date_range", {start: ["2026-02-01"], end: ["2026-01-01"]}) == ["“某项”截止日期早于起始日期，请核对"]


BAD_IDS = {
    "110105194913310021": "第 7 至 14 位不是有效的出生日期，请核对",
    "11010520261231001X": "第 7 至 14 位不是有效的出生日期，请核对",
    "11010519491231002": "应为 18 位公民身份号码（前 17 位为数字，最后一位为数字或 X），请核对",
}


@pytest.mark.parametrize("number", BAD_IDS)
def test_id_numbers_that_are_refused(number: str) -> None:
    assert id_fault(number, "2026-11-21") == BAD_IDS[number]


@given(st.sampled_from(["442526", "441322", "000000", "999999"]), st.dates(), st.integers(0, 999))
def test_any_prefix_is_a_good_prefix(prefix: str, born: Any, serial: int) -> None:
    """The first six digits say where the number was first issued; abolished and unknown codes are as good as any."""
    if born.year < 1800:
        born = born.replace(year=1900 + born.year % 100, day=min(born.day, 28))
    first = f"{prefix}{born:%Y%m%d}{serial:03d}"
    number = first + id_check(first)
    assert id_fault(number, "9999-12-31") == ""
    assert birth_date(number) == born.isoformat()
    assert sex(number) == ("1" if serial % 2 else "2")


@given(st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_in_an_id_number_is_found(at: int, by: int) -> None:
    digits = "44132219900101123"
    wrong = digits[:at] + str((int(digits[at]) + by) % 10) + digits[at + 1 :]
    assert id_fault(wrong + id_check(digits), "2026-11-21") != ""


def test_what_an_id_number_tells() -> None:
    assert derived(PERSON, "birth_date", "") == "1949-12-31"
    assert derived(PERSON, "sex", "") == "2"
    assert derived(PERSON, "age", "2026-12-30") == 76
    assert derived(PERSON, "age", "2026-12-31") == 77
    assert derived("E12345678", "age", "2026-12-31") is None


def test_other_documents_have_other_formats() -> None:
    known = dictionary(
        {"key": "p.kind", "kind": "choice", "options": option_list("resident_id", "passport", "hk_macao_permit")},
        {"key": "p.number", "label": "号码", "kind": "id_number", "id_kind": "p.kind", "max": 18},
    )
    plan = compile_plan(bound(known, "x", "p.kind", "p.number"))
    for number in ("E12345678", "H1234567890", "台胞证第0012345号"):
        assert isinstance(clean(plan, {"p.kind": ["passport"], "p.number": [number]}), Answers)
    for number in ("??", "E" * 19):
        assert isinstance(clean(plan, {"p.kind": ["passport"], "p.number": [number]}), Problems)
    assert isinstance(clean(plan, {"p.kind": ["resident_id"], "p.number": ["E12345678"]}), Problems)


def test_a_genuine_code_that_fails_the_check_can_be_lifted() -> None:
    plan = compile_plan(bound(dictionary({"key": "o.code", "kind": "credit_code"}), "x", "o.code"))
    raw = {"o.code": ["91350211M0000XUF46"]}
    refused = clean(plan, raw)
    assert isinstance(refused, Problems)
    assert [(problem.code, problem.overridable) for problem in refused] == [("credit_code_check", True)]
    assert clean(plan, raw, overrides=["o.code"]) == {"o.code": "91350211M0000XUF46"}
    assert isinstance(clean(plan, {"o.code": ["9135"]}, overrides=["o.code"]), Problems)


def test_credit_codes() -> None:
    assert credit_check("91350100M000100Y4") == "3"
    assert is_credit_code("12100000420002184R")
    assert not is_credit_code("91350211M0000XUF46")


PHONES = {
    "13800138000": "13800138000",
    "138 0013 8000": "13800138000",
    "０７５２-６２８８１２３": "0752-6288123",
    "(0752)6288123": "0752-6288123",
    "010-62881234": "010-62881234",
    "0752-6288123转801": "0752-6288123-801",
    "0752-6288123-801": "0752-6288123-801",
    "12345": "12345",
    "12315": "12315",
    "400-812-3123": "4008123123",
    "+852 2345 6789": "+85223456789",
    "110": "110",
    "1380013800": None,
    "6288123": None,
    "电话": None,
}


@pytest.mark.parametrize("written", PHONES)
def test_phones(written: str) -> None:
    normal = normal_phone(written)
    assert normal == PHONES[written]
    assert normal is None or normal_phone(normal) == normal


CAPITALS = {
    "0": "零元整",
    "0.05": "伍分",
    "0.50": "伍角整",
    "0.55": "伍角伍分",
    "1": "壹元整",
    "1.05": "壹元零伍分",
    "10": "壹拾元整",
    "10.10": "壹拾元壹角整",
    "101": "壹佰零壹元整",
    "1001.01": "壹仟零壹元零壹分",
    "10000": "壹万元整",
    "10001": "壹万零壹元整",
    "107000.53": "壹拾万柒仟元伍角叁分",
    "1000000": "壹佰万元整",
    "100000000": "壹亿元整",
    "100000001": "壹亿零壹元整",
    "100010001": "壹亿零壹万零壹元整",
    "1010000": "壹佰零壹万元整",
    "1234567890.12": "壹拾贰亿叁仟肆佰伍拾陆万柒仟捌佰玖拾元壹角贰分",
    "1000000000000": "壹万亿元整",
    "1000100000000": "壹万零壹亿元整",
    "-3.20": "负叁元贰角整",
}


@pytest.mark.parametrize("amount", CAPITALS)
def test_capitals(amount: str) -> None:
    assert capitals(Decimal(amount)) == CAPITALS[amount]


@pytest.mark.parametrize("amount", ["0.001", "10000000000000000"])
def test_what_has_no_capitals(amount: str) -> None:
    with pytest.raises(ValueError, match="amount"):
        capitals(Decimal(amount))


@given(st.integers(0, 10**18 - 1))
def test_capitals_tell_amounts_apart(fen: int) -> None:
    text = capitals(Decimal(fen) / 100)
    assert text != capitals(Decimal(fen + 1) / 100) if fen < 10**18 - 1 else text
    assert "零零" not in text
    assert text.endswith(("整", "分"))


MASKED = [
    ("id_number", {"mask": "id"}, PERSON, "110105********002X"),
    ("phone", {"mask": "phone"}, "13800138000", "138****8000"),
    ("text", {"mask": "account"}, "6217000012345678", "************5678"),
    ("address", {"mask": "address"}, "罗阳街道某村一号", "罗阳街道某村**"),
    ("text", {"mask": "name"}, "张三丰", "张**"),
    ("text", {"mask": "name"}, "张", "张*"),
    ("text", {"mask": "id"}, "短号", "短*"),
    ("text", {}, "不遮", "不遮"),
]


@pytest.mark.parametrize(("kind", "more", "value", "masked"), MASKED)
def test_masks(kind: str, more: dict[str, Any], value: str, masked: str) -> None:
    assert mask(dictionary({"key": "a.x", "kind": kind, **more})["a.x"], value) == masked


READ: list[tuple[str, dict[str, Any], Any, str, str]] = [
    ("money", {}, Decimal("1234.50"), "1,234.50", "1,234.50"),
    ("decimal", {}, Decimal("6.00"), "6", "6"),
    ("boolean", {}, False, "否", "否"),
    ("date", {}, "2026-01-05", "2026年1月5日", "2026-01-05"),
    ("datetime", {}, "2026-01-05T09:30", "2026年1月5日 09:30", "2026-01-05 09:30"),
    ("choices", ONE, ["a", "c"], "A、C", "A、C"),
    ("text", {}, "=1+1", "=1+1", "'=1+1"),
    ("integer", {}, -5, "-5", "-5"),
    ("phone", {}, "+85223456789", "+85223456789", "'+85223456789"),
]


@pytest.mark.parametrize(("kind", "more", "value", "shown", "celled"), READ)
def test_what_people_and_spreadsheets_read(
    kind: str, more: dict[str, Any], value: Any, shown: str, celled: str
) -> None:
    element = dictionary({"key": "a.x", "kind": kind, **more})["a.x"]
    assert display(element, value) == shown
    assert cell(element, value) == celled
    assert display(element, None) == cell(element, None) == ""


MINIMAL: dict[str, dict[str, Any]] = {
    "choice": ONE,
    "choices": ONE,
    "division": {"level": "town"},
    "table": {"columns": [{"key": "name", "label": "姓名", "kind": "text", "required": True}]},
}


@pytest.mark.parametrize("kind", [name for name, kind in KINDS.items() if kind.stored])
def test_the_sample_of_every_kind_is_accepted_and_comes_back(kind: str) -> None:
    known = dictionary({"key": "a.x", "kind": kind, **MINIMAL.get(kind, {})})
    plan, element = compile_plan(bound(known, "x", {"element": "a.x", "required": True})), known["a.x"]
    value = sample(plan)["a.x"]
    answers = clean(plan, typed(plan, {"a.x": value}))
    assert answers == {"a.x": value}
    assert isinstance(answers, Answers)
    assert restore(plan, answers.to_json()) == answers
    assert display(element, value) != ""


PATTERNS = {
    "[A-Z][0-9]{9}": "",
    "(?:JY|SC)[0-9]{14}": "",
    "粤[A-Z]-?[0-9]+": "",
    r"(a)\1": "不能使用 \\1",
    "(?=a)b": "不能使用前后查找或命名分组",
    "(a+)+": "重复里面不能再有重复",
    "(a|b*)*": "重复里面不能再有重复",
    "a*b*c*": "不限次数的重复最多 2 处",
    "a{1,1000}b{1,1000}c{1,1000}": "不限次数的重复最多 2 处",
    "[a": "不是正确的正则表达式",
    r"\bx": "不能使用 \\b",
}


@pytest.mark.parametrize("pattern", PATTERNS)
def test_the_safe_subset_of_patterns(pattern: str) -> None:
    assert pattern_flaw(pattern) == PATTERNS[pattern]
    if not PATTERNS[pattern]:
        assert re.fullmatch(pattern, pattern_sample(pattern))
