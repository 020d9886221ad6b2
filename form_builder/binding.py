"""A form bound to a dictionary: every field with its narrowed element, every rule with the fields it reads."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from form_builder.dictionary import Dictionary, unknown_name
from form_builder.document import Field, FormDocument, Material
from form_builder.elements import Element
from form_builder.errors import DocumentError, Finding
from form_builder.fields import KINDS
from form_builder.fields.base import plain
from form_builder.fields.table import row_floor, row_limit
from form_builder.reading import Json, near
from form_builder.rules import canonical, reads


@dataclass(frozen=True, slots=True)
class BoundField:
    """One field of one form: `base` is the dictionary's element, `element` what the form makes of it."""

    field: Field
    base: Element
    element: Element
    shown: Json
    required: Json
    shown_reads: frozenset[str]
    required_reads: frozenset[str]
    compute_reads: frozenset[str]
    shown_text: str

    @property
    def key(self) -> str:
        """The element key: the identity of the field at run time."""
        return self.base.key


@dataclass(frozen=True, repr=False)
class BoundForm:
    """A form that is ready to be compiled or merged. `fields` stand in print order."""

    document: FormDocument
    fields: tuple[BoundField, ...]
    by_key: Mapping[str, BoundField]

    def __repr__(self) -> str:
        return f"BoundForm({self.key!r}, {len(self.fields)} fields)"

    @property
    def key(self) -> str:
        """The key of the form, which is the key of its matter."""
        return self.document.key

    @property
    def title(self) -> str:
        """The name that people read."""
        return self.document.title

    @property
    def materials(self) -> tuple[Material, ...]:
        """The materials of the form."""
        return self.document.materials

    @cached_property
    def section_of(self) -> Mapping[str, tuple[str, str]]:
        """Element key → (section label, place)."""
        return {
            item.element: (section.label, section.place)
            for section in self.document.sections
            for item in section.fields
        }


def owners(name: str, keys: Collection[str]) -> Iterator[str]:
    """The elements among `keys` that a read name touches: itself, the element it lies inside, or those inside it."""
    if name in keys:
        yield name
        return
    parts = name.split(".")
    for at in range(len(parts) - 1, 0, -1):
        if (prefix := ".".join(parts[:at])) in keys:
            yield prefix
            return
    yield from (key for key in keys if key.startswith(f"{name}."))


def bind(form: FormDocument, dictionary: Dictionary) -> BoundForm:
    """Bind a form to its dictionary.

    Raises DocumentError with every finding at once: unknown elements (with «did you mean»), fields that widen their
    element, rules that read what nobody asks, circles between visibility and calculation.
    """
    findings: list[Finding] = []
    fields: list[BoundField] = []
    for at, section in enumerate(form.sections):
        for index, item in enumerate(section.fields):
            place = f"/sections/{at}/fields/{index}"
            if item.element not in dictionary:
                hint = near(item.element, dictionary.elements)
                findings.append(Finding(f"{place}/element", f"字典中没有数据元“{item.element}”", hint))
                continue
            findings += _rule_findings(dictionary, place, {"shown": item.shown, "required": item.required})
            fields.append(_bound(item, dictionary[item.element], place, findings))
    for at, material in enumerate(form.materials):
        findings += _rule_findings(dictionary, f"/materials/{at}", {"needed": material.needed})
    for at, key in enumerate(form.provides):
        if key not in dictionary:
            findings.append(Finding(f"/provides/{at}", f"字典中没有数据元“{key}”", near(key, dictionary.elements)))
    bound = BoundForm(form, tuple(fields), {item.key: item for item in fields})
    findings += _circles(bound)
    if findings:
        raise DocumentError(findings)
    return bound


def _bound(item: Field, base: Element, place: str, findings: list[Finding]) -> BoundField:
    findings += _widening(item, base, place)
    element = base
    if item.min is not None or item.max is not None or item.options is not None or item.hint:
        element = replace(
            base,
            min=base.min if item.min is None else item.min,
            max=base.max if item.max is None else item.max,
            options=base.options
            if item.options is None
            else tuple(option for option in base.options if option.value in item.options),
            hint=item.hint or base.hint,
        )
    required: Json = True if base.kind == "declaration" and base.must_be else item.required
    if not KINDS[base.kind].stored:
        required = False
    return BoundField(
        field=item,
        base=base,
        element=element,
        shown=item.shown,
        required=required,
        shown_reads=reads(item.shown),
        required_reads=reads(required),
        compute_reads=reads(base.compute),
        shown_text=canonical(item.shown),
    )


def _widening(item: Field, base: Element, place: str) -> Iterator[Finding]:
    """A field may narrow its element, never widen it."""
    kind = KINDS[base.kind]
    low, high = base.min, base.max
    if base.kind == "table":
        low, high = Decimal(row_floor(base)), Decimal(row_limit(base))
    for name, bound in (("min", item.min), ("max", item.max)):
        if bound is not None and not kind.bounds:
            yield Finding(f"{place}/{name}", f"“{base.label}”没有上下限可以收窄", "删除这个键")
    if item.min is not None and low is not None and item.min < low:
        yield Finding(f"{place}/min", f"“{base.label}”的下限只能收窄", f"不小于 {plain(low)}")
    if item.max is not None and high is not None and item.max > high:
        yield Finding(f"{place}/max", f"“{base.label}”的上限只能收窄", f"不大于 {plain(high)}")
    least, most = item.min if item.min is not None else low, item.max if item.max is not None else high
    if least is not None and most is not None and least > most:
        yield Finding(f"{place}/min", f"“{base.label}”的下限大于上限", "请核对 min 和 max")
    if item.options is not None:
        yield from _option_findings(item.options, base, place)


def _option_findings(options: tuple[str, ...], base: Element, place: str) -> Iterator[Finding]:
    known = base.labels
    if not known:
        yield Finding(f"{place}/options", f"“{base.label}”没有选项可以收窄", "删除这个键")
    elif not options:
        yield Finding(f"{place}/options", f"“{base.label}”至少要留一个选项")
    for at, value in enumerate(options):
        if known and value not in known:
            yield Finding(f"{place}/options/{at}", f"“{base.label}”没有选项“{value}”", near(value, known))


def _rule_findings(dictionary: Dictionary, place: str, rules: Mapping[str, Json]) -> Iterator[Finding]:
    for name, expr in rules.items():
        for read in sorted(reads(expr)):
            yield from unknown_name(dictionary, f"{place}/{name}", read)


def _circles(form: BoundForm) -> Iterator[Finding]:
    """Fields whose visibility or value depends, through others, on itself."""
    state: dict[str, int] = {}

    def visit(key: str, trail: list[str]) -> Iterator[Finding]:
        state[key] = 1
        for target in sorted(settled_before(form.by_key[key], form.by_key)):
            if state.get(target) == 1:
                circle = [*trail, key, target]
                names = " → ".join(form.by_key[name].base.label for name in circle[circle.index(target) :])
                yield Finding("/sections", f"显示条件或计算互相依赖：{names}", "去掉其中一个条件")
            elif target not in state:
                yield from visit(target, [*trail, key])
        state[key] = 2

    for key in form.by_key:
        if key not in state:
            yield from visit(key, [])


def settled_before(item: BoundField, keys: Collection[str]) -> set[str]:
    """The fields of the form that must be settled (shown or dropped, calculated) before this one."""
    source = {item.base.derive.source} if item.base.derive else set()
    return {owner for name in item.shown_reads | item.compute_reads | source for owner in owners(name, keys)}
