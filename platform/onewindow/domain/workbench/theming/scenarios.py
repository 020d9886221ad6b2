"""Situations of a theme: what follows from the answers now, beside what was expected; tried at every saving."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from form_builder import FormPlan, jsonable, legible, merge
from onewindow.domain.effective import CompiledMatter
from onewindow.domain.joint import Unjoinable
from onewindow.domain.publishing.findings import WARNING, Finding
from onewindow.domain.rehearsal.comparing import compare
from onewindow.domain.rehearsal.themes import Ran, run_scenario, static_facts
from onewindow.domain.theme import ThemeDocument
from onewindow.domain.workbench.places import put
from onewindow.domain.workbench.trials import Row, Trial
from rule_engine import RuleEngineError
from tenants.pointers import ABSENT

Json = Any
Matters = Mapping[str, CompiledMatter]
EXPECTED = ("active_members", "asked_fields_count", "asked_materials_count", "waves", "package_promised_days")
"""What a new situation expects from then on; those of a pack may expect more."""
SAVINGS = ("fields_sum", "fields_union", "fields_saved", "materials_sum", "materials_union", "materials_saved")
OTHERS = "其他核对内容"
NO_SCENARIOS = Finding("/scenarios", "还没有示例。", "请到“示例”里加一种情形，系统每次保存都会核对。", WARNING)


def trials(theme: ThemeDocument, matters: Matters) -> tuple[Trial, ...]:
    """Every situation of a theme, in order."""
    return tuple(_trial(theme, matters, scenario) for scenario in theme.scenarios)


def findings(theme: ThemeDocument, matters: Matters) -> Iterator[Finding]:
    """What the situations say about a draft: there are none, or something comes out otherwise than expected."""
    if not theme.scenarios:
        yield NO_SCENARIOS
    for number, trial in enumerate(trials(theme, matters)):
        at = f"/scenarios/{number}"
        if trial.failed:
            yield Finding(
                at, f"示例「{trial.name}」算不出来：{trial.failed}", "请检查它的回答，或先处理冲突。", WARNING
            )
        for row in trial.rows:
            if not row.agrees:
                said = f"示例「{trial.name}」的{row.label}与预期不同：现在是 {row.found}，预期是 {row.expected}。"
                yield Finding(at, said, "如果现在的结果才对，请更新预期。", WARNING)
    if wrong := static_faults(theme, matters):
        said = f"合并的结果与预期不同：{'、'.join(wrong)}。"
        yield Finding("/expected/static", said, "如果现在的结果才对，请在“示例”里更新预期。", WARNING)


def ran(theme: ThemeDocument, matters: Matters, data: Json) -> Ran | str:
    """What follows from the answers of a situation, or why nothing can be said."""
    try:
        found = run_scenario(theme, matters, data)
    except (RuleEngineError, KeyError, TypeError, ValueError):
        return "内容与表单对不上"
    return "；".join(found.messages) if isinstance(found, Unjoinable) else found


def expectations(document: Json) -> list[Mapping[str, Json]]:
    """What the situations of a theme are expected to give, each with the name of its own."""
    found = (document.get("expected") or {}).get("scenarios")
    return [each for each in found if isinstance(each, Mapping)] if isinstance(found, list) else []


def keep(document: Json, number: int, name: str, data: Json) -> Json:
    """With other answers or another name of a situation; what it expects follows the name."""
    scenarios, old = list(document["scenarios"]), document["scenarios"][number].get("name")
    scenarios[number] = {"name": name, "data": data}
    document = put(document, ("scenarios",), scenarios)
    return _expected(
        document, [{**each, "name": name} if each.get("name") == old else each for each in expectations(document)]
    )


def remove(document: Json, number: int) -> Json:
    """Without a situation and what it expects."""
    scenarios, name = document["scenarios"], document["scenarios"][number].get("name")
    document = put(document, ("scenarios",), [each for at, each in enumerate(scenarios) if at != number])
    return _expected(document, [each for each in expectations(document) if each.get("name") != name])


def expect(document: Json, number: int, found: Mapping[str, Json]) -> Json:
    """With what follows now as the expectation of a situation; one that expected more goes on expecting as much."""
    name = document["scenarios"][number].get("name")
    old = next((each for each in expectations(document) if each.get("name") == name), None)
    keys = [key for key in old if key in found] if old else list(EXPECTED)
    new = {"name": name, **{key: found[key] for key in keys or EXPECTED}}
    return _expected(
        document, [new if each is old else each for each in expectations(document)] + ([] if old else [new])
    )


def expect_static(document: Json, found: Mapping[str, Json]) -> Json:
    """With the merge of all members as it is now expected from then on."""
    old = (document.get("expected") or {}).get("static")
    keys = [key for key in old if key in found] if old else list(SAVINGS)
    return put(document, ("expected", "static"), {key: found[key] for key in keys})


def static(theme: ThemeDocument, matters: Matters) -> Mapping[str, Json]:
    """What the merge of all members gives, without any answers."""
    members = [matters[member.matter] for member in theme.members if member.matter in matters]
    return static_facts(merge([each.form for each in members], theme.settlements, given=theme.guide))


def fresh_name(wanted: str, document: Json, number: int) -> str:
    """A name that no other situation has."""
    taken = {each.get("name") for at, each in enumerate(document["scenarios"]) if at != number}
    name, count = wanted, 1
    while name in taken:
        count += 1
        name = f"{wanted}（{count}）"
    return name


def answers(plan: FormPlan, raw: Mapping[str, Sequence[str]]) -> Mapping[str, Json]:
    """The answers of a posted page as a situation keeps them; what cannot be read is left out."""
    read = legible(plan, raw)
    return {key: jsonable(value) for key, value in read.items() if value not in (None, "", [], {})}


def _trial(theme: ThemeDocument, matters: Matters, scenario: Mapping[str, Json]) -> Trial:
    name, data = str(scenario.get("name") or ""), scenario.get("data")
    found = ran(theme, matters, data) if isinstance(data, Mapping) else "没有回答"
    if isinstance(found, str):
        return Trial(name, failed=found)
    expected = next((each for each in expectations(theme.json) if each.get("name") == name), {})
    wrong = {each.what for each in compare({k: v for k, v in expected.items() if k != "name"}, found.facts)[0]}
    rows = [_row(label, key, found.facts, expected, wrong, matters) for key, label in PARTS]
    rest = [each for each in wrong if each not in dict(PARTS)]
    if rest or found.unsound:
        what = "、".join([_OTHER_WORDS.get(each, each) for each in rest] + [each.what for each in found.unsound])
        rows.append(Row(OTHERS, f"{what} 变了", "不变", agrees=False))
    return Trial(name, tuple(rows))


PARTS = (
    ("active_members", "要办的事项"),
    ("asked_fields_count", "要填的数据项"),
    ("asked_materials_count", "要交的材料"),
    ("waves", "办理先后"),
    ("package_promised_days", "全部办完"),
)
_OTHER_WORDS = {
    "visible_fields_per_member": "各事项的数据项数",
    "visible_fields_sum": "分开办理的数据项数",
    "asked_fields": "具体的数据项",
    "supplied_by_earlier_result": "由办理结果提供的数据",
    "materials_sum": "分开办理的材料数",
    "asked_materials": "具体的材料",
    "internal_materials": "内部流转的材料",
    "depends_on": "办理的依赖",
    "promised_days": "各事项的时限",
    "sum_of_promised_days": "时限之和",
}


def _row(
    label: str, key: str, found: Mapping[str, Json], expected: Mapping[str, Json], wrong: set[str], matters: Matters
) -> Row:
    apart = {"asked_fields_count": "visible_fields_sum", "asked_materials_count": "materials_sum"}.get(key)
    now = _said(key, found[key], matters)
    if apart and found[apart] != found[key]:
        now += f"（分开办理要 {found[apart]} {'项' if 'fields' in apart else '份'}）"
    return Row(label, now, _said(key, expected[key], matters) if key in expected else None, key not in wrong)


def _said(key: str, value: Json, matters: Matters) -> str:
    def name(member: str) -> str:
        return matters[member].document.name if member in matters else member

    if key == "active_members":
        return "、".join(map(name, value)) or "没有"
    if key == "waves":
        return " → ".join("、".join(map(name, wave)) for wave in value) or "没有"
    return f"{value} {'天' if key == 'package_promised_days' else '项' if 'fields' in key else '份'}"


def static_faults(theme: ThemeDocument, matters: Matters) -> list[str]:
    """What of the merge of all members comes out otherwise than expected, in words."""
    wanted = (theme.json.get("expected") or {}).get("static")
    if not isinstance(wanted, Mapping) or any(member.matter not in matters for member in theme.members):
        return []
    words = {"fields_saved": "少填的数据项", "materials_saved": "少交的材料", "fields_union": "合并后的数据项"}
    wrong = compare(wanted, static(theme, matters))[0]
    return [f"{words[each.what]}由 {each.expected} 变为 {each.found}" for each in wrong if each.what in words] or (
        ["各事项所要的数据项或材料有变化"] if wrong else []
    )


def _expected(document: Json, scenarios: list[Mapping[str, Json]]) -> Json:
    """With these expectations; a document that expects nothing has no place for it."""
    rest = {key: value for key, value in (document.get("expected") or {}).items() if key != "scenarios"}
    expected = {**rest, "scenarios": scenarios} if scenarios else rest
    return put(document, ("expected",), expected or ABSENT)
