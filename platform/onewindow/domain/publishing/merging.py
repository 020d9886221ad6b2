"""Two people saved one draft: what they changed apart comes together, what they changed both is handed back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from onewindow.domain.publishing.elements import (
    ABSENT,
    ORDER,
    Finder,
    Json,
    Pointer,
    identities,
    identity,
    parse,
    put,
    same,
    whole,
    write,
)
from onewindow.domain.publishing.words import Labels, place

Ids = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clash:
    """One place that both changed differently. A side where nothing stands any more, or yet, is `ABSENT`."""

    pointer: str
    label: str
    mine: Json
    theirs: Json
    base: Json

    def to_json(self) -> dict[str, Json]:
        """As a JSON object; a side where nothing stands is left out."""
        sides = {"mine": self.mine, "theirs": self.theirs, "base": self.base}
        there = {name: value for name, value in sides.items() if value is not ABSENT}
        return {"pointer": self.pointer, "label": self.label, **there}


@dataclass(frozen=True, slots=True)
class Taken:
    """One change of the other that came into mine; `value` is `ABSENT` where the other took something away."""

    pointer: str
    label: str
    value: Json


@dataclass(frozen=True, slots=True)
class Merge:
    """Both changes in one document. Where they clash, `body` has theirs: nothing saved is overwritten."""

    body: Json
    taken: tuple[Taken, ...]
    clashes: tuple[Clash, ...]


def merge(base: Json, mine: Json, theirs: Json, labels: Labels | None = None) -> Merge:
    """Bring two changes of one document together, element by element (by identity, whatever its position).

    `labels`: element key → label, for the Chinese names of places.
    """
    work = _Work(mine, theirs, labels or {})
    body = work.value(base, mine, theirs, ())
    return Merge(body, tuple(work.taken), tuple(work.clashes))


def settle(body: Json, clashes: Iterable[Clash], mine: Iterable[str]) -> Json:
    """The body of a merge after somebody has chosen: the pointers in `mine` get their own side, the others keep theirs.

    Send the result to `save` with the revision that came with the clash.
    """
    chosen = set(mine)
    for clash in clashes:
        if clash.pointer in chosen:
            body = put(body, parse(clash.pointer) if clash.pointer else (), clash.mine)
    return body


@dataclass
class _Work:
    mine: Json
    theirs: Json
    labels: Labels
    taken: list[Taken] = field(default_factory=list)
    clashes: list[Clash] = field(default_factory=list)
    finder: Finder = field(default_factory=Finder)

    def value(self, base: Json, mine: Json, theirs: Json, at: Pointer) -> Json:
        """One place of the result."""
        if same(mine, theirs) or same(theirs, base):
            return mine
        started = base is ABSENT
        if isinstance(mine, dict) and isinstance(theirs, dict) and (started or isinstance(base, dict)):
            if not (at and any(whole(at[-1], each) for each in (base, mine, theirs))):
                return self.mapping({} if started else base, mine, theirs, at)
        elif isinstance(mine, list) and isinstance(theirs, list):
            orders = identities([] if started else base), identities(mine), identities(theirs)
            if orders[0] is not None and orders[1] is not None and orders[2] is not None:
                return self.sequence([] if started else base, mine, theirs, (orders[0], orders[1], orders[2]), at)
        if same(mine, base):
            self.taken.append(Taken(write(at), self.label(at), theirs))
        else:
            self.clashes.append(Clash(write(at), self.label(at), mine, theirs, base))
        return theirs

    def mapping(self, base: Mapping[str, Json], mine: Json, theirs: Json, at: Pointer) -> Json:
        """An object, key by key: mine first, then what only the other has."""
        merged = {
            key: self.value(base.get(key, ABSENT), mine.get(key, ABSENT), theirs.get(key, ABSENT), (*at, key))
            for key in dict.fromkeys([*mine, *theirs, *base])
        }
        return {key: value for key, value in merged.items() if value is not ABSENT}

    def sequence(self, base: Json, mine: Json, theirs: Json, orders: tuple[Ids, Ids, Ids], at: Pointer) -> list[Json]:
        """A list, element by element, in the order that was changed."""
        of = [{str(identity(element)): element for element in side} for side in (base, mine, theirs)]
        merged = {}
        for name in dict.fromkeys([*orders[1], *orders[2], *orders[0]]):
            sides = [side.get(name, ABSENT) for side in of]
            value = self.value(sides[0], sides[1], sides[2], (*at, name))
            if value is not ABSENT:
                merged[name] = value
        return [merged[name] for name in self.order(orders, merged, at)]

    def order(self, orders: tuple[Ids, Ids, Ids], kept: Mapping[str, Json], at: Pointer) -> list[str]:
        """The side that moved things gives the order; new ones of the other stand after their neighbour there."""
        common = set(orders[0]) & set(orders[1]) & set(orders[2])
        base, mine, theirs = (tuple(name for name in side if name in common) for side in orders)
        if theirs == base:
            return _woven(orders[1], orders[2], kept)
        where = (*at, ORDER)
        if mine == base:
            self.taken.append(Taken(write(where), self.label(where), list(orders[2])))
        elif mine != theirs:
            self.clashes.append(Clash(write(where), self.label(where), *map(list, (orders[1], orders[2], orders[0]))))
        return _woven(orders[2], orders[1], kept)

    def label(self, at: Pointer) -> str:
        """What people call a place."""
        return place(at, (self.mine, self.theirs), self.labels, self.finder)


def _woven(frame: Sequence[str], guests: Sequence[str], kept: Mapping[str, Json]) -> list[str]:
    """The kept names in the order of `frame`; those of `guests` that it lacks come after the name before them there."""
    woven = [name for name in frame if name in kept]
    before: str | None = None
    for name in guests:
        if name not in kept:
            continue
        if name not in woven:
            woven.insert(0 if before is None else woven.index(before) + 1, name)
        before = name
    return woven
