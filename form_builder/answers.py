"""clean(): a posted page → answers, or every problem at once; split(): merged answers → each member's own."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import islice
from types import MappingProxyType

from form_builder.compiled import Compiled, Judge, PlanField, calculated, compile_form, holds
from form_builder.facts import at
from form_builder.fields.base import Choices, Context, Fault, Raw, Refused, Value
from form_builder.fields.signature import SIGNATURE_CHARS
from form_builder.merging import MergedForm
from form_builder.reading import Json
from form_builder.settling import Settled, day_of, settle
from form_builder.state import FormState

KEPT_MAX = SIGNATURE_CHARS
"""Characters of one refused text that are kept for redisplay: no readable value is longer."""
KEPT_HEAD = 200
"""Characters that are kept of a longer one, which nobody typed by hand."""
KEPT_CONTROLS = 5_000
"""Controls that are kept for redisplay."""
KEPT_TEXTS = 200
"""Texts under one control name that are kept for redisplay."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to put right: the field (element key), the control on the page, a Chinese sentence with the way
    out, the members that ask it, and whether a supervisor may lift it (`overrides` of `clean`).
    """

    field: str
    control: str
    label: str
    message: str
    forms: tuple[str, ...]
    code: str = "invalid"
    overridable: bool = False

    @property
    def anchor(self) -> str:
        """The id of the control on the page, for the link from the summary of problems."""
        return f"i-{self.control.removesuffix('-start')}"


@dataclass(frozen=True, eq=False)
class Answers(Mapping[str, Value]):
    """Accepted answers, flat by element key: shown fields that have a value, calculated ones among them."""

    flat: Mapping[str, Value]
    settled: Settled = field(repr=False, compare=False)

    def __getitem__(self, key: str) -> Value:
        return self.flat[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.flat)

    def __len__(self) -> int:
        return len(self.flat)

    def to_json(self) -> dict[str, Json]:
        """The answers as a JSON value: decimals as text, everything else as it is."""
        return {key: jsonable(value) for key, value in self.flat.items()}


@dataclass(frozen=True)
class Problems:
    """A refused page: every problem in display order, and what was typed, to be shown again."""

    items: tuple[Problem, ...]
    raw: Raw = field(repr=False)

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def of(self, key: str) -> tuple[Problem, ...]:
        """The problems of one field."""
        return tuple(item for item in self.items if item.field == key)


def jsonable(value: Value) -> Json:
    """A value as JSON: Decimal → plain text, inside lists and mappings too."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, Mapping):
        return {key: jsonable(item) for key, item in value.items()}
    return [jsonable(item) for item in value] if isinstance(value, (list, tuple)) else value


def clean(
    plan: Compiled,
    raw: Raw,
    extra_facts: Mapping[str, Value] | None = None,
    *,
    choices: Choices | None = None,
    overrides: Collection[str] = (),
) -> Answers | Problems:
    """Judge a posted page.

    `raw` maps control names to posted texts; unknown names are ignored, fields that are not shown are dropped whatever
    was posted. `extra_facts` (nested) carry `today`, `application.date`, `case`, `param` …; `choices` the divisions
    that may be chosen; `overrides` the keys of fields whose liftable problem a supervisor has lifted.
    """
    given = extra_facts or {}
    read = parse(plan, raw)
    look = FormState(plan, settle(plan, complete(plan, _accepted(read), given), given))
    problems = [
        problem
        for item in plan.fields
        if item.key in look.settled.shown and item.kind.stored
        for problem in _problems(item, read.get(item.key), look, choices or {})
        if not (problem.overridable and item.key in overrides)
    ]
    if problems:
        return Problems(tuple(problems), kept(plan, raw))
    return Answers(MappingProxyType(dict(look.settled.values)), look.settled)


def parse(plan: Compiled, raw: Raw) -> dict[str, Value | Refused]:
    """What was typed into every asked field that takes input, blank ones left out."""
    out: dict[str, Value | Refused] = {}
    for item in plan.fields:
        if item.kind.stored and item.merged.asked and not item.computes:
            value = item.kind.parse(item.merged.widest, raw, item.key)
            if value is not None:
                out[item.key] = value
    return out


def legible(plan: Compiled, raw: Raw) -> dict[str, Value]:
    """The values of a page that is not finished: what can be read, so that the page can follow it."""
    return _accepted(parse(plan, raw))


def _accepted(read: Mapping[str, Value | Refused]) -> dict[str, Value]:
    return {key: value for key, value in read.items() if not isinstance(value, Refused)}


def complete(plan: Compiled, values: Mapping[str, Value], given: Mapping[str, Value]) -> dict[str, Value]:
    """Values with calculated cells of tables filled in."""
    context = Context(day_of(given))
    return {
        key: plan[key].kind.complete(plan[key].element, value, context) if plan[key].element.columns else value
        for key, value in values.items()
    }


def typed(plan: Compiled, values: Mapping[str, Value]) -> dict[str, list[str]]:
    """Values back as a posted page, for drafts and prefilling; cleaning it gives the values again."""
    out: dict[str, list[str]] = {}
    for key, value in values.items():
        if key in plan.by_key and plan[key].kind.stored and value is not None:
            out |= plan[key].kind.typed(plan[key].element, value, key)
    return out


def defaults(plan: Compiled) -> dict[str, list[str]]:
    """The page that is offered first: defaults that the asking members accept. They are seen before they are stored."""
    out: dict[str, list[str]] = {}
    for item in plan.fields:
        if item.merged.asked and item.element.default is not None:
            value = item.kind.revive(item.element, item.element.default)
            if not any(item.kind.faults(item.element, value, Context())):
                out |= item.kind.typed(item.element, value, item.key)
    return out


def restore(plan: Compiled, stored: Mapping[str, Json]) -> dict[str, Value]:
    """`Answers.to_json()` read back: decimals are Decimal again; what the plan does not know stays as it is."""
    return {
        key: plan[key].kind.revive(plan[key].element, value) if key in plan.by_key and value is not None else value
        for key, value in stored.items()
    }


def kept(plan: Compiled, raw: Raw) -> dict[str, list[str]]:
    """What is worth showing again of a refused page: controls of the plan's fields, within sane sizes."""
    controls = ((control, texts) for control, texts in raw.items() if control.partition("-")[0] in plan.by_key)
    return {
        control: [text if len(text) <= KEPT_MAX else text[:KEPT_HEAD] for text in texts[:KEPT_TEXTS]]
        for control, texts in islice(controls, KEPT_CONTROLS)
    }


def _problems(item: PlanField, parsed: Value | Refused, look: FormState, choices: Choices) -> Iterator[Problem]:
    if isinstance(parsed, Refused):
        yield from (_problem(item, fault, look.askers(item.key)) for fault in parsed.faults)
        return
    value = look.values.get(item.key)
    if value is None:
        if holds(item.required, look.facts):
            yield _problem(item, _missing(item), look.requirers(item.key))
        return
    asking = look.askers(item.key)
    found: dict[tuple[str, str], tuple[Fault, list[str]]] = {}
    for judge in item.judges:
        if holds(judge.when, look.facts):
            forms = [form for form in asking if form in judge.forms]
            for fault in _judged(item, judge, value, look, choices, forms):
                found.setdefault((fault.at, fault.code), (fault, []))[1].extend(forms)
    for fault, forms in found.values():
        whose = "" if len(forms) == len(asking) else "".join(f"《{look.plan.titles[form]}》" for form in forms)
        yield _problem(item, replace(fault, message=f"{fault.message}（{whose}的要求）") if whose else fault, forms)


def _judged(
    item: PlanField,
    judge: Judge,
    value: Value,
    look: FormState,
    choices: Choices,
    forms: Sequence[str],
) -> Iterator[Fault]:
    """The faults of a value in the eyes of one judge."""
    if judge.value is not None:
        value = item.kind.adopt(judge.element, calculated(judge.value, look.facts))
        if value is None:
            if set(forms) & set(look.requirers(item.key)):
                yield _missing(item)
            return
    others = {role: (key, at(look.facts, key)) for role, key, when in judge.companions if holds(when, look.facts)}
    id_kind = others.get("id_kind", ("", ""))[1] or ""
    yield from item.kind.faults(judge.element, value, Context(look.settled.today, id_kind, choices))
    later, bound = others.get("after", ("", None)), others.get("at_most", ("", None))
    if later[1] is not None and not value > later[1]:
        yield Fault(f"应晚于“{look.plan.labels[later[0]]}”，请核对", code="order")
    if bound[1] is not None and value > bound[1]:
        yield Fault(f"不能大于“{look.plan.labels[bound[0]]}”，请核对", code="order")


def _problem(item: PlanField, fault: Fault, forms: Sequence[str]) -> Problem:
    return Problem(
        field=item.key,
        control=f"{item.key}-{fault.at}" if fault.at else item.key,
        label=item.label,
        message=f"“{item.label}”{fault.message}",
        forms=tuple(forms),
        code=fault.code,
        overridable=fault.overridable,
    )


def _missing(item: PlanField) -> Fault:
    if item.computes:
        return Fault("由其他项计算得出，请补全与它有关的内容", code="required")
    return Fault(f"不能为空，请{item.kind.verb}", code="required")


def split(
    merged: MergedForm | Compiled,
    answers: Mapping[str, Value],
    extra_facts: Mapping[str, Value] | None = None,
) -> dict[str, dict[str, Value]]:
    """Merged answers → what each member's own form would store: its shown fields, calculated in its own way.

    Pass the plan where it is at hand; a merged form is compiled first. `extra_facts` are needed only for a plain
    mapping: accepted Answers know their facts.
    """
    plan = merged if isinstance(merged, Compiled) else compile_form(merged, Compiled)
    settled = answers.settled if isinstance(answers, Answers) else settle(plan, answers, extra_facts or {}, fill=False)
    out: dict[str, dict[str, Value]] = {form: {} for form in plan.titles}
    for item in plan.fields:
        value = settled.values.get(item.key)
        if value is None:
            continue
        own = {form: judge for judge in item.judges if judge.value is not None for form in judge.forms}
        for form, shown in item.asking:
            if holds(shown, settled.facts):
                mine = (
                    item.kind.adopt(item.element, calculated(own[form].value, settled.facts)) if form in own else value
                )
                if mine is not None:
                    out[form][item.key] = mine
    return out
