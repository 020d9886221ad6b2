"""Conflicts of the whole: members that wait for each other, rules that cannot be decided in the merged form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from form_builder.binding import BoundForm
from form_builder.merging.dependencies import circle
from form_builder.merging.values import Conflict, MergedField, MergedMaterial, Provided
from form_builder.merging.views import Views


def circles(
    forms: Sequence[BoundForm],
    dependencies: Mapping[str, Sequence[str]],
    provided: Mapping[str, Provided],
    materials: Sequence[MergedMaterial],
) -> Iterator[Conflict]:
    """A circle of members that need each other's results, with the element or material that opens it."""
    around = circle(dependencies)
    if not around:
        return
    titles = {form.key: form.title for form in forms}
    waiting, source = around[0], around[1 % len(around)]
    labels = {item.key: item.base.label for form in forms for item in form.fields}
    causes = [(key, labels[key]) for key, item in provided.items() if source in item.by and waiting in item.used_by]
    causes += [(item.key, item.name) for item in materials if source in item.internal_from]
    key, label = causes[0]
    yield Conflict(
        "cycle",
        key,
        label,
        around,
        f"事项互相等待对方的结果：{' → '.join(f'《{titles[name]}》' for name in (*around, around[0]))}",
        f"改为由申请人提供“{label}”",
        {"ask": True},
    )


def stuck(fields: Sequence[MergedField]) -> Iterator[Conflict]:
    """Filling in from an ID number needs an order; members that read each other crosswise may leave none."""
    around = circle({field.key: tuple(field.waits) for field in fields})
    if around:
        labels = {field.key: field.label for field in fields}
        yield Conflict(
            "rule",
            around[0],
            labels[around[0]],
            tuple(dict.fromkeys(use.form for field in fields if field.key in around for use in field.askers)),
            f"各事项的显示条件互相依赖：{' → '.join(labels[key] for key in (*around, around[0]))}",
            "统一这些内容的显示条件",
        )


def tangled(forms: Sequence[BoundForm], views: Views) -> Iterator[Conflict]:
    """Rules that read what their member sees differently, in a way that cannot be guarded."""
    for number, key in dict.fromkeys(views.tangled):
        form = forms[number]
        label = form.by_key[key].base.label if key in form.by_key else key
        yield Conflict(
            "rule",
            key,
            label,
            (form.key,),
            f"《{form.title}》中“{label}”的条件读取了另一事项显示方式不同的内容，无法在合并表中单独判断",
            "简化该条件，或统一这些内容的显示条件",
        )


def overgrown(field: MergedField) -> Conflict:
    """The conditions of all members together are too large to be compiled."""
    return Conflict(
        "rule",
        field.key,
        field.label,
        tuple(asker.form for asker in field.askers),
        f"“{field.label}”在各事项中的条件合并后过于复杂",
        "简化这些条件，或统一它们的写法",
    )
