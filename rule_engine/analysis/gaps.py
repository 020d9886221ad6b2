"""Search for records that no row holds for, column by column; the rows still possible are the bits of an integer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from rule_engine.analysis.pieces import Piece
from rule_engine.tables.cells import ANY
from rule_engine.tables.index import Rows
from rule_engine.tables.model import DecisionTable

MOST_VISITS = 2_000_000
"""Pieces looked at before a search gives up, and says so."""


@dataclass(frozen=True, slots=True)
class Gap:
    """`way`: one piece a column, together a record without a row. In column `depth`, all pieces of `also` lead there;
    later columns do not matter.
    """

    way: tuple[Piece, ...]
    depth: int
    also: tuple[Piece, ...]


class Search:
    """Searches over one table; `exhausted` when one was given up."""

    def __init__(self, pieces: Sequence[Sequence[Piece]], table: DecisionTable, visits: int = MOST_VISITS) -> None:
        self.pieces = pieces
        self.every = table.index.every
        self.left = visits
        self.exhausted = False
        cells = [row.cells for row in table.rows]
        self.careless = [
            sum(1 << row for row, each in enumerate(cells) if all(cell is ANY for cell in each[place:]))
            for place in range(len(pieces) + 1)
        ]

    def gaps(self, most: int) -> Iterator[Gap]:
        """The first gaps; none only when there is none (or the search was given up)."""
        if not self.every:
            yield Gap(tuple(pieces[0] for pieces in self.pieces), 0, tuple(self.pieces[0]))
            return
        yield from islice(self._below(self.pieces, self.every, (), set()), most)

    def covered(self, row: int, by: Rows) -> bool:
        """Whether every record of a row is met by others."""
        own = [[piece for piece in pieces if piece.rows >> row & 1] for pieces in self.pieces]
        self.left -= sum(map(len, self.pieces))
        return next(self._below(own, by, (), set()), None) is None and not self.exhausted

    def _below(
        self, pieces: Sequence[Sequence[Piece]], live: Rows, way: tuple[Piece, ...], closed: set[tuple[int, Rows]]
    ) -> Iterator[Gap]:
        """Gaps behind the pieces chosen so far; `live` are the rows that still hold, `closed` the places known to have
        no gap.
        """
        place = len(way)
        if live & self.careless[place] or (place, live) in closed:
            return
        self.left -= len(pieces[place])
        if self.left < 0:
            self.exhausted = True
            return
        found = False
        for rows, alike in _grouped(pieces[place], live).items():
            if not rows:
                found = True
                rest = tuple(later[0] for later in pieces[place + 1 :])
                yield Gap((*way, alike[0], *rest), place, tuple(alike))
                continue
            for gap in self._below(pieces, rows, (*way, alike[0]), closed):
                found = True
                yield gap
        if not found:
            closed.add((place, live))


def _grouped(pieces: Sequence[Piece], live: Rows) -> dict[Rows, list[Piece]]:
    groups: dict[Rows, list[Piece]] = {}
    for piece in pieces:
        groups.setdefault(piece.rows & live, []).append(piece)
    return groups
