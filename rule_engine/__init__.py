"""Facts + rules + time -> decisions, each with its reason. Pure: no I/O, no clock, no globals."""

from rule_engine.errors import BudgetExceeded, DocumentError, Problem, RuleEngineError, RuleError, RuleFailed
from rule_engine.logic.explain import Explanation, explain
from rule_engine.logic.names import names_read
from rule_engine.logic.rule import Rule, compile_rule, evaluate
from rule_engine.values.blank import is_blank, truthy

__all__ = [
    "BudgetExceeded",
    "DocumentError",
    "Explanation",
    "Problem",
    "Rule",
    "RuleEngineError",
    "RuleError",
    "RuleFailed",
    "compile_rule",
    "evaluate",
    "explain",
    "is_blank",
    "names_read",
    "truthy",
]
