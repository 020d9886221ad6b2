"""Where a fault found in a produced document stands in the exchange file it came from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from onewindow.domain.reading import Place

_FIELD = re.compile(r"/form/sections/(\d+)/fields/(\d+)(.*)")
_ELEMENT = re.compile(r"/elements/(\d+)(.*)")
_MOVED = (
    ("/form/materials", "/materials"),
    ("/form/provides", "/result/provides_elements"),
    ("/form/sections", "/fields"),
    ("/form/key", "/id"),
    ("/form/title", "/name"),
    ("/route", "/routing"),
    ("/limits/situations", "/time_limits/by_situation"),
    ("/limits", "/time_limits"),
    ("/parameters", "/tenant_parameters"),
    ("/key", "/id"),
)
_RENAMED = (
    ("/shown", "/visible_if"),
    ("/needed", "/required_if"),
    ("/options", "/override/options_subset"),
    ("/min", "/override/min"),
    ("/max", "/override/max"),
    ("/originals", "/original_copies"),
    ("/medium", "/form"),
)


def of_matter(pointer: str, document: Mapping[str, Any]) -> str:
    """Translate a pointer into a matter document to one into the exchange file."""
    if match := _FIELD.match(pointer):
        sections = document["form"]["sections"]
        before = sum(len(section["fields"]) for section in sections[: int(match.group(1))])
        return f"/fields/{before + int(match.group(2))}{_renamed(match.group(3))}"
    for ours, theirs in _MOVED:
        if pointer == ours or pointer.startswith(f"{ours}/"):
            return theirs + _renamed(pointer[len(ours) :])
    return pointer


def _renamed(rest: str) -> str:
    for ours, theirs in _RENAMED:
        at = rest.find(ours)
        if at >= 0 and rest[at + len(ours) :][:1] in ("", "/"):
            return rest[:at] + theirs + rest[at + len(ours) :]
    return rest


def of_element(pointer: str, document: Mapping[str, Any], roots: Iterable[Place]) -> tuple[Place, str]:
    """Find the file and place of an element a pointer into the dictionary document names."""
    files = list(roots)
    match = _ELEMENT.match(pointer)
    if match is None:
        return files[0], pointer
    key = document["elements"][int(match.group(1))]["key"]
    for root in files:
        for at, place in enumerate(root.items("elements")):
            if isinstance(place.value, dict) and place.value.get("key") == key:
                return root, f"/elements/{at}{match.group(2)}"
    return files[0], pointer
