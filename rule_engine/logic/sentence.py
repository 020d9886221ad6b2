"""A reason as a Chinese sentence: only what decided is said, with the labels people know."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rule_engine.logic.trace import Step
from rule_engine.operators.base import Literal, Node
from rule_engine.values.blank import is_blank, truthy
from rule_engine.values.json import Json
from rule_engine.values.texts import text

UNFILLED = "未填写"
HOLDS = {"<": "小于", "<=": "不大于", ">": "大于", ">=": "不小于"}
FAILS = {"<": "不小于", "<=": "大于", ">": "不大于", ">=": "小于"}
SIGNS = {"+": "+", "-": "-", "*": "×", "/": "÷", "%": "除余"}
ROWS = {
    "some": ("有符合条件的行", "没有符合条件的行"),
    "all": ("各行都符合条件", "有不符合条件的行"),
    "none": ("没有符合条件的行", "有符合条件的行"),
}


class Speaker:
    """Says steps with the labels of a form."""

    def __init__(self, labels: Mapping[str, str]) -> None:
        self.labels = labels

    def because(self, tree: Step) -> str:
        """The reason of a whole evaluation."""
        said = [part for step in tree.steps for part in self.reasons(step)]
        return "因 " + "、".join(dict.fromkeys(said)) if said else "无条件"

    def reasons(self, step: Step) -> list[str]:
        """What decided one step."""
        match step.operator:
            case "and" | "or":
                return self._junction(step)
            case "!" | "!!" | "if" | "?:" | "??" | "try":
                return [part for each in step.steps for part in self.reasons(each)]
            case "==" | "!=" | "===" | "!==" | "<" | "<=" | ">" | ">=" | "in" | "starts_with" | "ends_with":
                return [self._compared(step)]
            case "var" | "val":
                return [self._read(step)]
            case "blank":
                return [f"{self.name(step, 0)}{UNFILLED if step.value else '已填写'}"]
            case "missing" | "missing_some":
                named = "、".join(self.labels.get(text(path), text(path)) for path in step.value)
                return [f"{named}{UNFILLED}"] if step.value else ["必要信息已填写"]
            case "some" | "all" | "none":
                return [f"{self.name(step, 0)}中{ROWS[step.operator][0 if step.value else 1]}"]
        return [f"{self.formula(step)}={self.value(step.value)}"]

    def _junction(self, step: Step) -> list[str]:
        """Of an `and` that failed or an `or` that held, the last part evaluated decided; otherwise all did."""
        decided_early = truthy(step.value) is (step.operator == "or")
        deciding = step.steps[-1:] if decided_early else step.steps
        return [part for each in deciding for part in self.reasons(each)]

    def _read(self, step: Step) -> str:
        path = ".".join(step.path or ())
        if is_blank(step.value):
            return f"{self.labels.get(path, path)}{UNFILLED}"
        return f"{self.labels.get(path, path)}={self.value(step.value, path)}"

    def _compared(self, step: Step) -> str:
        """«面积=500,大于 300»: what was found, and what it was held against."""
        subject, shown, path = self.subject(step)
        others = [self.against(step, position, path) for position in range(1, self.count(step))]
        if is_blank(shown) and step.operator not in ("==", "!=", "===", "!=="):
            return f"{subject}{UNFILLED}"
        found = f"{subject}{UNFILLED}" if is_blank(shown) else f"{subject}={self.value(shown, path)}"
        if step.operator in ("==", "==="):
            return found if step.value else f"{found},不是 {'、'.join(others)}"
        if step.operator in ("!=", "!=="):
            return f"{found},不是 {'、'.join(others)}" if step.value else found
        if step.operator == "in":
            return found if step.value else f"{found},不属于 {'、'.join(others)}"
        if step.operator in ("starts_with", "ends_with"):
            way = "开头" if step.operator == "starts_with" else "结尾"
            return f"{found},{'以' if step.value else '不以'} {'、'.join(others)} {way}"
        words = (HOLDS if step.value else FAILS)[step.operator]
        return f"{found},{words} {'、'.join(others)}"

    def subject(self, step: Step) -> tuple[str, Json, str]:
        """What a comparison is about: its name, its value, its path."""
        inner = self.argument(step, 0)
        if isinstance(inner, Step):
            return self.formula(inner), inner.value, ".".join(inner.path or ())
        return self.value(inner), inner, ""

    def against(self, step: Step, position: int, path: str) -> str:
        """What a comparison holds its subject against."""
        inner = self.argument(step, position)
        if isinstance(inner, Step):
            return f"{self.formula(inner)}({self.value(inner.value, path)})"
        return self.value(inner, path)

    def count(self, step: Step) -> int:
        """How many arguments a step has."""
        return len(step.node.arguments) if step.node else 0

    def argument(self, step: Step, position: int) -> Any:
        """The step of an argument that was evaluated, or the literal that stands there."""
        given = step.node.arguments[position] if step.node and position < self.count(step) else None
        if isinstance(given, Node):
            return next((each for each in step.steps if each.node is given), None)
        return given.value if isinstance(given, Literal) else given

    def name(self, step: Step, position: int) -> str:
        """An argument by name."""
        inner = self.argument(step, position)
        return self.formula(inner) if isinstance(inner, Step) else self.value(inner)

    def formula(self, step: Step) -> str:
        """How a value came about, in words."""
        if step.operator in ("var", "val"):
            path = ".".join(step.path or ())
            return self.labels.get(path, path)
        parts = [self.name(step, position) for position in range(self.count(step))]
        if step.operator in SIGNS and len(parts) > 1:
            return SIGNS[step.operator].join(parts)
        if step.operator == "age_on":
            return f"{parts[0]}(周岁)"
        return f"{step.operator}({','.join(parts)})"

    def value(self, value: Json, path: str = "") -> str:
        """A value in words: the label of an option where there is one."""
        if isinstance(value, bool):
            return self.labels.get(f"{path}={text(value)}", "是" if value else "否")
        if isinstance(value, list):
            return "、".join(self.value(each, path) for each in value)
        return self.labels.get(f"{path}={text(value)}", text(value)) or "空"
