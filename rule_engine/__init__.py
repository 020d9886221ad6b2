"""Facts + rules + time -> decisions, each with its reason. Pure: no I/O, no clock, no globals."""

from rule_engine.analysis import Order, analyse, check, evaluation_order
from rule_engine.clocks import (
    CALENDAR_DAY,
    WORKING_DAY,
    Account,
    AccountDay,
    Card,
    Clock,
    DayKind,
    Due,
    Extension,
    Limit,
    Pause,
    Suspended,
    account,
    card_at,
    due,
    received,
    remaining,
)
from rule_engine.errors import BudgetExceeded, DocumentError, Problem, RuleEngineError, RuleError, RuleFailed
from rule_engine.findings import Finding, Severity
from rule_engine.logic.explain import Explanation, explain
from rule_engine.logic.names import names_read
from rule_engine.logic.rule import Rule, compile_rule, evaluate
from rule_engine.logic.wording import say
from rule_engine.routing import Frontier, Links, Route, RoutePlan, draw, frontier, lint_plan, route
from rule_engine.tables import Decision, DecisionTable, decide, from_xlsx, to_xlsx
from rule_engine.values.blank import is_blank, truthy
from rule_engine.workdays import MissingYear, WorkCalendar

__all__ = [
    "CALENDAR_DAY",
    "WORKING_DAY",
    "Account",
    "AccountDay",
    "BudgetExceeded",
    "Card",
    "Clock",
    "DayKind",
    "Decision",
    "DecisionTable",
    "DocumentError",
    "Due",
    "Explanation",
    "Extension",
    "Finding",
    "Frontier",
    "Limit",
    "Links",
    "MissingYear",
    "Order",
    "Pause",
    "Problem",
    "Route",
    "RoutePlan",
    "Rule",
    "RuleEngineError",
    "RuleError",
    "RuleFailed",
    "Severity",
    "Suspended",
    "WorkCalendar",
    "account",
    "analyse",
    "card_at",
    "check",
    "compile_rule",
    "decide",
    "draw",
    "due",
    "evaluate",
    "evaluation_order",
    "explain",
    "from_xlsx",
    "frontier",
    "is_blank",
    "lint_plan",
    "names_read",
    "received",
    "remaining",
    "route",
    "say",
    "to_xlsx",
    "truthy",
]
