"""Which arrows of a step can hold: of thousands («matter X goes to Y») only those of the word at hand are tried."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import merge
from typing import Any

from rule_engine.logic.rule import Rule
from rule_engine.operators.base import Node
from rule_engine.operators.comparing import Equal
from rule_engine.operators.control import And
from rule_engine.operators.reading import OnePlace
from rule_engine.values.json import Facts
from rule_engine.values.numbers import Absent, numeral
from rule_engine.values.paths import walk

Keys = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Positions of conditions that demand a word at one place of the record, by that word; and of all the others."""

    keys: Keys
    by_word: Mapping[str, tuple[int, ...]]
    others: tuple[int, ...]

    @classmethod
    def of(cls, rules: Sequence[Rule | None]) -> Choice:
        """Index the place that most conditions look at."""
        demands = [dict(_demands(rule.tree)) if rule else {} for rule in rules]
        places = Counter(keys for each in demands for keys in each)
        keys = max(places, key=lambda each: places[each], default=())
        by_word: dict[str, list[int]] = {}
        others = []
        for position, each in enumerate(demands):
            if keys in each:
                by_word.setdefault(each[keys], []).append(position)
            else:
                others.append(position)
        return cls(keys, {word: tuple(found) for word, found in by_word.items()}, tuple(others))

    def candidates(self, facts: Facts) -> Iterator[int]:
        """The positions of all conditions that may hold, in order."""
        if not self.by_word:
            return iter(self.others)
        word = walk(facts, self.keys)
        return merge(self.by_word.get(word, ()) if isinstance(word, str) else (), self.others)


def _demands(tree: Any) -> Iterator[tuple[Keys, str]]:
    """Places that must hold a certain word for the condition to hold."""
    if isinstance(tree, And):
        for each in tree.arguments:
            yield from _demands(each)
    elif isinstance(tree, Equal) and len(tree.arguments) == 2:
        for place, word in (tree.arguments, tree.arguments[::-1]):
            targets = list(place.reads()) if isinstance(place, OnePlace) and _is_plain_read(place) else []
            if len(targets) == 1 and targets[0][0] == 0 and isinstance(word, str) and numeral(word) is Absent.GARBAGE:
                yield targets[0][1], word


def _is_plain_read(place: Node) -> bool:
    """Whether it reads one fixed path, without a default."""
    return place.operator == "val" or len(place.arguments) == 1
