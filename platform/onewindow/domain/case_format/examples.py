"""Examples of a matter: sample answers with what must follow from them."""

from __future__ import annotations

from onewindow.domain.case_format.conditions import Vocabulary
from onewindow.domain.case_format.elements import plain
from onewindow.domain.problems import did_you_mean
from onewindow.domain.reading import Place

_KEYS = ("name", "data", "tenant_division", "tenant_parameters", "expect")
_EXPECT = ("outcome", "visible_conditional_fields", "required_materials", "route_waves")


def read_examples(root: Place, words: Vocabulary) -> list[dict[str, object]]:
    """Read `examples[]`: `{name, data, tenant_code?, parameters?, expect}`."""
    found: list[dict[str, object]] = []
    for place in root.items("examples"):
        if not place.is_object(_KEYS):
            continue
        document: dict[str, object] = {"name": place.text("name"), "data": read_answers(place, "data", words)}
        if place.has("tenant_division"):
            document["tenant_code"] = place.text("tenant_division")
        if place.has("tenant_parameters"):
            parameters = place.at("tenant_parameters")
            document["parameters"] = {key: plain(value.value) for key, value in parameters.members()}
        document["expect"] = _expectation(place)
        found.append(document)
    return found


def read_answers(root: Place, key: str, words: Vocabulary) -> dict[str, object]:
    """Read flat sample answers; a key that is no element is doubtful, not wrong."""
    if not root.has(key):
        root.lacks(key)
        return {}
    answers: dict[str, object] = {}
    for name, place in root.at(key).members():
        if not words.knows(name):
            place.warn(f"示例数据「{name}」不是数据元。", did_you_mean(name, words.elements))
        answers[name] = plain(place.value)
    return answers


def _expectation(root: Place) -> dict[str, object]:
    if not root.has("expect"):
        root.lacks("expect")
        return {}
    place = root.at("expect")
    place.is_object(_EXPECT)
    found: dict[str, object] = {}
    if place.has("outcome"):
        found["outcome"] = place.text("outcome")
    for key in ("visible_conditional_fields", "required_materials"):
        if isinstance(place.value, dict) and key in place.value:
            found[key] = place.texts(key)
    if place.has("route_waves"):
        found["route_waves"] = [_wave(wave) for wave in place.items("route_waves")]
    if not found and isinstance(place.value, dict):
        place.problem("expect 里没有可核对的内容。", "可以写：" + "、".join(_EXPECT) + "。")
    return found


def _wave(place: Place) -> list[str]:
    if not isinstance(place.value, list) or not all(isinstance(step, str) for step in place.value):
        place.wrong("步骤列表")
        return []
    return [step for step in place.value if isinstance(step, str)]
