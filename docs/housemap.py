"""The map of the house as a drawing: rooms where they stand, arrows as the imports run, measured from the code."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

import grimp

WIDTH, ROW, HEIGHT, GAP = 980, 92, 58, 14
INK, PAPER, LINE, SHELL = "#0e3a47", "#ffffff", "#7a97a3", "#e9f1f3"


@dataclass(frozen=True, slots=True)
class Room:
    """One room.

    Its package, one line about it, its floor from the top, its place on the floor and how many share it.
    """

    package: str
    label: str
    about: str
    floor: int
    place: int
    of: int

    @property
    def box(self) -> tuple[float, float, float]:
        """Left, top, width."""
        width = (WIDTH - 40 - GAP * (self.of - 1)) / self.of
        return 20 + self.place * (width + GAP), 20 + self.floor * ROW, width


ROOMS = (
    Room("onewindow.cli", "cli", "commands, the demo, one process tree", 0, 0, 1),
    Room("onewindow.app", "app · wsgi", "create_app(Settings)", 1, 0, 1),
    Room("onewindow.web", "web", "desk · officer · portal · access", 2, 0, 2),
    Room("onewindow.jobs", "jobs", "Celery, outbox relay, beat", 2, 1, 2),
    Room("onewindow.services", "services", "use cases: one verb a function", 3, 0, 1),
    Room("onewindow.store", "store", "SQL: unit of work, row-level security, migrations", 4, 0, 1),
    Room("onewindow.domain", "domain", "matter, joint form, filed case, actor, numbering, notices — pure", 5, 0, 1),
    Room("form_builder", "form_builder", "what is asked, once: the one-table merge", 6, 0, 3),
    Room("printing", "printing", "template + values → PDF", 6, 1, 3),
    Room("tenants", "tenants", "tree, scopes, inheritance", 6, 2, 3),
    Room("rule_engine", "rule_engine", "facts + rules + time → decisions", 7, 0, 3),
)


def arrows() -> list[tuple[Room, Room]]:
    """Which room imports which, measured; only the next floor with an import is drawn, or all would be lines."""
    graph = grimp.build_graph("onewindow", "form_builder", "rule_engine", "printing", "tenants")
    pairs = ((upper, lower) for upper in ROOMS for lower in ROOMS if upper is not lower)
    return [(upper, lower) for upper, lower in pairs if _imports(graph, upper, lower)]


def _imports(graph: grimp.ImportGraph, upper: Room, lower: Room) -> bool:
    return graph.direct_import_exists(importer=upper.package, imported=lower.package, as_packages=True)


def draw() -> str:
    """The drawing as SVG."""
    height = 20 + ROW * 8
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        'role="img" aria-label="Map of the house" '
        'font-family="system-ui, sans-serif">'
    )
    marker = (
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        f'<path d="M0 0 8 4 0 8z" fill="{LINE}"/></marker></defs>'
    )
    shell = f'<rect x="8" y="8" width="{WIDTH - 16}" height="{ROW * 6 - 6}" rx="10" fill="{SHELL}"/>'
    return "\n".join([head, marker, shell, *_lines(), *_boxes(), "</svg>", ""])


def _boxes() -> Iterator[str]:
    for room in ROOMS:
        x, y, width = room.box
        left = f"{x + 14:.0f}"
        yield (
            f'<g><rect x="{x:.0f}" y="{y}" width="{width:.0f}" height="{HEIGHT}" rx="7" fill="{PAPER}" stroke="{INK}"/>'
            f'<text x="{left}" y="{y + 25}" font-size="16" font-weight="600" fill="{INK}">'
            f"{escape(room.label)}</text>"
            f'<text x="{left}" y="{y + 45}" font-size="12.5" fill="#41545c">'
            f"{escape(room.about)}</text></g>"
        )


def _lines() -> Iterator[str]:
    for upper, lower in arrows():
        assert upper.floor <= lower.floor, f"{upper.package} imports {lower.package}: an arrow runs up"
        if lower.floor - upper.floor != 1:
            continue
        x1, y1, width1 = upper.box
        x2, y2, width2 = lower.box
        middle = x2 + width2 / 2 if width2 < width1 else x1 + width1 / 2
        yield (
            f'<line x1="{middle:.0f}" y1="{y1 + HEIGHT}" x2="{middle:.0f}" y2="{y2 - 3}" stroke="{LINE}" '
            'stroke-width="1.6" marker-end="url(#tip)"/>'
        )
