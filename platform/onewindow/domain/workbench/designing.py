"""Building a form on paper: fields placed, moved, made wide or narrow; elements of the matter's own."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from form_builder import Dictionary, Element
from onewindow.domain.workbench.editing import fresh
from onewindow.domain.workbench.places import find, put
from tenants.pointers import ABSENT, Pointer, parse, write

Json = Any
SECTIONS = ("form", "sections")
KIND_WORDS: Mapping[str, str] = {
    "text": "单行文字",
    "long_text": "多行文字",
    "integer": "整数",
    "decimal": "小数",
    "money": "金额",
    "date": "日期",
    "datetime": "日期时间",
    "date_range": "起止日期",
    "boolean": "是/否",
    "choice": "单选",
    "choices": "多选",
    "division": "行政区划",
    "id_number": "身份证件号码",
    "credit_code": "统一社会信用代码",
    "phone": "电话",
    "address": "地址",
    "image": "照片",
    "file": "文件",
    "signature": "手写签名",
    "table": "表格",
    "static_text": "说明文字",
    "declaration": "承诺",
}
"""What people call the kinds of fields."""


def used(document: Json) -> frozenset[str]:
    """The elements that the form asks already."""
    return frozenset(str(field.get("element")) for _, field in fields(document))


def fields(document: Json) -> Iterator[tuple[Pointer, Mapping[str, Json]]]:
    """The fields in print order, each with its pointer."""
    for section in find(document, SECTIONS) or ():
        for field in section.get("fields", ()):
            yield (*SECTIONS, str(section["id"]), "fields", str(field["id"])), field


def place(document: Json, element: str, after: str) -> tuple[Json, str]:
    """With a field for an element, after the field of its sort or at the end of the section that `after` points to.

    Gives the new field's written pointer too. Without such a place it comes at the end of the first section for the
    matter itself, or of the one whose name the element's key begins with (`applicant.name` → applicant).
    """
    at = parse(after) if after else ()
    if len(at) > 4 and at[4].partition(".")[0] != element.partition(".")[0]:
        at = ()  # after a field of another sort: where its own sort belongs
    section = at[2] if at[:2] == SECTIONS and len(at) > 2 else _home(document, element)
    where = (*SECTIONS, section, "fields")
    old = find(document, where)
    if not isinstance(old, list) or element in used(document):
        return document, after
    names = [field["id"] for field in old]
    position = names.index(at[4]) + 1 if len(at) > 4 and at[4] in names else len(old)
    new = {"id": element, "element": element, "required": True}
    return put(document, where, [*old[:position], new, *old[position:]]), write((*where, element))


def shift(document: Json, field: str, target: str) -> tuple[Json, str]:
    """With a field moved before another field, or to the end of a section: `target` points to either."""
    source, at = parse(field), parse(target)
    moving = find(document, source)
    if moving is ABSENT or at[:2] != SECTIONS or len(at) < 3 or at == source:
        return document, field
    without = put(document, source, ABSENT)
    where = (*SECTIONS, at[2], "fields")
    old = find(without, where)
    if not isinstance(old, list):
        return document, field
    names = [each["id"] for each in old]
    position = names.index(at[4]) if len(at) > 4 and at[4] in names else len(old)
    return put(without, where, [*old[:position], moving, *old[position:]]), write((*where, source[-1]))


def step(document: Json, field: str, by: int) -> tuple[Json, str]:
    """With a field one place up (-1) or down (1); at the end of its section it goes over into the next."""
    source = parse(field)
    sections = [str(section["id"]) for section in find(document, SECTIONS)]
    names = [each["id"] for each in find(document, source[:-1]) or ()]
    if source[-1] not in names:
        return document, field
    here = names.index(source[-1])
    if 0 <= here + by < len(names):
        beyond = here + by + (1 if by > 0 else 0)
        target = (*source[:-1], names[beyond]) if beyond < len(names) else source[:3]
        return shift(document, field, write(target))
    number = sections.index(source[2]) + by
    if not 0 <= number < len(sections):
        return document, field
    first = next((each["id"] for each in find(document, (*SECTIONS, sections[number], "fields"))), None)
    over = (*SECTIONS, sections[number])
    return shift(document, field, write((*over, "fields", first) if by > 0 and first else over))


def widen(document: Json, field: str) -> Json:
    """With a field as wide as the paper, or half as wide when it was: cells merged and split."""
    at = (*parse(field), "wide")
    if find(document, at[:-1]) is ABSENT:
        return document
    return put(document, at, ABSENT if find(document, at) is True else True)


def add_section(document: Json, label: str) -> tuple[Json, str]:
    """With a new section before those that stand at the end of every form."""
    old = find(document, SECTIONS)
    name = fresh("section", [str(section["id"]) for section in old])
    new = {"id": name, "label": label, "place": "body", "fields": []}
    end = next((n for n, section in enumerate(old) if section.get("place") == "end"), len(old))
    return put(document, SECTIONS, [*old[:end], new, *old[end:]]), write((*SECTIONS, name))


def drop_section(document: Json, section: str) -> Json:
    """Without a section, its fields moved to the one before (or after) it; the last one stays."""
    at = parse(section)
    sections = [str(each["id"]) for each in find(document, SECTIONS)]
    if at[2] not in sections or len(sections) < 2:
        return document
    here = sections.index(at[2])
    heir = (*SECTIONS, sections[here - 1 if here else 1], "fields")
    moved = find(document, (*at, "fields"))
    document = put(document, heir, [*find(document, heir), *moved])
    return put(document, at, ABSENT)


def alike(label: str, dictionary: Dictionary) -> Sequence[Element]:
    """Elements of the dictionary that a new one may be meant for: the same name, part of it, or nearly it."""
    wanted = label.strip()
    if not wanted:
        return ()
    held = [each for each in dictionary if wanted in each.label or each.label in wanted]
    near = difflib.get_close_matches(wanted, [each.label for each in dictionary], n=3, cutoff=0.6)
    found = [*held, *(each for each in dictionary if each.label in near)]
    unique = {each.key: each for each in found}
    return sorted(unique.values(), key=lambda each: abs(len(each.label) - len(wanted)))[:6]


def invent(document: Json, element: Mapping[str, Json], after: str) -> tuple[Json, str]:
    """With an element of the matter's own, and a field for it."""
    own = document.get("elements") or []
    stem = f"{document['key']}.field"
    key = fresh(stem, [str(each["key"]) for each in own])
    document = put(document, ("elements",), [*own, {"key": key, **element}])
    return place(document, key, after)


def take(document: Json, field: str) -> Json:
    """Without a field; an element of the matter's own goes with it."""
    at = parse(field)
    element = find(document, (*at, "element"))
    document = put(document, at, ABSENT)
    own = [each for each in document.get("elements") or () if each.get("key") != element]
    if "elements" in document and len(own) < len(document["elements"]):
        document = put(document, ("elements",), own or ABSENT)
    return document


def _home(document: Json, element: str) -> str:
    sections = find(document, SECTIONS)
    kin = next((section for section in sections if section["id"] == element.partition(".")[0]), None)
    if kin:
        return str(kin["id"])
    body = next((section for section in sections if section.get("place", "body") == "body"), sections[0])
    return str(body["id"])
