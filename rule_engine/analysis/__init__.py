"""Findings about rules and tables before they are published."""

from rule_engine.analysis.order import Order, evaluation_order
from rule_engine.analysis.rules import check
from rule_engine.analysis.tables import analyse

__all__ = ["Order", "analyse", "check", "evaluation_order"]
