"""The life of units: stages, names, marks, mergers and splits; what these would do before they are done."""

from onewindow.services.territory import emblems, reforming
from onewindow.services.territory.living import (
    Act,
    Reformed,
    brand,
    marks,
    merge,
    rename,
    set_stage,
    split,
    successors,
)

__all__ = [
    "Act",
    "Reformed",
    "brand",
    "emblems",
    "marks",
    "merge",
    "reforming",
    "rename",
    "set_stage",
    "split",
    "successors",
]
