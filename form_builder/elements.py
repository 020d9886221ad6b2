"""Elements (数据元): one element has one name, one kind and one rule in every matter (R027)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from form_builder.reading import Json


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: the stored value and the label that people read."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Derive:
    """Fill this element from an ID number: `part` is `birth_date`, `sex` or `age`."""

    source: str
    part: str


@dataclass(frozen=True, slots=True)
class Element:
    """One data element (docs/documents.md); `min`/`max` are lengths for texts and lists, values for numbers.

    `options` holds the resolved list, also when it came from `option_list`. Decimals are `Decimal`, never float.
    """

    key: str
    label: str
    kind: str
    min: Decimal | None = None
    max: Decimal | None = None
    scale: int | None = None
    pattern: str = ""
    options: tuple[Option, ...] = ()
    option_list: str = ""
    level: str = ""
    columns: tuple[Column, ...] = ()
    min_rows: int | None = None
    max_rows: int | None = None
    mask: str = ""
    compute: Json = None
    derive: Derive | None = None
    id_kind: str = ""
    must_be: bool | None = None
    after: str = ""
    at_most: str = ""
    default: Json = None
    accept: tuple[str, ...] = ()
    max_kb: int | None = None
    hint: str = ""

    @property
    def labels(self) -> dict[str, str]:
        """Option value → label."""
        return {option.value: option.label for option in self.options}

    def __hash__(self) -> int:
        return hash((self.key, self.kind, self.label))


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: an element without key dots, whether a row must have it, and whether its sum is shown."""

    element: Element
    required: Json = False
    total: bool = False
