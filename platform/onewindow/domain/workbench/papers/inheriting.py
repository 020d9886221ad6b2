"""What a lower tenant may change of a template that its parent published, and its change as a difference."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from onewindow.domain.workbench.places import find, put
from tenants.differences import Difference, State, differences, same
from tenants.patch import SCHEMA
from tenants.pointers import ABSENT, Pointer, identity, parse, write
from tenants.rules import ABOUT_RULES, RULES_AT, Rules

Json = Any
_OF_PAGE = (
    ("page/margin", "页边距"),
    ("styles", "字号和行距"),
    ("footer/text", "页脚文字"),
    ("watermark/text", "水印文字"),
)
_TEXTS = {
    "text": "文字",
    "org": "落款机关",
    "date": "落款日期",
    "number": "文号",
    "data": "扫出的内容",
    "caption": "下方文字",
}


def locked(parent: Json, name: str) -> bool:
    """Whether nothing at or under a place may be changed below the parent."""
    rules = Rules.of_document(parent)
    at = parse(name)
    if any(rule.word != "locked" for rule in rules.all_of(at)):
        return any(rule.word == "locked" for rule in rules.all_of(at))
    return not any(_open(pattern, at) for pattern, rule in rules.by_pattern.items() if rule.word != "locked")


def may_be_left(template: Json, block: str) -> list[tuple[str, str]]:
    """What can be left open below: of a block, or (`block` empty) of the page, as patterns with what people call them.

    A rule needs names that stay: nothing is offered under a block that is found by its position only.
    """
    if not block:
        return list(_OF_PAGE)
    found, at = find(template, parse(block)), parse(block)
    if any(segment.isdecimal() for segment in at) or not isinstance(found, dict):
        return []
    texts = [(f"{block}/{key}", label) for key, label in _TEXTS.items() if isinstance(found.get(key), str)]
    items = found.get("items")
    named = [each for each in items if _named(each)] if isinstance(items, list) else []
    rows = [(f"{block}/items/{each['id']}/text", f"栏目“{each.get('label', '')}”的内容") for each in named]
    return [(block, "整块：可以改，也可以去掉"), *texts, *rows]


def left_open(template: Json, pattern: str) -> bool:
    """Whether the template itself leaves a place open."""
    rules = template.get(RULES_AT, {})
    said = rules.get(pattern) if isinstance(rules, dict) else None
    word = said.get("rule") if isinstance(said, dict) and "rule" in said else said
    return word is not None and word != "locked"


def leave(template: Json, shown: Iterable[str], ticked: Collection[str]) -> Json:
    """The template with the places of a page left open or locked as they are ticked; rules of other words stay."""
    rules = dict(template.get(RULES_AT) or {})
    for pattern in shown:
        if left_open(template, pattern) == (pattern in ticked):
            continue
        if pattern in ticked:
            rules[pattern] = "free"
        else:
            rules.pop(pattern, None)
    return put(template, (RULES_AT,), rules or ABSENT) if rules != (template.get(RULES_AT) or {}) else template


def departures(standard: Json, draft: Json) -> list[tuple[str, State]]:
    """Where a draft is not as its standard: written pointers in the standard's order, and what happened there."""
    return [
        (write(one.pointer), one.state if _in_list(one.pointer, standard, draft) else State.ADAPTED)
        for one in _differences(standard, draft, ())
        if one.pointer[:1] not in [(key,) for key in (*ABOUT_RULES, "key", "name", "schema")]
    ]


def difference(parent: Json, draft: Json) -> Json:
    """The draft as an overlay (`onewindow/overlay/1`) on the parent's template.

    Elements that the draft moved are the parent's in their order; what has no identity is changed as a whole.
    """
    adapted: dict[str, Json] = {}
    hidden: list[str] = []
    added: dict[str, list[Json]] = {}
    for one in _differences(parent, draft, ()):
        if one.pointer[:1] and one.pointer[0] in ABOUT_RULES:
            continue
        if one.state is State.HIDDEN:
            hidden.append(write(one.pointer))
        elif one.state is State.ADDED and _named(one.below):
            added.setdefault(write(one.pointer[:-1]), []).append(one.below)
        else:
            adapted[write(one.pointer)] = one.below
    parts = {"adapted": adapted, "hidden": hidden, "added": added}
    return {"schema": SCHEMA, **{key: part for key, part in parts.items() if part}}


def _differences(above: Json, below: Json, at: Pointer) -> Iterator[Difference]:
    """As `tenants.differences`, but into lists of which only some elements have a name: those are told one by one as
    long as nothing else in the list differs.
    """
    if isinstance(above, dict) and isinstance(below, dict):
        for key in above.keys() | below.keys():
            if key in above and key in below:
                yield from _differences(above[key], below[key], (*at, key))
            else:
                yield from differences(_only(above, key), _only(below, key), at)
        return
    pairs = _pairs(above, below)
    if pairs is None:
        yield from differences(above, below, at)
        return
    for name, one, other in pairs:
        yield from _differences(one, other, (*at, name))


def _pairs(above: Json, below: Json) -> list[tuple[str, Json, Json]] | None:
    """The named elements of two lists that are alike but for those; None for anything else."""
    if not (isinstance(above, list) and isinstance(below, list) and len(above) == len(below)):
        return None
    found = []
    for one, other in zip(above, below, strict=True):
        name = identity(one)
        if name != identity(other) or (name is None and not same(one, other)):
            return None
        if name is not None:
            found.append((name, one, other))
    return found


def _in_list(at: Pointer, *documents: Json) -> bool:
    """Whether a place is an element of a list; what an object says or not is a matter of change."""
    return any(isinstance(find(document, at[:-1]), list) for document in documents)


def _only(value: dict[str, Json], key: str) -> dict[str, Json]:
    return {key: value[key]} if key in value else {}


def _named(value: Json) -> bool:
    return isinstance(value, dict) and isinstance(value.get("id"), str)


def _open(pattern: Pointer, at: Pointer) -> bool:
    """Whether an open place stands under `at`."""
    return len(pattern) > len(at) and all(one in ("*", other) for one, other in zip(pattern, at, strict=False))
