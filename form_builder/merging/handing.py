"""Materials of several members as one list: each handed in once, none that another member's result supplies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from form_builder.binding import BoundForm
from form_builder.document import Material, Waiver
from form_builder.merging.uniting import Settlement
from form_builder.merging.values import MaterialUse, MergedMaterial
from form_builder.merging.views import Views
from form_builder.rules import any_of, reads

STRENGTH = ("required", "deferrable", "conditional", "optional")


def merge_materials(
    members: Sequence[BoundForm],
    views: Views,
    settlements: Mapping[str, Settlement],
) -> tuple[MergedMaterial, ...]:
    """Unite materials by key (forms.md, rule 5), in member order, then material order, first appearance wins."""
    uses: dict[str, list[MaterialUse]] = {}
    for number, form in enumerate(members):
        for material in form.materials:
            needed = False if material.necessity == "optional" else material.needed
            rule = views.seen(number, needed, reads(needed), material.key)
            uses.setdefault(material.key, []).append(MaterialUse(form.key, form.title, material, rule))
    active = {form.key for form in members}
    return tuple(_united(asked, active, settlements.get(key, {})) for key, asked in uses.items())


def _united(uses: Sequence[MaterialUse], active: set[str], settlement: Settlement) -> MergedMaterial:
    first = uses[0].material
    results = dict.fromkeys(use.material.result_of for use in uses if use.material.result_of in active)
    users = {use.form for use in uses}
    internal = () if settlement.get("ask") else tuple(key for key in results if users != {key})
    return MergedMaterial(
        key=first.key,
        name=settlement.get("label") or first.name,
        kind=first.kind,
        medium=_medium([use.material.medium for use in uses]),
        originals=max(use.material.originals for use in uses),
        photocopies=max(use.material.photocopies for use in uses),
        necessity=min((use.material.necessity for use in uses), key=STRENGTH.index),
        needed=any_of(use.needed for use in uses),
        uses=tuple(uses),
        checks=tuple(dict.fromkeys(check for use in uses for check in use.material.checks)),
        licence_kind=next((use.material.licence_kind for use in uses if use.material.licence_kind), ""),
        waiver=strictest([use.material for use in uses]),
        internal_from=internal,
    )


def strictest(materials: Sequence[Material]) -> Waiver | None:
    """The waiver that satisfies all: none if one of them cannot wait, otherwise the one with the shortest term."""
    waivers = [material.waiver or (Waiver() if material.necessity == "deferrable" else None) for material in materials]
    granted = [waiver for waiver in waivers if waiver]
    if len(granted) < len(waivers):
        return None
    return min(granted, key=lambda waiver: waiver.days if waiver.days is not None else 10**6)


def _medium(media: Sequence[str]) -> str:
    """The medium that all take; paper where one insists on paper."""
    if "paper" in media:
        return "paper"
    return "electronic" if "electronic" in media else "paper_or_electronic"
