"""What is wrong with a decision table, each finding with a record that shows it.

Overlaps (several rows of a `unique` table hold), rows of a `first` table that never come to their turn, gaps (no row
holds).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rule_engine.analysis.boxes import Boxes
from rule_engine.analysis.gaps import Gap, Search
from rule_engine.analysis.pieces import Piece, cut, example
from rule_engine.findings import Finding, Severity
from rule_engine.tables.cells import Cell, Ranges, Words, meet, union
from rule_engine.tables.decide import members
from rule_engine.tables.index import Rows
from rule_engine.tables.model import DecisionTable
from rule_engine.tables.notation import write
from rule_engine.values.json import Json

MOST_FINDINGS = 50
"""Findings of one sort that are listed; more help nobody."""


def analyse(table: DecisionTable) -> list[Finding]:
    """All findings of a table, each with a witness: a record (path -> value) that shows it."""
    return list(_Analysis(table).findings())


class _Analysis:
    def __init__(self, table: DecisionTable) -> None:
        self.table = table
        self.pieces = [list(cut(axis)) for axis in table.index.axes]
        self.boxes = Boxes(table)

    def findings(self) -> Iterator[Finding]:
        """Overlaps and unused rows as the hit policy minds them, then gaps."""
        if self.table.hit == "unique":
            yield from self.overlaps()
        if self.table.hit == "first":
            yield from self.unused()
        if self.table.hit != "collect" and self.table.default is None:
            yield from self.gaps()

    def overlaps(self) -> Iterator[Finding]:
        """Pairs of rows that hold for the same record."""
        listed = 0
        for row, others in enumerate(self.boxes.touching):
            for other in members(others >> (row + 1) << (row + 1)):
                witness = self.witness([meet(a, b) for a, b in zip(self.cells(row), self.cells(other), strict=True)])
                if witness is None:
                    continue
                yield self.overlap(row, other, witness)
                listed += 1
                if listed == MOST_FINDINGS:
                    yield Finding(
                        "/rows", Severity.NOTE, f"重叠只列出前 {MOST_FINDINGS} 处", "先处理列出的，再检查一次"
                    )
                    return

    def overlap(self, row: int, other: int, witness: Mapping[str, Json]) -> Finding:
        """Two rows with the same result are untidy; with different results they are wrong."""
        alike = self.table.rows[row].values == self.table.rows[other].values
        return Finding(
            f"/rows/{other}",
            Severity.WARNING if alike else Severity.ERROR,
            f"{self.said(witness)} 时第 {row + 1} 行和第 {other + 1} 行都成立" + ("，结果相同" if alike else ""),
            "缩小其中一行的条件，或改用“首个命中”",
            witness,
        )

    def unused(self) -> Iterator[Finding]:
        """Rows of a `first` table whose every record is taken by rows before them."""
        search = Search(self.pieces, self.table)
        for row, others in enumerate(self.boxes.touching):
            before = others & ((1 << row) - 1)
            covering = self.boxes.covering[row] & before
            if covering or (before and search.covered(row, before)):
                witness = self.witness(self.cells(row))
                if witness is not None:
                    yield self.shadow(row, covering or before, witness)
        if search.exhausted:
            yield unfinished("是否有永远轮不到的行")

    def shadow(self, row: int, before: Rows, witness: Mapping[str, Json]) -> Finding:
        """Which earlier row takes the witness."""
        taken = self.table.index.every
        for axis in self.table.index.axes:
            taken &= axis.rows(witness[axis.column.path])
        first = next(members(taken & before))
        return Finding(
            f"/rows/{row}",
            Severity.WARNING,
            f"第 {row + 1} 行永远轮不到：{self.said(witness)} 时第 {first + 1} 行已先成立",
            "把这一行移到前面，或删除",
            witness,
        )

    def gaps(self) -> Iterator[Finding]:
        """Records for which no row holds."""
        search = Search(self.pieces, self.table)
        for gap in search.gaps(MOST_FINDINGS):
            yield self.gap(gap)
        if search.exhausted:
            yield unfinished("是否有遗漏")

    def gap(self, gap: Gap) -> Finding:
        """One gap: its witness, and all values it stands for."""
        witness = {column.path: piece.example for column, piece in zip(self.table.columns, gap.way, strict=True)}
        cells = [piece.cell for piece in gap.way[: gap.depth]] + [together(gap.also)]
        meant = "，".join(
            f"{column.label}：{write(cell, column)}" for column, cell in zip(self.table.columns, cells, strict=False)
        )
        return Finding(
            "/rows",
            Severity.ERROR,
            f"{self.said(witness)} 时没有任何一行成立（遗漏范围 {meant}）",
            "补一行，或填写默认结果",
            witness,
        )

    def cells(self, row: int) -> tuple[Cell, ...]:
        """The cells of a row."""
        return self.table.rows[row].cells

    def witness(self, cells: Sequence[Cell | None]) -> dict[str, Json] | None:
        """A record that all these cells mean; None when there is none."""
        made = {}
        for column, cell, pieces in zip(self.table.columns, cells, self.pieces, strict=True):
            if cell is None:
                return None
            made[column.path] = example(cell, column, pieces)
            if made[column.path] is None and not column.blank:
                return None
        return made

    def said(self, witness: Mapping[str, Json]) -> str:
        """A record as people read it."""
        return "，".join(f"{column.label}={column.say(witness[column.path])}" for column in self.table.columns)


def together(pieces: Sequence[Piece]) -> Cell:
    """One cell for neighbouring pieces of a column."""
    first = pieces[0].cell
    if isinstance(first, Ranges):
        return Ranges(union(part for piece in pieces if isinstance(piece.cell, Ranges) for part in piece.cell.parts))
    words = [piece.cell for piece in pieces if isinstance(piece.cell, Words) and not piece.cell.but]
    return Words(frozenset(value for cell in words for value in cell.values)) if words else first


def unfinished(what: str) -> Finding:
    """The search was too large to be finished."""
    return Finding("/rows", Severity.NOTE, f"决策表过于复杂，未能查完{what}", "拆成几张较小的表")
