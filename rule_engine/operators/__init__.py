"""The vocabulary of rules: one class an operator, registered in our copy of the `jsonlogic` package's registry."""

from rule_engine.operators.reference import page, reference
from rule_engine.operators.registry import OPERATORS, REGISTRY

__all__ = ["OPERATORS", "REGISTRY", "page", "reference"]
