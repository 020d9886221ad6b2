"""Why a rule gave what it gave: the value, the steps, and a Chinese sentence with the labels of the fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rule_engine.errors import Problem
from rule_engine.logic.reading import read
from rule_engine.logic.sentence import Speaker
from rule_engine.logic.trace import Step, record
from rule_engine.values.json import Facts, Json


@dataclass(frozen=True, slots=True)
class Explanation:
    """`value`; `tree`, what was read and decided; `sentence`, the reason in Chinese, such as «因 经营场所权属=租赁»;
    `problem`, where it failed.
    """

    value: Json
    tree: Step
    sentence: str
    problem: Problem | None = None


def explain(expr: Json, facts: Facts, labels: Mapping[str, str]) -> Explanation:
    """Evaluate and say why. `labels`: path -> label, and `path=value` -> label of an option. Raise RuleError for a rule
    that cannot be used.
    """
    value, tree, problem = record(read(expr), facts)
    sentence = f"无法判断：{problem.message}" if problem else Speaker(labels).because(tree)
    return Explanation(value, tree, sentence, problem)
