"""What the workbench needs from the store beside drafts: what stands around them, and what they begin with."""

from onewindow.services.workbench.beginning import Beginning, blank, change, copy, history, offered, template
from onewindow.services.workbench.surrounding import surroundings

__all__ = ["Beginning", "blank", "change", "copy", "history", "offered", "surroundings", "template"]
