"""The small formula language of computed elements, as rules.

`full_years(a, b)`: completed years from a to b; `count(t)`: rows of a table; `+ - * /`, parentheses, numbers and
element keys.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from onewindow.domain.problems import did_you_mean

_TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d+)?)|([A-Za-z_]\w*(?:\.\w+)*)|([-+*/(),]))")
_MAX_LENGTH = 500
_MAX_DEPTH = 20
_FUNCTIONS = {"full_years": ("age_on", 2), "count": ("length", 1)}


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula as a rule, with the names it reads."""

    rule: object
    reads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FormulaFault:
    """Why a formula cannot be read, in Chinese, and the way out."""

    message: str
    suggestion: str = ""


def parse_formula(text: str) -> Formula | FormulaFault:
    """Read one formula. Fractions become decimal texts: rules hold no float."""
    if len(text) > _MAX_LENGTH:
        return FormulaFault(f"公式超过 {_MAX_LENGTH} 个字符。", "请缩短公式。")
    words, position = [], 0
    stripped = text.rstrip()
    while position < len(stripped):
        match = _TOKEN.match(stripped, position)
        if match is None:
            return FormulaFault(f"公式「{text}」第 {position + 1} 个字符「{stripped[position]}」看不懂。", _GRAMMAR)
        words.append(match.group(match.lastindex or 0))
        position = match.end()
    return _Parser(text, words).formula()


_GRAMMAR = "可用：数据元的键、数字、+ - * /、括号、full_years(起,止)、count(表格)。"


class _WrongError(Exception):
    """Carries the fault out of the descent."""

    def __init__(self, message: str, suggestion: str = _GRAMMAR) -> None:
        super().__init__(message)
        self.fault = FormulaFault(message, suggestion)


class _Parser:
    """Recursive descent over the words: sum → product → factor."""

    def __init__(self, text: str, words: list[str]) -> None:
        self.text, self.words, self.at, self.depth = text, words, 0, 0
        self.reads: dict[str, None] = {}

    def formula(self) -> Formula | FormulaFault:
        try:
            rule = self.sum()
            self.end()
        except _WrongError as wrong:
            return wrong.fault
        return Formula(rule, tuple(self.reads))

    def end(self) -> None:
        if self.at < len(self.words):
            raise _WrongError(f"公式「{self.text}」在「{self.words[self.at]}」处多出内容。")

    def sum(self) -> object:
        left = self.product()
        while (sign := self.peek()) in ("+", "-"):
            self.at += 1
            left = {sign: [left, self.product()]}
        return left

    def product(self) -> object:
        left = self.factor()
        while (sign := self.peek()) in ("*", "/"):
            self.at += 1
            left = {sign: [left, self.factor()]}
        return left

    def factor(self) -> object:
        word = self.take()
        if word == "-":
            return {"-": [self.deeper(self.factor)]}
        if word == "(":
            inner = self.deeper(self.sum)
            self.expect(")")
            return inner
        if word[0].isdigit():
            return word if "." in word else int(word)
        if word in "+*/),":
            raise _WrongError(f"公式「{self.text}」在「{word}」前缺少内容。")
        if self.peek() == "(":
            return self.call(word)
        self.reads[word] = None
        return {"var": word}

    def call(self, name: str) -> object:
        if name not in _FUNCTIONS:
            raise _WrongError(f"公式「{self.text}」用了不认识的函数「{name}」。", did_you_mean(name, _FUNCTIONS))
        operator, count = _FUNCTIONS[name]
        self.expect("(")
        arguments = [self.deeper(self.sum)]
        while self.peek() == ",":
            self.at += 1
            arguments.append(self.deeper(self.sum))
        self.expect(")")
        if len(arguments) != count:
            raise _WrongError(f"公式「{self.text}」里 {name} 需要 {count} 个参数，写了 {len(arguments)} 个。")
        return {operator: arguments}

    def deeper(self, read: Callable[[], object]) -> object:
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            raise _WrongError(f"公式嵌套超过 {_MAX_DEPTH} 层。", "请拆成几个数据元。")
        inner = read()
        self.depth -= 1
        return inner

    def peek(self) -> str:
        return self.words[self.at] if self.at < len(self.words) else ""

    def take(self) -> str:
        if self.at >= len(self.words):
            raise _WrongError(f"公式「{self.text}」没有写完。")
        self.at += 1
        return self.words[self.at - 1]

    def expect(self, word: str) -> None:
        if self.peek() != word:
            raise _WrongError(f"公式「{self.text}」缺少「{word}」。")
        self.at += 1
