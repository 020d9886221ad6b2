"""Each member's view of the shared answers: which names it sees, and its rules rewritten where that matters."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from form_builder.binding import BoundField, BoundForm, owners
from form_builder.merging.rewriting import Sight, TangledError, guarded
from form_builder.reading import Json

Asked = Mapping[str, Sequence[tuple[int, BoundField]]]
"""Element key → who asks it of the applicant: (member number, field), in member order."""

OPEN = Sight()
BLIND = Sight(when=False)


class Views:
    """The views of all members of one merge.

    `parted` are the elements whose visibility or value may differ between members: only these need guards. They are
    found by spreading from the fields whose rules differ as written to everything that reads them.
    """

    def __init__(self, members: Sequence[BoundForm], asked: Asked, given: Collection[str]) -> None:
        self.members = members
        self.asked = asked
        self.given = frozenset(given)
        self.own: list[set[str]] = [set() for _ in members]
        for key, askers in asked.items():
            for number, _ in askers:
                self.own[number].add(key)
        self.tangled: list[tuple[int, str]] = []
        self.parted = self._parted()
        self._shown: dict[tuple[int, str], Json] = {}

    def _parted(self) -> set[str]:
        """Keys whose rules differ as written or read a foreign name, and whatever reads those, until nothing is new."""
        parted: set[str] = set()
        readers: dict[str, list[str]] = {}
        for key, askers in self.asked.items():
            if len(askers) < 2:
                continue
            first = askers[0][1].shown_text
            if any(item.shown_text != first for _, item in askers):
                parted.add(key)
            for number, item in askers:
                for name in item.shown_reads | item.compute_reads:
                    if self._foreign(number, name):
                        parted.add(key)
                    for owner in owners(name, self.own[number]):
                        readers.setdefault(owner, []).append(key)
        pending = list(parted)
        while pending:
            for key in readers.get(pending.pop(), ()):
                if key not in parted:
                    parted.add(key)
                    pending.append(key)
        return parted

    def _foreign(self, number: int, name: str) -> bool:
        """Whether only other members ask the name, and it is not given to all."""
        if name in self.own[number] or name in self.given:
            return False
        return next(owners(name, self.own[number]), None) is None and next(owners(name, self.asked), None) is not None

    def filled(self, key: str) -> bool:
        """Whether a blank answer to the element may be filled in from an ID number."""
        return any(item.base.derive for _, item in self.asked.get(key, ()))

    def shown(self, number: int, item: BoundField) -> Json:
        """The visibility rule of a member's field as that member would decide it."""
        if not item.shown_reads:
            return item.shown
        place = (number, item.key)
        if place not in self._shown:
            self._shown[place] = self.seen(number, item.shown, item.shown_reads, item.key)
        return self._shown[place]

    def required(self, number: int, item: BoundField) -> Json:
        """The requirement rule of a member's field as that member would decide it."""
        return self.seen(number, item.required, item.required_reads, item.key)

    def compute(self, number: int, item: BoundField) -> Json:
        """The calculation of a member's field from what the member knows."""
        return self.seen(number, item.base.compute, item.compute_reads, item.key)

    def seen(self, number: int, expr: Json, names: Iterable[str], key: str) -> Json:
        """A rule of a member, rewritten if it reads a name that the member sees differently from the merged form.

        A rule that cannot be rewritten is noted in `tangled` under `key` and stays as it is.
        """
        try:
            if all(self.sight(number, name) is OPEN for name in names):
                return expr
            return guarded(expr, lambda name: self.sight(number, name))
        except TangledError:
            self.tangled.append((number, key))
            return expr

    def sight(self, number: int, name: str) -> Sight:
        """How a member sees a dotted name. Raises TangledError for a name that spans parted elements."""
        own = [name] if name in self.own[number] else list(owners(name, self.own[number]))
        if not own:
            return BLIND if self._foreign(number, name) else OPEN
        if not self.parted.intersection(own):
            return OPEN
        if own != [name] and (len(own) > 1 or not name.startswith(own[0] + ".")):
            raise TangledError
        item = self.members[number].by_key[own[0]]
        if item.base.compute is None:
            return Sight(self.shown(number, item))
        if own != [name]:
            raise TangledError
        return Sight(self.shown(number, item), self.compute(number, item))
