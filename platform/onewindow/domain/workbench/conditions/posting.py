"""Posted boxes as a sketch.

Each part posts under its path (`b`, `b-0`, `b-0-1`): `PATH:what` is `line`, `group`, `rows` or `kept`, the rest follows
from that. Kept parts are posted by number; what they hold comes from the rule that is stored.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from onewindow.domain.workbench.conditions.blocks import Mode
from onewindow.domain.workbench.conditions.sketch import Bundle, Line, Sketch, Stays, Table

Json = Any
Posted = Mapping[str, Sequence[str]]
ROOT = "b"
DEPTH = 12
"""Levels of nesting that a page may post."""
PARTS = 200
"""Parts that one group may post."""


def posted(form: Posted, stored: Sequence[Json]) -> Bundle:
    """The sketch that a page holds. `stored`: the kept parts of the stored rule, in reading order."""
    found = _part(form, ROOT, stored, 0)
    return found if isinstance(found, Bundle) else Bundle(Mode.ALL, (found,))


def path_of(name: str) -> tuple[int, ...]:
    """The path of a part from its name on the page: `b-0-1` → (0, 1)."""
    return tuple(int(step) for step in name.split("-")[1:] if step.isdecimal())


def _part(form: Posted, name: str, stored: Sequence[Json], depth: int) -> Sketch:
    what = _one(form, f"{name}:what")
    if what == "group" and depth < DEPTH:
        mode = _one(form, f"{name}:mode")
        return Bundle(
            Mode(mode) if mode in list(Mode) else Mode.ALL,
            tuple(_part(form, part, stored, depth + 1) for part in _children(form, name)),
        )
    if what == "rows" and depth < DEPTH:
        how = _one(form, f"{name}:how")
        inside = _part(form, f"{name}-0", stored, depth + 1)
        return Table(_one(form, f"{name}:table"), how if how in ("some", "all", "none") else "some", inside)
    number = _one(form, f"{name}:kept")
    if what == "kept" and number.isdecimal() and int(number) < len(stored):
        return Stays(stored[int(number)])
    values = tuple(form.get(f"{name}:value", ()))
    return Line(_one(form, f"{name}:subject"), _one(form, f"{name}:relation"), values, _one(form, f"{name}:other"))


def _children(form: Posted, name: str) -> list[str]:
    found = []
    for position in range(PARTS):
        if f"{name}-{position}:what" not in form:
            break
        found.append(f"{name}-{position}")
    return found


def _one(form: Posted, name: str) -> str:
    return next(iter(form.get(name, ())), "")
