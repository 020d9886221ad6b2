"""One theme (一件事) of the exchange format as a theme document (`onewindow/theme/1`)."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from onewindow.domain.case_format.conditions import Vocabulary, read_condition
from onewindow.domain.case_format.elements import plain
from onewindow.domain.case_format.examples import read_answers
from onewindow.domain.problems import did_you_mean
from onewindow.domain.reading import Place

_KEYS = (
    *("format", "id", "name", "lead_department", "service_objects", "source", "conditions", "guide_questions"),
    *("members", "scenarios", "expected"),
)


def read_theme(
    root: Place, elements: Mapping[str, Mapping[str, object]], matters: Collection[str]
) -> dict[str, object]:
    """Map one theme; faults and doubts go to the sink of `root`."""
    root.is_object(_KEYS)
    words = Vocabulary(elements)
    guide = root.texts("guide_questions")
    for at, key in enumerate(guide):
        if key not in elements:
            root.sink.problem(f"/guide_questions/{at}", f"引导问题「{key}」不在字典里。", did_you_mean(key, elements))
    document: dict[str, object] = {
        "schema": "onewindow/theme/1",
        "key": root.text("id"),
        "name": root.text("name"),
        "lead_department": root.text("lead_department", required=False),
        "subjects": root.texts("service_objects"),
        "guide": guide,
        "members": _members(root, words, matters),
        "conditions": root.texts("conditions"),
        "settlements": {},
        "scenarios": [_scenario(place, words) for place in root.items("scenarios")],
    }
    if root.has("source"):
        document["source"] = root.text("source")
    if root.has("expected"):
        expected = root.at("expected")
        expected.is_object(("static", "scenarios"))
        document["expected"] = plain(expected.value) if isinstance(expected.value, dict) else {}
    return document


def _members(root: Place, words: Vocabulary, matters: Collection[str]) -> list[dict[str, object]]:
    found: dict[str, dict[str, object]] = {}
    for place in root.items("members", required=True):
        if not place.is_object(("matter", "include_if", "phase")):
            continue
        matter = place.text("matter")
        if matter and matter not in matters:
            place.at("matter").problem(f"成员事项「{matter}」不存在。", did_you_mean(matter, matters))
        if matter in found:
            place.at("matter").problem(f"成员事项「{matter}」出现两次。", "请删除其中一个。")
            continue
        document: dict[str, object] = {"matter": matter}
        if place.has("include_if"):
            document["include"] = read_condition(place.at("include_if"), words)
        if place.has("phase"):
            document["phase"] = plain(place.at("phase").value)
        found[matter] = document
    return list(found.values())


def _scenario(place: Place, words: Vocabulary) -> dict[str, object]:
    if not place.is_object(("name", "data")):
        return {}
    return {"name": place.text("name"), "data": read_answers(place, "data", words)}
