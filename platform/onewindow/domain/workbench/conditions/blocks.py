"""The sentences a rule is built from, as values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Json = Any


class Mode(StrEnum):
    """How the parts of a group hang together."""

    ALL = "all"
    ANY = "any"
    NONE = "none"
    NOT_ALL = "not_all"


@dataclass(frozen=True, slots=True)
class Field:
    """What was answered, or another fact, by path; inside rows a column. An empty path is the row itself."""

    path: str


@dataclass(frozen=True, slots=True)
class Age:
    """Whole years from a birth date to a day."""

    born: Field
    on: Field


@dataclass(frozen=True, slots=True)
class Span:
    """From one day to another, in `unit`: `day`, `month`, `year` or `working_day`."""

    start: Field
    end: Field
    unit: str


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows a table has, how many options were ticked, how long a text is."""

    of: Field


Subject = Field | Age | Span | Count


@dataclass(frozen=True, slots=True)
class Given:
    """A value that the admin writes: text, bool, int, decimal text or ISO date."""

    value: Json


@dataclass(frozen=True, slots=True)
class Compared:
    """«面积 大于 300». `relation`: a JsonLogic operator of two arguments; `denied`: it must not hold."""

    subject: Subject
    relation: str
    other: Given | Field
    denied: bool = False


@dataclass(frozen=True, slots=True)
class Between:
    """«60 不大于 年龄 小于 80»: `relation` is `<` or `<=` and holds at both ends."""

    low: Given
    relation: str
    subject: Subject
    high: Given


@dataclass(frozen=True, slots=True)
class Listed:
    """A value among those listed, or none of them; `every` and `some` for answers that are lists themselves."""

    subject: Subject
    how: str
    values: tuple[Json, ...]


@dataclass(frozen=True, slots=True)
class State:
    """«已填写», «未填写»."""

    field: Field
    filled: bool
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Parts that all, any or none must hold. `bare`: the only part is denied as it stands, not in a list of one."""

    mode: Mode
    parts: tuple[Block, ...]
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a table of which at least one (`some`), every one (`all`) or none (`none`) fulfils something."""

    table: Field
    how: str
    inside: Block


@dataclass(frozen=True, slots=True)
class Kept:
    """A rule, or a part of one, that is richer than these sentences: kept as it is."""

    rule: Json


Block = Compared | Between | Listed | State | Group | Rows | Kept


def kept(block: Block) -> Iterator[Kept]:
    """The kept parts of a block, in reading order."""
    if isinstance(block, Kept):
        yield block
    elif isinstance(block, Group):
        for part in block.parts:
            yield from kept(part)
    elif isinstance(block, Rows):
        yield from kept(block.inside)
