"""The sentences of a condition, with their lists, as the template takes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from onewindow.domain.workbench.conditions.posting import ROOT
from onewindow.domain.workbench.conditions.sketch import Bundle, Line, Sketch, Stays, Table
from onewindow.domain.workbench.conditions.vocabulary import DATES, NUMBERS, Vocabulary, several
from rule_engine import RuleError, say

Drawn = dict[str, Any]


def drawn(sketch: Sketch, words: Vocabulary, missing: Mapping[str, str], labels: Mapping[str, str]) -> Drawn:
    """The outermost group with everything inside it."""
    return _Drawing(missing, labels).part(sketch, words, ROOT)


class _Drawing:
    def __init__(self, missing: Mapping[str, str], labels: Mapping[str, str]) -> None:
        self.missing = missing
        self.labels = labels
        self.kept = 0

    def part(self, sketch: Sketch, words: Vocabulary, name: str) -> Drawn:
        common = {"name": name, "error": self.missing.get(name, "")}
        match sketch:
            case Bundle(mode, parts):
                inner = [self.part(each, words, f"{name}-{number}") for number, each in enumerate(parts)]
                return {**common, "what": "group", "mode": mode.value, "parts": inner, "tables": bool(words.tables)}
            case Table(table, how, inside):
                inner_words = words.inside(table)
                tables = [(term.path, term.label) for term in words.tables]
                return {
                    **common,
                    "what": "rows",
                    "table": table,
                    "tables": tables,
                    "how": how,
                    "inside": self.part(inside, inner_words, f"{name}-0"),
                }
            case Stays(rule):
                self.kept += 1
                return {**common, "what": "kept", "number": self.kept - 1, "sentence": _said(rule, self.labels)}
            case Line():
                return {**common, "what": "line", **_line(sketch, words)}


def _line(line: Line, words: Vocabulary) -> Drawn:
    kind, options = words.kind(line.subject), words.options(line.subject)
    relation = line.relation
    return {
        "subject": line.subject,
        "subjects": list(_grouped(words)),
        "strange": _strange(line, words),
        "relation": relation,
        "relations": words.relations(line.subject, relation) if line.subject else (),
        "values": line.values,
        # Ticked first, as they are kept: a page that nobody touched posts the same order again.
        "options": sorted(options, key=lambda each: _rank(each[0], line.values)),
        "wants": _wants(relation, line, options),
        "several": several(relation),
        "input": "date" if kind in DATES else "number" if kind in NUMBERS else "text",
        "other": line.other,
        "others": [] if options else [(t.path, t.label) for t in words.terms if t.kind in _alike(kind)],
    }


def _strange(line: Line, words: Vocabulary) -> str:
    """What a subject is called that the list does not offer; nothing for one that it does."""
    known = not line.subject or line.subject in {code for code, *_ in words.subjects()}
    return "" if known else words.called(line.subject)


def _rank(value: str, ticked: Sequence[str]) -> int:
    return ticked.index(value) if value in ticked else len(ticked)


def _wants(relation: str, line: Line, options: Any) -> str:
    """What stands after the relation: nothing yet, no value, one, two, several texts, or a list to choose from."""
    if not line.subject or not relation or relation in ("filled", "blank"):
        return "nothing"
    if relation.startswith("between"):
        return "two"
    if options:
        return "ticks" if several(relation) else "choice"
    return "lines" if several(relation) else "one"


def _alike(kind: str) -> tuple[str, ...]:
    for family in (NUMBERS, DATES):
        if kind in family:
            return family
    return (kind,) if kind else ()


def _grouped(words: Vocabulary) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    for group, found in groupby(words.subjects(), key=lambda each: each[2]):
        yield group, [(code, label) for code, label, _ in found]


def _said(rule: Any, labels: Mapping[str, str]) -> str:
    try:
        return say(rule, labels)
    except RuleError:
        return ""
