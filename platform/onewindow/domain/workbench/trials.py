"""Sample applicants of a draft: what follows from their answers now, beside what was expected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from form_builder import Dictionary, FormPlan, jsonable, legible
from form_builder.document import number_json
from onewindow.domain.effective import CompiledMatter, compile_matter
from onewindow.domain.errors import DocumentInvalidError
from onewindow.domain.matter import MatterDocument
from onewindow.domain.problems import Problems
from onewindow.domain.publishing.findings import WARNING, Finding
from onewindow.domain.rehearsal.comparing import compare, revived
from onewindow.domain.rehearsal.examples import outcome
from onewindow.domain.workbench.conditions.settling import Missing, value_of
from onewindow.domain.workbench.conditions.vocabulary import Term
from onewindow.domain.workbench.surroundings import FACTS
from onewindow.domain.workbench.words import OUTCOMES
from rule_engine import RuleEngineError

Json = Any
SETS = ("visible_conditional_fields", "required_materials")
PARTS = (
    ("outcome", "受理结果"),
    ("visible_conditional_fields", "按条件出现的数据项"),
    ("required_materials", "需要的材料"),
    ("route_waves", "办理路线"),
)
STATED, PARAMETER = "stated:", "parameter:"
Posted = Mapping[str, Sequence[str]]
NO_EXAMPLES = Finding("/examples", "还没有示例。", "请到“示例”里录入至少一位申请人，系统每次保存都会核对。", WARNING)


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that follows, in words. `expected` is None where nothing was expected."""

    label: str
    found: str
    expected: str | None
    agrees: bool


@dataclass(frozen=True, slots=True)
class Trial:
    """One example: what follows, or why nothing can."""

    name: str
    rows: tuple[Row, ...] = ()
    failed: str = ""

    @property
    def agrees(self) -> bool:
        """Whether everything expected came out."""
        return not self.failed and all(row.agrees for row in self.rows)


def compiled(body: Json, dictionary: Dictionary | None) -> CompiledMatter | None:
    """A draft as it would run, or None while it cannot."""
    matter = MatterDocument.from_json(body)
    if isinstance(matter, Problems) or dictionary is None:
        return None
    try:
        return compile_matter(matter, dictionary)
    except DocumentInvalidError:
        return None


def trials(matter: CompiledMatter, on: str) -> tuple[Trial, ...]:
    """Every example of a matter. `on`: the ISO day of application."""
    return tuple(_trial(matter, example, on) for example in matter.document.examples)


def findings(matter: CompiledMatter, on: str) -> Iterator[Finding]:
    """What the examples say about a draft: there are none, or something comes out otherwise than expected."""
    if not matter.document.examples:
        yield NO_EXAMPLES
    for number, trial in enumerate(trials(matter, on)):
        if trial.failed:
            said = f"示例「{trial.name}」算不出来：{trial.failed}。"
            yield Finding(f"/examples/{number}", said, "请检查它填写的内容。", WARNING)
        for row in trial.rows:
            if not row.agrees:
                said = f"示例「{trial.name}」的{row.label}与预期不同：现在是 {row.found}，预期是 {row.expected}。"
                yield Finding(f"/examples/{number}", said, "如果现在的结果才对，请更新预期。", WARNING)


def expectation(matter: CompiledMatter, example: Mapping[str, Json], on: str) -> Mapping[str, Json] | None:
    """What follows now, as the expectation of an example; None when nothing can be said."""
    try:
        return outcome(matter, example, on)
    except (RuleEngineError, KeyError, TypeError, ValueError):
        return None


def answers(plan: FormPlan, raw: Posted, old: Mapping[str, Json] | None = None) -> Mapping[str, Json]:
    """The answers of a posted page as an example keeps them; what cannot be read is left out.

    `old`: the answers that the page was drawn from; what means the same as before stays as it was written.
    """
    before = revived(plan, old or {})
    read = {key: value for key, value in legible(plan, raw).items() if value not in (None, "", [], {})}
    return {
        key: (old or {})[key] if key in (old or {}) and before[key] == value else _written(value)
        for key, value in read.items()
    }


def stated(matter: CompiledMatter) -> tuple[Term, ...]:
    """What an example may state beside the answers: facts of the case that rules read, and calculated values."""
    read = {path for path in _read(matter.document.json) if path.startswith("case.")}
    known = {term.path: term for term in FACTS}
    facts = (known.get(path) or Term(path, path, "text") for path in sorted(read))
    calculated = (Term(each.key, each.label, each.kind.name) for each in matter.plan.fields if each.computes)
    return (*facts, *calculated)


def statements(terms: Iterable[Term], raw: Posted) -> Mapping[str, Json]:
    """What was typed into the boxes of `stated` (named `STATED` + path); what cannot be read is left out."""
    found: dict[str, Json] = {}
    for term in terms:
        text = next(iter(raw.get(f"{STATED}{term.path}", ())), "").strip()
        missing: list[Missing] = []
        value = value_of(text, term.kind, "", missing) if text else None
        if value is not None and not missing:
            found[term.path] = value
    return found


def plain_parameters(matter: CompiledMatter) -> tuple[Mapping[str, Json], ...]:
    """The local standards of a matter for which an example may state a number of its own."""
    listed = matter.document.json.get("parameters") or ()
    return tuple(each for each in listed if not isinstance(each.get("example"), list | dict))


def parameters(matter: CompiledMatter, raw: Posted, old: Mapping[str, Json]) -> Mapping[str, Json]:
    """The local standards that an example states for itself (boxes `PARAMETER` + key); others stay as they are."""
    shown = {str(each["key"]) for each in plain_parameters(matter)}
    found = {key: each for key, each in old.items() if key not in shown}
    for key in shown:
        text = next(iter(raw.get(f"{PARAMETER}{key}", ())), "").strip()
        missing: list[Missing] = []
        value = value_of(text, "decimal", "", missing) if text else None
        if value is not None:
            found[key] = text if missing else value
    return found


def _written(value: Json) -> Json:
    """A value as documents write it: whole numbers as such, others as text."""
    if isinstance(value, Decimal):
        return number_json(value)
    if isinstance(value, Mapping):
        return {key: _written(each) for key, each in value.items()}
    return [_written(each) for each in value] if isinstance(value, list | tuple) else jsonable(value)


def _read(part: Json) -> Iterator[str]:
    """Every path that the rules of a document read."""
    if isinstance(part, Mapping):
        path = part.get("var")
        if isinstance(path, str):
            yield path
        yield from (found for each in part.values() for found in _read(each))
    elif isinstance(part, list):
        yield from (found for each in part for found in _read(each))


def _trial(matter: CompiledMatter, example: Mapping[str, Json], on: str) -> Trial:
    name, expected = str(example.get("name") or ""), example.get("expect") or {}
    found = expectation(matter, example, on) if isinstance(example.get("data"), Mapping) else None
    if found is None:
        return Trial(name, failed="内容与表单对不上")
    wrong = {each.what for each in compare(expected, found, sets=SETS)[0]}
    words = _words(matter)
    rows = [
        Row(
            label,
            _said(key, found[key], words),
            _said(key, expected[key], words) if key in expected else None,
            key not in wrong,
        )
        for key, label in PARTS
    ]
    return Trial(name, tuple(rows))


def _words(matter: CompiledMatter) -> Mapping[str, str]:
    """Key → name, of fields, materials and steps."""
    form = matter.document.form
    names = {material.key: material.name for material in form.materials}
    steps = {name: step.action or name for name, step in matter.document.route.steps.items()}
    return {**matter.plan.labels, **names, **steps, **dict(OUTCOMES), "accept": "受理"}


def _said(key: str, value: Json, words: Mapping[str, str]) -> str:
    if key == "route_waves":
        return " → ".join("、".join(words.get(step, step) for step in wave) for wave in value) or "没有"
    if isinstance(value, list):
        return "、".join(words.get(str(each), str(each)) for each in value) or "没有"
    return words.get(str(value), str(value))
