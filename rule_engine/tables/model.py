"""A decision table: conditions in columns, rows of cells, a hit policy, outputs, a default."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Literal, Self, TypeAlias

from rule_engine.errors import DocumentError, Problem
from rule_engine.tables.cells import ANY, Cell
from rule_engine.tables.columns import Column
from rule_engine.tables.index import Index
from rule_engine.tables.notation import parse, write
from rule_engine.values.json import Json

Hit: TypeAlias = Literal["unique", "first", "collect"]
Aggregate: TypeAlias = Literal["list", "sum", "min", "max", "count"]
HITS: Final = ("unique", "first", "collect")
AGGREGATES: Final = ("list", "sum", "min", "max", "count")


@dataclass(frozen=True, slots=True)
class Output:
    """One result: its key, its label."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line: a cell a column, a value an output, a note for people."""

    cells: tuple[Cell, ...]
    values: tuple[Json, ...]
    note: str = ""


@dataclass(frozen=True)
class DecisionTable:
    """Hit policies: `unique`, at most one row may hold; `first`, the first that holds; `collect`, all that hold, put
    together by `aggregate`.

    `default` gives the outputs when no row holds. Row numbers count from 1, as people see them.
    """

    name: str
    columns: tuple[Column, ...]
    outputs: tuple[Output, ...]
    rows: tuple[Row, ...]
    hit: Hit = "unique"
    aggregate: Aggregate = "list"
    default: tuple[Json, ...] | None = None

    @cached_property
    def index(self) -> Index:
        """Which rows a value meets, built on first use."""
        return Index.of(self.columns, [row.cells for row in self.rows])

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Self:
        """Read `{"name", "hit", "aggregate"?, "columns", "outputs", "rows": [{"when": [text], "then": [value],
        "note"?}], "default"?: [value]}`.

        Cells are written as `tables.notation` says. Raise DocumentError with every problem.
        """
        problems: list[Problem] = []
        hit, aggregate = document.get("hit", "unique"), document.get("aggregate", "list")
        if hit not in HITS:
            problems.append(Problem("/hit", f"不认识的命中方式“{hit}”", f"可用:{'、'.join(HITS)}"))
        if aggregate not in AGGREGATES:
            problems.append(Problem("/aggregate", f"不认识的汇总方式“{aggregate}”", f"可用:{'、'.join(AGGREGATES)}"))
        columns = tuple(_columns(document.get("columns", ()), problems))
        outputs = tuple(
            Output(str(raw["key"]), str(raw.get("label", raw["key"]))) for raw in document.get("outputs", ())
        )
        rows = () if problems else tuple(_rows(document.get("rows", ()), columns, outputs, problems))
        default = document.get("default")
        if default is not None and len(default) != len(outputs):
            problems.append(Problem("/default", f"默认结果要有 {len(outputs)} 个值", "每个结果列填一个"))
        if problems:
            raise DocumentError(problems)
        return cls(
            str(document.get("name", "")),
            columns,
            outputs,
            rows,
            hit,
            aggregate,
            None if default is None else tuple(default),
        )

    def to_json(self) -> dict[str, Any]:
        """What `from_json` reads."""
        made: dict[str, Any] = {
            "name": self.name,
            "hit": self.hit,
            "columns": [column.to_json() for column in self.columns],
        }
        if self.hit == "collect":
            made["aggregate"] = self.aggregate
        made["outputs"] = [{"key": output.key, "label": output.label} for output in self.outputs]
        made["rows"] = [
            {
                "when": [write(cell, column) for cell, column in zip(row.cells, self.columns, strict=True)],
                "then": list(row.values),
            }
            | ({"note": row.note} if row.note else {})
            for row in self.rows
        ]
        return made if self.default is None else made | {"default": list(self.default)}


def _columns(raw: Sequence[Mapping[str, Any]], problems: list[Problem]) -> Iterator[Column]:
    for position, each in enumerate(raw):
        try:
            yield Column.from_json(each)
        except DocumentError as error:
            problems.extend(
                Problem(f"/columns/{position}{found.pointer}", found.message, found.suggestion)
                for found in error.problems
            )


def _rows(
    raw: Sequence[Mapping[str, Any]], columns: Sequence[Column], outputs: Sequence[Output], problems: list[Problem]
) -> Iterator[Row]:
    for position, each in enumerate(raw):
        when, then = each.get("when", ()), each.get("then", ())
        if len(when) != len(columns):
            problems.append(
                Problem(
                    f"/rows/{position}/when",
                    f"第 {position + 1} 行有 {len(when)} 个条件,应有 {len(columns)} 个",
                    "补齐或删去",
                )
            )
            continue
        if len(then) != len(outputs):
            problems.append(
                Problem(
                    f"/rows/{position}/then",
                    f"第 {position + 1} 行有 {len(then)} 个结果,应有 {len(outputs)} 个",
                    "补齐或删去",
                )
            )
        cells = tuple(
            read_cell(written, column, f"/rows/{position}/when/{place}", problems)
            for place, (written, column) in enumerate(zip(when, columns, strict=True))
        )
        yield Row(cells, tuple(then), str(each.get("note", "")))


def read_cell(written: Any, column: Column, place: str, problems: list[Problem]) -> Cell:
    """The cell, or ANY and a problem at `place`."""
    try:
        return parse("" if written is None else str(written), column)
    except DocumentError as error:
        problems.extend(Problem(place, found.message, found.suggestion) for found in error.problems)
        return ANY
