"""A rule on the page while it is being built: texts in boxes, complete or not, and what the buttons do to it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from onewindow.domain.workbench.conditions.blocks import (
    Age,
    Between,
    Block,
    Compared,
    Count,
    Field,
    Group,
    Kept,
    Listed,
    Mode,
    Rows,
    Span,
    State,
    Subject,
)

Json = Any


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence: the codes of its lists and the texts of its boxes. `other`: a path that stands for a value."""

    subject: str = ""
    relation: str = ""
    values: tuple[str, ...] = ()
    other: str = ""


@dataclass(frozen=True, slots=True)
class Bundle:
    """Sentences that hang together."""

    mode: Mode = Mode.ALL
    parts: tuple[Sketch, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A sentence about the rows of a table."""

    table: str = ""
    how: str = "some"
    inside: Sketch = Bundle()


@dataclass(frozen=True, slots=True)
class Stays:
    """A part that is kept as it is."""

    rule: Json


Sketch = Line | Bundle | Table | Stays
Path = tuple[int, ...]


def draw(rule: Block | None) -> Bundle:
    """A block as it stands on the page, always inside a group so that there is room for more; None: nothing yet."""
    if rule is None:
        return Bundle(Mode.ALL, (Line(),))
    sketch = _draw(rule)
    return sketch if isinstance(sketch, Bundle) else Bundle(Mode.ALL, (sketch,))


def add(sketch: Sketch, path: Path, what: str) -> Sketch:
    """With a new sentence (`line`), group (`group`) or table sentence (`rows`) at the end of the group at `path`."""
    made: dict[str, Sketch] = {
        "group": Bundle(Mode.ANY, (Line(),)),
        "rows": Table(inside=Bundle(Mode.ALL, (Line(),))),
    }
    new = made.get(what, Line())
    return _at(sketch, path, lambda found: _bundle(found, new))


def remove(sketch: Sketch, path: Path) -> Sketch:
    """Without the part at `path`; the outermost group stays, with an empty sentence."""
    if not path:
        return Bundle(Mode.ALL, (Line(),))
    return _at(sketch, path[:-1], lambda found: _without(found, path[-1]))


def move(sketch: Sketch, path: Path, by: int) -> Sketch:
    """With the part at `path` one place up (-1) or down (1) in its group."""
    return _at(sketch, path[:-1], lambda found: _moved(found, path[-1], by)) if path else sketch


def _draw(block: Block) -> Sketch:
    match block:
        case Group(mode, parts):
            return Bundle(mode, tuple(_draw(part) for part in parts))
        case Rows(table, how, inside):
            return Table(table.path, how, draw(inside) if not isinstance(inside, Group) else _draw(inside))
        case Kept(rule):
            return Stays(rule)
        case State(about, filled):
            return Line(about.path, "filled" if filled else "blank")
        case Listed(about, how, values):
            return Line(code(about), how, tuple(map(text, values)))
        case Between(low, relation, about, high):
            word = "between" if relation == "<=" else "between_open"
            return Line(code(about), word, (text(low.value), text(high.value)))
        case Compared(about, relation, other, denied):
            word = f"!{relation}" if denied else relation
            if isinstance(other, Field):
                return Line(code(about), word, (), other.path)
            return Line(code(about), word, (text(other.value),))


def code(subject: Subject) -> str:
    """The code of a subject in the list of subjects."""
    match subject:
        case Field(path):
            return path
        case Age(born, on):
            return f"age:{born.path}:{on.path}"
        case Span(start, end, unit):
            return f"span:{start.path}:{end.path}:{unit}"
        case Count(of):
            return f"count:{of.path}"


def text(value: Json) -> str:
    """A written value as the text of a box."""
    return ("true" if value else "false") if isinstance(value, bool) else str(value)


def _at(sketch: Sketch, path: Path, change: Any) -> Sketch:
    """The sketch with the part at `path` changed; a path that leads nowhere changes nothing."""
    if not path:
        return change(sketch)  # type: ignore[no-any-return]
    here, rest = path[0], path[1:]
    if isinstance(sketch, Table):
        return replace(sketch, inside=_at(sketch.inside, rest, change))
    if isinstance(sketch, Bundle):
        parts = tuple(_at(part, rest, change) if n == here else part for n, part in enumerate(sketch.parts))
        return replace(sketch, parts=parts)
    return sketch


def _bundle(found: Sketch, new: Sketch) -> Sketch:
    return replace(found, parts=(*found.parts, new)) if isinstance(found, Bundle) else found


def _without(found: Sketch, position: int) -> Sketch:
    if not isinstance(found, Bundle):
        return found
    parts = tuple(part for n, part in enumerate(found.parts) if n != position)
    return replace(found, parts=parts or (Line(),))


def _moved(found: Sketch, position: int, by: int) -> Sketch:
    if not isinstance(found, Bundle) or not 0 <= position < len(found.parts):
        return found
    parts = [part for n, part in enumerate(found.parts) if n != position]
    parts.insert(min(max(position + by, 0), len(parts)), found.parts[position])
    return replace(found, parts=tuple(parts))
