"""In which order calculated fields, visibility and requirement are evaluated: computed once, at publish."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from heapq import heapify, heappop, heappush


@dataclass(frozen=True, slots=True)
class Order:
    """`keys`: every key after all it depends on, otherwise in the order given. `cycles`: keys that depend on each
    other.
    """

    keys: tuple[str, ...]
    cycles: tuple[tuple[str, ...], ...] = ()


def evaluation_order(reads: Mapping[str, Collection[str]]) -> Order:
    """Order keys by what their rules read (`names_read`): key -> names. Names that are no key are facts from outside.

    Reading `house` or `house.members.0` depends on the key `house.members`. Keys on a cycle, and those behind one, are
    not in `keys`: a form with cycles cannot be published.
    """
    waits = {key: _keys_behind(names, reads) for key, names in reads.items()}
    waiting = {key: len(needs) for key, needs in waits.items()}
    followers: dict[str, list[str]] = {key: [] for key in reads}
    for key, needs in waits.items():
        for need in needs:
            followers[need].append(key)
    return Order(_sorted(list(reads), waiting, followers), _cycles(waits, waiting))


def _keys_behind(names: Collection[str], reads: Mapping[str, Collection[str]]) -> frozenset[str]:
    """The keys that names lie in, or that lie in them."""
    found = set()
    for name in names:
        parts = name.split(".") if name else []
        found |= {prefix for end in range(1, len(parts) + 1) if (prefix := ".".join(parts[:end])) in reads}
        found |= {key for key in reads if key.startswith(f"{name}." if name else "")} if name not in reads else set()
    return frozenset(found)


def _sorted(keys: list[str], waiting: dict[str, int], followers: Mapping[str, list[str]]) -> tuple[str, ...]:
    """Keys as they become ready, the first given first; `waiting` keeps what never becomes ready."""
    place = {key: number for number, key in enumerate(keys)}
    ready = [place[key] for key in keys if not waiting[key]]
    heapify(ready)
    made = []
    while ready:
        key = keys[heappop(ready)]
        made.append(key)
        del waiting[key]
        for follower in followers[key]:
            waiting[follower] -= 1
            if not waiting[follower]:
                heappush(ready, place[follower])
    return tuple(made)


def _cycles(waits: Mapping[str, Collection[str]], stuck: Mapping[str, int]) -> tuple[tuple[str, ...], ...]:
    """One cycle for every knot among the keys that never became ready."""
    found: list[tuple[str, ...]] = []
    seen: set[str] = set()
    for start in stuck:
        way: dict[str, None] = {}
        key = start
        while key not in way and key not in seen:
            way[key] = None
            key = min(need for need in waits[key] if need in stuck)
        if key in way:
            steps = list(way)
            found.append(tuple(steps[steps.index(key) :]))
        seen.update(way)
    return tuple(found)
