"""Bytes of an exchange file to a JSON value, or why not. Hostile files end in a sentence, never in a crash."""

from __future__ import annotations

import json
import re
from decimal import Decimal, InvalidOperation
from itertools import accumulate

from onewindow.domain.problems import Sink, escape

MAX_BYTES = 4_000_000
MAX_DEPTH = 60
_MAX_DIGITS = 30
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"?', re.DOTALL)
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_STEP = {"[": 1, "{": 1, "]": -1, "}": -1}


class _RefusedError(Exception):
    """Carries a Chinese reason out of the JSON parser's hooks."""


def read_json(raw: bytes, sink: Sink) -> object:
    """Parse one file; on a fault the sink (fresh for this file) says why and the value is None.

    Fractions become `Decimal`, never float.
    """
    text = _text(raw, sink)
    if text is None:
        return None
    if _depth(text) > MAX_DEPTH:
        sink.problem("", f"嵌套超过 {MAX_DEPTH} 层。", "请拆分条件或检查括号是否遗漏。")
        return None
    try:
        value = json.loads(
            text, parse_float=_fraction, parse_int=_integer, parse_constant=_constant, object_pairs_hook=_unique
        )
        _refuse_unstorable(value, "", sink)
    except json.JSONDecodeError as error:
        place = f"第 {error.lineno} 行第 {error.colno} 列"
        sink.problem("", f"不是有效的 JSON：{place}附近出错。", "请检查逗号、引号和括号。")
    except _RefusedError as refused:
        sink.problem("", str(refused), "请更正后重试。")
    else:
        return None if sink.problems else value
    return None


def _text(raw: bytes, sink: Sink) -> str | None:
    if len(raw) > MAX_BYTES:
        sink.problem("", f"文件超过 {MAX_BYTES // 1_000_000} MB。", "请拆分后重试。")
        return None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        sink.problem("", f"文件不是 UTF-8 编码（第 {error.start + 1} 个字节）。", "请用 UTF-8 编码另存。")
        return None


def _depth(text: str) -> int:
    brackets = (_STEP.get(char, 0) for char in _STRING.sub("", text))
    return max(accumulate(brackets), default=0)


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise _RefusedError(f"同一个对象里「{_UNSTORABLE.sub('?', twice)}」写了两次。")
    return found


def _refuse_unstorable(value: object, pointer: str, sink: Sink) -> None:
    """Report text that neither UTF-8 nor the database can keep: control characters and lone surrogates."""
    if isinstance(value, str) and _UNSTORABLE.search(value):
        sink.problem(pointer, f"「{_UNSTORABLE.sub('?', value)[:40]}」含有无法保存的控制字符。", "请删除该字符。")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            _refuse_unstorable(item, f"{pointer}/{index}", sink)
    elif isinstance(value, dict):
        for key, item in value.items():
            _refuse_unstorable(key, f"{pointer}/{escape(_UNSTORABLE.sub('?', key))}", sink)
            _refuse_unstorable(item, f"{pointer}/{escape(_UNSTORABLE.sub('?', key))}", sink)


def _fraction(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("Infinity")
    if not number.is_finite() or len(text) > _MAX_DIGITS or abs(number.adjusted()) > _MAX_DIGITS:
        raise _RefusedError(f"数字 {text[:_MAX_DIGITS]} 太长或太大。")
    return number


def _integer(text: str) -> int:
    if len(text) > _MAX_DIGITS:
        raise _RefusedError(f"数字 {text[:_MAX_DIGITS]}… 太长。")
    return int(text)


def _constant(text: str) -> object:
    raise _RefusedError(f"{text} 不是可以使用的数字。")
