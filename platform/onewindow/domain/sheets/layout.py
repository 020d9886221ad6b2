"""Which sheets a document has: rows of single entries, and lists with a row for each element."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from onewindow.domain.sheets import elements, fields, steps
from onewindow.domain.sheets.cells import Column, column, listing_of
from onewindow.domain.sheets.growth import Growth
from onewindow.domain.sheets.views import ELEMENTS, View, ruled
from onewindow.domain.workbench import matter_tabs
from onewindow.domain.workbench.entries import Entry, Kind
from onewindow.domain.workbench.places import find, names
from onewindow.domain.workbench.tabs import Group, Listing
from tenants.pointers import write

Json = Any
Part = tuple[str, tuple[Column, ...]]
BASICS, EXAMPLES = "基本要素", "示例"
ID, PART = "编号", "所属部分"
"""Heads of the columns that say what a row is; a new row leaves the number blank."""
UPRIGHT = (ID, "分组", "项目", "填写", "说明")
FILLED = "填写"
RULED = frozenset({"limits/situations"})
"""Lists whose elements begin with a condition: they are made on the workbench, where sentences are."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. `upright`: parts with a row for each column (basics, examples); else a row for each element of
    `listings`.

    Each listing comes with what its rows say in the column «所属部分», empty where there is one listing only.
    """

    title: str
    upright: tuple[Part, ...] = ()
    listings: tuple[tuple[str, Listing], ...] = ()
    columns: tuple[Column, ...] = ()
    grows: Growth = Growth.FIXED

    @property
    def parted(self) -> bool:
        """Whether rows say which part they belong to."""
        return self.grows is Growth.FIELDS

    @property
    def heads(self) -> tuple[str, ...]:
        """The heads of the columns, from the left."""
        if self.upright:
            return UPRIGHT
        return (ID, *((PART,) if self.parted else ()), *(each.entry.label for each in self.columns))


def sheets(view: View) -> tuple[Sheet, ...]:
    """The sheets of a document, in the order of the work."""
    if view.kind == ELEMENTS:
        return (_listed(view, elements.LISTING, Growth.NAMED, elements.columns(view)),)
    examples = tuple(_examples(view.document))
    return (
        Sheet(BASICS, basics(view)),
        Sheet(fields.TITLE, (), fields.listings(view), fields.columns(view), Growth.FIELDS),
        *_lists(view),
        _listed(view, steps.LISTING, Growth.STEPS, steps.columns(view)),
        *((Sheet(EXAMPLES, examples),) if examples else ()),
    )


def basics(view: View) -> tuple[Part, ...]:
    """The entries of a matter that belong to no list."""
    return tuple(
        (each.label, tuple(column(view.entry(entry)) for entry in each.entries if entry.spread))
        for each in (*matter_tabs.BASICS.parts, *matter_tabs.GUIDE.parts)
        if isinstance(each, Group)
    )


def _lists(view: View) -> Iterator[Sheet]:
    """A sheet for each list of the plain tabs."""
    for tab in matter_tabs.PLAIN.values():
        for part in tab.parts:
            if isinstance(part, Listing):
                made = tuple(_plain(view, entry) for entry in part.entries if entry.spread)
                yield _listed(view, part, Growth.FIXED if part.at in RULED else Growth.LISTED, made)


def _plain(view: View, entry: Entry) -> Column:
    """A column; of a condition its sentence, to be read only."""
    if entry.kind is Kind.RULE:
        return ruled(view, entry)
    return column(view.entry(entry))


def _listed(view: View, listing: Listing, grows: Growth, columns: tuple[Column, ...]) -> Sheet:
    return Sheet(listing.label, (), (("", listing_of(listing, columns)),), columns, grows)


def _examples(document: Json) -> Iterator[Part]:
    """The answers of each example that a cell can hold."""
    listed = find(document, ("examples",))
    for name, example in zip(names(listed), listed, strict=True) if isinstance(listed, list) else ():
        data = example.get("data") if isinstance(example, dict) else None
        entries = tuple(
            column(Entry(write(("examples", name, "data", key)), key, kind))
            for key, value in (data.items() if isinstance(data, dict) else ())
            if (kind := _kind(value))
        )
        if entries:
            yield str(example.get("name") or name), entries


def _kind(value: Json) -> Kind | None:
    if isinstance(value, bool):
        return Kind.FLAG
    if isinstance(value, int):
        return Kind.INTEGER if value >= 0 else None
    if isinstance(value, str):
        return Kind.LONG_TEXT
    return Kind.LINES if isinstance(value, list) and all(isinstance(each, str) for each in value) else None
