"""Rules as sentences an admin builds from lists: blocks, and the JsonLogic they stand for.

`read(rule)` gives blocks and `write(block)` the very same rule again; what no sentence of ours says is a `Kept` block,
shown in words and never changed.
"""

from onewindow.domain.workbench.conditions.blocks import (
    Age,
    Between,
    Block,
    Compared,
    Count,
    Field,
    Given,
    Group,
    Kept,
    Listed,
    Mode,
    Rows,
    Span,
    State,
    kept,
)
from onewindow.domain.workbench.conditions.reading import read
from onewindow.domain.workbench.conditions.writing import write

__all__ = [
    "Age",
    "Between",
    "Block",
    "Compared",
    "Count",
    "Field",
    "Given",
    "Group",
    "Kept",
    "Listed",
    "Mode",
    "Rows",
    "Span",
    "State",
    "kept",
    "read",
    "write",
]
