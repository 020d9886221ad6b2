"""What a workbook would change: edits of single rows, and what cannot be taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

Json = Any
CHANGED, MOVED, NEW, GONE = "changed", "moved", "new", "gone"
ORDER = (CHANGED, MOVED, NEW, GONE)
"""In which order edits are made."""
ELEMENTS = ""
"""Key of the texts of a `MOVED` edit: the elements of the list as they shall stand."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What cannot be taken: `cell` names sheet and cell («材料!C7»)."""

    cell: str
    message: str


@dataclass(frozen=True, slots=True)
class Edit:
    """What one row would change. `row` names it («材料!7»); `at`: the element's pointer, of a new or moved one its
    list's.

    `texts`: pointer relative to `at` → the texts of its control. `part`: the section a field shall stand in, as it is
    written. `after`: behind what a new row shall stand, the nearest first: numbers of elements, rows of other edits.
    """

    row: str
    kind: str
    at: str
    texts: Mapping[str, tuple[str, ...]]
    part: str = ""
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """All changes of a workbook, and everything that cannot be taken. `notes`: what a new matter does not begin with,
    because it is made on the workbench.
    """

    edits: tuple[Edit, ...]
    faults: tuple[Fault, ...] = ()
    notes: tuple[Fault, ...] = ()


def to_json(edits: Sequence[Edit]) -> list[Json]:
    """Changes as JSON, for the page that asks which of them are wanted."""
    return [
        {**asdict(each), "texts": {key: list(texts) for key, texts in each.texts.items()}, "after": list(each.after)}
        for each in edits
    ]


def from_json(value: Json) -> tuple[Edit, ...]:
    """Changes back from the page; what is none is left out."""
    return tuple(_edit(each) for each in value if isinstance(each, dict)) if isinstance(value, list) else ()


def _edit(value: Mapping[str, Json]) -> Edit:
    given, after = value.get("texts"), value.get("after")
    texts = {str(key): _texts(each) for key, each in given.items()} if isinstance(given, dict) else {}
    row, kind, at = (str(value.get(name, "")) for name in ("row", "kind", "at"))
    return Edit(row, kind, at, texts, str(value.get("part", "")), _texts(after))


def _texts(value: Json) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()
