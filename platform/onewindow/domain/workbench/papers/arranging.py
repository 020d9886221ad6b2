"""Building a template block by block: added, moved, taken out."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from onewindow.domain.workbench.papers.kinds import KINDS
from onewindow.domain.workbench.papers.outline import BLOCKS, block_of, blocks
from onewindow.domain.workbench.places import find, names, put
from tenants.pointers import ABSENT, Pointer, parse, write

Json = Any


def add(template: Json, kind: str, after: str) -> tuple[Json, str]:
    """With a new block of a kind: behind the block `after`, at the beginning of the list `after`, or at the end.

    Gives the new block's written pointer too.
    """
    if kind not in KINDS:
        return template, after
    new = {"type": kind, "id": _fresh(template, kind), **copy.deepcopy(dict(KINDS[kind].blank))}
    where, position = _place(template, after)
    changed = _insert(template, where, position, new)
    return changed, write((*where, str(new["id"])))


def take(template: Json, name: str) -> tuple[Json, str]:
    """Without a block; what stands where it stood, or before it, is picked then."""
    at = parse(name)
    old = _listed(template, at[:-1])
    if at[-1] not in names(old):
        return template, name
    here = names(old).index(at[-1])
    rest = [*old[:here], *old[here + 1 :]]
    left = names(rest)
    picked = write((*at[:-1], left[min(here, len(left) - 1)])) if left else block_of(template, write(at[:-1]))
    return put(template, at[:-1], rest), picked


def step(template: Json, name: str, by: int) -> tuple[Json, str]:
    """With a block one place up (-1) or down (1); at the end of what surrounds it, it steps out of it."""
    at = parse(name)
    old = _listed(template, at[:-1])
    if at[-1] not in names(old):
        return template, name
    here = names(old).index(at[-1])
    if 0 <= here + by < len(old):
        changed = [*old[:here], *old[here + 1 :]]
        changed.insert(here + by, old[here])
        return put(template, at[:-1], changed), write((*at[:-1], names(changed)[here + by]))
    around = block_of(template, write(at[:-1]))
    if not around:
        return template, name
    return _over(template, at, parse(around), 0 if by < 0 else 1)


def shift(template: Json, name: str, target: str) -> tuple[Json, str]:
    """With a block moved before another block, or to the end of a list of blocks; never into itself."""
    at, to = parse(name), parse(target)
    if to[: len(at)] == at or find(template, at) is ABSENT:
        return template, name
    if isinstance(find(template, to), list):
        return _into(template, at, to, None)
    if not block_of(template, target):
        return template, name
    return _over(template, at, to, 0)


def targets(template: Json, name: str) -> list[str]:
    """The lists of blocks that a block can be moved into."""
    at = parse(name)
    holding = [
        (*pointer, key) for pointer, block in blocks(template) for key, _label in KINDS[str(block["type"])].holds
    ]
    return [write(each) for each in (BLOCKS, *holding) if each[: len(at)] != at and each != at[:-1]]


def _over(template: Json, at: Pointer, beside: Pointer, offset: int) -> tuple[Json, str]:
    """Move a block to just before (offset 0) or behind (1) another, which is found again by being the same."""
    anchor = find(template, beside)
    return _into(template, at, beside[:-1], (anchor, offset))


def _into(template: Json, at: Pointer, where: Pointer, beside: tuple[Json, int] | None) -> tuple[Json, str]:
    moving = find(template, at)
    marked = put(template, at, _MOVED)
    target = _listed(marked, where)
    if beside is None:
        position = len(target)
    else:
        anchor, offset = beside
        same = [n for n, each in enumerate(target) if each is anchor]
        places = same or [n for n, each in enumerate(target) if _holds(each)]
        position = places[0] + offset if places else len(target)
    filled = put(marked, where, [*target[:position], moving, *target[position:]])
    cleaned = _without_mark(filled)
    found = next((write(pointer) for pointer, block in blocks(cleaned) if block is moving), "")
    return cleaned, found


_MOVED: Mapping[str, Json] = {"type": "moved"}
"""Stands where a block was while it is put elsewhere, so that no position changes meanwhile."""


def _holds(value: Json) -> bool:
    """Whether the block that is being moved stands inside this one."""
    inside = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    return any(each is _MOVED or _holds(each) for each in inside)


def _without_mark(value: Json) -> Json:
    if isinstance(value, list):
        return [_without_mark(each) for each in value if each is not _MOVED]
    if isinstance(value, Mapping) and _holds(value):
        return {key: _without_mark(each) for key, each in value.items()}
    return value


def _place(template: Json, after: str) -> tuple[Pointer, int]:
    at = parse(after) if after else ()
    if at and isinstance(find(template, at), list) and block_of(template, after) and at[-1] in _KEYS:
        return at, len(_listed(template, at))
    block = block_of(template, after) if after else ""
    if not block:
        return BLOCKS, len(_listed(template, BLOCKS))
    pointer = parse(block)
    return pointer[:-1], names(_listed(template, pointer[:-1])).index(pointer[-1]) + 1


_KEYS = frozenset(key for kind in KINDS.values() for key, _label in kind.holds)


def _insert(template: Json, where: Pointer, position: int, new: Json) -> Json:
    old = _listed(template, where)
    return put(template, where, [*old[:position], new, *old[position:]])


def _listed(template: Json, where: Pointer) -> list[Json]:
    found = find(template, where)
    return found if isinstance(found, list) else []


def _fresh(template: Json, kind: str) -> str:
    taken = {str(block.get("id")) for _pointer, block in blocks(template)}
    number = 1
    while f"{kind}_{number}" in taken:
        number += 1
    return f"{kind}_{number}"
