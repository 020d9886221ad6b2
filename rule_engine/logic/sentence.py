"""A reason as a Chinese sentence: only what decided is said, with the labels people know."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from rule_engine.logic.trace import Step
from rule_engine.logic.wording import OPPOSITES, RELATIONS, Wording
from rule_engine.operators.base import Literal, Node
from rule_engine.operators.reading import OnePlace
from rule_engine.values.blank import is_blank, truthy
from rule_engine.values.json import Json
from rule_engine.values.texts import text

UNFILLED: Final = "未填写"
THROUGH: Final = ("!", "!!", "if", "?:", "??", "try")
ROWS: Final = {
    "some": ("有符合条件的行", "没有符合条件的行"),
    "all": ("各行都符合条件", "有不符合条件的行"),
    "none": ("没有符合条件的行", "有符合条件的行"),
}


class Speaker:
    """Says what the steps of one evaluation gave."""

    def __init__(self, labels: Mapping[str, str]) -> None:
        self.words = Wording(labels)

    def because(self, tree: Step) -> str:
        """The reason of a whole evaluation, each part once."""
        said = [part for step in tree.steps for part in self.reasons(step)]
        return "因 " + "、".join(dict.fromkeys(said)) if said else "无条件"

    def reasons(self, step: Step) -> list[str]:
        """What decided one step."""
        name = step.operator
        if name in ("and", "or"):
            return self.junction(step)
        if name in THROUGH:
            return [part for each in step.steps for part in self.reasons(each)]
        if name in RELATIONS:
            return [self.compared(step)]
        if isinstance(step.node, OnePlace):
            return [self.found(self.name(step), step.value, self.path(step))]
        if name == "blank":
            return [f"{self.argument_name(step, 0)}{UNFILLED if step.value else '已填写'}"]
        if name in ("missing", "missing_some"):
            return self.missing(step)
        if name in ROWS:
            return [f"{self.argument_name(step, 0)}中{ROWS[name][0 if step.value else 1]}"]
        if step.note:
            return [f"{self.name(step)}无法计算（{step.note}）"]
        return [self.found(self.name(step), step.value, "")]

    def junction(self, step: Step) -> list[str]:
        """Of an `and` that failed or an `or` that held, the last part evaluated decided; otherwise all did."""
        decided_early = truthy(step.value) is (step.operator == "or")
        deciding = step.steps[-1:] if decided_early else step.steps
        return [part for each in deciding for part in self.reasons(each)]

    def missing(self, step: Step) -> list[str]:
        """Which fields are blank, or that none is."""
        named = "、".join(self.words.label(text(path)) for path in step.value or ())
        return [f"{named}{UNFILLED}"] if named else ["必要信息已填写"]

    def compared(self, step: Step) -> str:
        """«面积=500,大于 300»: what was found, and what it was held against."""
        places = [self.argument(step, place) for place in range(len(step.node.arguments) if step.node else 0)]
        first = next((place for place, each in enumerate(places) if isinstance(each, Step)), 0)
        subject, path = places[first], self.path(places[first])
        shown = subject.value if isinstance(subject, Step) else subject
        found = self.found(self.argument_name(step, first), shown, path)
        holds, word = truthy(step.value), RELATIONS[step.operator]
        plain = (word == "是" and holds) or (word == "不是" and not holds) or (word == "属于" and holds)
        if len(places) != 2 or plain or (is_blank(shown) and word not in ("是", "不是")):
            return found if len(places) == 2 else f"{found}，{self.words.say(step.node) if holds else '不在范围内'}"
        if first == 1:
            word = MIRRORED.get(word, word)
        return f"{found}，{word if holds else OPPOSITES[word]} {self.against(places[1 - first], path)}"

    def against(self, other: Any, path: str) -> str:
        """What a comparison holds its subject against."""
        if isinstance(other, Step):
            return f"{self.name(other)}（{self.words.value(other.value, path)}）"
        return self.words.value(other, path)

    def found(self, name: str, value: Json, path: str) -> str:
        """«经营场所权属=租赁», «面积未填写»."""
        return f"{name}{UNFILLED}" if is_blank(value) else f"{name}={self.words.value(value, path)}"

    def argument(self, step: Step, place: int) -> Any:
        """The step of an argument, or the literal that stands there."""
        given = step.node.arguments[place] if step.node else None
        if isinstance(given, Node):
            return next((each for each in step.steps if each.node is given), given)
        return given.value if isinstance(given, Literal) else given

    def argument_name(self, step: Step, place: int) -> str:
        """An argument in words."""
        inner = self.argument(step, place)
        return self.name(inner) if isinstance(inner, Step) else self.words.say(inner)

    def name(self, step: Step) -> str:
        """What was evaluated, in words."""
        return self.words.say(step.node)

    def path(self, step: Any) -> str:
        """The path that a step read."""
        return self.words.path(step.node) if isinstance(step, Step) and isinstance(step.node, OnePlace) else ""


MIRRORED: Final = {"小于": "大于", "大于": "小于", "不大于": "不小于", "不小于": "不大于"}
