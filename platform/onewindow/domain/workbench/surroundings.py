"""What the lists of a draft's controls offer, from the document itself and from what stands around it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from form_builder import Dictionary
from form_builder import DocumentError as FormFault
from onewindow.domain import tables
from onewindow.domain.matter import ELEMENTS
from onewindow.domain.workbench.conditions.vocabulary import Term, Vocabulary
from onewindow.domain.workbench.entries import ASKED_WORDS, Entry, Kind
from onewindow.domain.workbench.papers import names as paper_names
from onewindow.domain.workbench.places import find
from onewindow.domain.workbench.words import OUTCOMES, PUBLIC_PARTS
from rule_engine import DecisionTable
from rule_engine import DocumentError as TableFault
from tenants.pointers import parse

Json = Any
Options = tuple[tuple[str, str], ...]
TEMPLATE = "onewindow/template/1"
FACTS = (
    Term("application.date", "申请日期", "date", group="办件"),
    Term("today", "今天", "date", group="办件"),
    Term("tenant.code", "受理单位的区划", "division", group="办件"),
    Term("case.answered", "已当场答复", "boolean", group="办件"),
)
"""What every rule may read beside the answers (docs/documents.md, Facts)."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a draft can refer to. `matters`: key → title of what is published here; `licences`: kind → name;
    `departments`, `posts`: names, as routes write them.
    """

    dictionary: Dictionary | None = None
    matters: Mapping[str, str] | None = None
    licences: Mapping[str, str] | None = None
    departments: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()

    def options(self, entry: Entry, document: Json) -> Options:
        """The values of a control's list, with their labels; empty where it takes free text."""
        if entry.source == "divisions":
            return tuple((term.path, term.label) for term in self.asked(document) if term.kind == "division")
        if entry.source == "elements":
            return tuple((element.key, element.label) for element in self.dictionary or ())
        if entry.source == "matters":
            return tuple((self.matters or {}).items())
        if entry.source == "licences":
            return tuple((self.licences or {}).items())
        if entry.source == "departments":
            return tuple((name, name) for name in self.departments)
        if entry.source == "posts":
            return tuple((name, name) for name in self.posts)
        if entry.source == "outcomes":
            redirects = ((f"redirect:{key}", f"请申请人改办「{title}」") for key, title in (self.matters or {}).items())
            return (*OUTCOMES, *redirects)
        if entry.source == "asked":
            return tuple((term.path, term.label) for term in self.asked(document))
        if entry.source == "values":
            term = self.term(str(find(document, (*parse(entry.at)[:-1], "element"))))
            return term.options if term else ()
        if entry.kind is Kind.ASKED:
            return ASKED_WORDS
        return PUBLIC_PARTS if entry.source == "public_parts" else entry.options

    def beside(self, document: Json) -> Surroundings:
        """These surroundings with the matter's own elements in the dictionary, as far as they can be read."""
        own = document.get("elements") if isinstance(document, Mapping) else None
        if not own or self.dictionary is None:
            return self
        try:
            words = Dictionary.from_json({"schema": ELEMENTS, "elements": own}, beside=self.dictionary)
        except FormFault:
            return self
        return replace(self, dictionary=words)

    def asked(self, document: Json) -> Iterator[Term]:
        """The fields of the draft's form, in its order, with the section each stands in."""
        form = document.get("form") if isinstance(document, Mapping) else None
        for section in _dicts(form, "sections"):
            for field in _dicts(section, "fields"):
                if term := self.term(str(field.get("element", "")), str(section.get("label", "")), field.get("label")):
                    yield term

    def term(self, key: str, group: str = "", label: Json = None) -> Term | None:
        """An element of the dictionary as something a rule can speak about."""
        if self.dictionary is None or key not in self.dictionary:
            return None
        element = self.dictionary[key]
        columns = tuple(
            Term(
                column.element.key,
                column.element.label,
                column.element.kind,
                tuple((option.value, option.label) for option in column.element.options),
            )
            for column in element.columns
        )
        options = tuple((option.value, option.label) for option in element.options)
        return Term(key, str(label or element.label), element.kind, options, columns, group)

    def vocabulary(self, document: Json, part: str = "") -> Vocabulary:
        """Everything that a rule of this draft may speak about: its fields, guide answers, parameters, facts.

        `part`: the part of the document where the rule stands; those asked before the decision tables are decided
        cannot speak about their outputs. A template's conditions speak about what it prints.
        """
        if isinstance(document, Mapping) and document.get("schema") == TEMPLATE:
            return paper_names.vocabulary()
        guide = (self.term(str(key), "情形引导") for key in _texts(document, "guide"))
        parameters = (
            Term(f"param.{each['key']}", str(each.get("name") or each["key"]), "decimal", group="本地标准")
            for each in _dicts(document, "parameters")
            if each.get("key")
        )
        outputs = () if part and part not in tables.READERS else decided(document)
        return Vocabulary((*self.asked(document), *(term for term in guide if term), *parameters, *outputs, *FACTS))


def decided(document: Json) -> Iterator[Term]:
    """The outputs of a draft's decision tables, of those that can be read."""
    own = document.get("tables") if isinstance(document, Mapping) else None
    for key, body in own.items() if isinstance(own, Mapping) else ():
        try:
            table = DecisionTable.from_json(body)
        except TableFault:
            continue
        named = tables.labels({key: table})
        for output, kind, values in tables.kinds(table):
            path = f"{tables.ROOT}.{key}.{output}"
            words = tuple((str(value), str(value)) for value in values) if kind in ("choice", "choices") else ()
            yield Term(path, named[path], kind, words, group="决策表")


def _dicts(value: Json, key: str) -> Iterator[Mapping[str, Json]]:
    listed = value.get(key) if isinstance(value, Mapping) else None
    yield from (each for each in listed if isinstance(each, Mapping)) if isinstance(listed, list) else ()


def _texts(value: Json, key: str) -> Iterator[str]:
    listed = value.get(key) if isinstance(value, Mapping) else None
    yield from (each for each in listed if isinstance(each, str)) if isinstance(listed, list) else ()
