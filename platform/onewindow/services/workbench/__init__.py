"""What the workbench needs from the store beside drafts: what stands around them, and what they begin with."""

from onewindow.services.workbench.beginning import Beginning, blank, change, copy, history, offered, template, theme
from onewindow.services.workbench.browsing import reductions, search
from onewindow.services.workbench.gathering import at_odds, department_names, members
from onewindow.services.workbench.surrounding import surroundings

__all__ = [
    "Beginning",
    "at_odds",
    "blank",
    "change",
    "copy",
    "department_names",
    "history",
    "members",
    "offered",
    "reductions",
    "search",
    "surroundings",
    "template",
    "theme",
]
