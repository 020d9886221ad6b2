"""Decision tables: the model, its notation, deciding, and workbooks in and out."""

from rule_engine.tables.columns import Column
from rule_engine.tables.decide import Decision, decide
from rule_engine.tables.model import DecisionTable, Output, Row

__all__ = ["Column", "Decision", "DecisionTable", "Output", "Row", "decide"]
