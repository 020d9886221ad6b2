"""The members of a joint form beside the one table: who asks what, what narrows it, who provides it (R040, R044)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from form_builder import Element, MergedField, MergedMaterial
from form_builder.document import number_json
from form_builder.merging.values import Asker, MaterialUse
from onewindow.domain.joint import JointForm

MUST, MAY, SOMETIMES, RESULT = "must", "may", "sometimes", "result"
"""What one member says of one row: always required, optional, depends on answers, comes from another's result."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One member's demand: one of the words above, or empty when it does not ask; `note` adds copies or a condition."""

    says: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One merged field or material. `narrowed`: what single members insist on; `by`: members whose result it is."""

    key: str
    label: str
    cells: tuple[Cell, ...]
    narrowed: str = ""
    by: tuple[str, ...] = ()

    @property
    def asked_by(self) -> int:
        """How many members ask it."""
        return sum(bool(cell.says) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Column:
    """One member with what its own form asks."""

    key: str
    title: str
    fields: int
    materials: int


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Columns are members, rows are what is asked once; `waves` are titles in the order of handling."""

    columns: tuple[Column, ...]
    sections: tuple[tuple[str, tuple[Row, ...]], ...]
    materials: tuple[Row, ...]
    waves: tuple[tuple[str, ...], ...]
    savings: dict[str, int]


def side_by_side(joint: JointForm) -> SideBySide:
    """Lay the members of a joint form beside their one table, as the documents say, without any answers."""
    merged = joint.merged
    titles = joint.plan.titles
    keys = tuple(titles)
    by_key = {field.key: field for field in merged.fields}
    order = joint.order(joint.plan.state({}))
    return SideBySide(
        columns=tuple(
            Column(form.key, titles[form.key], len(form.fields), len(form.materials)) for form in merged.members
        ),
        sections=tuple(
            (section.label, tuple(_field_row(by_key[key], keys, titles) for key in section.fields))
            for section in merged.sections
        ),
        materials=tuple(_material_row(material, keys, titles) for material in merged.materials),
        waves=tuple(tuple(titles[key] for key in wave) for wave in order.waves),
        savings=merged.savings,
    )


def _field_row(field: MergedField, keys: Sequence[str], titles: Mapping[str, str]) -> Row:
    uses = {use.form: use for use in field.uses}
    return Row(
        key=field.key,
        label=field.label,
        cells=tuple(_asks(uses.get(key)) for key in keys),
        narrowed="；".join(_narrowed(field)),
        by=tuple(titles[key] for key in field.provided_by),
    )


def _asks(use: Asker | None) -> Cell:
    if use is None:
        return Cell()
    if not use.asked:
        return Cell(RESULT)
    if use.shown is not True or not isinstance(use.required, bool):
        return Cell(SOMETIMES)
    return Cell(MUST if use.required else MAY)


def _narrowed(field: MergedField) -> Iterator[str]:
    """What the merged field keeps of members that ask less than the dictionary allows, and their own names for it."""
    for use in field.askers:
        if len(field.askers) > 1 and (said := "、".join(_bounds(use.element, field.widest))):
            yield f"《{use.title}》{said}"
    names = {use.form: use.title for use in field.uses}
    yield from (f"《{names[form]}》中称“{label}”" for form, label in field.hints)


def _bounds(own: Element, widest: Element) -> Iterator[str]:
    if own.min is not None and own.min != widest.min:
        yield f"不少于 {number_json(own.min)}"
    if own.max is not None and own.max != widest.max:
        yield f"不超过 {number_json(own.max)}"
    if own.options and len(own.options) < len(widest.options):
        yield f"只可选{'、'.join(option.label for option in own.options)}"


def _material_row(material: MergedMaterial, keys: Sequence[str], titles: Mapping[str, str]) -> Row:
    uses = {use.form: use for use in material.uses}
    return Row(
        key=material.key,
        label=material.name,
        cells=tuple(_needs(uses.get(key), material) for key in keys),
        by=tuple(titles[key] for key in material.internal_from),
    )


def _needs(use: MaterialUse | None, material: MergedMaterial) -> Cell:
    if use is None:
        return Cell()
    own = use.material
    copies = [f"{name}{count}" for name, count in (("原", own.originals), ("复", own.photocopies)) if count]
    if material.internal_from and use.form not in material.internal_from:
        return Cell(RESULT)
    if own.necessity == "optional":
        return Cell(MAY, "".join(copies))
    return Cell(MUST if use.needed is True else SOMETIMES, "".join(copies))
