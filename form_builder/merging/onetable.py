"""merge(): several forms → one table, by the law of `docs/forms.md`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from types import MappingProxyType

from form_builder.binding import BoundField, BoundForm, owners
from form_builder.document import PLACES
from form_builder.elements import Element
from form_builder.merging.conflicts import circles, overgrown, stuck, tangled
from form_builder.merging.handing import merge_materials
from form_builder.merging.rewriting import fits
from form_builder.merging.uniting import Settlement, unite
from form_builder.merging.values import (
    Asker,
    Companion,
    Conflict,
    MergedField,
    MergedForm,
    MergedMaterial,
    MergedSection,
    Provided,
)
from form_builder.merging.views import Asked, Views
from form_builder.reading import Json
from form_builder.rules import any_of, both, reads


def merge(
    forms: Sequence[BoundForm],
    settlements: Mapping[str, Settlement] | None = None,
    *,
    given: Collection[str] = (),
) -> MergedForm:
    """Merge the forms of the active members into one table; a form that stands twice counts once.

    `settlements` are the theme's: element or material key → {"label", "min", "max", "options", "ask"}. `given` names
    the elements that the guide has answered: they are facts to every member, also to one that does not ask them.
    Conflicts are values; nothing raises for bound forms.
    """
    settlements = settlements or {}
    forms = list({form.key: form for form in reversed(forms)}.values())[::-1]
    uses: dict[str, list[tuple[int, BoundField]]] = {}
    for number, form in enumerate(forms):
        for item in form.fields:
            uses.setdefault(item.key, []).append((number, item))
    provided = _provided(forms, uses, settlements)
    asked: Asked = {
        key: found for key, found_all in uses.items() if (found := _askers(forms, key, found_all, provided.get(key)))
    }
    views = Views(forms, asked, given)
    fields: list[MergedField] = []
    conflicts: list[Conflict] = []
    for key, used in uses.items():
        field, clashes = _field(forms, views, used, asked.get(key, ()), settlements.get(key), provided.get(key))
        fields.append(field)
        conflicts += clashes
    materials = merge_materials(forms, views, settlements)
    dependencies = _dependencies(forms, provided, materials)
    conflicts += circles(forms, dependencies, provided, materials)
    conflicts += tangled(forms, views)
    if any(views.filled(key) for key in views.parted):
        conflicts += stuck(fields)
    return MergedForm(
        members=tuple(forms),
        fields=tuple(fields),
        sections=_sections(fields),
        materials=materials,
        provenance=MappingProxyType({field.key: field.uses for field in fields}),
        conflicts=tuple(conflicts),
        dependencies=MappingProxyType(dependencies),
        provided=MappingProxyType(provided),
    )


def _provided(
    forms: Sequence[BoundForm],
    uses: Mapping[str, Sequence[tuple[int, BoundField]]],
    settlements: Mapping[str, Settlement],
) -> dict[str, Provided]:
    """Elements that a member's result provides to another member (forms.md, rule 4)."""
    out: dict[str, Provided] = {}
    for key, by in _providers(forms).items():
        users = tuple(forms[number].key for number, _ in uses.get(key, ()) if forms[number].key not in by)
        if users and not (settlements.get(key) or {}).get("ask"):
            out[key] = Provided(by, users)
    return out


def _providers(forms: Sequence[BoundForm]) -> dict[str, tuple[str, ...]]:
    out: dict[str, tuple[str, ...]] = {}
    for form in forms:
        for key in form.document.provides:
            out[key] = (*out.get(key, ()), form.key)
    return out


def _askers(
    forms: Sequence[BoundForm],
    key: str,
    used: list[tuple[int, BoundField]],
    provided: Provided | None,
) -> list[tuple[int, BoundField]]:
    """Who asks the applicant: everybody, or only the providers themselves, who cannot wait for their own result."""
    return used if provided is None else [(number, item) for number, item in used if forms[number].key in provided.by]


def _field(
    forms: Sequence[BoundForm],
    views: Views,
    used: Sequence[tuple[int, BoundField]],
    asked: Sequence[tuple[int, BoundField]],
    settlement: Settlement | None,
    provided: Provided | None,
) -> tuple[MergedField, tuple[Conflict, ...]]:
    first_number, first = used[0]
    united = unite(asked or used, forms, settlement)
    narrowed = dict(zip((number for number, _ in asked or used), united.elements, strict=True))
    askers_at = {number for number, _ in asked}
    uses = tuple(
        _asker(forms[number], views, number, item, narrowed.get(number, item.element), asked=number in askers_at)
        for number, item in used
    )
    askers = tuple(use for use in uses if use.asked) if len(asked) < len(used) else uses
    section, place = forms[first_number].section_of[first.key]
    shown, required = any_of(asker.shown for asker in askers), _required(askers)
    field = MergedField(
        key=first.key,
        element=united.element,
        widest=united.widest,
        section=section,
        place=place,
        shown=shown,
        required=required,
        askers=askers,
        uses=uses,
        hints=tuple(
            (use.form, use.field.label) for use in uses if use.field.label and use.field.label != united.element.label
        ),
        waits=_waits(views, first.key, askers),
        provided_by=provided.by if provided else (),
    )
    if len(askers) > 1 and not (_fits(shown, askers[0].shown) and _fits(required, askers[0].required)):
        return field, (*united.conflicts, overgrown(field))
    return field, united.conflicts


def _fits(united: Json, written: Json) -> bool:
    """Whether a rule that the merge wrote can be compiled; one that it took over as it was can."""
    return united is written or not isinstance(united, dict) or fits(united)


def _asker(form: BoundForm, views: Views, number: int, item: BoundField, element: Element, *, asked: bool) -> Asker:
    base = item.base
    return Asker(
        form=form.key,
        title=form.title,
        field=item.field,
        element=element,
        shown=views.shown(number, item),
        required=views.required(number, item) if item.required_reads else item.required,
        compute=views.compute(number, item) if base.compute is not None else None,
        companions=tuple(_companions(form, views, number, item))
        if base.id_kind or base.after or base.at_most or base.derive
        else (),
        asked=asked,
    )


def _companions(form: BoundForm, views: Views, number: int, item: BoundField) -> Iterator[Companion]:
    """The other elements of the same member that the value is judged with or filled from."""
    base = item.base
    source = base.derive.source if base.derive else ""
    for role, key in (("id_kind", base.id_kind), ("after", base.after), ("at_most", base.at_most), ("derive", source)):
        if key and key in views.own[number]:
            yield Companion(role, key, views.shown(number, form.by_key[key]) if key in views.parted else True)
        elif key and key in views.given:
            yield Companion(role, key)


def _required(askers: Sequence[Asker]) -> Json:
    """Required if any member that shows the field requires it."""
    alike = all(asker.shown == askers[0].shown for asker in askers[1:])
    return any_of(asker.required if alike else both(asker.shown, asker.required) for asker in askers)


def _waits(views: Views, key: str, askers: Sequence[Asker]) -> frozenset[str]:
    """What must be settled first. Parted elements are read behind guards: only those that are filled in come first."""
    names: set[str] = set()
    fills: set[str] = set()
    for asker in askers:
        names |= reads(asker.shown)
        if asker.compute is not None:
            names |= reads(asker.compute)
        fills |= {companion.key for companion in asker.companions if companion.role == "derive"}
    if not names and not fills:
        return frozenset()
    first = {owner for name in names for owner in owners(name, views.asked)}
    return frozenset({owner for owner in first if owner not in views.parted or views.filled(owner)} | fills) - {key}


def _sections(fields: Sequence[MergedField]) -> tuple[MergedSection, ...]:
    """Sections united by name; start, body, end, then first appearance."""
    found: dict[str, tuple[str, list[str]]] = {}
    for field in fields:
        found.setdefault(field.section, (field.place, []))[1].append(field.key)
    ordered = sorted(found.items(), key=lambda item: PLACES.index(item[1][0]))
    return tuple(MergedSection(label, place, tuple(keys)) for label, (place, keys) in ordered)


def _dependencies(
    forms: Sequence[BoundForm],
    provided: Mapping[str, Provided],
    materials: Sequence[MergedMaterial],
) -> dict[str, tuple[str, ...]]:
    needs: dict[str, set[str]] = {form.key: set() for form in forms}
    for item in provided.values():
        for user in item.used_by:
            needs[user].update(item.by)
    for material in materials:
        for use in material.uses:
            needs[use.form].update(key for key in material.internal_from if key != use.form)
    return {form.key: tuple(other.key for other in forms if other.key in needs[form.key]) for form in forms}
