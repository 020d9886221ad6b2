"""What a draft of a tenant stands on: the dictionary in force there, and the keys of what is published."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm import Session

from onewindow.domain.publishing.checking import Ground
from onewindow.store import catalogue, published

NAMED: Mapping[str, tuple[str, ...]] = {"matter": ("template", "matter"), "theme": ("matter",)}
"""Of which kinds a draft names keys."""
ALL = ("matter", "template")


def load(session: Session, scope: int, on: date, kind: str | None = None) -> Ground:
    """The ground of a tenant on a day; with a kind, no more than a draft of that kind is checked against.

    One statement for the dictionary, one for each kind of keys; the dictionary is compiled once in each process.
    """
    elements = catalogue.effective(session, "elements", published.DICTIONARY_KEY, scope, on)
    wanted = ALL if kind is None else NAMED.get(kind, ())
    offered = {named: catalogue.offered(session, named, scope, on) for named in wanted}
    asked = published.outlines(session, offered.get("matter", ())) if kind in (None, "matter") else {}
    return Ground(
        published.dictionary(session, elements.digest) if elements else None,
        {named: frozenset(one.key for one in found) for named, found in offered.items()},
        {key: one.proofs for key, one in asked.items() if one.proofs},
    )
