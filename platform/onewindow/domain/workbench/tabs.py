"""The shape of a tab: groups of controls, and lists whose items have controls."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from onewindow.domain.workbench.entries import Entry

Json = Any


@dataclass(frozen=True, slots=True)
class Group:
    """Controls that stand together under a heading. `hint`: one sentence for who has never seen it."""

    label: str
    entries: tuple[Entry, ...]
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of the document. `at`: its pointer; `item`: what one is called; `blank`: a new one.

    `identity` names the key that identifies an item, or is empty where position does. `title`: the key whose value
    heads an item. `empty`: what to do when there is none. `unique`: controls whose text may stand once.
    """

    at: str
    label: str
    item: str
    entries: tuple[Entry, ...]
    identity: str = ""
    title: str = ""
    blank: Mapping[str, Json] = field(default_factory=dict)
    empty: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """One page of the workbench. `owns`: pointers that no control shows here, but whose findings belong here."""

    key: str
    label: str
    parts: tuple[Group | Listing, ...] = ()
    owns: tuple[str, ...] = ()
