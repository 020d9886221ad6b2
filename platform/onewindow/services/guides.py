"""The public guides of a unit: what is published and offered, without what is kept back (R025, R026, R032, R036)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import structlog

from onewindow.domain.catalogue import Outline
from onewindow.domain.guide import Guide, Office, Version, guide_of
from onewindow.domain.matter import MatterDocument
from onewindow.domain.publishing.values import labels_of
from onewindow.store import published, releases, tree
from onewindow.store.catalogue import Publication
from onewindow.store.errors import MissingError
from onewindow.store.session import UnitOfWork

log = structlog.get_logger(__name__)
OPEN = ("open", "pilot")
"""States of a unit that has opened to the public."""
NO_TOPIC = "其他"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as the public sees it: itself, who is above it, and the open units right below."""

    scope: int
    office: Office
    above: tuple[tuple[int, str], ...]
    below: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One matter of the list."""

    key: str
    name: str
    daily_name: str
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """What was found, by name, and all the themes there are with how many matters each has (R032)."""

    lines: tuple[Line, ...]
    topics: tuple[tuple[str, int], ...]


def unit(uow: UnitOfWork, *, on: date) -> Unit:
    """The unit of this unit of work with its windows and telephones of a day, its own or those it inherits.

    Raises `MissingError` when there is none, or it is not open.
    """
    scope = uow.scope.number
    line = tree.lineage(uow.session, scope)
    if not line or line[0].scope != scope or line[0].status not in OPEN:
        raise MissingError(f"unit {scope}")
    here = line[0]
    phone = next((each.phone for each in line if each.phone), "")
    below = [each for each in tree.children(uow.session, scope) if each.status in OPEN]
    return Unit(
        scope,
        Office(_full([each.short_name or each.name for each in line], here.name), phone, *_lists(uow, on)),
        tuple((each.scope, each.name) for each in reversed(line[1:])),
        tuple((each.scope, each.name) for each in below),
    )


def listing(uow: UnitOfWork, *, on: date, asked: str = "", topic: str = "") -> Listing:
    """The public matters of the unit, searched by a part of a name or by pinyin initials, of one theme or all."""
    _, outlines = _public(uow, on)
    counted: dict[str, int] = {}
    for outline in outlines.values():
        for each in outline.topics or (NO_TOPIC,):
            counted[each] = counted.get(each, 0) + 1
    lines = [
        Line(key, outline.name, outline.daily_name, outline.topics)
        for key, outline in outlines.items()
        if (not asked.strip() or outline.matches(asked)) and (not topic or topic in (outline.topics or (NO_TOPIC,)))
    ]
    topics = sorted(counted.items(), key=lambda each: (each[0] == NO_TOPIC, -each[1], each[0]))
    return Listing(tuple(sorted(lines, key=lambda each: each.name)), tuple(topics))


def guide(uow: UnitOfWork, key: str, office: Office, *, on: date) -> Guide:
    """One guide; raises `MissingError` for what is not offered here, or is kept back as a whole."""
    return guides(uow, [key], office, on=on)[0]


def guides(uow: UnitOfWork, keys: Sequence[str], office: Office, *, on: date) -> list[Guide]:
    """Guides in the given order; what they leave out is told to the log. Raises `MissingError`."""
    offered, outlines = _public(uow, on)
    if any(key not in outlines for key in keys):
        raise MissingError("a matter that is not published here")
    wanted = [offered[key] for key in keys]
    elements = published.effective(uow.session, "elements", uow.scope.number, on).get(published.DICTIONARY_KEY)
    if elements is None:
        raise MissingError("no element dictionary is published here")
    words = published.dictionary(uow.session, elements.digest)
    bodies = published.bodies(uow.session, [each.digest for each in wanted])
    how = releases.of(uow.session, [each.id for each in wanted])
    made = []
    for one in wanted:
        matter = MatterDocument.stored(bodies[one.digest])
        reason = how[one.id].offline_reason if one.id in how else ""
        version = Version(one.version, one.effective_from, reason)
        made.append(guide_of(matter, office, version, labels_of(matter.words(words))))
        if made[-1].left_out:
            log.info("kept back from a guide", unit=uow.scope.number, matter=one.key, parts=made[-1].left_out)
    return made


def _lists(uow: UnitOfWork, on: date) -> tuple[tuple[Mapping[str, str], ...], tuple[Mapping[str, str], ...]]:
    """The windows and the telephones of the unit."""
    found = published.offered_lists(uow.session, ("windows", "phones"), uow.scope.number, on)
    windows, phones = found["windows"], found["phones"]
    keys = ("address", "hours", "phone")
    return (
        tuple({"name": str(one["text"]), **{key: str(one.get(key) or "") for key in keys}} for one in windows),
        tuple({"name": str(one["text"]), "number": str(one["number"])} for one in phones),
    )


def _public(uow: UnitOfWork, on: date) -> tuple[dict[str, Publication], dict[str, Outline]]:
    """What may be shown, by key, as it stands in the unit."""
    offered = published.effective(uow.session, "matter", uow.scope.number, on)
    outlines = published.outlines(uow.session, list(offered.values()))
    return offered, {key: each for key, each in outlines.items() if not each.secret}


def _full(names: Sequence[str], own: str) -> str:
    """«博罗县罗阳街道东区社区»: the names from the county down, none said twice."""
    full = own
    for name in names[1:]:
        full = full if name in full else f"{name}{full}"
    return full
