"""Drawn tables: whatever is merged, split, added or taken out, every row stays full."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onewindow.domain.workbench.papers import cells, properties
from onewindow.domain.workbench.papers.cells import CROSSED, LAST, NO_NEIGHBOUR, WHOLE
from printing import compile_template

AT = "blocks/table"


def template(rows: Any, columns: int = 3) -> Any:
    """A template with one drawn table."""
    grid = {"type": "grid", "id": "table", "columns": [10] * columns, "rows": rows}
    return {"schema": "onewindow/template/1", "key": "k", "name": "n", "blocks": [grid]}


def rows(made: Any) -> Any:
    """The rows of the table."""
    assert not isinstance(made, str), made
    return made["blocks"][0]["rows"]


def plain() -> Any:
    """Three by three."""
    return template([["a", "b", "c"], ["d", "e", "f"], ["g", "h", "i"]])


def test_merging_and_splitting() -> None:
    wide = cells.merge_right(plain(), f"{AT}/rows/0/0")
    assert rows(wide)[0] == [{"text": "ab", "span": 2}, "c"]
    assert cells.merge_down(wide, f"{AT}/rows/0/0") == NO_NEIGHBOUR
    both = cells.merge_right(wide, f"{AT}/rows/1/0")
    square = cells.merge_down(both, f"{AT}/rows/0/0")
    assert rows(square) == [[{"text": "abde", "span": 2, "rows": 2}, "c"], ["f"], ["g", "h", "i"]]
    back = cells.split(square, f"{AT}/rows/0/0")
    assert rows(back) == [["abde", "", "c"], ["", "", "f"], ["g", "h", "i"]]
    assert cells.split(plain(), f"{AT}/rows/0/0") == WHOLE
    assert cells.merge_right(plain(), f"{AT}/rows/0/2") == NO_NEIGHBOUR
    assert cells.merge_right(plain(), f"{AT}/rows/7/2") == NO_NEIGHBOUR


def test_rows_and_columns_grow_through_merged_cells() -> None:
    tall = cells.merge_down(plain(), f"{AT}/rows/0/0")
    more = cells.add_row(tall, f"{AT}/rows/0/1")
    assert rows(more) == [[{"text": "ad", "rows": 3}, "b", "c"], ["", ""], ["e", "f"], ["g", "h", "i"]]
    wide = cells.merge_right(plain(), f"{AT}/rows/0/0")
    wider = cells.add_column(wide, f"{AT}/rows/1/0")
    assert rows(wider)[:2] == [[{"text": "ab", "span": 3}, "c"], ["d", "", "e", "f"]]


def test_taking_out() -> None:
    assert rows(cells.drop_row(plain(), f"{AT}/rows/1/0")) == [["a", "b", "c"], ["g", "h", "i"]]
    assert rows(cells.drop_column(plain(), f"{AT}/rows/1/1")) == [["a", "c"], ["d", "f"], ["g", "i"]]
    tall = cells.merge_down(plain(), f"{AT}/rows/0/0")
    assert cells.drop_row(tall, f"{AT}/rows/1/0") == CROSSED
    wide = cells.merge_right(plain(), f"{AT}/rows/0/0")
    assert cells.drop_column(wide, f"{AT}/rows/1/0") == CROSSED
    assert cells.drop_row(template([["a"]], 1), f"{AT}/rows/0/0") == LAST
    assert cells.drop_column(template([["a"]], 1), f"{AT}/rows/0/0") == LAST


def test_rows_with_conditions_keep_them() -> None:
    grid = template([["a", "b"], {"if": {"var": "x"}, "cells": [{"label": "c"}, "d"]}], 2)
    merged = cells.merge_right(grid, f"{AT}/rows/1/cells/0")
    assert rows(merged)[1] == {"if": {"var": "x"}, "cells": [{"label": "cd", "span": 2}]}


ACTS = (
    cells.merge_right,
    cells.merge_down,
    cells.split,
    cells.add_row,
    cells.add_column,
    cells.drop_row,
    cells.drop_column,
)


@given(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 30)), max_size=12))
def test_every_row_stays_full(steps: list[tuple[Any, int]]) -> None:
    made = plain()
    for act, number in steps:
        found = cells.spots(made["blocks"][0])
        spot = found[number % len(found)]
        changed = act(made, f"{AT}/rows/{spot.row}/{spot.place}")
        made = made if isinstance(changed, str) else changed
        compile_template(made)


@pytest.mark.parametrize("cell", ["plain", {"label": "head"}, {"text": "x", "align": "center"}, ""])
def test_an_untouched_cell_stays_as_it_was(cell: Any) -> None:
    before = template([[cell]], 1)
    name = f"{AT}/rows/0/0"
    assert properties.closed(properties.opened(before, name), before, name) == before
