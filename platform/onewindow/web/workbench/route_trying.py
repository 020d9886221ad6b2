"""An example, or answers typed beside it, led along the way of a draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import request

from onewindow.domain.workbench.conditions.vocabulary import Term
from onewindow.domain.workbench.routing.steps import plan_of
from onewindow.domain.workbench.routing.walking import Walk, asked, facts_of, readable, typed_over, value_at, walk
from onewindow.web.workbench.opening import Opened
from rule_engine import DocumentError

Json = Any
TYPED = "try:"


@dataclass(frozen=True, slots=True)
class Attempt:
    """What the page shows of it. `asked`: the boxes, each with what it holds; `walk`: None before anything is tried."""

    examples: list[tuple[str, str]]
    chosen: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    walk: Walk | None = None
    problem: str = ""


def tried(opened: Opened, trying: bool) -> Attempt:
    """The boxes as posted, and where the way leads with them; another example fills the boxes anew."""
    body = opened.proposal.body
    named = [(str(n), str(each.get("name") or n + 1)) for n, each in enumerate(_examples(body))]
    plan = plan_of(body)
    if isinstance(plan, DocumentError):
        return Attempt(named)
    own, words = readable(body), opened.around.vocabulary(body)
    terms = asked(plan, own, words)
    form = request.form if trying else {}
    chosen = form.get("example", "")
    texts = {} if not trying or form.get("act") == "example" else _texts()
    example = next((each for n, each in enumerate(_examples(body)) if str(n) == chosen), None)
    facts = facts_of(body, example, opened.general, opened.proposal.saved_at.date().isoformat())
    facts, problem = typed_over(facts, terms, texts)
    boxes = [{"term": term, "options": words.options(term.path), "texts": _held(texts, term, facts)} for term in terms]
    if not trying or problem:
        return Attempt(named, chosen, boxes, problem=problem)
    return Attempt(named, chosen, boxes, walk(plan, own, facts, words.labels))


def _examples(body: Json) -> list[Mapping[str, Json]]:
    found = body.get("examples")
    return [each for each in found if isinstance(each, Mapping)] if isinstance(found, list) else []


def _texts() -> dict[str, list[str]]:
    return {name.removeprefix(TYPED): texts for name, texts in request.form.lists() if name.startswith(TYPED)}


def _held(texts: Mapping[str, list[str]], term: Term, facts: Mapping[str, Json]) -> list[str]:
    if term.path in texts:
        return texts[term.path]
    value = value_at(facts, term.path)
    if isinstance(value, bool):
        return ["true" if value else "false"]
    return [] if value is None else [str(each) for each in value] if isinstance(value, list) else [str(value)]
