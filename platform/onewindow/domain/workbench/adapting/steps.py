"""What a button does to a tenant's copy of an inherited document: hide, add, put back as the parent has it."""

from __future__ import annotations

from typing import Any

from onewindow.domain.workbench import editing
from onewindow.domain.workbench.places import find, names, put
from onewindow.domain.workbench.tabs import Listing
from tenants.pointers import ABSENT, parse, write

Json = Any


def hide(document: Json, at: str) -> Json:
    """The document without an element."""
    return editing.remove(document, at)


def add(base: Json, document: Json, listing: Listing, tenant: int) -> tuple[Json, str]:
    """The document with a new element at the end of a list, and its written pointer.

    Its name begins with the tenant's number, so that nothing the parent adds later can have the same.
    """
    if not listing.identity:
        return editing.add(document, listing)
    at = parse(listing.at)
    here, above = find(document, at), find(base, at)
    old = here if isinstance(here, list) else []
    taken = [*names(old), *(names(above) if isinstance(above, list) else ())]
    stem = f"local_{tenant}_{listing.at.rpartition('/')[2].removesuffix('s')}"
    name = editing.fresh(stem, taken)
    return put(document, at, [*old, {listing.identity: name, **listing.blank}]), write((*at, name))


def restore(base: Json, document: Json, at: str) -> Json:
    """The document with an element as the parent has it: changed back, shown again, or without what was added."""
    pointer = parse(at)
    above = find(base, pointer)
    siblings = find(document, pointer[:-1])
    if not isinstance(siblings, list) or above is ABSENT or pointer[-1] in names(siblings):
        return put(document, pointer, above)
    order = names(find(base, pointer[:-1]))
    before = set(order[: order.index(pointer[-1])])
    place = sum(1 for name in names(siblings) if name in before)
    return put(document, pointer[:-1], [*siblings[:place], above, *siblings[place:]])
