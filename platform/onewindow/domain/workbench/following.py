"""What follows in a document when an admin changes one part of it, so that he need not write anything twice."""

from __future__ import annotations

from typing import Any

from onewindow.domain.workbench.places import find, put
from onewindow.domain.workbench.renaming import referred
from onewindow.domain.workbench.words import MATTER_TYPES
from tenants.pointers import ABSENT

Json = Any


def follow(kind: str, old: Json, new: Json) -> Json:
    """The changed document with what follows.

    Of a matter: the name of its type, its form's title, a limit, a waiver, what refers to an element by its name.
    """
    return _matter(old, new) if kind == "matter" else new


def _matter(old: Json, new: Json) -> Json:
    code = find(new, ("matter_type", "code"))
    if code != find(old, ("matter_type", "code")) and code in dict(MATTER_TYPES):
        new = put(new, ("matter_type", "name"), dict(MATTER_TYPES)[code])
    if new.get("name") != old.get("name") and find(old, ("form", "title")) in (old.get("name"), "", ABSENT):
        new = put(new, ("form", "title"), new.get("name", ""))
    if new.get("case_type") == "instant" != old.get("case_type"):
        new = put(new, ("limits", "promised"), {"value": 0, "unit": "working_day"})
    for emptied in (("result", "valid"), ("limits", "statutory", "extension")):
        if find(new, emptied) == {}:
            new = put(new, emptied, ABSENT)
    return referred(old, _joins(_waivers(_fields(new))))


def _fields(matter: Json) -> Json:
    """A field that narrows its options to none has them all; an own element that is derived from nothing is not."""
    for section in find(matter, ("form", "sections")) or ():
        for field in section["fields"]:
            if field.get("options") == []:
                at = ("form", "sections", str(section["id"]), "fields", str(field["id"]), "options")
                matter = put(matter, at, ABSENT)
    for element in matter.get("elements") or ():
        if element.get("derive") == {}:
            matter = put(matter, ("elements", str(element["key"]), "derive"), ABSENT)
    return matter


def _joins(matter: Json) -> Json:
    """A join that waits for no share of its branches any more waits for all."""
    for step in find(matter, ("route", "steps")) or ():
        if step.get("wait") == {}:
            matter = put(matter, ("route", "steps", str(step["id"]), "wait"), ABSENT)
    return matter


def _waivers(matter: Json) -> Json:
    """A term to hand something in later means a promise, unless another way was chosen; an empty waiver goes."""
    for material in matter["form"]["materials"]:
        at = ("form", "materials", material["key"], "waiver")
        waiver = material.get("waiver")
        if waiver == {}:
            matter = put(matter, at, ABSENT)
        elif waiver is not None and not waiver.get("mode"):
            matter = put(matter, (*at, "mode"), "commitment")
    return matter
