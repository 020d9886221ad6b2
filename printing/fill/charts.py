"""Filling a flow chart: rows of steps that run side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from printing.fill import content as c
from printing.fill.scope import Scope
from printing.template import blocks as b
from printing.template.sizes import Style
from printing.template.text import Text, Value

NAME = Text((Value("step.name", ("step", "name")),))
NOTE = Text((Value("step.note", ("step", "note"), optional=True),))


def fill_chart(block: b.Chart, styles: Mapping[str, Style], scope: Scope) -> Iterator[c.ChartRow]:
    """One row for each step, or for each list of steps that run side by side."""
    label = scope.label(block.source_name)
    rows = scope.rows(block.source_name, block.source, optional=block.optional)
    above = 0
    for number, row in enumerate(rows, 1):
        steps = row if isinstance(row, list) else [row]
        inner = [scope.within("step", f"{label}[{number}]", step, at) for at, step in enumerate(steps, 1)]
        filled = tuple((one.spans(NAME), one.spans(NOTE)) for one in inner)
        if filled:
            yield c.ChartRow(block.at, filled, above, styles["label"], styles["small"])
            above = len(filled)
