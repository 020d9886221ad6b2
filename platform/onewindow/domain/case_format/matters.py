"""One matter of the exchange format as a matter document (`onewindow/matter/1`): each key carried over or reported."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from onewindow.domain.case_format.conditions import Vocabulary, read_condition
from onewindow.domain.case_format.elements import plain
from onewindow.domain.case_format.examples import read_examples
from onewindow.domain.case_format.fields import read_fields, read_materials
from onewindow.domain.case_format.jurisdiction import jurisdiction
from onewindow.domain.case_format.routes import read_route
from onewindow.domain.case_format.sections import sections
from onewindow.domain.checks import OUTCOME_FORMS, known_outcome
from onewindow.domain.limits import NOTED, UNITS
from onewindow.domain.matter import CASE_TYPES, LEVELS, SEED_CLASSES
from onewindow.domain.problems import did_you_mean
from onewindow.domain.reading import Place

_KEYS = (
    *("format", "id", "name", "daily_name", "codes", "matter_type", "seed_class", "subjects", "exercise_level"),
    *("departments", "case_type", "time_limits", "on_site_visits", "online_depth", "conditions", "not_accepted_if"),
    *("checks", "legal_basis", "fees", "tenant_parameters", "fields", "materials", "routing", "special_procedures"),
    *("documents", "result", "provenance", "examples"),
)
_RESULT_KEYS = ("valid", "number_rule", "note", "provides_elements")
_LIMITS_KEYS = ("statutory", "promised", "excludes", "by_situation", "stages", "published_elsewhere")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a matter may refer to: elements, other matters, document types (None: the folder lists none)."""

    elements: Mapping[str, Mapping[str, object]]
    matters: Collection[str]
    documents: Collection[str] | None


def read_matter(root: Place, around: Surroundings) -> dict[str, object]:
    """Map one matter; faults and doubts go to the sink of `root`."""
    root.is_object(_KEYS)
    asked = [str(field.value.get("element")) for field in root.items("fields") if isinstance(field.value, dict)]
    parameters = _parameters(root)
    names = [str(parameter["key"]) for parameter in parameters]
    guide = [key for key in around.elements if key.startswith("guide.")]
    words = Vocabulary(around.elements, names, frozenset([*asked, *guide]))
    fields = read_fields(root, words)
    name = root.text("name")
    daily_name = root.text("daily_name", required=False) or name
    form = {
        "schema": "onewindow/form/1",
        "key": root.text("id"),
        "title": name,
        "sections": sections(fields, daily_name),
        "materials": read_materials(root, words, around.matters),
        "provides": _provided(root, around),
    }
    return {
        "schema": "onewindow/matter/1",
        "key": root.text("id"),
        "name": name,
        "daily_name": daily_name,
        "codes": _kept(root, "codes", {}),
        "matter_type": _matter_type(root),
        "seed_class": root.choice("seed_class", SEED_CLASSES),
        "subjects": root.texts("subjects"),
        "exercise_level": root.choice("exercise_level", LEVELS),
        "departments": _departments(root),
        "case_type": root.choice("case_type", CASE_TYPES),
        "limits": _limits(root, words),
        "on_site_visits": _kept(root, "on_site_visits", {}),
        "online_depth": _kept(root, "online_depth", {}),
        "conditions": [{"id": f"condition_{at}", "text": text} for at, text in enumerate(root.texts("conditions"), 1)],
        "checks": [*_checks(root, "not_accepted_if", words, around), *_checks(root, "checks", words, around)],
        "legal_basis": root.texts("legal_basis"),
        "fees": _kept(root, "fees", []),
        "form": form,
        "route": read_route(root, words),
        "special_procedures": _kept(root, "special_procedures", []),
        "documents": _documents(root, around.documents),
        "result": _result(root),
        "parameters": parameters,
        "jurisdiction": jurisdiction(name, fields, around.elements),
        "accept_anywhere": False,
        "examples": read_examples(root, words),
        "provenance": root.texts("provenance"),
    }


def _kept(root: Place, key: str, empty: object) -> object:
    """Carry over what the platform shows but does not compute with; only the outer type is checked."""
    place = root.at(key)
    if place.value is None:
        return empty
    if type(place.value) is not type(empty):
        place.wrong("对象" if isinstance(empty, dict) else "列表")
        return empty
    return plain(place.value)


def _matter_type(root: Place) -> dict[str, object]:
    place = root.at("matter_type")
    if not root.has("matter_type"):
        root.lacks("matter_type")
        return {}
    place.is_object(("code", "name"))
    return {"code": place.text("code"), "name": place.text("name")}


def _departments(root: Place) -> dict[str, object]:
    place = root.at("departments")
    if not root.has("departments"):
        return {}
    place.is_object(LEVELS, strict=True)
    return {level: place.text(level) for level in LEVELS if place.has(level)}


def read_limit(place: Place, keys: Collection[str] = ("value", "unit")) -> dict[str, object]:
    """Read `{value, unit}`; further keys of `keys` are carried over."""
    if not place.is_object(keys):
        return {}
    limit: dict[str, object] = {"value": place.integer("value"), "unit": place.choice("unit", UNITS)}
    return limit | {key: plain(place.at(key).value) for key in keys if key not in limit and place.has(key)}


def _limits(root: Place, words: Vocabulary) -> dict[str, object]:
    place = root.at("time_limits")
    if not root.has("time_limits"):
        root.lacks("time_limits")
        return {}
    place.is_object(_LIMITS_KEYS)
    if not place.has("promised"):
        place.lacks("promised")
    limits: dict[str, object] = {
        "statutory": read_limit(place.at("statutory"), NOTED) if place.has("statutory") else None,
        "promised": read_limit(place.at("promised"), NOTED) if place.has("promised") else {},
        "excludes": place.texts("excludes"),
        "situations": [_situation(item, words) for item in place.items("by_situation")],
    }
    if place.has("stages"):
        limits["stages"] = place.texts("stages")
    if place.has("published_elsewhere"):
        limits["published_elsewhere"] = place.text("published_elsewhere")
    return limits


def _situation(place: Place, words: Vocabulary) -> dict[str, object]:
    if not place.is_object(("if", "promised", "post_check")):
        return {}
    for key in ("if", "promised"):
        if not place.has(key):
            place.lacks(key)
    situation: dict[str, object] = {}
    if place.has("if"):
        situation["if"] = read_condition(place.at("if"), words)
    for key in ("promised", "post_check"):
        if place.has(key):
            situation[key] = read_limit(place.at(key))
    return situation


def _checks(root: Place, key: str, words: Vocabulary, around: Surroundings) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for at, place in enumerate(root.items(key), 1):
        if not place.is_object(("text", "if", "outcome")):
            continue
        outcome = place.text("outcome")
        target = outcome.partition(":")[2]
        if outcome and not known_outcome(outcome):
            place.at("outcome").problem(f"不认识的结果「{outcome}」。", OUTCOME_FORMS)
        elif target and target not in around.matters:
            place.at("outcome").warn(f"转办的事项「{target}」不在本目录里。", did_you_mean(target, around.matters))
        if not place.has("if"):
            place.lacks("if")
            continue
        rule = read_condition(place.at("if"), words)
        found.append({"id": f"{key}_{at}", "text": place.text("text"), "if": rule, "outcome": outcome})
    return found


def _parameters(root: Place) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for place in root.items("tenant_parameters"):
        if place.is_object(("key", "name", "example", "source")):
            parameter: dict[str, object] = {"key": place.text("key"), "name": place.text("name")}
            parameter |= {key: plain(place.at(key).value) for key in ("example", "source") if place.has(key)}
            found.append(parameter)
    return found


def _documents(root: Place, known: Collection[str] | None) -> list[str]:
    keys = root.texts("documents")
    for at, key in enumerate(keys):
        if known is not None and key not in known:
            root.sink.problem(f"/documents/{at}", f"不认识的文书「{key}」。", did_you_mean(key, known))
    return keys


def _provided(root: Place, around: Surroundings) -> list[str]:
    keys = root.at("result").texts("provides_elements") if root.has("result") else []
    for at, key in enumerate(keys):
        if key not in around.elements:
            message = f"结果产生的数据元「{key}」不在字典里，别的事项无法引用。"
            root.sink.warn(f"/result/provides_elements/{at}", message, did_you_mean(key, around.elements))
    return [key for key in keys if key in around.elements]


def _result(root: Place) -> dict[str, object]:
    if not root.has("result"):
        root.lacks("result")
        return {}
    place = root.at("result")
    place.is_object(("type", "name", *_RESULT_KEYS))
    kept = {key: plain(place.at(key).value) for key in _RESULT_KEYS if place.has(key)}
    return {"type": place.text("type"), "name": place.text("name"), **kept}
