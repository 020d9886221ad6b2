"""Drawing the controls of a tab, and putting a posted page back into the document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onewindow.domain.workbench.entries import WHEN, Entry, Kind, Texts, Unreadable, others, read, show
from onewindow.domain.workbench.places import find, names, put
from onewindow.domain.workbench.tabs import Group, Listing, Tab
from tenants.pointers import ABSENT, Pointer, parse, write

Json = Any
Posted = Mapping[str, Sequence[str]]
PRESENT = "shown"
"""Name of the post that lists the controls a page showed: an unticked box is told from one that was not there."""


@dataclass(frozen=True, slots=True)
class Control:
    """One control on the page. `name`: its written pointer, as it is posted; `texts`: what it holds.

    `value` is the JSON behind it, for those that need more than text (rules).
    """

    name: str
    entry: Entry
    texts: Texts
    value: Json = None


@dataclass(frozen=True, slots=True)
class Item:
    """One element of a list with its controls; `name`: its written pointer."""

    name: str
    title: str
    controls: tuple[Control, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """A text that could not be read; the document keeps what it had there."""

    name: str
    text: str
    message: str


@dataclass(frozen=True, slots=True)
class Edited:
    """The document after a post, and what could not be read."""

    document: Json
    faults: tuple[Fault, ...] = ()

    @property
    def messages(self) -> Mapping[str, str]:
        """Control → why its text could not be read."""
        return {fault.name: fault.message for fault in self.faults}


def controls(document: Json, group: Group) -> tuple[Control, ...]:
    """The controls of a group."""
    return tuple(_control(document, parse(entry.at), entry) for entry in group.entries)


def items(document: Json, listing: Listing) -> tuple[Item, ...]:
    """The elements of a list, each with its controls."""
    return tuple(_items(document, listing))


def apply(document: Json, tab: Tab, posted: Posted) -> Edited:
    """Write into the document what was changed on a page of this tab; what nobody touched stays as it is."""
    faults: list[Fault] = []
    shown = set(posted.get(PRESENT, ()))
    drawn = [each for part in tab.parts for each in _all(document, part)]
    # Names last: until then everything is found under the names that the page was drawn with.
    for control in sorted(drawn, key=lambda each: each.entry.kind is Kind.NAME):
        if control.name not in shown or control.entry.kind is Kind.RULE:
            continue
        texts = posted.get(control.name, ())
        if same(control, texts):
            continue
        value = read(control.entry, texts)
        if isinstance(value, Unreadable):
            faults.append(Fault(control.name, " ".join(texts), value.message))
        elif control.entry.kind is Kind.NAME and (taken := _taken(document, control, value)):
            faults.append(Fault(control.name, " ".join(texts), taken))
        elif value is not ABSENT or find(document, parse(control.name)) is not ABSENT:
            document = put(document, parse(control.name), _beside(control, document, value))
    return Edited(document, tuple(faults))


def add(document: Json, listing: Listing) -> tuple[Json, str]:
    """The document with a new element at the end of a list, and the element's written pointer."""
    at = parse(listing.at)
    found = find(document, at)
    old = found if isinstance(found, list) else []
    new = dict(listing.blank)
    if listing.identity:
        new = {listing.identity: fresh(_stem(document, listing), names(old)), **new}
    changed = [*old, new]
    return put(document, at, changed), write((*at, names(changed)[-1]))


def remove(document: Json, item: str) -> Json:
    """The document without an element of a list."""
    return put(document, parse(item), ABSENT)


def move(document: Json, item: str, by: int) -> Json:
    """The document with an element of a list moved up (-1) or down (1); at the end of the list nothing changes."""
    pointer = parse(item)
    old = find(document, pointer[:-1])
    if not isinstance(old, list) or pointer[-1] not in names(old):
        return document
    here = names(old).index(pointer[-1])
    there = min(max(here + by, 0), len(old) - 1)
    changed = [*old[:here], *old[here + 1 :]]
    return put(document, pointer[:-1], [*changed[:there], old[here], *changed[there:]])


def fresh(stem: str, taken: Sequence[str]) -> str:
    """A name for a new element that none of its neighbours has."""
    number = len(taken) + 1
    while f"{stem}_{number}" in taken:
        number += 1
    return f"{stem}_{number}"


def tab_of(tabs: Sequence[Tab], name: str) -> str:
    """The key of the tab where a written pointer is edited: the one whose control or list comes nearest."""
    best, depth = tabs[0].key, 0
    pointer = parse(name)
    for tab in tabs:
        for root in [*_roots(tab), *map(parse, tab.owns)]:
            if root == pointer[: len(root)] and len(root) > depth:
                best, depth = tab.key, len(root)
    return best


def _roots(tab: Tab) -> Iterator[Pointer]:
    for part in tab.parts:
        if isinstance(part, Listing):
            yield parse(part.at)
        else:
            yield from (parse(entry.at) for entry in part.entries)


def _all(document: Json, part: Group | Listing) -> Iterator[Control]:
    if isinstance(part, Group):
        yield from controls(document, part)
    else:
        yield from (control for item in _items(document, part) for control in item.controls)


def _items(document: Json, listing: Listing) -> Iterator[Item]:
    at = parse(listing.at)
    elements = find(document, at)
    for name in names(elements) if isinstance(elements, list) else ():
        pointer = (*at, name)
        shown = tuple(_control(document, (*pointer, *_within(entry)), entry) for entry in listing.entries)
        title = find(document, (*pointer, listing.title)) if listing.title else ""
        yield Item(write(pointer), title if isinstance(title, str) else "", shown)


def _within(entry: Entry) -> Pointer:
    """Where a control of a list stands in its element; one without a place shows the element itself."""
    return parse(entry.at) if entry.at else ()


def _control(document: Json, pointer: Pointer, entry: Entry) -> Control:
    value = find(document, pointer)
    return Control(write(pointer), entry, show(entry, value), None if value is ABSENT else value)


def same(control: Control, texts: Sequence[str]) -> bool:
    """Nobody touched a control: what comes back is what was drawn, line ends and the unit of an empty limit apart."""
    written = tuple(text.replace("\r\n", "\n") for text in texts)
    if control.entry.kind is Kind.LIMIT and not control.texts:
        return not written or not written[0].strip()
    if control.entry.kind in (Kind.CHOICES, Kind.FLAG):
        return sorted(written) == sorted(control.texts)
    return tuple(text for text in written if text) == tuple(text for text in control.texts if text)


def _beside(control: Control, document: Json, value: Json) -> Json:
    """What stands beside a limit's number and unit (extension, note) stays."""
    old = find(document, parse(control.name))
    if control.entry.kind is Kind.LIMIT and isinstance(old, Mapping) and isinstance(value, Mapping):
        return {**old, **value}
    if value == WHEN and control.entry.kind is Kind.ASKED:
        return old if isinstance(old, Mapping) else False
    if control.entry.kind is Kind.PAIRS and isinstance(old, Mapping):
        shown = others(control.entry, old)
        return {**{key: each for key, each in old.items() if key not in shown}, **value}
    if control.entry.kind is Kind.CHOICES and isinstance(old, list) and isinstance(value, list):
        return [each for each in old if each in value] + [each for each in value if each not in old]
    return value


def _taken(document: Json, control: Control, name: Json) -> str:
    """Why an element cannot be called so; its own name cannot be taken away either."""
    if name is ABSENT:
        return f"「{control.entry.label}」不能空着，请恢复原来的标识或另写一个。"
    pointer = parse(control.name)[:-1]
    around = find(document, pointer[:-1])
    taken = isinstance(around, list) and name in [each for each in names(around) if each != pointer[-1]]
    return f"「{control.entry.label}」与另一条重复：「{name}」已经有了，请换一个。" if taken else ""


def _stem(document: Json, listing: Listing) -> str:
    """What the name of a new element begins with.

    A `key` is known beyond its document (a merged form unites materials by it), so it begins with the document's own.
    """
    stem = listing.at.rpartition("/")[2].removesuffix("s")
    return f"{document['key']}_{stem}" if listing.identity == "key" else stem
