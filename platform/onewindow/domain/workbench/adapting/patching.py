"""From the inherited and the edited document to the difference between them, element by element."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tenants.differences import Difference, State, differences
from tenants.overlay import Conflict, Refusal, apply
from tenants.patch import Patch
from tenants.pointers import Pointer, find, write
from tenants.rules import ABOUT_RULES, Rules

Json = Any
NO_PLACE = "上级的文件里没有这一部分，请联系上级在“下级权限”中放开"


@dataclass(frozen=True, slots=True)
class Forbidden:
    """The edit goes beyond what the parent leaves open: every reason, by written pointer."""

    refusals: tuple[Refusal, ...]


def patch_of(base: Json, edited: Json, inherit: Mapping[str, Json] | None = None) -> Patch | Forbidden:
    """The difference by which `edited` comes out of `base`; or everything in it that `base` does not leave open.

    `apply(base, patch)` is `edited`, but for the order of named elements, which says nothing. `inherit`: what the
    tenant tightens for those below it. What is new inside an object is written with the object as a whole: an overlay
    names elements that the parent has.
    """
    found = [one for one in differences(base, edited) if one.pointer[:1] not in {(each,) for each in ABOUT_RULES}]
    rules = Rules.of_document(base)
    refusals = tuple(_refusals(found, rules))
    if refusals:
        return Forbidden(refusals)
    lost = [one for one in found if _new_key(base, one) and len(one.pointer) == 1]
    if lost:
        return Forbidden(tuple(Refusal(write(one.pointer), "gone", NO_PLACE) for one in lost))
    patch = _patch(base, edited, found, inherit or {})
    result = apply(base, patch)
    return Forbidden(result.refusals) if isinstance(result, Conflict) else patch


def _refusals(found: Iterable[Difference], rules: Rules) -> Iterator[Refusal]:
    for one in found:
        if said := rules.against(one):
            yield Refusal(write(one.pointer), *said)


def _patch(base: Json, edited: Json, found: Iterable[Difference], inherit: Mapping[str, Json]) -> Patch:
    found = tuple(found)
    whole = _outermost(one.pointer[:-1] for one in found if _new_key(base, one))
    adapted = {pointer: find(edited, pointer) for pointer in whole}
    hidden: list[Pointer] = []
    added: dict[Pointer, list[Json]] = {}
    for one in found:
        if any(one.pointer[: len(pointer)] == pointer for pointer in whole):
            continue
        if one.state is State.ADAPTED:
            adapted[one.pointer] = one.below
        elif one.state is State.HIDDEN:
            hidden.append(one.pointer)
        else:
            added.setdefault(one.pointer[:-1], []).append(one.below)
    return Patch(adapted, tuple(hidden), {at: tuple(elements) for at, elements in added.items()}, dict(inherit))


def _new_key(base: Json, one: Difference) -> bool:
    """Something that an object of the parent's has not."""
    return one.state is State.ADDED and not isinstance(find(base, one.pointer[:-1]), list)


def _outermost(pointers: Iterable[Pointer]) -> tuple[Pointer, ...]:
    """The pointers that no other of them holds."""
    chosen: list[Pointer] = []
    for pointer in sorted(set(pointers), key=len):
        if not any(pointer[: len(other)] == other for other in chosen):
            chosen.append(pointer)
    return tuple(chosen)
