"""What the workbench needs from the store beside drafts: what stands around them, and what they begin with."""

from onewindow.services.workbench.beginning import Beginning, blank, change, copy, offered, template, theme
from onewindow.services.workbench.browsing import MOST_TOGETHER, own, reductions, search
from onewindow.services.workbench.gathering import at_odds, department_names, members
from onewindow.services.workbench.surrounding import surroundings

__all__ = [
    "MOST_TOGETHER",
    "Beginning",
    "at_odds",
    "blank",
    "change",
    "copy",
    "department_names",
    "members",
    "offered",
    "own",
    "reductions",
    "search",
    "surroundings",
    "template",
    "theme",
]
