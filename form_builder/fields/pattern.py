"""The safe subset of regular expressions: no back references, no look-around, no nested repeats (docs/documents.md).

A small reader of our own decides what is safe, and the same reader builds a sample text that matches.
Grammar: alternatives of atoms; an atom is a character, an escape, a class, a group or a dot, with at most one repeat.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

OPEN_REPEATS_MAX = 2
"""Unbounded repeats allowed in one pattern: with texts of 500 characters matching stays below a millisecond or so."""
_REPEAT = re.compile(r"\*|\+|\?|\{(\d+)(,(\d*))?\}")
_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]")
_SHORTHAND = {"d": "0", "w": "A", "s": " ", "D": "A", "W": "-", "S": "A"}
_BOUNDED = 100


class _UnsafeError(Exception):
    """Internal: the pattern leaves the subset; the text says how."""


@dataclass
class _Reader:
    text: str
    at: int = 0
    open_repeats: int = 0

    def alternatives(self) -> tuple[str, bool]:
        """(sample of the first branch, whether any branch repeats)."""
        first, repeats = self.sequence()
        while self.at < len(self.text) and self.text[self.at] == "|":
            self.at += 1
            repeats = self.sequence()[1] or repeats
        return first, repeats

    def sequence(self) -> tuple[str, bool]:
        out, repeats = [], False
        while self.at < len(self.text) and self.text[self.at] not in "|)":
            sample, inner = self.atom()
            least, repeated = self.repeat()
            if repeated and inner:
                raise _UnsafeError("重复里面不能再有重复")
            repeats = repeats or repeated or inner
            out.append(sample * least)
        return "".join(out), repeats

    def atom(self) -> tuple[str, bool]:
        char = self.text[self.at]
        if char == "(":
            return self.group()
        if char == "[":
            return self.char_class(), False
        self.at += 1
        if char == "\\":
            return self.escape(), False
        if char in "^$":
            return "", False
        if char in "*+?{":
            raise _UnsafeError("重复符号前面缺少内容")
        return ("例" if char == "." else char), False

    def group(self) -> tuple[str, bool]:
        self.at += 1
        if self.text.startswith("?", self.at):
            if not self.text.startswith("?:", self.at):
                raise _UnsafeError("不能使用前后查找或命名分组")
            self.at += 2
        inner = self.alternatives()
        if not self.text.startswith(")", self.at):
            raise _UnsafeError("括号不配对")
        self.at += 1
        return inner

    def escape(self) -> str:
        if self.at >= len(self.text):
            raise _UnsafeError("结尾多出反斜杠")
        char = self.text[self.at]
        self.at += 1
        if char.isdigit() or (char.isalpha() and char not in _SHORTHAND):
            raise _UnsafeError(f"不能使用 \\{char}")
        return _SHORTHAND.get(char, char)

    def char_class(self) -> str:
        found = _CLASS.match(self.text, self.at)
        if not found:
            raise _UnsafeError("方括号不配对")
        self.at = found.end()
        one = re.compile(found.group())
        for candidate in "0A1Ba2b3例-_/. ":
            if one.fullmatch(candidate):
                return candidate
        return next((chr(code) for code in range(0x21, 0xFFFF) if one.fullmatch(chr(code))), "")

    def repeat(self) -> tuple[int, bool]:
        """(fewest repetitions for a sample, whether this is a repeat); reads past the mark and a lazy `?`."""
        found = _REPEAT.match(self.text, self.at)
        if not found:
            return 1, False
        self.at = found.end()
        mark = found.group()
        least = int(found.group(1) or 0) if mark.startswith("{") else (1 if mark == "+" else 0)
        most = found.group(3) if found.group(2) else found.group(1)
        if mark in "*+" or (found.group(2) and not most) or int(most or 0) > _BOUNDED:
            self.open_repeats += 1
        if self.at < len(self.text) and self.text[self.at] in "?+":
            self.at += 1
        return least, mark != "?"


def _read(pattern: str) -> str:
    reader = _Reader(pattern)
    sample, _ = reader.alternatives()
    if reader.at < len(pattern):
        raise _UnsafeError("括号不配对")
    if reader.open_repeats > OPEN_REPEATS_MAX:
        raise _UnsafeError(f"不限次数的重复最多 {OPEN_REPEATS_MAX} 处")
    return sample


def pattern_flaw(pattern: str) -> str:
    """Why a pattern is not in the safe subset (Chinese), or the empty text."""
    try:
        re.compile(pattern)
        _read(pattern)
    except re.error:
        return "不是正确的正则表达式"
    except _UnsafeError as unsafe:
        return str(unsafe)
    return ""


def pattern_sample(pattern: str) -> str:
    """A short text that matches a pattern of the safe subset."""
    return _read(pattern)
