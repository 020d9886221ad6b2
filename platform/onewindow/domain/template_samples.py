"""Sample values for previews of print templates: made up, and where a matter has examples, of that matter."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from form_builder import display
from onewindow.domain.applicant import applicant_of
from onewindow.domain.effective import CompiledMatter
from onewindow.domain.masking import public_number
from onewindow.domain.notices import fee_note, legal_article, limit_values
from onewindow.domain.rehearsal import revived
from onewindow.domain.rehearsal.examples import given_facts
from printing import compile_template, elements_of, sample_values, system_template, system_template_keys

Values = dict[str, Any]


def sample_of(matter: CompiledMatter, on: str, *, example: int = 0) -> Values:
    """Everything a template may read, as if one of the matter's examples had been filed on an ISO day.

    Names the examples say nothing about keep their made-up values. `answers` holds the example's answers as they are
    shown on paper, by field id.
    """
    values: Values = sample_values()
    examples = [one for one in matter.document.examples if isinstance(one.get("data"), Mapping)]
    chosen = examples[example % len(examples)] if examples else {"data": {}}
    answers = revived(matter.plan, chosen["data"])
    state = matter.plan.state(answers, given_facts(matter, chosen, on))
    party, document = applicant_of(matter.plan, answers), matter.document
    if party.name:
        values["applicant"] |= {"name": party.name, "id_masked": public_number(party.id_number)}
    values["matter"] |= {"name": document.name}
    values["document"] |= {"legal_article": legal_article(document)}
    values["fee"] |= {"note": fee_note(document)}
    limits = {"statutory": limit_values(document.limits.statutory), "promised": limit_values(document.limits.promised)}
    values["limits"] |= {key: limit for key, limit in limits.items() if limit}
    handed = [one for one in state.materials if one.needed_by]
    if handed:
        values["materials"] = [
            {"name": one.name, "originals": one.originals or "", "photocopies": one.photocopies or ""}
            | {"pages": "", "medium": "纸质", "checked": bool(one.originals), "note": ""}
            for one in handed
        ]
    return values | {"answers": nested_texts(matter, answers)}


def nested_texts(matter: CompiledMatter, answers: Mapping[str, Any]) -> Values:
    """Answers as texts, dots nested."""
    found: Values = {}
    for path, text in _texts(matter, answers):
        inner = found
        for step in path[:-1]:
            inner = inner.setdefault(step, {})
        inner[path[-1]] = text
    return found


def demanded(key: str) -> Collection[str]:
    """The elements a document of this kind must carry: those the system's own template carries; none for a new kind."""
    return elements_of(compile_template(system_template(key))) if key in system_template_keys() else ()


def names_of(values: Mapping[str, Any], prefix: str = "") -> dict[str, dict[str, Any]]:
    """The names that values have, as `lint` wants to know them: `materials[].name` inside lists."""
    found: dict[str, dict[str, Any]] = {}
    for key, value in values.items():
        name = f"{prefix}{key}"
        found[name] = {}
        if isinstance(value, Mapping):
            found |= names_of(value, f"{name}.")
        elif isinstance(value, list):
            for item in value:
                found |= names_of(item, f"{name}[].") if isinstance(item, Mapping) else {f"{name}[]": {}}
    return found


def _texts(matter: CompiledMatter, answers: Mapping[str, Any]) -> Iterator[tuple[list[str], Any]]:
    for field in matter.plan.fields:
        value = answers.get(field.key)
        if value is not None and not field.element.columns:
            yield field.key.split("."), display(field.element, value)
