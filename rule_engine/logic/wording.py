"""A rule in Chinese words, for people who read conditions on a drawing or in a list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from rule_engine.logic.reading import read
from rule_engine.operators.base import Literal, Node
from rule_engine.operators.reading import OnePlace
from rule_engine.values.json import Json
from rule_engine.values.texts import text

SIGNS: Final = {"+": "+", "-": "-", "*": "×", "/": "÷", "%": "除余"}
RELATIONS: Final = {
    "==": "是",
    "===": "是",
    "!=": "不是",
    "!==": "不是",
    "<": "小于",
    "<=": "不大于",
    ">": "大于",
    ">=": "不小于",
    "in": "属于",
    "starts_with": "的开头是",
    "ends_with": "的结尾是",
}
OPPOSITES: Final = {
    "是": "不是",
    "不是": "是",
    "小于": "不小于",
    "不大于": "大于",
    "大于": "不大于",
    "不小于": "小于",
    "属于": "不属于",
    "的开头是": "的开头不是",
    "的结尾是": "的结尾不是",
}
ROWS: Final = {"some": "有一行", "all": "每行都", "none": "没有一行"}
TICKED: Final = {"some": "包含 {} 之一", "all": "只包含 {}", "none": "不包含 {}"}
"""The same of a list of options: «经营项目 只包含 预包装食品销售»."""
UNITS: Final = {"day": "天", "month": "个月", "year": "年", "working_day": "个工作日"}


def say(expr: Json, labels: Mapping[str, str]) -> str:
    """The rule in words. `labels`: path -> label, and `path=value` -> label of an option. Raise RuleError for a rule
    that cannot be used.
    """
    return Wording(labels).say(read(expr))


class Wording:
    """Says rules with the labels of a form."""

    def __init__(self, labels: Mapping[str, str], rows: str = "") -> None:
        self.labels = labels
        self.rows = rows

    def say(self, argument: Any) -> str:
        """Any part of a rule."""
        if not isinstance(argument, Node):
            return self.value(argument)
        name, arguments = argument.operator, argument.arguments
        if name in ("and", "or"):
            return (" 且 " if name == "and" else " 或 ").join(self.inside(each, name) for each in arguments)
        if name == "!" and arguments:
            return self.opposite(arguments[0])
        if name in RELATIONS:
            return self.relation(argument, RELATIONS[name])
        if name in ROWS:
            inside = Wording(self.labels, self.path(arguments[0]) if isinstance(arguments[0], OnePlace) else "")
            if _ticked(arguments[1]):
                return f"{self.say(arguments[0])} {TICKED[name].format(inside.say(arguments[1].arguments[1]))}"
            return f"{self.say(arguments[0])}中{ROWS[name]}（{inside.say(arguments[1])}）"
        if name in ("blank", "missing"):
            return f"{'、'.join(self.named(each) for each in arguments)} 未填写"
        return self.term(argument)

    def term(self, node: Node) -> str:
        """Something that is not a condition."""
        name, arguments = node.operator, node.arguments
        if isinstance(node, OnePlace):
            return self.label(self.path(node)) if self.path(node) else "本项"
        if name in SIGNS and len(arguments) > 1:
            return SIGNS[name].join(self.inside(each, name) for each in arguments)
        if name == "age_on":
            return f"{self.say(arguments[0])}至{self.say(arguments[1])}的周岁"
        if name == "date_diff":
            return f"{self.say(arguments[0])}至{self.say(arguments[1])}的{self.unit(arguments)}数"
        if name == "date_add":
            return f"{self.say(arguments[0])}后{self.say(arguments[1])}{self.unit(arguments)}"
        if name in ("if", "?:") and len(arguments) == 3:
            condition, then, otherwise = map(self.say, arguments)
            return f"{condition} 时为{then}，否则为{otherwise}"
        return f"{name}({','.join(map(self.say, arguments))})" if arguments else name

    def opposite(self, argument: Any) -> str:
        """The negation, without a double negative where there is a word for it."""
        if isinstance(argument, Node) and argument.operator in RELATIONS:
            return self.relation(argument, OPPOSITES[RELATIONS[argument.operator]])
        if isinstance(argument, Node) and argument.operator == "blank":
            return f"{self.say(argument.arguments[0])} 已填写"
        return f"不满足（{self.say(argument)}）"

    def relation(self, node: Node, word: str) -> str:
        """«面积 大于 300», «0 小于 面积 小于 10»."""
        path = next((self.path(each) for each in node.arguments if isinstance(each, OnePlace)), "")
        if any(isinstance(each, bool) for each in node.arguments):
            word = word.replace("是", "为")
        return f" {word} ".join(
            self.say(each) if isinstance(each, Node) else self.value(each, path) for each in node.arguments
        )

    def inside(self, argument: Any, around: str) -> str:
        """A part of a longer expression, in brackets where it would be misread."""
        said = self.say(argument)
        loose = (
            isinstance(argument, Node) and argument.operator in ("and", "or", *SIGNS) and argument.operator != around
        )
        return f"（{said}）" if loose else said

    def unit(self, arguments: tuple[Any, ...]) -> str:
        """The unit of a date operator."""
        written = arguments[2] if len(arguments) > 2 else "day"
        return UNITS.get(written, "单位") if isinstance(written, str) else "单位"

    def path(self, node: Node) -> str:
        """The path that a node reads."""
        return next((".".join(keys) for _, keys in node.reads()), "")

    def named(self, argument: Any) -> str:
        """A path given as a text, or a value."""
        return self.label(argument) if isinstance(argument, str) else self.say(argument)

    def label(self, path: str) -> str:
        """What people call a field; inside rows, the column of their table."""
        return self.labels.get(f"{self.rows}.{path}" if self.rows else path) or self.labels.get(path, path)

    def value(self, value: Json, path: str = "") -> str:
        """A value in words: the label of an option where there is one."""
        if isinstance(value, (Literal, dict)):
            return "{…}"
        if isinstance(value, list):
            return "、".join(self.say(each) if isinstance(each, Node) else self.value(each, path) for each in value)
        column = ".".join(part for part in (self.rows, path) if part)
        plain = ("是" if value else "否") if isinstance(value, bool) else text(value)
        said = self.labels.get(f"{column}={text(value)}") or self.labels.get(f"{path}={text(value)}", plain)
        return said or "空"


def _ticked(inside: Any) -> bool:
    """Whether a condition about rows is about options that were ticked: `{"in": [{"var": ""}, [...]]}`."""
    if not isinstance(inside, Node) or inside.operator != "in" or len(inside.arguments) != 2:
        return False
    one, listed = inside.arguments
    return isinstance(one, OnePlace) and not any(path for _, path in one.reads()) and isinstance(listed, list)
