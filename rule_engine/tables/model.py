"""A decision table: conditions in columns, rows of cells, a hit policy, outputs, a default."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, Final, Literal, Self, TypeAlias

from rule_engine.errors import DocumentError, Problem
from rule_engine.shapes import Reader
from rule_engine.tables.cells import ANY, Cell
from rule_engine.tables.columns import Column
from rule_engine.tables.index import Index
from rule_engine.tables.notation import parse, write
from rule_engine.values.json import Json
from rule_engine.values.texts import text

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
    def from_json(cls, document: Any) -> Self:
        """Read `{"name", "hit", "aggregate"?, "columns", "outputs", "rows": [{"when": [text], "then": [value],
        "note"?}], "default"?: [value]}`.

        Cells are written as `tables.notation` says. Raise DocumentError with every problem.
        """
        read = Reader(document, "", [])
        hit, aggregate = (
            read.choice("hit", HITS, "unique", "命中方式"),
            read.choice("aggregate", AGGREGATES, "list", "汇总方式"),
        )
        columns = tuple(Column.read(raw) for raw in read.objects("columns"))
        outputs = tuple(
            Output(raw.text("key"), raw.text("label") or raw.text("key")) for raw in read.objects("outputs")
        )
        for key, found in (("columns", columns), ("outputs", outputs)):
            if not found:
                read.wrong(key, "至少要有一列", "补上一列")
        rows = () if read.problems else tuple(_row(raw, columns, outputs) for raw in read.objects("rows"))
        default = None if read.get("default") is None else _results(read.items("default"), read, "default")
        if default is not None and len(default) != len(outputs):
            read.wrong("default", f"默认结果要有 {len(outputs)} 个值", "每个结果列填一个")
        read.finish()
        return cls(read.text("name"), columns, outputs, rows, hit, aggregate, default)  # type: ignore[arg-type]

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


def _row(raw: Reader, columns: Sequence[Column], outputs: Sequence[Output]) -> Row:
    when, then = raw.items("when"), raw.items("then")
    number = int(raw.pointer.rpartition("/")[2]) + 1
    for key, have, wanted, what in (("when", when, columns, "条件"), ("then", then, outputs, "结果")):
        if len(have) != len(wanted):
            raw.wrong(key, f"第 {number} 行有 {len(have)} 个{what}，应有 {len(wanted)} 个", "补齐或删去")
    cells = [
        read_cell(written, column, f"{raw.pointer}/when/{place}", raw.problems)
        for place, (written, column) in enumerate(zip(when, columns, strict=False))
    ]
    return Row(tuple(cells), _results(then, raw, "then"), raw.text("note"))


def _results(values: Sequence[Json], raw: Reader, key: str) -> tuple[Json, ...]:
    """Result values with exact numbers; lists and objects are none."""
    for place, value in enumerate(values):
        if isinstance(value, (list, dict)):
            raw.wrong(f"{key}/{place}", "结果要是文本、数字或是否", "拆成几列")
    return tuple(Decimal(repr(value)) if isinstance(value, float) else value for value in values)


def read_cell(written: Json, column: Column, place: str, problems: list[Problem]) -> Cell:
    """The cell, or ANY and a problem at `place`."""
    try:
        return parse(text(written), column)
    except DocumentError as error:
        problems.extend(Problem(place, found.message, found.suggestion) for found in error.problems)
        return ANY
