"""Edits made in a document: each by the same means as the workbench's own pages, so that what follows follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from onewindow.domain.sheets import fields, steps
from onewindow.domain.sheets.edits import CHANGED, ELEMENTS, GONE, MOVED, NEW, ORDER, Edit
from onewindow.domain.sheets.growth import Growth
from onewindow.domain.sheets.layout import Sheet, sheets
from onewindow.domain.sheets.views import View, whole
from onewindow.domain.workbench import designing, editing
from onewindow.domain.workbench.entries import Entry
from onewindow.domain.workbench.following import follow
from onewindow.domain.workbench.places import find, names, put
from onewindow.domain.workbench.routing import shaping
from onewindow.domain.workbench.routing.steps import start_of, step_of
from onewindow.domain.workbench.tabs import Group, Listing, Tab
from tenants.pointers import ABSENT, parse, write

Json = Any
SECTIONS = "form/sections"
OWN = "local.item"
"""What the key of an element begins with that somebody added without one."""


def applied(view: View, edits: Sequence[Edit]) -> Json:
    """The document with some changes; what they cannot mean there is left out."""
    hand = _Hand(view)
    for edit in _ordered(edits):
        before = hand.document
        hand.take(edit)
        hand.document = follow(view.kind, before, hand.document)
    return whole(view.kind, hand.document)


def _ordered(edits: Sequence[Edit]) -> list[Edit]:
    """What goes is taken from the end: elements without a name are called by their place."""
    known = [each for each in edits if each.kind in ORDER]
    turned = [*(each for each in known if each.kind != GONE), *(each for each in reversed(known) if each.kind == GONE)]
    return sorted(turned, key=lambda each: ORDER.index(each.kind))


class _Hand:
    """A document being changed. `made`: the elements that rows have made, by row."""

    def __init__(self, view: View) -> None:
        self.view, self.document = view, view.document
        self.made: dict[str, str] = {}
        known = sheets(view)
        self.upright = {one.entry.at: one.entry for sheet in known for _, columns in sheet.upright for one in columns}
        self.lists = {listing.at: (sheet, listing) for sheet in known for _, listing in sheet.listings}
        self.form = next((sheet for sheet in known if sheet.grows is Growth.FIELDS), None)

    def take(self, edit: Edit) -> None:
        """Make one edit."""
        if edit.kind == CHANGED:
            self.change(edit)
        elif edit.kind == NEW and edit.at == SECTIONS and self.form is not None:
            self.field(edit)
        elif (found := self.lists.get(edit.at)) and edit.kind == NEW:
            self.step(edit, found[1]) if found[0].grows is Growth.STEPS else self.element(edit, *found)
        elif found and edit.kind == MOVED:
            self.arrange(edit.at, edit.texts.get(ELEMENTS, ()))
        elif (found := self.lists.get(write(parse(edit.at)[:-1]))) and edit.kind == GONE:
            self.drop(edit.at, found[0])

    def change(self, edit: Edit) -> None:
        """What an element or an entry says otherwise."""
        if not edit.at:
            entries = [self.upright[name] for name in edit.texts if name in self.upright]
            self.write("", entries, edit)
            return
        found = self.lists.get(write(parse(edit.at)[:-1]))
        if found is None or find(self.document, parse(edit.at)) is ABSENT:
            return
        self.write(edit.at, found[1].entries, edit)
        if edit.part and found[0].parted:
            self.document, _ = designing.shift(self.document, edit.at, self.section(edit.part))

    def write(self, at: str, entries: Sequence[Entry], edit: Edit) -> None:
        """Put the texts of an edit into the entries below a place."""
        under = parse(at) if at else ()
        within = {each.at: parse(each.at) if each.at else () for each in entries}
        placed = {write((*under, *within[each.at])): each for each in entries if each.at in edit.texts}
        group = Group("", tuple(replace(each, at=name) for name, each in placed.items()))
        posted = {name: edit.texts[each.at] for name, each in placed.items()}
        shown = {editing.PRESENT: tuple(posted), **posted}
        self.document = editing.apply(self.document, Tab("sheet", "表格", (group,)), shown).document

    def element(self, edit: Edit, sheet: Sheet, listing: Listing) -> None:
        """A new element of a list, behind the row it was written under."""
        if sheet.grows not in (Growth.LISTED, Growth.NAMED):
            return
        if sheet.grows is Growth.NAMED:
            at = self.named(listing, fields.first(edit.texts, listing.identity))
        else:
            self.document, at = editing.add(self.document, listing)
        self.write(at, listing.entries, edit)
        if listing.identity:
            self.behind(edit, at)

    def named(self, listing: Listing, name: str) -> str:
        """A new element that is called as its row says, or by a name of its own; its written pointer."""
        there = parse(listing.at)
        standing = find(self.document, there)
        if not name or name in names(standing):
            name = editing.fresh(OWN, names(standing))
        self.document = put(self.document, there, [*standing, {listing.identity: name, **listing.blank}])
        return write((*there, name))

    def field(self, edit: Edit) -> None:
        """A new field, of the dictionary or of an element of the matter's own."""
        section, key = self.section(edit.part), fields.first(edit.texts, fields.ELEMENT)
        own = fields.invented(edit.texts)
        if own is not None:
            self.document, at = designing.invent(self.document, own, section)
        elif fields.KIND not in edit.texts:
            self.document, at = designing.place(self.document, key, section)
        else:
            return
        if at == section or self.form is None:
            return
        entries = [one.entry for one in self.form.columns if one.tell is None]
        self.write(at, entries, edit)
        self.behind(edit, at)

    def step(self, edit: Edit, listing: Listing) -> None:
        """A new step behind the row it was written under, or at the beginning: a way that works (`shaping`)."""
        kind = "external" if edit.texts.get(steps.KIND) == ("external",) else "task"
        near = [self.made.get(each, each) for each in edit.after]
        anchor = next((each for each in near if step_of(self.document, each)), "")
        made = (
            shaping.add_after(self.document, anchor, kind)
            if anchor
            else shaping.add_before(self.document, start_of(self.document), kind)
        )
        if made[0] == self.document:
            return
        self.document, name = made
        self.made[edit.row] = name
        self.write(write((*parse(listing.at), name)), listing.entries, edit)

    def drop(self, at: str, sheet: Sheet) -> None:
        """Without an element, as the designers take it out."""
        if find(self.document, parse(at)) is ABSENT:
            return
        if sheet.grows is Growth.FIELDS:
            self.document = designing.take(self.document, at)
        elif sheet.grows is Growth.STEPS:
            self.document, _ = shaping.drop(self.document, parse(at)[-1])
        elif sheet.grows is not Growth.FIXED:
            self.document = editing.remove(self.document, at)

    def behind(self, edit: Edit, at: str) -> None:
        """Put what a row has made behind the first of those it stood under that is in the same list."""
        pointer = parse(at)
        self.made[edit.row] = pointer[-1]
        standing = names(find(self.document, pointer[:-1]))
        rest = [each for each in standing if each != pointer[-1]]
        near = next((one for each in edit.after if (one := self.made.get(each, each)) in rest), "")
        if near:
            place = rest.index(near) + 1
            self.arrange(write(pointer[:-1]), [*rest[:place], pointer[-1], *rest[place:]])

    def arrange(self, at: str, wanted: Sequence[str]) -> None:
        """A list in another order; elements that were not named stay behind those they stood behind."""
        found = find(self.document, parse(at))
        listed = dict(zip(names(found), found, strict=True)) if isinstance(found, list) else {}
        order = iter([each for each in dict.fromkeys(wanted) if each in listed])
        named = set(wanted)
        turned = [listed[next(order) if each in named else each] for each in listed]
        if listed:
            self.document = put(self.document, parse(at), turned)

    def section(self, part: str) -> str:
        """The written pointer of a section by what a cell calls it; one that is not there yet is made."""
        known = {name: key for key, name in fields.sections(self.document).items()}
        if part and part not in known:
            self.document, at = designing.add_section(self.document, part)
            return at
        return write((*designing.SECTIONS, known[part])) if part else ""
