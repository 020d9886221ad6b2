"""The workbench: matters built, checked and changed without code."""

from onewindow.web.workbench import company, examples, form, history, home, inbox, preview, publish, rule, tab, versions
from onewindow.web.workbench.blueprint import workbench

__all__ = [
    "company",
    "examples",
    "form",
    "history",
    "home",
    "inbox",
    "preview",
    "publish",
    "rule",
    "tab",
    "versions",
    "workbench",
]
