"""What the pages of local adjustments take: controls with their marks, and differences in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from onewindow.domain.inheritance.names import KINDS
from onewindow.domain.inheritance.wording import Told, told
from onewindow.domain.workbench import editing
from onewindow.domain.workbench.adapting.marks import STANDING_NAMES, Mark, Marks
from onewindow.domain.workbench.editing import Control
from onewindow.domain.workbench.entries import UNITS, Kind, show
from onewindow.domain.workbench.places import find
from onewindow.domain.workbench.surroundings import Surroundings
from onewindow.domain.workbench.tabs import Listing, Tab
from onewindow.services import workbench as services
from onewindow.services.inheritance import Inherited
from onewindow.web.access import Visit
from onewindow.web.workbench import drawing
from tenants.drift import Deviation, drift
from tenants.pointers import ABSENT, parse, write

Json = Any


def head(inherited: Inherited) -> dict[str, Any]:
    """What stands at the head of every page of an adjustment."""
    publication = inherited.publication
    return {
        "title": publication.title,
        "kind": KINDS[publication.kind],
        "version": publication.version,
        "back": url_for("workbench.home" if publication.kind in ("matter", "theme") else "workbench.unit"),
    }


def deviations(inherited: Inherited, document: Json) -> tuple[Deviation, ...]:
    """Every difference of a document from what is inherited."""
    return tuple(drift(inherited.base, document))


def sentences(inherited: Inherited, document: Json) -> list[Told]:
    """The same in words."""
    return [told(one, inherited.base, document, inherited.labels) for one in deviations(inherited, document)]


def body(
    visit: Visit, inherited: Inherited, document: Json, tab: Tab, wrong: Mapping[str, editing.Fault]
) -> dict[str, Any]:
    """The parts of a tab with their controls and marks."""
    around = services.surroundings(visit.uow, visit.actor.scope, visit.now).beside(document)
    page = _Page(inherited, document, Marks.of(inherited.base, document), around, wrong)
    return {"parts": [page.part(each) for each in tab.parts]}


def value(told_value: Json) -> str:
    """A value in a message."""
    if told_value is ABSENT or told_value in ("", None):
        return str(_("nothing"))
    if isinstance(told_value, Mapping | list):
        return str(_("a longer entry"))
    return str(told_value)


class _Page:
    def __init__(
        self,
        inherited: Inherited,
        document: Json,
        marks: Marks,
        around: Surroundings,
        wrong: Mapping[str, editing.Fault],
    ) -> None:
        self.inherited, self.document, self.marks = inherited, document, marks
        self.around, self.wrong = around, wrong
        self.rules = around.vocabulary(document).labels if inherited.publication.kind in ("matter", "theme") else {}

    def part(self, part: Any) -> dict[str, Any]:
        """A group, or a list with what the tenant took away from it."""
        if not isinstance(part, Listing):
            drawn = [self.control(one) for one in editing.controls(self.document, part)]
            return {"group": part, "controls": drawn, "open": any(one["writable"] for one in drawn)}
        listed = [self.item(part, one) for one in editing.items(self.document, part)]
        gone, addable = list(self.gone(part)), self.marks.addable(part.at)
        opened = any(one["hideable"] or any(each["writable"] for each in one["controls"]) for one in listed)
        return {"listing": part, "items": listed, "gone": gone, "addable": addable, "open": addable or gone or opened}

    def item(self, listing: Listing, item: editing.Item) -> dict[str, Any]:
        """One element of a list; one without a name of its own goes with its list."""
        mark = self.marks.element(parse(item.name))
        return {
            "name": item.name,
            "title": item.title or self.called(item.name),
            "mark": _mark(mark),
            "hideable": mark.hideable if listing.identity else mark.writable,
            "controls": [self.control(one) for one in item.controls],
        }

    def called(self, name: str) -> str:
        """What an element is called that has no title: of a field the label of its element."""
        found = find(self.document, parse(name))
        element = str(found.get("element", "")) if isinstance(found, Mapping) else ""
        return self.inherited.labels.get(element, "")

    def gone(self, listing: Listing) -> Iterator[dict[str, Any]]:
        """What was taken away, to bring it back."""
        for one in self.marks.gone(listing.at):
            above = one.above if isinstance(one.above, Mapping) else {}
            title = above.get(listing.title) or self.inherited.labels.get(str(above.get("element", "")), "")
            yield {"name": write(one.pointer), "title": title or one.pointer[-1]}

    def control(self, control: Control) -> dict[str, Any]:
        """One control with its mark; what may not be changed is text."""
        entry = control.entry
        fault = self.wrong.get(control.name)
        options = self.around.options(entry, self.document)
        mark = self.marks.control(control.name, entry)
        above = find(self.inherited.base, parse(control.name))
        return {
            "name": control.name,
            "kind": entry.kind.drawn,
            "label": entry.label,
            "hint": entry.hint,
            "required": entry.required,
            "texts": (fault.text,) if fault else control.texts,
            "options": (*options, *((text, text) for text in control.texts if options and text not in dict(options)))
            if entry.kind in (Kind.CHOICE, Kind.CHOICES, Kind.ASKED)
            else (),
            "error": fault.message if fault else "",
            "remarks": [],
            "mark": _mark(mark),
            "writable": mark.writable and entry.kind is not Kind.RULE,
            "shown": self.words(entry, control.texts, control.value, options),
            "above": self.words(entry, show(entry, above), above, options) if mark.standing != "inherited" else "",
        }

    def words(self, entry: Any, texts: tuple[str, ...], raw: Json, options: tuple[tuple[str, str], ...]) -> str:
        """A value as people read it."""
        if entry.kind is Kind.RULE:
            return drawing.sentence(None if raw is ABSENT else raw, self.rules)
        if entry.kind is Kind.LIMIT:
            return f"{texts[0]} {UNITS.get(texts[1], '')}" if texts else ""
        if entry.kind is Kind.FLAG:
            return str(_("yes") if texts else _("no"))
        names = dict(options or entry.options)
        return "、".join(names.get(text, text) for text in texts)


def _mark(mark: Mark) -> dict[str, Any]:
    return {
        "standing": mark.standing.value,
        "name": STANDING_NAMES[mark.standing],
        "said": mark.said,
        "reason": mark.reason,
        "locked": not (mark.writable or mark.hideable),
    }
