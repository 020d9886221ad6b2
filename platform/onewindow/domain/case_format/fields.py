"""Form fields and materials of one matter, as the form document has them."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from onewindow.domain.case_format.conditions import Vocabulary, read_condition
from onewindow.domain.problems import did_you_mean
from onewindow.domain.reading import Place

_OVERRIDES = ("label", "max", "min", "options_subset")
_MEDIA = ("paper", "electronic", "paper_or_electronic")
_NECESSITIES = ("required", "conditional", "deferrable", "optional")
_MATERIAL_KEYS = (
    *("key", "name", "kind", "form", "original_copies", "photocopies", "necessity", "required_if", "source", "issuer"),
    *("shared_licence", "waiver", "result_of_matter", "note"),
)


def read_fields(root: Place, words: Vocabulary) -> list[dict[str, object]]:
    """Read `fields[]` in print order; the field id is the element key."""
    found: dict[str, dict[str, object]] = {}
    for place in root.items("fields", required=True):
        if not place.is_object(("element", "required", "visible_if", "override")):
            continue
        element = place.text("element")
        if element and element not in words.elements:
            place.at("element").problem(f"数据元「{element}」不在字典里。", did_you_mean(element, words.elements))
        if element in found:
            place.at("element").problem(f"数据元「{element}」在本事项里出现两次。", "请删除其中一个。")
        elif element:
            found[element] = _field(place, element, words)
    return list(found.values())


def _field(place: Place, element: str, words: Vocabulary) -> dict[str, object]:
    document: dict[str, object] = {"id": element, "element": element, "required": _required(place, words)}
    if place.has("visible_if"):
        document["shown"] = read_condition(place.at("visible_if"), words)
    if not place.has("override"):
        return document
    override = place.at("override")
    override.is_object(_OVERRIDES)
    if override.has("label"):
        document["label"] = override.text("label")
    if override.has("options_subset"):
        document["options"] = override.texts("options_subset")
    for bound in ("min", "max"):
        value = override.at(bound).value
        if isinstance(value, bool) or not isinstance(value, int | Decimal | None):
            override.at(bound).wrong("数字")
        elif value is not None:
            document[bound] = str(value) if isinstance(value, Decimal) else value
    return document


def _required(place: Place, words: Vocabulary) -> object:
    if isinstance(place.at("required").value, dict):
        return read_condition(place.at("required"), words)
    return place.flag("required", required=True)


def read_materials(root: Place, words: Vocabulary, matters: Collection[str]) -> list[dict[str, object]]:
    """Read `materials[]`."""
    found: dict[str, dict[str, object]] = {}
    for place in root.items("materials"):
        if not place.is_object(_MATERIAL_KEYS):
            continue
        key = place.text("key")
        if key in found:
            place.at("key").problem(f"材料「{key}」在本事项里出现两次。", "请删除其中一个。")
        elif key:
            found[key] = _material(place, words, matters)
    return list(found.values())


def _material(place: Place, words: Vocabulary, matters: Collection[str]) -> dict[str, object]:
    document: dict[str, object] = {
        "key": place.text("key"),
        "name": place.text("name"),
        "kind": place.text("kind"),
        "medium": place.choice("form", _MEDIA),
        "originals": place.integer("original_copies"),
        "photocopies": place.integer("photocopies"),
        "necessity": place.choice("necessity", _NECESSITIES),
        "source": place.text("source"),
    }
    _condition(place, document, words)
    for key, name in (("issuer", "issuer"), ("shared_licence", "licence_kind"), ("note", "note")):
        if place.has(key):
            document[name] = place.text(key)
    if place.has("result_of_matter"):
        document["result_of"] = target = place.text("result_of_matter")
        if target not in matters:
            message = f"产生该材料的事项「{target}」不在本目录里。"
            place.at("result_of_matter").warn(message, did_you_mean(target, matters))
    if place.has("waiver"):
        document["waiver"] = _waiver(place.at("waiver"))
    return document


def _condition(place: Place, document: dict[str, object], words: Vocabulary) -> None:
    conditional = document["necessity"] == "conditional"
    if conditional and not place.has("required_if"):
        place.problem("有条件的材料缺少「required_if」。", "请补上条件，或改 necessity。")
    if not place.has("required_if"):
        return
    rule = read_condition(place.at("required_if"), words)
    if conditional:
        document["needed"] = rule
    else:
        message = "necessity 不是 conditional，required_if 没有被采用。"
        place.at("required_if").warn(message, "请改 necessity 或删除条件。")


def _waiver(place: Place) -> dict[str, object]:
    if not place.is_object(("mode", "days", "note")):
        return {}
    waiver: dict[str, object] = {"mode": place.text("mode")}
    if place.has("days"):
        waiver["days"] = place.integer("days")
    if place.has("note"):
        waiver["note"] = place.text("note")
    return waiver
