"""Sample values for previews of print templates: made up, and where a matter has examples, of that matter."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from form_builder import display
from onewindow.domain.applicant import applicant_of
from onewindow.domain.effective import CompiledMatter
from onewindow.domain.masking import public_number
from onewindow.domain.notices import fee_note, legal_article, limit_values
from onewindow.domain.rehearsal import revived
from onewindow.domain.rehearsal.examples import given_facts
from printing import compile_template, elements_of, sample_values, system_template, system_template_keys

Values = dict[str, Any]
MOST_LINES = 4
PERSON = {"name": "王秀𠅤", "id_kind": "居民身份证", "id_masked": "441322********2025"}
"""Who applies where only people can."""


def sample_of(matter: CompiledMatter, on: str, *, example: int = 0) -> Values:
    """Everything a template may read, as if one of the matter's examples had been filed on an ISO day.

    Names the examples say nothing about keep their made-up values. `answers` holds the example's answers as they are
    shown on paper, by field id.
    """
    values = _of_its_kind(matter)
    examples = [one for one in matter.document.examples if isinstance(one.get("data"), Mapping)]
    chosen = examples[example % len(examples)] if examples else {"data": {}}
    answers = revived(matter.plan, chosen["data"])
    state = matter.plan.state(answers, given_facts(matter, chosen, on))
    party, document = applicant_of(matter.plan, answers), matter.document
    if party.name:
        values["applicant"] |= {"name": party.name, "id_masked": public_number(party.id_number)}
    values["matter"] |= {"name": document.name}
    values["document"] |= {"legal_article": legal_article(document)}
    values["fee"] |= {"note": fee_note(document)}
    limits = {"statutory": limit_values(document.limits.statutory), "promised": limit_values(document.limits.promised)}
    values["limits"] |= {key: limit for key, limit in limits.items() if limit}
    handed = [one for one in state.materials if one.needed_by]
    if handed:
        values["materials_total"] = f"共 {len(handed)} 种材料"
        values["materials"] = [
            {"name": one.name, "originals": one.originals or "", "photocopies": one.photocopies or ""}
            | {"pages": "", "medium": "纸质", "checked": bool(one.originals), "note": ""}
            for one in handed
        ]
    return values | {"answers": nested_texts(matter, answers)}


def _of_its_kind(matter: CompiledMatter) -> Values:
    """Made-up values as they would be for this matter: who applies, what is decided, granted, demanded and lacking."""
    values: Values = sample_values()
    document = matter.document
    body = document.to_json()
    if body.get("subjects") == ["natural_person"]:
        values["applicant"] |= PERSON
        values["collection"]["relation"] = "本人"
    granted = body.get("result", {}).get("name") or document.name
    values["certificate"] |= {"name": granted, "number": "4413222026000123"}
    values["result"] |= {"name": granted, "number": values["certificate"]["number"]}
    values["collection"]["items"] = [{"name": granted, "number": values["certificate"]["number"], "count": 1}]
    conditions = [str(each["text"]).rstrip("。；;") for each in body.get("conditions", ()) if each.get("text")]
    values["decision"] |= {
        "text": f"准予{document.name}",
        "facts": "你（单位）的申请符合规定条件，申请材料齐全、真实有效",
        "reasons": f"不符合“{conditions[0]}”的条件" if conditions else "不符合规定条件",
        "duties": "按照批准的内容使用，接受监督检查",
        "result": granted,
    }
    if conditions:
        values["commitment"]["conditions"] = _listed(conditions[:MOST_LINES])
    names = [str(each["name"]) for each in body["form"].get("materials", ()) if each.get("name")]
    if names:
        _lacking(values, names)
    return values


def _lacking(values: Values, names: list[str]) -> None:
    """Where materials are told by name: those of the matter."""
    values["commitment"]["materials"] = _listed(names[:MOST_LINES])
    values["decision"]["returned_materials"] = "、".join(f"{name}1份" for name in names[:2])
    values["materials_later"] = f"{names[-1]}（2026年11月30日前）"
    for key in ("missing_materials", "gaps"):
        values[key] = [row | {"name": name} for row, name in zip(values[key], names[-2:], strict=False)]
    if values["gaps"]:
        values["gaps"][0] |= {"wrong": "复印件不清楚，有一页缺少签名", "right": "提交清楚完整、签名齐全的一份"}
        values["gaps"][-1] |= {} if len(values["gaps"]) == 1 else {"wrong": "未提交", "right": "提交原件或者电子证照"}


def _listed(lines: list[str]) -> list[str]:
    """Lines of a list as a document writes them: a semicolon after each, a full stop after the last."""
    return [f"{line}{'。' if at == len(lines) else '；'}" for at, line in enumerate(lines, 1)]


def nested_texts(matter: CompiledMatter, answers: Mapping[str, Any]) -> Values:
    """Answers as texts, dots nested."""
    found: Values = {}
    for path, text in _texts(matter, answers):
        inner = found
        for step in path[:-1]:
            inner = inner.setdefault(step, {})
        inner[path[-1]] = text
    return found


def demanded(key: str) -> Collection[str]:
    """The elements a document of this kind must carry: those the system's own template carries; none for a new kind."""
    return elements_of(compile_template(system_template(key))) if key in system_template_keys() else ()


def names_of(values: Mapping[str, Any], prefix: str = "") -> dict[str, dict[str, Any]]:
    """The names that values have, as `lint` wants to know them: `materials[].name` inside lists."""
    found: dict[str, dict[str, Any]] = {}
    for key, value in values.items():
        name = f"{prefix}{key}"
        found[name] = {}
        if isinstance(value, Mapping):
            found |= names_of(value, f"{name}.")
        elif isinstance(value, list):
            for item in value:
                found |= names_of(item, f"{name}[].") if isinstance(item, Mapping) else {f"{name}[]": {}}
    return found


def _texts(matter: CompiledMatter, answers: Mapping[str, Any]) -> Iterator[tuple[list[str], Any]]:
    for field in matter.plan.fields:
        value = answers.get(field.key)
        if value is not None and not field.element.columns:
            yield field.key.split("."), display(field.element, value)
