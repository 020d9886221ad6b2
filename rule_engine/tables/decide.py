"""What a table decides for some facts, and because of which rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from rule_engine.operators.arithmetic import Least, Most, Plus
from rule_engine.tables.index import Rows
from rule_engine.tables.model import Aggregate, DecisionTable
from rule_engine.values.json import Facts, Json
from rule_engine.values.paths import walk


@dataclass(frozen=True, slots=True)
class Because:
    """The rows that held (numbered from 1, empty: the default, or nothing), and the facts they were held against."""

    rows: tuple[int, ...]
    inputs: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Decision:
    """`outcome`: output key -> value (of `collect`: list, sum, min, max or count of the values); None when no row holds
    and there is no default.

    `conflict`: more than one row of a `unique` table holds; then there is no outcome.
    """

    outcome: Mapping[str, Any] | None
    because: Because
    conflict: bool = False

    def sentence(self, table: DecisionTable) -> str:
        """The reason in Chinese: «因 主体=企业、面积=120,适用第 2 行»."""
        said = "、".join(f"{column.label}={column.say(self.because.inputs[column.path])}" for column in table.columns)
        rows = "、".join(map(str, self.because.rows))
        if self.conflict:
            return f"因 {said}，第 {rows} 行同时成立，无法判断"
        return f"因 {said}，{f'适用第 {rows} 行' if rows else '没有适用的行'}"


TOGETHER: Final[Mapping[Aggregate, Callable[[list[Json]], Json]]] = {
    "list": list,
    "sum": Plus.calculate,
    "min": Least.calculate,
    "max": Most.calculate,
    "count": len,
}


def decide(table: DecisionTable, facts: Facts) -> Decision:
    """Hold the facts against the table."""
    inputs = {column.path: walk(facts, column.keys) for column in table.columns}
    hits = table.index.every
    for axis in table.index.axes:
        hits &= axis.rows(inputs[axis.column.path])
        if not hits:
            break
    if not hits:
        return Decision(_outcome(table, table.default), Because((), inputs))
    if table.hit == "collect":
        rows = tuple(members(hits))
        return Decision(_collected(table, rows), Because(tuple(row + 1 for row in rows), inputs))
    first = (hits & -hits).bit_length() - 1
    if table.hit == "unique" and hits != 1 << first:
        return Decision(None, Because(tuple(row + 1 for row in members(hits)), inputs), conflict=True)
    return Decision(_outcome(table, table.rows[first].values), Because((first + 1,), inputs))


def members(rows: Rows) -> Iterator[int]:
    """The rows of a set, in order."""
    while rows:
        lowest = rows & -rows
        yield lowest.bit_length() - 1
        rows ^= lowest


def _outcome(table: DecisionTable, values: Sequence[Json] | None) -> Mapping[str, Json] | None:
    return None if values is None else {output.key: value for output, value in zip(table.outputs, values, strict=True)}


def _collected(table: DecisionTable, rows: Sequence[int]) -> Mapping[str, Json]:
    together = TOGETHER[table.aggregate]
    return {
        output.key: together([table.rows[row].values[place] for row in rows])
        for place, output in enumerate(table.outputs)
    }
