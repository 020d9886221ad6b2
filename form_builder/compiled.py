"""A (merged) form compiled once: field tree, closures and evaluation order. Immutable: cache it for ever."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeVar

from form_builder.binding import BoundForm
from form_builder.elements import Element
from form_builder.errors import ConflictError
from form_builder.facts import Facts
from form_builder.fields import KINDS
from form_builder.fields.base import Kind, Value
from form_builder.merging import MergedField, MergedForm, MergedMaterial, merge
from form_builder.merging.values import Asker, Companion
from form_builder.reading import Json
from form_builder.rules import any_of, reads, rule
from rule_engine import RuleEngineError, truthy


def compiled(expr: Json) -> Json:
    """A condition ready to be asked: booleans stay, rules are compiled."""
    return expr if isinstance(expr, bool) else rule(expr)


def holds(test: Json, facts: Facts) -> bool:
    """Whether a compiled condition is true; a rule that fails on the data (too much work, `throw`) does not hold."""
    if isinstance(test, bool):
        return test
    try:
        return truthy(test(facts))
    except RuleEngineError:
        return False


def calculated(test: Json, facts: Facts) -> Value:
    """The result of a calculation, None where it fails."""
    try:
        return test(facts)
    except RuleEngineError:
        return None


@dataclass(frozen=True, slots=True)
class Judge:
    """One way in which a value is judged: an element, what it is judged with, and the members that judge so."""

    element: Element
    companions: tuple[tuple[str, str, Json], ...]
    when: Json
    forms: tuple[str, ...]
    value: Json = None
    """The member's own calculation, where members calculate differently."""


@dataclass(frozen=True, slots=True)
class PlanField:
    """One field, ready to run.

    `path` is the element key split; `computes` are the distinct calculations with their conditions; `askers` are all
    members that use the element (key, shown, required), `asking` those that ask the applicant (key, shown).
    """

    merged: MergedField
    kind: Kind
    path: tuple[str, ...]
    shown: Json
    required: Json
    judges: tuple[Judge, ...]
    computes: tuple[tuple[Json, Json], ...]
    derive: tuple[str, str, Json] | None
    askers: tuple[tuple[str, Json, Json], ...]
    asking: tuple[tuple[str, Json], ...]

    @property
    def key(self) -> str:
        """The element key, which is the field's id on the page and in answers."""
        return self.merged.key

    @property
    def element(self) -> Element:
        """The narrowest common element."""
        return self.merged.element

    @property
    def label(self) -> str:
        """The label that people read."""
        return self.merged.element.label


@dataclass(frozen=True, slots=True)
class PlanMaterial:
    """One material, ready to run: each use with its compiled rule."""

    merged: MergedMaterial
    uses: tuple[tuple[str, Json], ...]


@dataclass(frozen=True, eq=False)
class Compiled:
    """A compiled form. `fields` stand in display order, `order` in the order in which they are evaluated."""

    merged: MergedForm = field(repr=False)
    fields: tuple[PlanField, ...] = field(repr=False)
    order: tuple[PlanField, ...] = field(repr=False)
    by_key: Mapping[str, PlanField] = field(repr=False)
    materials: tuple[PlanMaterial, ...] = field(repr=False)
    labels: Mapping[str, str] = field(repr=False)
    """Path → label and `path=value` → option label, for explanations."""
    titles: Mapping[str, str]
    """Member key → title."""
    roots: frozenset[str] = field(repr=False)
    """First names of everything that a rule of the form may read."""

    def __getitem__(self, key: str) -> PlanField:
        return self.by_key[key]


PlanType = TypeVar("PlanType", bound=Compiled)


def compile_form(form: MergedForm | BoundForm, plan: type[PlanType]) -> PlanType:
    """Compile a merged form, or a single bound form. Raises ConflictError while conflicts are open."""
    merged = form if isinstance(form, MergedForm) else merge([form])
    if merged.conflicts:
        raise ConflictError([conflict.message for conflict in merged.conflicts])
    built = {item.key: _field(item) for item in merged.fields}
    shown = [built[key] for section in merged.sections for key in section.fields]
    return plan(
        merged=merged,
        fields=tuple(shown),
        order=tuple(_ordered(merged.fields, built)),
        by_key=MappingProxyType(built),
        materials=tuple(
            PlanMaterial(item, tuple((use.form, compiled(use.needed)) for use in item.uses))
            for item in merged.materials
        ),
        labels=MappingProxyType(dict(_labels(merged.fields))),
        titles=MappingProxyType({member.key: member.title for member in merged.members}),
        roots=frozenset(name.partition(".")[0] for expr in _rules(merged) for name in reads(expr)),
    )


def _rules(merged: MergedForm) -> Iterator[Json]:
    for item in merged.fields:
        yield from (item.shown, item.required)
        yield from (asker.compute for asker in item.askers)
    yield from (item.needed for item in merged.materials)


def _field(item: MergedField) -> PlanField:
    return PlanField(
        merged=item,
        kind=KINDS[item.element.kind],
        path=tuple(item.key.split(".")),
        shown=compiled(item.shown),
        required=compiled(item.required),
        judges=tuple(_judges(item.askers)),
        computes=tuple(_computes(item)),
        derive=_derive(item.askers),
        askers=tuple((use.form, compiled(use.shown), compiled(use.required)) for use in item.uses),
        asking=tuple((use.form, compiled(use.shown)) for use in item.askers),
    )


def _judges(askers: Sequence[Asker]) -> Iterator[Judge]:
    """Askers that judge alike judge once; where all judge alike, being shown is condition enough."""
    groups: list[list[Asker]] = []
    for asker in askers:
        like = next((group for group in groups if _alike(group[0], asker)), None)
        if like is None:
            groups.append([asker])
        else:
            like.append(asker)
    for group in groups:
        first = group[0]
        yield Judge(
            element=first.element,
            companions=tuple(_companion(item) for item in first.companions),
            when=True if len(groups) == 1 else compiled(any_of(asker.shown for asker in group)),
            forms=tuple(asker.form for asker in group),
            value=None if len(groups) == 1 or first.compute is None else rule(first.compute),
        )


def _alike(one: Asker, other: Asker) -> bool:
    same = one.element is other.element or one.element == other.element
    return same and one.companions == other.companions and one.compute == other.compute


def _companion(item: Companion) -> tuple[str, str, Json]:
    return item.role, item.key, compiled(item.when)


def _computes(item: MergedField) -> Iterator[tuple[Json, Json]]:
    found = item.calculations
    for compute, shown in found:
        yield (True if len(found) == 1 else compiled(any_of(shown))), rule(compute)


def _derive(askers: Sequence[Asker]) -> tuple[str, str, Json] | None:
    """(source key, part, condition) if a value can be filled from an ID number that the same member asks."""
    sources = [(asker, item) for asker in askers for item in asker.companions if item.role == "derive"]
    if not sources:
        return None
    part = sources[0][0].element.derive
    return sources[0][1].key, part.part if part else "", compiled(any_of(item.when for _, item in sources))


def _ordered(fields: Sequence[MergedField], built: Mapping[str, PlanField]) -> Iterator[PlanField]:
    """Depth first, in field order: whatever a field waits for comes before it."""
    waits = {item.key: item.waits for item in fields}
    seen: set[str] = set()
    for start in waits:
        stack = [(start, False)]
        while stack:
            key, ready = stack.pop()
            if ready:
                yield built[key]
            elif key not in seen:
                seen.add(key)
                stack.append((key, True))
                stack += [(other, False) for other in sorted(waits[key]) if other not in seen]


def _labels(fields: Sequence[MergedField]) -> Iterator[tuple[str, str]]:
    for item in fields:
        element = item.element
        yield item.key, element.label
        for option in element.options:
            yield f"{item.key}={option.value}", option.label
        for column in element.columns:
            yield f"{item.key}.{column.element.key}", column.element.label
