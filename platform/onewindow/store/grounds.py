"""What a draft of a tenant stands on: the dictionary in force there, and the keys of what is published."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from onewindow.domain.publishing.checking import Ground
from onewindow.store import catalogue, published

CHECKED = ("matter", "template")
"""The kinds whose keys other documents name."""


def load(session: Session, scope: int, on: date) -> Ground:
    """The ground of a tenant on a day, in three statements; the dictionary is compiled once in each process."""
    elements = catalogue.effective(session, "elements", published.DICTIONARY_KEY, scope, on)
    known = {kind: frozenset(one.key for one in catalogue.offered(session, kind, scope, on)) for kind in CHECKED}
    return Ground(published.dictionary(session, elements.digest) if elements else None, known)
