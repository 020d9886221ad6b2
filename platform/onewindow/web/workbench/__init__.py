"""The workbench: matters built, checked and changed without code."""

from onewindow.web.workbench import company, history, home, rule, tab
from onewindow.web.workbench.blueprint import workbench

__all__ = ["company", "history", "home", "rule", "tab", "workbench"]
