"""Bytes that are not what they should be end in a sentence."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onewindow.domain.case_format.files import MAX_BYTES, read_json
from onewindow.domain.problems import Sink


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "第 1 行第 1 列"),
        (b'{"a": 1,\n "b" 2}', "第 2 行"),
        (b"\xff\xfe", "UTF-8"),
        (b"[" * 100_000, "嵌套超过"),
        (b'{"a":' * 5_000 + b"1" + b"}" * 5_000, "嵌套超过"),
        (b'{"a": 1, "a": 2}', "写了两次"),
        (b'{"a": NaN}', "NaN"),
        (b'{"a": 1e999999}', "太长或太大"),
        (b'{"a": ' + b"9" * 5_000 + b"}", "太长"),
        (b'{"a": ["\\u0000"]}', "控制字符"),
        (b'{"\\ud800": 1}', "控制字符"),
        (b" " * (MAX_BYTES + 1), "MB"),
    ],
    ids=range(12),
)
def test_a_broken_file_is_explained(raw: bytes, says: str) -> None:
    sink = Sink("x.json")
    assert read_json(raw, sink) is None
    assert len(sink.problems) == 1
    assert says in sink.problems[0].message
    assert sink.problems[0].suggestion


def test_a_file_is_read_exactly() -> None:
    sink = Sink()
    assert read_json('\ufeff{"面积": 0.10, "话": "第一行\\n第二行😀[[["}'.encode(), sink) == {
        "面积": Decimal("0.10"),
        "话": "第一行\n第二行😀[[[",
    }
    assert sink.problems == []


@given(st.binary(max_size=60) | st.text(st.sampled_from('{}[]",:\\u0d81eN- \n'), max_size=60).map(str.encode))
def test_no_bytes_break_the_reader(raw: bytes) -> None:
    sink = Sink()
    assert (read_json(raw, sink) is None) or not sink.problems
