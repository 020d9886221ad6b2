"""One applicant led along the way of a draft: which arrows are taken, why, and which rows of its tables fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from form_builder import Dictionary
from form_builder import DocumentError as FormFault
from form_builder import facts as nested
from onewindow.domain import tables
from onewindow.domain.effective import compile_matter
from onewindow.domain.errors import DocumentInvalidError
from onewindow.domain.matter import MatterDocument
from onewindow.domain.rehearsal.comparing import revived
from onewindow.domain.rehearsal.examples import given_facts
from onewindow.domain.tables import Tables
from onewindow.domain.workbench.conditions.settling import Missing, value_of
from onewindow.domain.workbench.conditions.vocabulary import Term, Vocabulary
from onewindow.domain.workbench.routing.grid import tables_of
from onewindow.domain.workbench.routing.steps import named
from rule_engine import (
    Decision,
    DecisionTable,
    DocumentError,
    Route,
    RoutePlan,
    RuleEngineError,
    explain,
    names_read,
    route,
)

Json = Any
Facts = Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Walk:
    """The way taken (None when it cannot be told, `failed` says why), why each arrow was, what each table decided."""

    way: Route | None
    reasons: Mapping[tuple[str, str], str] = field(default_factory=dict)
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    said: Mapping[str, str] = field(default_factory=dict)
    failed: str = ""


def readable(document: Json) -> Tables:
    """The tables of a draft that can be decided."""
    found = {}
    for key, body in tables_of(document).items():
        try:
            found[key] = DecisionTable.from_json(body)
        except DocumentError:
            continue
    return found


def asked(plan: RoutePlan, own: Tables, words: Vocabulary) -> tuple[Term, ...]:
    """What the way depends on: the fields that its arrows and the tables read."""
    read = {name for step in plan.steps.values() for each in step.arrows if each.expr for name in names_read(each.expr)}
    read |= {column.path for table in own.values() for column in table.columns}
    paths = {path for path in words.by_path if any(name == path or name.startswith(f"{path}.") for name in read)}
    outputs = f"{tables.ROOT}."
    return tuple(t for t in words.terms if t.path in paths and t.kind != "table" and not t.path.startswith(outputs))


def facts_of(document: Json, example: Mapping[str, Json] | None, dictionary: Dictionary | None, today: str) -> Facts:
    """The facts of an example, calculated values among them as far as the draft's form can be read."""
    usual = {"today": today, "application": {"date": today}}
    if example is None or not isinstance(example.get("data"), Mapping):
        return usual
    matter = MatterDocument.from_json(document)
    try:
        if not isinstance(matter, MatterDocument) or dictionary is None:
            return {**nested(example["data"]), **usual}
        ready = compile_matter(matter, dictionary)
        given = {**given_facts(ready, example, today)}
        return ready.plan.state(revived(ready.plan, example["data"]), given).facts
    except (DocumentInvalidError, FormFault, RuleEngineError, ValueError):
        return {**nested(example["data"]), **usual}


def typed_over(facts: Facts, terms: Sequence[Term], typed: Mapping[str, Sequence[str]]) -> tuple[Facts, str]:
    """The facts with what was typed for them, and what could not be read."""
    made = facts
    for term in terms:
        texts = [text.strip() for text in typed.get(term.path, ()) if text.strip()]
        missing: list[Missing] = []
        values = [value_of(text, term.kind, "", missing) for text in texts]
        if missing:
            return facts, f"「{term.label}」：{missing[0].message}"
        if term.path in typed:
            made = _put(
                made, term.path.split("."), (values if term.kind == "choices" else values[0]) if values else None
            )
    return made, ""


def walk(plan: RoutePlan, own: Tables, facts: Facts, labels: Mapping[str, str]) -> Walk:
    """Lead a case with these facts through a plan."""
    known = tables.decided(own, facts)
    made = tables.decisions(own, facts)
    said = {key: one.sentence(own[key]) for key, one in made.items()}
    try:
        way = route(plan, known)
    except RuleEngineError as error:
        return Walk(None, {}, made, said, f"走不下去：{error}")
    spoken = {**labels, **tables.labels(own)}
    reasons = {}
    for each in way.because:
        told = [explain(each.expr, known, spoken).sentence, *tables.reasons(own, names_read(each.expr), facts)]
        reasons[each.step, each.to] = "；".join(told)
    stuck = "、".join(f"“{named({'id': name, 'action': plan.steps[name].action})}”" for name in way.stuck)
    return Walk(way, reasons, made, said, f"走到{stuck}之后没有一个去向的条件成立。" if stuck else "")


def value_at(facts: Facts, path: str) -> Json:
    """What stands at a dotted path; None where nothing does."""
    value: Json = facts
    for name in path.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def _put(facts: Facts, path: Sequence[str], value: Json) -> Facts:
    name, rest = path[0], path[1:]
    inside = facts.get(name)
    return {**facts, name: _put(inside if isinstance(inside, Mapping) else {}, rest, value) if rest else value}
