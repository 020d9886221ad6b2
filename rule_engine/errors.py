"""The family of everything that can go wrong with a rule.

RuleEngineError
├── RuleError            the rule cannot be used as it is written; `.problems` lists everything that is wrong with it
│   └── BudgetExceeded   the rule, or what it does with these facts, is larger than the limits allow
├── RuleFailed           the rule itself said `throw` and nothing in the rule caught it; `.error` is what it threw
└── DocumentError        a plan, a table, a calendar or a workbook is not what it has to be; `.problems`
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where (JSON Pointer, RFC 6901; or a cell such as `C5`), what, and the way out."""

    pointer: str
    message: str
    suggestion: str = ""

    def __str__(self) -> str:
        place = f"{self.pointer or '整条规则'}：{self.message}"
        return f"{place}；{self.suggestion}" if self.suggestion else place


class RuleEngineError(Exception):
    """Anything that rule_engine raises on purpose."""


class RuleError(RuleEngineError):
    """The rule cannot be used; `problems` holds every problem found, in reading order."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class BudgetExceeded(RuleError):  # noqa: N818 - the name says what happened
    """A limit of `rule_engine.values.limits` was passed, when saved or when evaluated."""

    def __init__(self, message: str, pointer: str = "") -> None:
        super().__init__([Problem(pointer, message, "请简化规则或减少数据")])


class RuleFailed(RuleEngineError):  # noqa: N818 - the name says what happened
    """`throw` reached the top of the rule."""

    def __init__(self, error: object) -> None:
        self.error = error
        super().__init__(f"规则中止：{error.get('type', error) if isinstance(error, dict) else error}")


class DocumentError(RuleEngineError):
    """A document (plan, table, calendar, workbook) has another shape than documented."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
