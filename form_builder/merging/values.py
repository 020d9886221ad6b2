"""What a merge gives: fields, materials, provenance, conflicts and dependencies. All values, no behaviour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from form_builder.binding import BoundForm
from form_builder.document import Field, Material, Waiver, number_json
from form_builder.elements import Element
from form_builder.reading import Json


@dataclass(frozen=True, slots=True)
class Companion:
    """Another element that a value is judged with (`role`: id_kind, after, at_most, derive), if the member asks it."""

    role: str
    key: str
    when: Json = True


@dataclass(frozen=True, slots=True)
class Asker:
    """One member's use of a merged field: its own narrowed element and its own rules, seen with that member's eyes.

    `asked` is False where another member's result provides the element, so that this member does not ask the applicant.
    """

    form: str
    title: str
    field: Field
    element: Element
    shown: Json
    required: Json
    compute: Json = None
    companions: tuple[Companion, ...] = ()
    asked: bool = True


@dataclass(frozen=True, slots=True)
class MergedField:
    """One question of the merged form: shown if any asker shows it, required if any asker that shows it requires it.

    `element` is the narrowest common element (what the page offers); acceptance is judged asker by asker, because a
    member that does not show the field has no say in it; `widest` is what is read of a page. `waits` are the fields
    that must be settled before this one.
    """

    key: str
    element: Element
    widest: Element
    section: str
    place: str
    shown: Json
    required: Json
    askers: tuple[Asker, ...]
    uses: tuple[Asker, ...]
    hints: tuple[tuple[str, str], ...] = ()
    waits: frozenset[str] = frozenset()
    provided_by: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The label that people read: the dictionary's, or the settled one."""
        return self.element.label

    @property
    def asked(self) -> bool:
        """Whether the applicant is asked at all; False when a member's result provides the element."""
        return bool(self.askers)

    @property
    def wide(self) -> bool:
        """Whether it takes the whole width of the paper: one member that says so is enough."""
        return any(use.field.wide for use in self.askers)

    @property
    def calculations(self) -> tuple[tuple[Json, tuple[Json, ...]], ...]:
        """The distinct calculations, each with the visibility rules of the members that calculate so.

        The page shows the first that applies: that of a member who knows everything it is calculated from, before those
        of members who do not; by member key among equals, so that the order of members changes no figure.
        """
        found: list[tuple[Json, list[Json]]] = []
        for asker in sorted(self.askers, key=lambda asker: (asker.compute != asker.element.compute, asker.form)):
            same = next((shown for compute, shown in found if compute == asker.compute), None)
            if same is not None:
                same.append(asker.shown)
            elif asker.compute is not None:
                found.append((asker.compute, [asker.shown]))
        return tuple((compute, tuple(shown)) for compute, shown in found)


@dataclass(frozen=True, slots=True)
class MergedSection:
    """A section of the merged form with its fields in order."""

    label: str
    place: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MaterialUse:
    """One member's demand for a material, with its rule seen with that member's eyes."""

    form: str
    title: str
    material: Material
    needed: Json


@dataclass(frozen=True, slots=True)
class MergedMaterial:
    """One material of the merged form. Copies are the largest that any member asks; `internal_from` names the active
    members whose result it is: then it is not asked of the applicant.
    """

    key: str
    name: str
    kind: str
    medium: str
    originals: int
    photocopies: int
    necessity: str
    needed: Json
    uses: tuple[MaterialUse, ...]
    checks: tuple[str, ...] = ()
    licence_kind: str = ""
    waiver: Waiver | None = None
    internal_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """A disagreement for an administrator: what, between whom, and a settlement to start from.

    `kind`: type, options, range, fixed, cycle or rule. `settlement` goes into the theme's `settlements` under `key`;
    None means that no settlement can be proposed and `proposal` says what to change instead.
    """

    kind: str
    key: str
    label: str
    members: tuple[str, ...]
    message: str
    proposal: str
    settlement: Mapping[str, Json] | None = None

    def to_json(self) -> dict[str, Json]:
        """For reports and pages."""
        return {
            "kind": self.kind,
            "key": self.key,
            "label": self.label,
            "members": list(self.members),
            "message": self.message,
            "proposal": self.proposal,
            "settlement": None if self.settlement is None else dict(self.settlement),
        }


@dataclass(frozen=True, slots=True)
class Provided:
    """An element that results provide: by which members, for which members."""

    by: tuple[str, ...]
    used_by: tuple[str, ...]


@dataclass(frozen=True)
class MergedForm:
    """Several forms as one table. `fields` keep member order, then field order, first appearance wins."""

    members: tuple[BoundForm, ...] = field(repr=False)
    fields: tuple[MergedField, ...]
    sections: tuple[MergedSection, ...]
    materials: tuple[MergedMaterial, ...]
    provenance: Mapping[str, tuple[Asker, ...]]
    conflicts: tuple[Conflict, ...]
    dependencies: Mapping[str, tuple[str, ...]]
    provided: Mapping[str, Provided]

    @property
    def savings(self) -> dict[str, int]:
        """Questions and materials apart and together: what the one table saves people."""
        apart = sum(len(form.fields) for form in self.members)
        papers = sum(len(form.materials) for form in self.members)
        return {
            "fields_sum": apart,
            "fields_union": len(self.fields),
            "fields_saved": apart - len(self.fields),
            "materials_sum": papers,
            "materials_union": len(self.materials),
            "materials_saved": papers - len(self.materials),
        }

    def to_json(self) -> dict[str, Json]:
        """The merged form with its provenance, for reports, tests and the side-by-side view."""
        return {
            "members": [{"key": form.key, "title": form.title} for form in self.members],
            "sections": [
                {"label": item.label, "place": item.place, "fields": list(item.fields)} for item in self.sections
            ],
            "fields": [_field_json(item) for item in self.fields],
            "materials": [_material_json(item) for item in self.materials],
            "conflicts": [item.to_json() for item in self.conflicts],
            "dependencies": {key: list(needs) for key, needs in self.dependencies.items()},
            "provided": {
                key: {"by": list(item.by), "used_by": list(item.used_by)} for key, item in self.provided.items()
            },
            "savings": self.savings,
        }


def _field_json(item: MergedField) -> dict[str, Json]:
    element = item.element
    out: dict[str, Json] = {
        "element": item.key,
        "label": item.label,
        "kind": element.kind,
        "shown": item.shown,
        "required": item.required,
        "asked": item.asked,
        "provenance": [_use_json(use) for use in item.uses],
    }
    out |= {key: number_json(bound) for key in ("min", "max") if (bound := getattr(element, key)) is not None}
    if element.options and not element.option_list:
        out["options"] = [option.value for option in element.options]
    if item.wide:
        out["wide"] = True
    if item.hints:
        out["hints"] = [{"form": form, "label": label} for form, label in item.hints]
    return out


def _use_json(use: Asker) -> dict[str, Json]:
    return {"form": use.form, "title": use.title, "asked": use.asked, **use.field.to_json()}


def _material_json(item: MergedMaterial) -> dict[str, Json]:
    return {
        "key": item.key,
        "name": item.name,
        "originals": item.originals,
        "photocopies": item.photocopies,
        "necessity": item.necessity,
        "needed": item.needed,
        "internal_from": list(item.internal_from),
        "provenance": [{"form": use.form, "title": use.title, **use.material.to_json()} for use in item.uses],
    }
