"""Evaluate once more and write down what every node gave: the tree of what was read and decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from rule_engine.errors import Problem, RuleEngineError, RuleError
from rule_engine.operators.arithmetic import Calculation
from rule_engine.operators.base import Node, assemble, is_plain
from rule_engine.operators.code import Code, Frame
from rule_engine.values.json import Facts, Json
from rule_engine.values.limits import Meter
from rule_engine.values.numbers import Absent, number

MOST_STEPS = 2_000
"""Rows beyond this many steps are evaluated but no longer written down."""


@dataclass(slots=True)
class Step:
    """What one node gave: its JSON Pointer, operator, value, the path it read (of its own record), the steps of its
    arguments in the order they ran.
    """

    pointer: str
    operator: str
    value: Json = None
    path: tuple[str, ...] | None = None
    steps: list[Step] = field(default_factory=list)
    note: str = ""
    node: Node | None = field(default=None, repr=False, compare=False)

    def walk(self) -> Iterator[Step]:
        """This step and all below it."""
        yield self
        for each in self.steps:
            yield from each.walk()


class Recorder:
    """Writes down one evaluation."""

    def __init__(self) -> None:
        self.top = Step("", "")
        self.open = [self.top]
        self.left = MOST_STEPS
        self.problem: Problem | None = None

    def observe(self, node: Node, code: Code) -> Code:
        """The same code, writing down what it gives. Nothing but the value is told to the parent, so no short cut is
        taken.
        """

        def run(data: Json, frame: Frame) -> Json:
            step = Step(node.place.pointer, node.operator, path=code.path, node=node)
            if self.left > 0:
                self.left -= 1
                self.open[-1].steps.append(step)
            self.open.append(step)
            try:
                step.value = code.run(data, frame)
            except RuleEngineError as failure:
                self.problem = self.problem or _located(failure, node.place.pointer)
                raise
            finally:
                self.open.pop()
            self.problem = None
            if step.value is None and isinstance(node, Calculation):
                step.note = why_blank(step)
            return step.value

        return Code(run)


def why_blank(step: Step) -> str:
    """Why a calculation has no result."""
    literals = [each for each in step.node.arguments if is_plain(each)] if step.node else []
    found = [number(each) for each in [*literals, *(each.value for each in step.steps)]]
    if Absent.GARBAGE in found:
        return "有不是数字的值"
    return "有未填写的数" if Absent.BLANK in found else "除数为 0" if 0 in found else "没有可计算的数"


def _located(failure: RuleEngineError, pointer: str) -> Problem:
    if isinstance(failure, RuleError):
        return replace(failure.problems[0], pointer=pointer)
    return Problem(pointer, str(failure))


def record(tree: Any, facts: Facts) -> tuple[Json, Step, Problem | None]:
    """The value, the steps, and where it failed (then the value is None)."""
    recorder = Recorder()
    try:
        value = assemble(tree, recorder.observe).run(facts, Frame(facts, Meter()))
    except RuleEngineError:
        return None, recorder.top, recorder.problem
    return value, recorder.top, None
