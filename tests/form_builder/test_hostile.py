"""Hostile posts: refused by name or ignored, never stored, never a crash, never slow."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from form_builder import Answers, Problems, clean, compile_plan
from form_builder.page import render_sections
from tests.form_builder.generating import DICTIONARY, ELEMENTS, KEYS, TODAY
from tests.form_builder.making import bound, dictionary, option_list

EVERYTHING = compile_plan(bound(DICTIONARY, "x", *KEYS))
KNOWN = dictionary(
    {"key": "a.yes", "label": "是否", "kind": "boolean"},
    {"key": "a.why", "label": "原因", "kind": "text"},
    {"key": "a.way", "label": "方式", "kind": "choice", "options": option_list("a", "b")},
    {"key": "a.ways", "label": "方式", "kind": "choices", "options": option_list("a", "b")},
    {"key": "a.sum", "label": "合计", "kind": "integer", "compute": {"+": [1, 2]}},
    {"key": "a.rows", "label": "人员", "kind": "table", "columns": [{"key": "name", "label": "姓名", "kind": "text"}]},
)
PLAN = compile_plan(
    bound(
        KNOWN,
        "x",
        "a.yes",
        {"element": "a.why", "shown": {"==": [{"var": "a.yes"}, True]}},
        "a.way",
        "a.ways",
        "a.sum",
        "a.rows",
    )
)


def messages(raw: dict[str, list[str]]) -> list[str]:
    refused = clean(PLAN, raw)
    assert isinstance(refused, Problems)
    return [problem.message for problem in refused]


def test_unknown_keys_are_ignored() -> None:
    raw = {"b.x": ["1"], "__class__": ["x"], "a.way.b": ["1"], "a": ["1"], "": ["1"], "a.yes": ["1"], "a.rows-x": ["1"]}
    assert clean(PLAN, raw) == {"a.yes": True, "a.sum": 3}


def test_a_hidden_field_filled_by_force_is_not_stored() -> None:
    assert clean(PLAN, {"a.yes": ["0"], "a.why": ["强行填写"]}) == {"a.yes": False, "a.sum": 3}


def test_a_calculated_field_filled_by_force_stays_calculated() -> None:
    assert clean(PLAN, {"a.sum": ["99"]}) == {"a.sum": 3}


def test_repeated_keys_with_different_values_are_refused_by_name() -> None:
    assert messages({"a.yes": ["1", "0"]}) == ["“是否”收到了多个不同的值，请只填写一个"]


def test_options_outside_the_list_are_refused_by_name() -> None:
    assert messages({"a.way": ["c"], "a.ways": ["a", "c"]}) == [
        "“方式”所选内容不在可选范围内，请重新选择",
        "“方式”所选内容不在可选范围内，请重新选择",
    ]


def test_huge_lists_are_refused_by_name() -> None:
    assert messages({"a.ways": ["a"] * 100_000}) == ["“方式”选择过多，请重新选择"]
    assert clean(PLAN, {"a.way": ["a"] * 100_000}) == {"a.way": "a", "a.sum": 3}


@pytest.mark.parametrize("char", ["x", "1", "[", "甲"])
def test_a_megabyte_in_any_field_is_refused_quickly(char: str) -> None:
    text = char * 1_000_000
    started = time.process_time()
    refused = clean(EVERYTHING, {key: [text] for key in KEYS}, TODAY)
    assert isinstance(refused, Problems)
    assert time.process_time() - started < 1
    assert all(len(problem.message) < 300 for problem in refused)
    assert max(len(item) for texts in refused.raw.values() for item in texts) <= 200
    asked = {problem.field for problem in refused}
    assert {"a.text", "a.words", "a.count", "a.one", "a.phone", "p.number", "a.sign", "a.file"} <= asked


def test_ten_thousand_rows_are_refused_by_name() -> None:
    rows = {f"a.rows-{at}-name": ["甲"] for at in range(10_000)}
    started = time.process_time()
    assert messages(rows) == ["“人员”最多 100 行，现有 10000 行，请删除多余的行"]
    assert time.process_time() - started < 1
    refused = clean(PLAN, rows)
    assert isinstance(refused, Problems)
    page = render_sections(PLAN, PLAN.state({}), {}, refused)
    assert page.count("<tr>") == 151


def test_row_numbers_out_of_range_are_ignored() -> None:
    raw = {
        "a.rows-99999999999-name": ["甲"],
        "a.rows--1-name": ["甲"],
        "a.rows-1e3-name": ["甲"],
        "a.rows-7-name": ["乙"],
    }
    assert clean(PLAN, raw) == {"a.rows": [{"name": "乙"}], "a.sum": 3}


ENCODINGS = {
    "bytes that were no UTF-8": "\udce4\udcbd",
    "zero byte": "甲\x00乙",
    "already replaced": "\ufffd\ufffd",
    "escape sequence": "\x1b[31m",
}


@pytest.mark.parametrize("name", ENCODINGS)
def test_wrong_encodings_are_refused_by_name(name: str) -> None:
    assert messages({"a.yes": ["1"], "a.why": [ENCODINGS[name]]}) == ["“原因”含有无法识别的字符，请删除后重新输入"]


def test_markup_comes_back_as_text() -> None:
    raw = {"a.yes": ["1"], "a.why": ['"><script>alert(1)</script>'], "a.rows-0-name": ["<img src=x onerror=1>"]}
    page = render_sections(PLAN, PLAN.state({"a.yes": True}), raw)
    assert "<script>" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page


def test_forged_descriptors_of_files_are_refused() -> None:
    plan = compile_plan(bound(DICTIONARY, "x", "a.file"))
    good = {"digest": "sha256:" + "0" * 64, "name": "图.pdf", "size": 10, "media_type": "application/pdf"}
    assert isinstance(clean(plan, {"a.file": [json.dumps(good)]}), Answers)
    for forged in (
        {**good, "media_type": "text/html"},
        {**good, "digest": "../../etc/passwd"},
        {**good, "size": True},
        {**good, "size": 10.5},
        {**good, "extra": 1},
        [good],
    ):
        assert isinstance(clean(plan, {"a.file": [json.dumps(forged)]}), Problems)
    assert isinstance(clean(plan, {"a.file": ["[" * 10_000]}), Problems)


CONTROLS = [key + suffix for key in KEYS for suffix in ("", "-start", "-end", "-0-name", "-1-age", "-0-next")]


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(CONTROLS), st.lists(st.text(max_size=30), max_size=4), max_size=25))
def test_whatever_is_posted_is_answered(raw: dict[str, list[str]]) -> None:
    result = clean(EVERYTHING, raw, TODAY)
    state = EVERYTHING.state(result if isinstance(result, Answers) else {}, TODAY)
    page = render_sections(EVERYTHING, state, raw, None if isinstance(result, Answers) else result)
    assert page.startswith("<section")
    assert isinstance(result, Answers) or all(problem.message.startswith(f"“{problem.label}”") for problem in result)


def test_the_everything_form_asks_everything() -> None:
    assert set(EVERYTHING.state({}, TODAY).shown) == {element["key"] for element in ELEMENTS}
