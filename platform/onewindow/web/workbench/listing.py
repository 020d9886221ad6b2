"""What the long lists of a unit share: what was searched for, which page of it, and units to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from flask import request, url_for

from onewindow.store import tree
from onewindow.web.access import Visit

PAGE = 50
LAST_PAGE = 10_000
LONGEST_SEARCH = 60
DIGITS = 12
"""Of the number of a unit."""
T = TypeVar("T")


def asked() -> str:
    """What was searched for."""
    return request.args.get("q", "").strip()[:LONGEST_SEARCH]


def turned() -> int:
    """How many lines stand before the page that is asked for."""
    written = request.args.get("page", "")
    return (min(max(int(written), 1), LAST_PAGE) - 1) * PAGE if written.isascii() and written.isdigit() else 0


def leaf(lines: Sequence[T], endpoint: str) -> tuple[Sequence[T], dict[str, Any]]:
    """The lines of one page of those found (one more than a page tells that another follows), and its turning."""
    skip, shown = turned(), lines[:PAGE]
    number = skip // PAGE + 1
    query = asked() or None
    return shown, {
        "first": skip + 1 if shown else skip,
        "last": skip + len(shown),
        "previous_url": url_for(endpoint, page=number - 1, q=query) if number > 1 else None,
        "next_url": url_for(endpoint, page=number + 1, q=query) if len(lines) > PAGE else None,
    }


def unit_number(written: str) -> int:
    """The number of a unit as a page sends it; what cannot be one is nobody's."""
    return int(written) if written.isascii() and written.isdigit() and len(written) <= DIGITS else 0


def units(visit: Visit) -> list[tree.Tenant]:
    """The units of the visitor's range that exist today; one statement."""
    return [one for one in tree.current(visit.uow.session, visit.now.date()) if visit.uow.scope.holds(one.scope)]


def options(found: Sequence[tree.Tenant]) -> list[dict[str, Any]]:
    """Units as a list to choose from offers them; a village says of which town it is."""
    names = {one.scope: one.name for one in found}
    return [
        {
            "value": one.scope,
            "label": f"{names.get(one.parent_scope or 0, '')} {one.name}" if one.level == "village" else one.name,
            "initials": one.initials,
        }
        for one in found
    ]
