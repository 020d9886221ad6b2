"""Run a matter's examples: sample answers must give the fields, materials, way and outcome that the example names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from form_builder import facts as nested
from onewindow.domain.effective import CompiledMatter
from onewindow.domain.rehearsal.comparing import Json, Mismatch, Rehearsed, compare, revived

ACCEPT = "accept"
_SETS = ("visible_conditional_fields", "required_materials")


def rehearse_matter(matter: CompiledMatter, on: str) -> Iterator[Rehearsed]:
    """Run every example. `on`: the ISO day of application for calculated values that an example does not state."""
    for example in matter.document.examples:
        name, expected = str(example.get("name", "")), example.get("expect")
        if not isinstance(expected, Mapping) or not isinstance(example.get("data"), Mapping):
            mismatch = Mismatch("示例", "data 和 expect 为对象", "缺少或类型不对")
            yield Rehearsed("example", matter.key, name, (mismatch,))
            continue
        wrong, unchecked = compare(expected, outcome(matter, example, on), sets=_SETS)
        yield Rehearsed("example", matter.key, name, wrong, unchecked)


def outcome(matter: CompiledMatter, example: Mapping[str, Json], on: str) -> dict[str, Json]:
    """What follows from an example's answers, in the words of its expectations."""
    answers = revived(matter.plan, example["data"])
    given = given_facts(matter, example, on)
    state = matter.plan.state(answers, given)
    conditional = {item.element for item in matter.document.form.fields() if item.shown is not True}
    return {
        "outcome": _outcome(matter, state.facts),
        "visible_conditional_fields": [key for key in state.asked if key in conditional],
        "required_materials": [material.key for material in state.materials if material.needed_by],
        "route_waves": [list(wave) for wave in matter.route(state.facts).waves],
    }


def given_facts(matter: CompiledMatter, example: Mapping[str, Json], on: str) -> dict[str, Json]:
    """Tenant and calendar of an example. An example that states a calculated value means it: then no day is given."""
    data = example["data"]
    parameters = {**matter.document.parameters, **(example.get("parameters") or {})}
    given: dict[str, Json] = {"tenant": {"code": example.get("tenant_code")}, "param": parameters}
    stated = any(item.computes and item.key in data for item in matter.plan.fields)
    return given if stated else nested({"application.date": on, "today": on}, **given)


def _outcome(matter: CompiledMatter, facts: Mapping[str, Json]) -> str:
    fired = matter.fired(facts)
    stopping = next((each.outcome for each in fired if each.stops), "")
    return stopping or next((each.outcome for each in fired), ACCEPT)
