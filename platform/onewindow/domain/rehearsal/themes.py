"""Run a theme's scenarios, and hold them and the merge itself against the theme's `expected` block, if it has one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from form_builder import Field, FormState, MergedForm, merge
from form_builder import facts as nested
from form_builder.document import number_json
from onewindow.domain.effective import CompiledMatter
from onewindow.domain.joint import INTERNAL, JointForm, Order, Unjoinable, prepare
from onewindow.domain.rehearsal.comparing import Json, Mismatch, Rehearsed, compare, revived
from onewindow.domain.theme import ThemeDocument

Matters = Mapping[str, CompiledMatter]


def rehearse_theme(theme: ThemeDocument, matters: Matters) -> Iterator[Rehearsed]:
    """Check the static merge (when expected), then every scenario: as expected, and sound in any case."""
    expected = theme.json.get("expected") or {}
    static = expected.get("static")
    if isinstance(static, Mapping):
        forms = merge([matters[member.matter].form for member in theme.members], theme.settlements, given=theme.guide)
        yield Rehearsed("static", theme.key, theme.name, *compare(static, static_facts(forms)))
    wanted = _by_name(expected.get("scenarios"))
    for scenario in theme.scenarios:
        name, data = str(scenario.get("name", "")), scenario.get("data")
        if isinstance(data, Mapping):
            yield _scenario(theme, matters, name, data, wanted.pop(name, {}))
    for name in wanted:
        yield Rehearsed("scenario", theme.key, name, (Mismatch("情景", name, "scenarios 里没有这个名称"),))


def _by_name(scenarios: Json) -> dict[str, Mapping[str, Json]]:
    found = scenarios if isinstance(scenarios, list) else []
    return {str(each.get("name")): each for each in found if isinstance(each, Mapping)}


def _scenario(
    theme: ThemeDocument, matters: Matters, name: str, data: Mapping[str, Json], wanted: Mapping[str, Json]
) -> Rehearsed:
    ran = run_scenario(theme, matters, data)
    if isinstance(ran, Unjoinable):
        return Rehearsed("scenario", theme.key, name, (Mismatch("合并", "可以合并", "；".join(ran.messages)),))
    wrong, unchecked = compare({key: value for key, value in wanted.items() if key != "name"}, ran.facts)
    return Rehearsed("scenario", theme.key, name, (*wrong, *ran.unsound), unchecked)


@dataclass(frozen=True, slots=True)
class Ran:
    """What follows from a scenario: in the words of `expected.scenarios[]`, and what must not be (`unsound`)."""

    facts: Mapping[str, Json]
    unsound: tuple[Mismatch, ...]


def run_scenario(theme: ThemeDocument, matters: Matters, data: Mapping[str, Json]) -> Ran | Unjoinable:
    """What follows from the answers of a scenario. `matters`: those in force, by key."""
    given = {"param": {key: value for member in matters.values() for key, value in member.document.parameters.items()}}
    joint = prepare(matters, theme, data, given)
    if isinstance(joint, Unjoinable):
        return joint
    answers = revived(joint.plan, data)
    state = joint.plan.state(answers, joint.facts(data, given))
    found = scenario_facts(joint, state, nested(answers, **given))
    return Ran(found, tuple(_unsound(joint, state, answers, given)))


def static_facts(merged: MergedForm) -> dict[str, Json]:
    """What the merge of all members gives, without conditions, in the words of `expected.static`."""
    fields, materials = merged.fields, merged.materials
    return merged.savings | {
        "fields_per_member": {form.key: len(form.fields) for form in merged.members},
        "materials_per_member": {form.key: len(form.materials) for form in merged.members},
        "shared_elements": {each.key: _users(each.uses) for each in fields if len(each.uses) > 1},
        "shared_materials": {each.key: _users(each.uses) for each in materials if len(each.uses) > 1},
        "union_order": [each.key for each in fields],
        "overrides_in_play": {
            each.key: narrowed
            for each in fields
            if (narrowed := {use.form: _override(use.field) for use in each.uses if _override(use.field)})
        },
    }


def _users(uses: Sequence[Json]) -> list[str]:
    return [use.form for use in uses]


def _override(field: Field) -> dict[str, Json]:
    """What a field narrows, as the exchange format writes it."""
    found: dict[str, Json] = {"label": field.label} if field.label else {}
    found |= {key: number_json(bound) for key in ("min", "max") if (bound := getattr(field, key)) is not None}
    return found | ({"options_subset": list(field.options)} if field.options is not None else {})


def scenario_facts(joint: JointForm, state: FormState, facts: Mapping[str, Json]) -> dict[str, Json]:
    """What follows from a scenario's answers, in the words of `expected.scenarios[]`."""
    order = joint.order(state)
    days = {member.key: member.promised_days(facts) for member in joint.members}
    asked = [material for material in state.materials if material.needed_by and material.status != INTERNAL]
    provided = joint.merged.provided
    return {
        "active_members": [member.key for member in joint.members],
        "visible_fields_per_member": dict(state.apart),
        "visible_fields_sum": sum(state.apart.values()),
        "asked_fields_count": len(state.asked),
        "asked_fields": list(state.asked),
        "supplied_by_earlier_result": {
            key: {"from": provided[key].by[0], "used_by": list(users)} for key, users in joint.supplied(state).items()
        },
        "materials_sum": sum(len(material.needed_by) for material in state.materials),
        "asked_materials_count": len(asked),
        "asked_materials": {
            each.key: {
                "original_copies": each.originals,
                "photocopies": each.photocopies,
                "needed_by": list(each.needed_by),
            }
            for each in asked
        },
        "internal_materials": {each.key: list(each.needed_by) for each in state.materials if each.status == INTERNAL},
        **_times(order, days),
    }


def _times(order: Order, days: Mapping[str, int]) -> dict[str, Json]:
    return {
        "depends_on": {key: list(needs) for key, needs in order.depends_on.items()},
        "waves": [list(wave) for wave in order.waves],
        "promised_days": dict(days),
        "package_promised_days": order.package_days(days),
        "sum_of_promised_days": sum(days.values()),
    }


def _unsound(
    joint: JointForm, state: FormState, answers: Mapping[str, Json], given: Mapping[str, Json]
) -> Iterator[Mismatch]:
    """What must hold in every scenario: each member shows what it would show alone, and its way comes to an end."""
    beside = joint.facts(answers, given)
    for member in joint.members:
        alone = member.plan.state(answers, beside)
        if len(alone.asked) != state.apart[member.key]:
            yield Mismatch(f"{member.key} 显示的字段数", len(alone.asked), state.apart[member.key])
        way = member.route(alone.facts)
        if not way.ended:
            yield Mismatch(f"{member.key} 的流程", "能走到结束", f"停在 {'、'.join(way.stuck) or '未知环节'}")
