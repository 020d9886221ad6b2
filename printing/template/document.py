"""A compiled template."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from printing.template.blocks import Block
from printing.template.sizes import Style
from printing.template.text import Text
from printing.values import Json


@dataclass(frozen=True, slots=True)
class Page:
    """Paper and type area in points; `height` is None on a roll. `max_pages` 0 = any number.

    `background` names a scan that lies under the first page when it is handed in: for designing, not for printing.
    """

    width: float
    height: float | None
    top: float
    right: float
    bottom: float
    left: float
    max_pages: int = 0
    background: str = ""

    @property
    def type_width(self) -> float:
        """Width of the type area."""
        return self.width - self.left - self.right


@dataclass(frozen=True, slots=True)
class Footer:
    """Page numbers (`dashes` as in GB/T 9704 7.5, `x_of_y`, `none`) and a line of text beside them."""

    numbering: str = "x_of_y"
    text: Text = Text()  # noqa: RUF009 - frozen
    letter: bool = False
    elements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Watermark:
    """Grey text across every page, when the condition holds."""

    text: Text
    condition: Json


class Name(NamedTuple):
    """A name the template reads: where it is read first, whether it must have a value, and whether it is only gone
    through as a list (its parts are then names of their own)."""

    pointer: str
    required: bool
    loop: bool = False


@dataclass(frozen=True, eq=False)
class Template:
    """What `render` needs; immutable, shareable between threads and processes. Two of one digest are the same.

    `digest` identifies the JSON it was compiled from, `names` holds every name it reads (`materials[].name` inside a
    loop), `fixed` the characters that stand in the template itself, by font role. `on_sheet`: it fills in a printed
    sheet (套打), texts stand at fixed places.
    """

    key: str
    name: str
    digest: str
    page: Page
    styles: Mapping[str, Style]
    footer: Footer
    watermark: Watermark | None
    blocks: tuple[Block, ...]
    names: Mapping[str, Name]
    fixed: Mapping[str, frozenset[str]]
    on_sheet: bool = False

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Template) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)
