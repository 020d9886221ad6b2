"""The data elements of the exchange format as an element dictionary (`onewindow/elements/1`)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

from onewindow.domain.case_format.formula import FormulaFault, parse_formula
from onewindow.domain.problems import did_you_mean
from onewindow.domain.reading import Place

_SAME = ("integer", "decimal", "money", "date", "datetime", "boolean", "id_number", "phone", "division", "address")
KINDS = MappingProxyType(
    {"string": "text", "text": "long_text", "enum": "choice", "multi_enum": "choices", "uscc": "credit_code"}
    | {same: same for same in (*_SAME, "table", "image")}
)
"""Type of the exchange format → kind of the platform."""

_MASKS = {f"mask_{mask}": mask for mask in ("id", "phone", "address", "account", "name")}
_TEXTS = frozenset({"text", "long_text", "address"})
_BOUNDED = _TEXTS | {"integer", "decimal", "money", "choices", "id_number", "credit_code", "table", "image"}
_ONLY_FOR = MappingProxyType(
    {
        "min": _BOUNDED,
        "max": _BOUNDED,
        "scale": frozenset({"decimal", "money"}),
        "pattern": _TEXTS,
        "accept": frozenset({"image"}),
        "max_kb": frozenset({"image"}),
        "min_rows": frozenset({"table"}),
        "max_rows": frozenset({"table"}),
        "level": frozenset({"division"}),
    }
)
"""Which kinds each constraint means something for."""
_LEVELS = ("county", "town", "village")
_FRACTIONS = ("decimal", "money")
_KEYS = (
    *("key", "name", "type", "max", "min", "scale", "pattern", "max_kb", "accept", "options", "options_ref"),
    *("columns", "min_rows", "max_rows", "computed", "derive_from", "must_be", "privacy", "after", "le", "default"),
    *("level", "id_type_key"),
)
_COLUMN_KEYS = (
    *("key", "label", "type", "required", "max", "min", "scale", "pattern", "options", "options_ref", "privacy"),
    *("level", "max_kb", "accept"),
)


def read_elements(files: Mapping[str, Place]) -> dict[str, dict[str, object]]:
    """Read the elements of all dictionary files: key → element document, in file order; faults go to the sinks."""
    places: dict[str, Place] = {}
    for root in files.values():
        root.is_object(("format", "elements"))
        for place in root.items("elements", required=True):
            if not place.is_object(_KEYS):
                continue
            key = place.text("key")
            if key in places:
                place.at("key").problem(f"数据元「{key}」重复。", "请删除其中一个。")
            elif key:
                places[key] = place
    return {key: _element(place, places) for key, place in places.items()}


def _element(place: Place, known: Mapping[str, Place]) -> dict[str, object]:
    kind = _kind(place)
    document: dict[str, object] = {"key": place.text("key"), "label": place.text("name"), "kind": kind}
    _constraints(place, document, kind)
    _references(place, document, known)
    if place.has("computed"):
        compute = _compute(place, known)
        if compute is not None:
            document["compute"] = compute
    if kind == "table":
        document["columns"] = [_column(column) for column in place.items("columns", required=True)]
    if place.has("must_be"):
        _declaration(place, document)
    if place.has("default"):
        document["default"] = plain(place.at("default").value)
    return document


def _kind(place: Place) -> str:
    word = place.text("type")
    if word and word not in KINDS:
        place.at("type").problem(f"不认识的类型「{word}」。", did_you_mean(word, KINDS))
    return KINDS.get(word, "text")


def _constraints(place: Place, document: dict[str, object], kind: str) -> None:
    """Copy what limits a value: bounds, pattern, file rules, mask, options."""
    for key, kinds in _ONLY_FOR.items():
        if place.has(key) and kind not in kinds:
            place.at(key).warn(f"类型「{place.text('type')}」没有「{key}」，没有被采用。", "请删除，或改类型。")
        elif place.has(key):
            document[key] = _constraint(place, key, kind)
    if kind == "division":
        document.setdefault("level", "village")
    if place.has("privacy"):
        document["mask"] = _MASKS.get(place.choice("privacy", _MASKS), "")
    if kind in ("choice", "choices"):
        _options(place, document)


def _constraint(place: Place, key: str, kind: str) -> object:
    if key in ("min", "max"):
        return _number(place.at(key), whole=kind not in _FRACTIONS)
    if key == "pattern":
        return place.text(key)
    if key == "accept":
        return place.texts(key)
    return place.choice(key, _LEVELS) if key == "level" else place.integer(key)


def _options(place: Place, document: dict[str, object]) -> None:
    if place.has("options") == place.has("options_ref"):
        place.problem("选择类数据元须有 options 或 options_ref，且只能有一个。", "请补上或删除其中一个。")
    if place.has("options_ref"):
        document["option_list"] = place.text("options_ref")
    if place.has("options"):
        options = [option for option in place.items("options") if option.is_object(("value", "label"))]
        document["options"] = [{"value": option.text("value"), "label": option.text("label")} for option in options]


def _references(place: Place, document: dict[str, object], known: Mapping[str, Place]) -> None:
    """Copy what points at another element."""
    for key, name in (("id_type_key", "id_kind"), ("after", "after"), ("le", "at_most")):
        if place.has(key):
            document[name] = _other(place, key, known)
    if place.has("derive_from"):
        part = {"date": "birth_date", "integer": "age", "enum": "sex"}.get(place.text("type"))
        if part is None:
            place.at("derive_from").problem("只有日期、整数、选择类数据元能由证件号码带出。", "请删除 derive_from。")
        else:
            document["derive"] = {"from": _other(place, "derive_from", known), "part": part}


def _other(place: Place, key: str, known: Mapping[str, Place]) -> str:
    other = place.text(key)
    if other and other not in known:
        place.at(key).problem(f"引用了不存在的数据元「{other}」。", did_you_mean(other, known))
    return other


def _compute(place: Place, known: Mapping[str, Place]) -> object:
    text = place.text("computed")
    formula = parse_formula(text)
    if isinstance(formula, FormulaFault):
        place.at("computed").problem(formula.message, formula.suggestion)
        return None
    for name in formula.reads:
        if name not in known and name not in ("application.date", "today"):
            place.at("computed").problem(f"公式「{text}」引用了不存在的数据元「{name}」。", did_you_mean(name, known))
    return formula.rule


def _declaration(place: Place, document: dict[str, object]) -> None:
    if place.text("type") != "boolean":
        place.at("must_be").problem("must_be 只用于 boolean 类型的承诺。", "请改类型或删除 must_be。")
    elif place.flag("must_be"):
        document.update(kind="declaration", must_be=True)
    else:
        document["must_be"] = False


def _column(place: Place) -> dict[str, object]:
    if not place.is_object(_COLUMN_KEYS):
        return {}
    kind = _kind(place)
    document: dict[str, object] = {"key": place.text("key"), "label": place.text("label"), "kind": kind}
    if kind == "table":
        place.at("type").problem("表格的列不能再是表格。", "请拆成另一个数据元。")
    _constraints(place, document, kind)
    if place.has("required"):
        document["required"] = place.flag("required")
    return document


def _number(place: Place, *, whole: bool) -> object:
    value = place.value
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        place.wrong("数字")
        return 0
    if isinstance(value, Decimal) and value == value.to_integral_value():
        value = int(value)
    if whole and isinstance(value, Decimal):
        place.problem(f"「{place.key}」应为整数，现在是 {value}。", "请改为整数。")
        return 0
    return str(value) if isinstance(value, Decimal) else value


def plain(value: object) -> object:
    """Copy a JSON value with fractions as decimal texts, as stored documents demand."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, list):
        return [plain(item) for item in value]
    return {key: plain(item) for key, item in value.items()} if isinstance(value, dict) else value
