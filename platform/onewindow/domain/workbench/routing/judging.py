"""What is wrong with a table, box by box, and what the analysis found in it, each with the rows it is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rule_engine import DecisionTable, DocumentError, Severity, analyse, decide
from rule_engine import Finding as Found

Json = Any


@dataclass(frozen=True, slots=True)
class Told:
    """One finding. `witness`: a case that shows it, as (label, value); `rows`: the rows (from 0) that fit the case."""

    message: str
    suggestion: str
    stops: bool
    witness: tuple[tuple[str, str], ...] = ()
    rows: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """`table`: None while it cannot be read. `boxes`: place in the table (`rows/0/when/1`) → what is wrong there."""

    table: DecisionTable | None
    boxes: Mapping[str, str] = field(default_factory=dict)
    found: tuple[Told, ...] = ()

    def marked(self, row: int) -> bool:
        """Whether a finding is about a row."""
        return any(row in each.rows for each in self.found)


def judge(body: Json) -> Judged:
    """Everything to say about a table of a draft."""
    try:
        table = DecisionTable.from_json(body)
    except DocumentError as fault:
        said = {each.pointer.strip("/"): f"{each.message}。{each.suggestion}。" for each in fault.problems}
        return Judged(None, said)
    return Judged(table, {}, tuple(_told(table, each) for each in analyse(table)))


def _told(table: DecisionTable, found: Found) -> Told:
    witness = tuple((column.label, column.say(found.witness.get(column.path))) for column in table.columns)
    rows = set(_fitting(table, found.witness)) if found.witness else set()
    named = found.place.rpartition("/rows/")[2]
    rows |= {int(named)} if named.isdecimal() else set()
    stops = found.severity is Severity.ERROR
    return Told(found.message, found.suggestion, stops, witness if found.witness else (), tuple(sorted(rows)))


def _fitting(table: DecisionTable, witness: Mapping[str, Json]) -> list[int]:
    """The rows that hold for a case, whatever the hit policy says of them."""
    facts: dict[str, Json] = {}
    for path, value in witness.items():
        *above, last = path.split(".")
        here = facts
        for name in above:
            here = here.setdefault(name, {})
        here[last] = value
    return [row - 1 for row in decide(table, facts).because.rows]
