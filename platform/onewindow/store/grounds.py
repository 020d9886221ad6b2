"""What a draft of a tenant stands on: the dictionary in force there, and the keys of what is published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from onewindow.domain.effective import CompiledMatter
from onewindow.domain.publishing.checking import Ground
from onewindow.domain.publishing.references import MATTER, references_of
from onewindow.store import published
from onewindow.store.catalogue import Publication
from onewindow.store.shelves import shelf


def load(session: Session, scope: int, on: date, kind: str | None = None, body: Any = None) -> Ground:
    """The ground of a tenant on a day, in one statement when nothing changed since this process looked last.

    With the `body` of a theme its members are there too, as they stand in the tenant.
    """
    standing = shelf(session, scope, on)
    if kind != "theme" or standing.elements is None:
        return standing.ground
    return replace(standing.ground, mark="", members=_members(session, scope, on, body, standing.elements))


def _members(session: Session, scope: int, on: date, body: Any, elements: Publication) -> Mapping[str, CompiledMatter]:
    named = {key for what, key in references_of("theme", body) if what == MATTER}
    if not named:
        return {}
    here = {key: one for key, one in published.effective(session, "matter", scope, on).items() if key in named}
    found = published.matters(session, [one.digest for one in here.values()], elements.digest)
    return dict(zip(here, found, strict=True))
