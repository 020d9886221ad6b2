"""A document with the words that its cells are written in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from onewindow.domain.publishing import values
from onewindow.domain.sheets.cells import Column, column
from onewindow.domain.workbench.entries import Entry
from onewindow.domain.workbench.places import find
from onewindow.domain.workbench.surroundings import Surroundings
from tenants.pointers import ABSENT, parse

Json = Any
MATTER, ELEMENTS = "matter", "elements"
KINDS = (MATTER, ELEMENTS)
"""The kinds of documents that can be sheets."""


@dataclass(frozen=True)
class View:
    """A document of one of `KINDS` as its sheets see it; make one with `view`."""

    document: Json
    around: Surroundings
    kind: str = MATTER

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """What rules are read out with."""
        known = values.labels_of(self.around.dictionary) if self.around.dictionary else {}
        return {**known, **self.around.vocabulary(self.document).labels}

    def entry(self, entry: Entry) -> Entry:
        """An entry with the options that only the surroundings know."""
        return replace(entry, options=self.around.options(entry, self.document)) if entry.source else entry

    def sentence(self, rule: Json) -> str:
        """A rule in words; empty where there is none."""
        if rule is None or rule is True:
            return ""
        return "（还没有设定）" if rule is False else values.rule(rule, self.labels)


def view(kind: str, document: Json, around: Surroundings | None = None) -> View:
    """The document as sheets show it, with its own elements among the words around it."""
    around = around or Surroundings()
    if kind == ELEMENTS:
        return View({**document, "elements": [flat(each) for each in document["elements"]]}, around, kind)
    return View(document, around.beside(document), kind)


def ruled(given: View, entry: Entry) -> Column:
    """The column of a condition: its sentence, to be read only."""
    at = parse(entry.at)

    def tell(element: Json) -> str:
        rule = find(element, at)
        return "" if rule is ABSENT else given.sentence(rule)

    return column(entry, tell, begins=False)


def whole(kind: str, document: Json) -> Json:
    """The document itself again, from one that sheets have changed."""
    if kind != ELEMENTS:
        return document
    return {**document, "elements": [_round(each) for each in document["elements"]]}


def flat(element: Mapping[str, Json]) -> Mapping[str, Json]:
    """An element whose options are lines «code=name»; one that would not come back the same stays as it is."""
    options = element.get("options")
    if not isinstance(options, list) or not all(isinstance(each, dict) for each in options):
        return element
    lines = [f"{each.get('value')}={each.get('label')}" for each in options]
    made = {**element, "options": lines}
    return made if _round(made) == element else element


def _round(element: Mapping[str, Json]) -> Mapping[str, Json]:
    made = {key: value for key, value in element.items() if value != [] or key not in ("options", "accept")}
    if isinstance(made.get("options"), list):
        made["options"] = [_option(each) for each in made["options"]]
    return made


def _option(line: Json) -> Json:
    """«1=男»; a name alone is its own code."""
    if not isinstance(line, str):
        return line
    code, _sign, name = line.partition("=")
    return {"value": code.strip(), "label": name.strip() or code.strip()}
