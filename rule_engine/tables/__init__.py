"""Decision tables: the model, its notation, deciding, and workbooks in and out."""

from rule_engine.tables.columns import Column
from rule_engine.tables.decide import Decision, decide
from rule_engine.tables.model import DecisionTable, Output, Row
from rule_engine.tables.workbook import from_xlsx, to_xlsx

__all__ = ["Column", "Decision", "DecisionTable", "Output", "Row", "decide", "from_xlsx", "to_xlsx"]
