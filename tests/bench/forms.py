"""form_builder: merging 20 forms, judging 60 answers, drawing 60 and 120 fields; WTForms widgets as the peer."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import wtforms

from form_builder import (
    Answers,
    BoundForm,
    Dictionary,
    FormDocument,
    FormPlan,
    bind,
    clean,
    compile_plan,
    merge,
    sample,
    typed,
)
from form_builder.page import render_sections
from onewindow.domain.case_format import Pack, read_folder
from onewindow.domain.effective import CompiledMatter
from onewindow.domain.matter import MatterDocument
from onewindow.store import published
from tests.onewindow.domain import invented

TODAY = {"today": "2026-11-21"}
KINDS = (
    {"kind": "text", "max": 50},
    {"kind": "choice", "options": [{"value": str(at), "label": f"选项{at}"} for at in range(6)]},
    {"kind": "boolean"},
    {"kind": "integer", "min": 0, "max": 99},
    {"kind": "decimal", "min": 0, "max": 9999, "scale": 2},
    {"kind": "date"},
    {"kind": "id_number"},
    {"kind": "phone"},
    {"kind": "address", "max": 100},
    {"kind": "choices", "options": [{"value": str(at), "label": f"项目{at}"} for at in range(4)]},
)


def elements(count: int) -> list[dict[str, Any]]:
    """So many elements, all ordinary kinds in turn."""
    return [{"key": f"e.n{at}", "label": f"数据元{at}", **KINDS[at % len(KINDS)]} for at in range(count)]


def dictionary(count: int) -> Dictionary:
    """A dictionary of that many."""
    return Dictionary.from_json({"schema": "onewindow/elements/1", "elements": elements(count)})


def form(known: Dictionary, key: str, numbers: range) -> BoundForm:
    """A form over these elements (modulo the dictionary); some fields are shown by an answer, some narrowed."""
    keys = [f"e.n{number % len(known)}" for number in numbers]
    switches = [name for name in keys if known[name].kind == "boolean"]
    fields: list[dict[str, Any]] = []
    for at, name in enumerate(keys):
        field: dict[str, Any] = {"id": name, "element": name, "required": at % 2 == 0}
        if at % 5 == 4 and switches:
            field["shown"] = {"==": [{"var": switches[0]}, True]}
        if at % 7 == 0 and known[name].kind == "text":
            field["max"] = 40
        fields.append(field)
    cut = len(fields) // 4
    sections = [
        {"id": str(part), "label": f"第{part}部分", "fields": fields[part * cut : (part + 1) * cut]}
        for part in range(4)
    ]
    return bind(
        FormDocument.from_json({"schema": "onewindow/form/1", "key": key, "title": key, "sections": sections}), known
    )


def compiled(forms: list[BoundForm]) -> list[CompiledMatter]:
    """An invented matter for each form."""
    pack = read_folder(invented.raw())
    assert isinstance(pack, Pack)
    model, elements = pack.matters["bee_keeping"].to_json(), "sha256:" + "0" * 64
    documents = (
        MatterDocument.stored({**model, "key": one.key, "form": {**model["form"], "key": one.key}}) for one in forms
    )
    return [CompiledMatter(document, one, (), (), elements) for document, one in zip(documents, forms, strict=True)]


def cpu(work: Callable[[], object], rounds: int) -> float:
    """CPU milliseconds of one call, the median of several."""
    return statistics.median(_once(work) for _ in range(rounds)) * 1000


def _once(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def figures() -> Iterator[dict[str, object]]:
    """One mapping a figure."""
    known = dictionary(400)
    twenty = [form(known, f"m{at}", range(at * 20, at * 20 + 60)) for at in range(20)]
    yield _figure("forms.merge", cpu(partial(merge, twenty), 25), "ms", 10)
    matters = compiled(twenty)
    first = published.join(matters, None)
    assert published.join(matters, None) is first, "merged once for all applicants"
    yield _figure("forms.merge_cached", cpu(partial(published.join, matters, None), 1001), "ms", 0.05)
    merged = merge(twenty)
    yield _figure("forms.compile", cpu(partial(compile_plan, merged), 15), "ms", None)
    for count, goal in ((60, 15), (120, 25)):
        plan = compile_plan(form(known, "one", range(count)))
        raw = typed(plan, sample(plan, TODAY, fixed={"e.n2": True}))
        answers = clean(plan, raw, TODAY)
        assert isinstance(answers, Answers)
        state = plan.state(answers, TODAY)
        peer = wtforms_page(plan, raw)
        if count == 60:
            yield _figure("forms.clean", cpu(partial(clean, plan, raw, TODAY), 101), "ms", 3)
            yield _figure("forms.state", cpu(partial(plan.state, answers, TODAY), 101), "ms", None)
        drawn = cpu(partial(render_sections, plan, state, answers), 51)
        yield _figure(f"forms.render_{count}", drawn, "ms", goal, ("WTForms widgets", cpu(peer, 51)))
        size = len(render_sections(plan, state, answers).encode())
        yield _figure(f"forms.page_{count}", size, "bytes", 60_000 if count == 60 else None)


def _figure(
    name: str, value: float, unit: str, goal: float | None, peer: tuple[str, float] | None = None
) -> dict[str, object]:
    return {
        "name": name,
        "value": round(value, 3),
        "unit": unit,
        "goal": goal,
        "peer": peer[0] if peer else None,
        "peer_value": round(peer[1], 3) if peer else None,
        "ratio": round(peer[1] / value, 2) if peer and value else None,
    }


class _Posted:
    """A posted page as WTForms wants it."""

    def __init__(self, raw: dict[str, list[str]]) -> None:
        self.raw = raw

    def __contains__(self, name: object) -> bool:
        return name in self.raw

    def __iter__(self) -> Iterator[str]:
        return iter(self.raw)

    def __len__(self) -> int:
        return len(self.raw)

    def getlist(self, name: str) -> list[str]:
        return self.raw.get(name, [])


def wtforms_page(plan: FormPlan, raw: dict[str, list[str]]) -> Callable[[], str]:
    """The same fields as plain WTForms fields, drawn by their own widgets with label and errors."""
    kinds: dict[str, Callable[[str, list[tuple[str, str]]], Any]] = {
        "choice": lambda label, pairs: wtforms.SelectField(label, choices=pairs),
        "choices": lambda label, pairs: wtforms.SelectMultipleField(label, choices=pairs),
        "boolean": lambda label, _: wtforms.RadioField(label, choices=[("1", "是"), ("0", "否")]),
        "integer": lambda label, _: wtforms.IntegerField(label),
        "decimal": lambda label, _: wtforms.DecimalField(label),
        "date": lambda label, _: wtforms.DateField(label),
    }
    fields: dict[str, Any] = {}
    for number, item in enumerate(plan.fields):
        make = kinds.get(item.kind.name, lambda label, _: wtforms.StringField(label))
        fields[f"f{number}"] = make(item.label, [(option.value, option.label) for option in item.element.options])
    built = type("Peer", (wtforms.Form,), fields)
    posted = _Posted({f"f{number}": raw.get(item.key, []) for number, item in enumerate(plan.fields)})

    def draw() -> str:
        page = built(posted)
        return "".join(f"<div>{field.label()}{field(class_='form-control')}</div>" for field in page)

    return draw
