"""Two versions of a document side by side: every difference as a Chinese sentence, nothing left unexplained."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from onewindow.domain.publishing.duties import steps_of
from onewindow.domain.publishing.elements import (
    ABSENT,
    IDENTITIES,
    ORDER,
    Json,
    Pointer,
    identities,
    identity,
    same,
    whole,
    write,
)
from onewindow.domain.publishing.phrasing import Phrases
from onewindow.domain.publishing.weighing import Weight, heaviest, weight_of
from onewindow.domain.publishing.words import Labels


@dataclass(frozen=True, slots=True)
class Change:
    """One difference.

    `pointer`: the place by identity; `kind_of_change`: its class; `covers`: the places it explains, everything under
    them included (an element that moved is gone from one place and new at another).
    """

    pointer: str
    sentence: str
    kind_of_change: Weight
    covers: tuple[str, ...] = ()


def diff(old: Json, new: Json, *, labels: Labels | None = None) -> tuple[Change, ...]:
    """What differs between two versions, in reading order of the new one; empty exactly when they are equal.

    `labels`: element key → label, and `key=value` → label of an option, for rules and names (`values.labels_of`).
    """
    steps = {str(step.get("id")): str(step.get("action") or "") for side in (old, new) for step in steps_of(side)}
    named = {key: action for key, action in steps.items() if action}
    work = _Work(Phrases(old, new, {**named, **(labels or {})}))
    return tuple(work.settled(list(work.compare(old, new, ()))))


def weight(changes: Sequence[Change]) -> Weight:
    """The class of all changes together."""
    return heaviest([change.kind_of_change for change in changes])


@dataclass(frozen=True, slots=True)
class _Part:
    """A difference before it is said."""

    at: Pointer
    old: Json
    new: Json


@dataclass
class _Work:
    phrases: Phrases
    said: list[Change] = field(default_factory=list)

    def compare(self, old: Json, new: Json, at: Pointer) -> Iterator[_Part]:
        """The differences of one place, as small as they can be said."""
        if same(old, new):
            return
        if isinstance(old, dict) and isinstance(new, dict) and not (at and (whole(at[-1], old) or whole(at[-1], new))):
            for key in dict.fromkeys([*new, *old]):
                yield from self.compare(old.get(key, ABSENT), new.get(key, ABSENT), (*at, key))
            return
        before, then = identities(old), identities(new)
        if before is None or then is None or not (_named(old) and _named(new)):
            yield _Part(at, old, new)
            return
        yield from self.lists(old, new, at)

    def lists(self, old: list[Json], new: list[Json], at: Pointer) -> Iterator[_Part]:
        """Two lists of named elements: changed, new, gone; and what moved."""
        there = {str(identity(each)): each for each in old}
        here = {str(identity(each)): each for each in new}
        for name, element in here.items():
            yield from self.compare(there.get(name, ABSENT), element, (*at, name))
        yield from (_Part((*at, name), element, ABSENT) for name, element in there.items() if name not in here)
        before = [name for name in there if name in here]
        then = [name for name in here if name in there]
        if before != then:
            yield _Part((*at, ORDER), before, then)

    def settled(self, parts: list[_Part]) -> Iterator[Change]:
        """Say the parts; what is gone here and new there is said as moved or renamed."""
        gone = [part for part in parts if part.new is ABSENT and self.element(part, part.old)]
        told: set[int] = set()
        for part in parts:
            if id(part) in told:
                continue
            left = self.origin(part, gone, told) if part.old is ABSENT and self.element(part, part.new) else None
            if left is None:
                if not any(part is each for each in gone):
                    yield self.say(part)
                continue
            told.add(id(left))
            yield from self.moved(left, part)
        yield from (self.say(part) for part in gone if id(part) not in told)

    def element(self, part: _Part, there: Json) -> bool:
        """Whether a part is an element of a list that can stand elsewhere or be called otherwise."""
        return isinstance(there, dict) and len(part.at) > 1 and self.phrases.in_list(part.at)

    def origin(self, part: _Part, gone: list[_Part], told: set[int]) -> _Part | None:
        """Where a new element comes from: the same name in another list of its kind, or the same content here."""
        kin = [each for each in gone if id(each) not in told and _list(each.at) == _list(part.at)]
        for each in kin:
            if each.at[-1] == part.at[-1] and each.at[:-1] != part.at[:-1]:
                return each
        for each in kin:
            if each.at[:-1] == part.at[:-1] and same(_bare(each.old), _bare(part.new)) and _bare(part.new):
                return each
        return None

    def moved(self, left: _Part, part: _Part) -> Iterator[Change]:
        """An element that stands elsewhere or has another name, and what changed inside it on the way."""
        covers = (write(left.at), write(part.at))
        if left.at[-1] == part.at[-1]:
            yield Change(covers[1], self.phrases.moved(left.at, part.at), Weight.WORDING, covers)
            yield from map(self.say, self.compare(left.old, part.new, part.at))
        else:
            yield Change(covers[1], self.phrases.renamed(left.at, part.at), Weight.STRUCTURAL, covers)

    def say(self, part: _Part) -> Change:
        """One difference, said."""
        pointer = write(part.at)
        sentence = self.phrases.say(part.at, part.old, part.new)
        return Change(pointer, sentence, weight_of(part.at, part.old, part.new), (pointer,))


def _named(value: list[Json]) -> bool:
    """A list of texts with one entry changed reads better entry by entry; a list of both kinds is one value."""
    return all(isinstance(each, dict) for each in value) or all(isinstance(each, str) for each in value)


def _list(at: Pointer) -> str:
    """The kind of list an element stands in."""
    return at[-2]


def _bare(element: Json) -> Json:
    """An element without its name."""
    name = next((key for key in IDENTITIES if isinstance(element.get(key), str)), "")
    return {key: value for key, value in element.items() if key != name}
