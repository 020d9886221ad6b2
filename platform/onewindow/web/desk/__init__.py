"""The desk of the window: choose, fill in, accept, print, look up."""

from onewindow.web.desk import (
    apply,
    batches,
    cases,
    comparing,
    divisions,
    guide,
    home,
    lifting,
    notices,
    paper_forms,
    printers,
    reasons,
)
from onewindow.web.desk.blueprint import desk

__all__ = [
    "apply",
    "batches",
    "cases",
    "comparing",
    "desk",
    "divisions",
    "guide",
    "home",
    "lifting",
    "notices",
    "paper_forms",
    "printers",
    "reasons",
]
