"""The same hand at the same controls without a site: what the pages draw, and what the pages' posts do to a document.

Much quicker than a browser and a database; that pages really offer these controls is what the runs on the site show.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from form_builder import Dictionary, typed
from form_builder.page import render_sections
from onewindow.domain.rehearsal.comparing import revived
from onewindow.domain.rehearsal.examples import given_facts
from onewindow.domain.workbench import designing, editing, trials
from onewindow.domain.workbench.conditions import kept, read, sketch, write
from onewindow.domain.workbench.conditions.posting import path_of, posted
from onewindow.domain.workbench.conditions.settling import settle
from onewindow.domain.workbench.conditions.sketch import Bundle, Line, Sketch, Stays, Table
from onewindow.domain.workbench.conditions.vocabulary import Vocabulary, several
from onewindow.domain.workbench.entries import Kind
from onewindow.domain.workbench.following import follow
from onewindow.domain.workbench.form_tabs import section_tab
from onewindow.domain.workbench.kinds import plain_tab
from onewindow.domain.workbench.papers.shelf import BY_KEY, choose
from onewindow.domain.workbench.places import find, put
from onewindow.domain.workbench.routing import shaping
from onewindow.domain.workbench.routing.properties import step_tab
from onewindow.domain.workbench.routing.starts import STARTS, begin
from onewindow.domain.workbench.routing.steps import ids, step_of, ways
from onewindow.domain.workbench.starting import blank_matter
from onewindow.domain.workbench.surroundings import Surroundings
from onewindow.domain.workbench.tabs import Listing, Tab
from tenants.pointers import parse
from tests.flows.recreating.hand import Change
from tests.flows.recreating.pages import Control, Form, Page

Json = Any
ON = "2026-11-20"


@dataclass
class Sheet:
    """A page of the desk: one form, and the names of what it shows."""

    only: Form
    names: list[str] = field(default_factory=list)

    def form(self, name: str = "") -> Form:
        """The form."""
        return self.only

    def with_button(self, value: str) -> Form:
        """The form, which has this button."""
        assert self.only.pressable(value)
        return self.only

    def drawn(self) -> Iterator[str]:
        """The names of the controls."""
        yield from self.names


@dataclass
class Desk:
    """A draft without a site. `dictionary`: the tenant's; `around`: what stands around the draft."""

    dictionary: Dictionary
    around: Surroundings
    body: Json
    papers: tuple[str, ...] = ()
    pressed: int = 0

    @classmethod
    def begin(cls, dictionary: Dictionary, around: Surroundings, name: str, papers: Iterable[str] = ()) -> Desk:
        """A blank matter. `papers`: the tenant's own templates."""
        return cls(dictionary, around, blank_matter("m441322000000_new", name), tuple(papers))

    def open(self, tab: str, **query: str) -> Sheet:
        """What a page of the draft offers."""
        draw: Mapping[str, Callable[..., Sheet]] = {
            "form": self._form,
            "route": self._route,
            "rule": self._rule,
            "documents": self._documents,
            "examples": self._examples,
        }
        return draw[tab](**query) if tab in draw else self._plain(tab)

    def look(self, address: str) -> Sheet:
        """The page that a press led to."""
        return self._example(int(address))

    def do(self, tab: str, change: Change, **query: str) -> str:
        """Open a page, change its form, press a button."""
        form = self.open(tab, **query).form()
        return self.press(form, change if isinstance(change, str) else change(form))

    def press(self, form: Form, act: str = "") -> str:
        """What the post of a page does to the draft; where it leads."""
        self.pressed += 1
        tab, _colon, place = form.action.partition(":")
        data: dict[str, list[str]] = {}
        for name, value in form.posts("act", act) if act else form.posts():
            data.setdefault(name, []).append(value)
        what, _colon, name = act.partition(":")
        if tab in ("documents", "rule", "examples", "example"):
            return str(getattr(self, f"_save_{tab}")(place, data, what))
        tabs = {"form": section_tab, "route": step_tab}
        where = tabs[tab](self.body, place) if tab in tabs else _tab(tab)
        edited = editing.apply(self.body, where, data)
        assert not edited.faults, edited.faults
        self.body = follow("matter", self.body, edited.document)
        if what:
            button = {"form": self._form_act, "route": self._route_act}.get(tab, self._plain_act)
            self.body = button(where, what, name, place, data)
        return ""

    def redraw(self, form: Form, act: str = "look") -> Sheet:
        """The page again with what its button did to it, before anything is kept."""
        self.pressed += 1
        tab, _colon, place = form.action.partition(":")
        data = dict[str, list[str]]()
        for name, value in form.posts("act", act) if ("act", act) in form.buttons else form.posts():
            data.setdefault(name, []).append(value)
        if tab == "example":
            number = int(place)
            return self._example(number, self._typed(number, data))
        what, _colon, part = act.partition(":")
        stored = find(self.body, parse(place))
        held: Sketch = posted(data, [each.rule for each in kept(read(stored))] if isinstance(stored, dict) else [])
        if what.startswith("add-"):
            held = sketch.add(held, path_of(part), what.removeprefix("add-"))
        elif what == "remove":
            held = sketch.remove(held, path_of(part))
        assert isinstance(held, Bundle)
        return self._rule(place, held)

    # -- plain tabs ---------------------------------------------------------------------------------------------------

    def _plain(self, key: str) -> Sheet:
        tab = _tab(key)
        sheet = Sheet(Form("", key))
        for part in tab.parts:
            if isinstance(part, Listing):
                sheet.only.buttons.append(("act", f"add:{part.at}"))
                for item in editing.items(self.body, part):
                    sheet.only.buttons.append(("act", f"remove:{item.name}"))
                    self._draw(sheet, item.controls)
            else:
                self._draw(sheet, editing.controls(self.body, part))
        return sheet

    def _plain_act(self, where: Tab, what: str, name: str, *_more: object) -> Json:
        assert what == "add"
        listing = next(part for part in where.parts if isinstance(part, Listing) and part.at == name)
        return editing.add(self.body, listing)[0]

    def _draw(self, sheet: Sheet, controls: tuple[editing.Control, ...]) -> None:
        for control in controls:
            drawn = list(_boxes(control, self.around.beside(self.body).options(control.entry, self.body)))
            if control.entry.kind is Kind.CHOICES and not drawn:
                continue
            sheet.names.append(control.name)
            sheet.only.controls.append(Control("shown", "hidden", [control.name]))
            sheet.only.controls += drawn

    # -- the form -----------------------------------------------------------------------------------------------------

    def _form(self, field: str = "") -> Sheet:
        sheet = Sheet(Form("", f"form:{field}"))
        sections = find(self.body, designing.SECTIONS)
        acts = [f"pick:form/sections/{each['id']}" for each in sections] + ["add-section"]
        acts += [f"place:{each.key}" for each in self.dictionary if each.key not in designing.used(self.body)]
        acts += [f"{verb}:{field}" for verb in ("section-up", "section-down", "drop-section", "wide")]
        sheet.only.buttons = [("act", act) for act in acts]
        for part in section_tab(self.body, field).parts:
            assert not isinstance(part, Listing)
            self._draw(sheet, editing.controls(self.body, part))
        return sheet

    def _form_act(self, _where: Tab, what: str, name: str, field: str, _data: object) -> Json:
        if what == "place":
            return designing.place(self.body, name, field)[0]
        if what == "add-section":
            return designing.add_section(self.body, "新的部分")[0]
        if what == "wide":
            return designing.widen(self.body, name)
        if what == "drop-section":
            return designing.drop_section(self.body, name)
        return editing.move(self.body, name, -1 if what == "section-up" else 1)

    # -- the way ------------------------------------------------------------------------------------------------------

    def _route(self, step: str = "") -> Sheet:
        sheet = Sheet(Form("", f"route:{step}"))
        acts = [f"start:{each.key}" for each in STARTS] + [f"pick:{name}" for name in ids(self.body)]
        verbs = ("after-task", "after-external", "before", "beside", "part", "up", "down", "drop")
        acts += [f"{verb}:{step}" for verb in verbs]
        found = step_of(self.body, step)
        for number, way in enumerate(ways(found) if found else ()):
            acts.append(f"lead:{step}>{number}")
            sheet.only.controls.append(Control(f"to-{number}", "select", [str(way["to"])], ids(self.body)))
        sheet.only.controls.append(Control("target", "select", [""], ["", *ids(self.body)]))
        sheet.only.buttons = [("act", act) for act in acts]
        for part in step_tab(self.body, step).parts:
            assert not isinstance(part, Listing)
            self._draw(sheet, editing.controls(self.body, part))
        return sheet

    def _route_act(self, _where: Tab, what: str, name: str, _step: str, data: Mapping[str, list[str]]) -> Json:
        step, _arrow, number = name.partition(">")
        if what == "start":
            return begin(self.body, name)
        if what.startswith("after-"):
            return shaping.add_after(self.body, name, what.removeprefix("after-"))[0]
        if what == "part":
            return shaping.part(self.body, name, data["target"][0])[0]
        if what == "beside":
            return shaping.beside(self.body, name)[0]
        if what == "lead":
            return shaping.lead(self.body, step, int(number), data[f"to-{number}"][0])
        return shaping.shift(self.body, name, -1 if what == "up" else 1)

    # -- conditions ---------------------------------------------------------------------------------------------------

    def _words(self, at: str) -> Vocabulary:
        return self.around.beside(self.body).vocabulary(self.body, parse(at)[0])

    def _rule(self, at: str, held: Bundle | None = None) -> Sheet:
        stored = find(self.body, parse(at))
        held = held or sketch.draw(read(stored) if isinstance(stored, dict) else None)
        form = Form("ow-rule-form", f"rule:{at}", buttons=[("act", "keep"), ("act", "look")])
        _part(form, held, self._words(at), "b")
        return Sheet(form)

    def _save_rule(self, at: str, data: Mapping[str, list[str]], _what: str) -> str:
        stored = find(self.body, parse(at))
        old = read(stored) if isinstance(stored, dict) else None
        held = posted(data, [each.rule for each in kept(old)] if old else [])
        if old is not None and held == sketch.draw(old):
            return ""
        settled = settle(held, self._words(at))
        assert settled.block is not None
        assert not settled.missing
        self.body = put(self.body, parse(at), write(settled.block))
        return ""

    # -- papers and examples ------------------------------------------------------------------------------------------

    def _documents(self) -> Sheet:
        form = Form("", "documents:")
        held = self.body["documents"]
        for key in dict.fromkeys((*BY_KEY, *self.papers)):
            form.controls.append(Control("shown", "hidden", [key]))
            form.controls.append(Control("paper", "checkbox", [key] if key in held else [], [key]))
        return Sheet(form)

    def _save_documents(self, _place: str, data: Mapping[str, list[str]], _what: str) -> str:
        self.body = choose(self.body, data["shown"], data.get("paper", []))
        return ""

    def _examples(self) -> Sheet:
        return Sheet(Form("", "examples:", buttons=[("act", "add")]))

    def _save_examples(self, _place: str, _data: object, _what: str) -> str:
        listed = [*self.body["examples"], {"name": "", "data": {}, "expect": {}}]
        self.body = {**self.body, "examples": listed}
        return str(len(listed) - 1)

    def _example(self, number: int, typed_in: Json = None) -> Sheet:
        matter = trials.compiled(self.body, self.dictionary)
        assert matter is not None
        told = typed_in or self.body["examples"][number]
        values = revived(matter.plan, told["data"])
        state = matter.plan.state(values, given_facts(matter, {**told, "data": values}, ON))
        drawn = render_sections(matter.plan, state, typed(matter.plan, values))
        [form] = Page(f"<form>{drawn}</form>").forms
        form.action = f"example:{number}"
        form.buttons += [("act", "save"), ("act", "update")]
        form.controls += [
            Control("name", "text", [told["name"]]),
            Control("tenant_code", "text", [told.get("tenant_code", "")]),
        ]
        for term in trials.stated(matter):
            form.controls.append(
                Control(f"{trials.STATED}{term.path}", "text", [sketch.text(told["data"].get(term.path, ""))])
            )
        for each in trials.plain_parameters(matter):
            own = (told.get("parameters") or {}).get(each["key"], "")
            form.controls.append(Control(f"{trials.PARAMETER}{each['key']}", "text", [str(own)]))
        expected = told.get("expect") or dict(trials.PARTS)
        form.controls += [
            Control("expect", "checkbox", [key] if key in expected else [], [key]) for key, _label in trials.PARTS
        ]
        return Sheet(form)

    def _typed(self, number: int, data: Mapping[str, list[str]]) -> dict[str, Json]:
        matter = trials.compiled(self.body, self.dictionary)
        assert matter is not None
        old = self.body["examples"][number]
        said = {**trials.answers(matter.plan, data, old["data"]), **trials.statements(trials.stated(matter), data)}
        boxes = {
            "tenant_code": data["tenant_code"][0],
            "parameters": trials.parameters(matter, data, old.get("parameters") or {}),
        }
        return {**old, "name": data["name"][0], "data": said} | {key: each for key, each in boxes.items() if each}

    def _save_example(self, place: str, data: Mapping[str, list[str]], _what: str) -> str:
        matter = trials.compiled(self.body, self.dictionary)
        assert matter is not None
        made = self._typed(int(place), data)
        found = trials.expectation(matter, made, ON)
        assert found is not None
        old = made["expect"]
        made["expect"] = {key: old.get(key, each) for key, each in found.items() if key in data.get("expect", ())}
        listed = list(self.body["examples"])
        listed[int(place)] = made
        self.body = {**self.body, "examples": listed}
        return ""


def _tab(key: str) -> Tab:
    found = plain_tab("matter", key)
    assert found is not None
    return found


def _boxes(control: editing.Control, options: tuple[tuple[str, str], ...]) -> Iterator[Control]:
    """The boxes of a control, as the page draws them."""
    entry, name, texts = control.entry, control.name, list(control.texts)
    known = [value for value, _label in options]
    if entry.kind is Kind.CHOICES:
        yield from (Control(name, "checkbox", [value] if value in texts else [], [value]) for value in [*known, *texts])
    elif entry.kind is Kind.FLAG:
        yield Control(name, "checkbox", texts, ["1"])
    elif entry.kind is Kind.LIMIT:
        yield Control(name, "text", texts[:1] or [""])
        yield Control(name, "select", texts[1:] or ["working_day"], ["working_day", "calendar_day"])
    elif entry.kind in (Kind.CHOICE, Kind.ASKED):
        blank = [] if texts and entry.required else [""]
        yield Control(name, "select", texts or blank, [*blank, *known, *texts] if entry.kind is Kind.CHOICE else known)
    elif entry.kind is not Kind.RULE:
        yield Control(name, "text", texts or [""])


def _part(form: Form, held: Sketch, words: Vocabulary, name: str) -> None:
    """The boxes of a part of a condition."""
    what = {Bundle: "group", Table: "rows", Line: "line", Stays: "kept"}[type(held)]
    form.controls.append(Control(f"{name}:what", "hidden", [what]))
    form.buttons.append(("act", f"remove:{name}"))
    if isinstance(held, Bundle):
        form.controls.append(Control(f"{name}:mode", "select", [held.mode.value], ["all", "any", "none", "not_all"]))
        form.buttons += [("act", f"add-{kind}:{name}") for kind in ("line", "group", "rows")]
        for number, each in enumerate(held.parts):
            _part(form, each, words, f"{name}-{number}")
    elif isinstance(held, Table):
        tables = [term.path for term in words.tables]
        form.controls.append(Control(f"{name}:table", "select", [held.table], ["", *tables]))
        form.controls.append(Control(f"{name}:how", "select", [held.how], ["some", "all", "none"]))
        _part(
            form,
            held.inside if isinstance(held.inside, Bundle) else Bundle(parts=(held.inside,)),
            words.inside(held.table),
            f"{name}-0",
        )
    elif isinstance(held, Line):
        _sentence(form, held, words, name)
    else:
        number = sum(each.name.endswith(":kept") for each in form.controls)
        form.controls.append(Control(f"{name}:kept", "hidden", [str(number)]))


def _sentence(form: Form, line: Line, words: Vocabulary, name: str) -> None:
    form.controls.append(
        Control(f"{name}:subject", "select", [line.subject], ["", *(code for code, *_ in words.subjects())])
    )
    if not line.subject:
        return
    offered = [code for code, _label in words.relations(line.subject, line.relation)]
    form.controls.append(Control(f"{name}:relation", "select", [line.relation], ["", *offered]))
    if not line.relation or line.relation in ("filled", "blank"):
        return
    options = [value for value, _label in words.options(line.subject)]
    options.sort(key=lambda each: line.values.index(each) if each in line.values else len(line.values))
    if options and several(line.relation):
        form.controls += [
            Control(f"{name}:value", "checkbox", [each] if each in line.values else [], [each]) for each in options
        ]
    elif options:
        form.controls.append(Control(f"{name}:value", "select", list(line.values[:1]), ["", *options]))
    elif not line.other:
        boxes = (
            max(len(line.values) + 1, 1) if several(line.relation) else 2 if line.relation.startswith("between") else 1
        )
        texts = [*line.values, *("" for _ in range(boxes))][:boxes]
        form.controls += [Control(f"{name}:value", "text", [text]) for text in texts]
    if not options and not several(line.relation):
        others = [term.path for term in words.terms]
        form.controls.append(Control(f"{name}:other", "select", [line.other], ["", *others]))
