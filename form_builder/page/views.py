"""What a fragment sees: a control that never changes, and what stands in it now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from markupsafe import Markup

from form_builder.compiled import PlanField, holds
from form_builder.elements import Column, Element, Option
from form_builder.facts import Facts
from form_builder.fields import KINDS
from form_builder.fields.base import Kind
from form_builder.fields.choices import RADIO_MAX
from form_builder.fields.table import row_limit
from form_builder.places import Step

NOTHING = Markup("")


@dataclass(frozen=True, slots=True)
class Control:
    """One control, compiled once: identity, attributes, options, columns."""

    id: str
    name: str
    label: str
    element: Element
    attributes: Markup = NOTHING
    grouped: bool = False
    pairs: tuple[tuple[str, str], ...] = ()

    @staticmethod
    def value(text: str) -> Markup:
        """The attribute of a control that holds a text; a blank one needs none."""
        return Markup(' value="{}"').format(text) if text else NOTHING

    @property
    def options(self) -> tuple[Option, ...]:
        """The options on offer."""
        return self.element.options

    @property
    def words(self) -> str:
        """The words of a static text."""
        return self.element.hint or self.element.label

    @property
    def columns(self) -> list[dict[str, object]]:
        """The head of a table."""
        return [
            {"key": item.element.key, "label": item.element.label, "required": item.required, "total": item.total}
            for item in self.element.columns
        ]

    @property
    def row_limit(self) -> int:
        """Rows of a table at most."""
        return row_limit(self.element)

    @property
    def totals(self) -> bool:
        """Whether a table shows sums."""
        return any(item.total for item in self.element.columns)


@dataclass(slots=True)
class Now:
    """What stands in a control now, and how it stands."""

    texts: Sequence[str] = ()
    errors: Sequence[str] = ()
    aria: Markup = NOTHING
    described: Markup = NOTHING
    hidden: bool = False
    required: bool = False
    asked_by: str = ""
    note: str = ""
    shown: str = ""
    steps: Sequence[Step] = ()
    within: str = ""
    way: str = ""
    files: Sequence[tuple[str, str]] = ()
    rows: Sequence[Sequence[object]] = ()
    totals: dict[str, Decimal] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The single text of the control."""
        return self.texts[0] if self.texts else ""

    @property
    def wrong(self) -> bool:
        """Whether the field has an error."""
        return bool(self.errors)

    def part(self, name: str) -> str:
        """The text of one of two parts."""
        return self.parts.get(name, "")


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field of the page, compiled once."""

    item: PlanField
    key: str
    label: str
    kind: str
    hint: str
    frame: str
    fragment: str
    flags: Markup
    """Further attributes of the frame: whether the field is calculated, whether it is as wide as the paper."""
    control: Control
    drawn: dict[object, tuple[Markup, ...]] = field(default_factory=dict, compare=False, repr=False)
    """What `splicing` keeps of this field: how it looks, but for what was typed."""

    @property
    def values(self) -> tuple[str, ...]:
        """The values of the options on offer, as they are posted."""
        return ("1", "0") if self.kind in ("boolean", "declaration") else tuple(self.control.element.labels)


def view(item: PlanField, element: Element) -> FieldView:
    """The view of a field that offers `element`."""
    kind = item.kind
    grouped = kind.grouped or (kind.name == "choice" and len(element.options) <= RADIO_MAX)
    frame = (
        "frame.bare" if kind.name in ("declaration", "static_text") else "frame.group" if grouped else "frame.single"
    )
    return FieldView(
        item=item,
        key=item.key,
        label=element.label,
        kind=kind.name,
        hint=_hint(item) if kind.stored else "",
        frame="frame.single" if item.computes else frame,
        fragment=kind.fragment,
        flags=(Markup(" data-computed") if item.computes else NOTHING)
        + (Markup(" data-wide") if item.merged.wide else NOTHING),
        control=Control(
            id=f"i-{item.key}",
            name=item.key,
            label=element.label,
            element=element,
            attributes=_attributes(kind, element),
            grouped=grouped,
            pairs=_pairs(element),
        ),
    )


def offered(item: PlanField, facts: Facts) -> Element:
    """The element that the page offers now: the narrowest of the members that ask at this moment."""
    if len(item.judges) == 1:
        return item.element
    asking = [judge.element for judge in item.judges if holds(judge.when, facts)] or [item.element]
    common = [option for option in asking[0].options if all(option.value in other.labels for other in asking[1:])]
    return item.element if tuple(common) == item.element.options else replace(item.element, options=tuple(common))


def cell_control(table: str, at: int, column: Column) -> tuple[Control, str]:
    """The control of one cell and its fragment; closed answers are selects there."""
    element, name = column.element, f"{table}-{at}-{column.element.key}"
    kind = KINDS[element.kind]
    fragment = {"boolean": "choices.select", "choice": "choices.select", "long_text": "text.line"}.get(
        kind.name,
        kind.fragment,
    )
    control = Control(f"i-{name}", name, element.label, element, _attributes(kind, element), pairs=_pairs(element))
    return control, fragment


def _pairs(element: Element) -> tuple[tuple[str, str], ...]:
    if element.kind == "boolean":
        return ("1", "是"), ("0", "否")
    return tuple((option.value, option.label) for option in element.options)


def _attributes(kind: Kind, element: Element) -> Markup:
    return NOTHING.join(
        Markup(' {}="{}"').format(name, value) if value else Markup(" {}").format(name)
        for name, value in kind.attributes(element).items()
    )


def _hint(item: PlanField) -> str:
    """The hints of all who ask, and what single members call the field."""
    titles = {use.form: use.title for use in item.merged.uses}
    own = [f"《{titles[form]}》中称“{label}”" for form, label in item.merged.hints]
    hints = dict.fromkeys(judge.element.hint for judge in item.judges if judge.element.hint)
    return "；".join([*hints, *own])


def describe(key: str, *, hint: bool, wrong: bool) -> Markup:
    """`aria-describedby` for what is there."""
    ids = [f"{letter}-{key}" for letter, there in (("h", hint), ("e", wrong)) if there]
    return Markup(' aria-describedby="{}"').format(" ".join(ids)) if ids else NOTHING
