"""Conditions of the exchange format as rules.

`all`, `any`, `not`, or one test `{field, op, value}`. A missing or null field makes every test false except through
`not`: the engine's `==`, `<`, `in`, `some` and `all` are false of a blank by themselves, the others get a guard.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from onewindow.domain.problems import did_you_mean
from onewindow.domain.reading import Place

_FACT_ROOTS = ("case.", "tenant.", "param.")
_FACTS = ("application.date", "today")
_ORDERED = frozenset({"integer", "decimal", "money", "date", "datetime"})
_LISTS = frozenset({"choices", "table"})


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a condition may name: elements (key to its document), parameters, and what the form at hand can answer."""

    elements: Mapping[str, Mapping[str, object]]
    parameters: Collection[str] = ()
    answerable: Collection[str] | None = None

    def knows(self, field: str) -> bool:
        """Tell whether `field` is an element or a fact of case, tenant or calendar."""
        return field in self.elements or field in _FACTS or field.startswith(_FACT_ROOTS)


def read_condition(place: Place, vocabulary: Vocabulary) -> object:
    """Translate the condition standing at `place`; faults go to its sink and give the rule `false`."""
    if not isinstance(place.value, dict):
        place.wrong("条件对象")
        return False
    roots = [key for key in ("all", "any", "not", "op") if key in place.value]
    if len(roots) > 1:
        place.problem(f"一个条件里同时写了 {'、'.join(roots)}。", "请用 all 或 any 把它们包成一组。")
        return False
    if not roots:
        if "field" in place.value:
            place.lacks("op")
        else:
            nearest = did_you_mean(next(iter(place.value), ""), _CONNECTIVES)
            place.problem("条件须含 all、any、not 或 field/op/value。", nearest)
        return False
    place.is_object(("field", "op", "value") if roots == ["op"] else roots)
    return _READERS[roots[0]](place, vocabulary)


def _group(word: str, operator: str) -> Callable[[Place, Vocabulary], object]:
    def read(place: Place, vocabulary: Vocabulary) -> object:
        parts = [read_condition(part, vocabulary) for part in place.items(word, required=True)]
        if place.value == {word: []}:
            place.warn(f"空的 {word} 恒为{'真' if word == 'all' else '假'}。", "请补上条件或删除。")
            return word == "all"
        return {operator: parts}

    return read


def _negation(place: Place, vocabulary: Vocabulary) -> object:
    return {"!": [read_condition(place.at("not"), vocabulary)]}


def _test(place: Place, vocabulary: Vocabulary) -> object:
    field, op = place.text("field"), place.choice("op", _OPERATORS)
    if field and not vocabulary.knows(field):
        place.at("field").problem(f"条件引用了不存在的数据元「{field}」。", did_you_mean(field, vocabulary.elements))
    if op not in _OPERATORS or not field:
        return False
    kind = _OPERATORS[op]
    value = _value(place, kind)
    _doubts(place, field, op, vocabulary)
    return False if value is None else kind.rule({"var": field}, value)


@dataclass(frozen=True, slots=True)
class _Operator:
    """One op: what its value has to be (`one`, `list`, `parameter`, `none`) and its translation."""

    wants: str
    rule: Callable[[object, object], object]
    kinds: frozenset[str] = frozenset()


def _both(*parts: object) -> object:
    return {"and": list(parts)}


def _filled(var: object) -> object:
    return {"!": [{"blank": [var]}]}


def _equal(var: object, value: object) -> object:
    if isinstance(value, list):
        same_count = {"==": [{"length": [var]}, len(value)]}
        return _both({"all": [var, {"in": [{"var": ""}, value]}]}, same_count)
    return {"==": [var, value]}


def _unequal(var: object, value: object) -> object:
    return _both(_filled(var), {"!": [_equal(var, value)]} if isinstance(value, list) else {"!=": [var, value]})


def _outside_tenant(var: object, _: object) -> object:
    tenant = {"var": "tenant.code"}
    return _both(_filled(var), _filled(tenant), {"!": [{"starts_with": [var, tenant]}]})


def _compare(operator: str) -> _Operator:
    return _Operator("one", lambda var, value: {operator: [var, value]}, _ORDERED)


_OPERATORS: Mapping[str, _Operator] = MappingProxyType(
    {
        "eq": _Operator("any", _equal),
        "ne": _Operator("any", _unequal),
        "in": _Operator("list", lambda var, value: {"in": [var, value]}),
        "lt": _compare("<"),
        "le": _compare("<="),
        "gt": _compare(">"),
        "ge": _compare(">="),
        "filled": _Operator("none", lambda var, _: _filled(var)),
        "contains_any": _Operator("list", lambda var, value: {"some": [var, {"in": [{"var": ""}, value]}]}, _LISTS),
        "only": _Operator("list", lambda var, value: {"all": [var, {"in": [{"var": ""}, value]}]}, _LISTS),
        "not_within_tenant": _Operator("none", _outside_tenant, frozenset({"division"})),
        "le_param": _Operator("parameter", lambda var, value: {"<=": [var, {"var": f"param.{value}"}]}, _ORDERED),
    }
)
_WANTED: Mapping[str, tuple[tuple[type, ...], str]] = MappingProxyType(
    {
        "list": ((list,), "列表"),
        "parameter": ((str,), "参数名"),
        "one": ((str, int, Decimal), "数字或文字"),
        "any": ((str, int, Decimal, list), "单个值或列表"),
    }
)
_CONNECTIVES = ("all", "any", "not", "field", "op", "value")
_READERS: Mapping[str, Callable[[Place, Vocabulary], object]] = MappingProxyType(
    {"all": _group("all", "and"), "any": _group("any", "or"), "not": _negation, "op": _test}
)


def _value(place: Place, kind: _Operator) -> object:
    """Read the test's value as a rule literal; None after a fault."""
    found = place.at("value")
    if kind.wants == "none":
        if found.value not in (None, True):
            found.problem("这个运算不带 value，或写 true。", "要写相反的条件，请用 not 包起来。")
            return None
        return True
    if _blank(found.value):
        place.problem("条件缺少「value」，或为空。", "要写“未填写”，请用 not 包住 filled。")
        return None
    types, wanted = _WANTED[kind.wants]
    if not isinstance(found.value, types) or (kind.wants == "one" and isinstance(found.value, bool)):
        found.wrong(wanted)
        return None
    items = found.value if isinstance(found.value, list) else [found.value]
    if any(_blank(item) or not isinstance(item, str | int | Decimal) for item in items):
        found.problem("列表里只能是文字、数字、true 或 false，且不能为空。", "请逐项更正。")
        return None
    literals = [str(item) if isinstance(item, Decimal) else item for item in items]
    return literals if isinstance(found.value, list) else literals[0]


def _blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _doubts(place: Place, field: str, op: str, vocabulary: Vocabulary) -> None:
    """Warn about a test that can be read, but can hardly be meant."""
    element, kind = vocabulary.elements.get(field, {}), _OPERATORS[op]
    if element and kind.kinds and element.get("kind") not in kind.kinds:
        place.at("op").warn(f"「{op}」用在「{element.get('label')}」上恒不成立。", "请核对数据元的类型。")
    if element and op == "in" and element.get("kind") in _LISTS:
        place.at("op").warn(f"「{element.get('label')}」可多选，in 恒不成立。", "请改用 contains_any 或 only。")
    if element and vocabulary.answerable is not None and field not in vocabulary.answerable:
        message = f"本事项的表单没有「{field}」，单独办理时条件恒不成立。"
        place.at("field").warn(message, "请把它加入 fields，或改用其他数据元。")
    value = place.at("value").value
    if op == "le_param" and isinstance(value, str) and value not in vocabulary.parameters:
        suggestion = did_you_mean(value, vocabulary.parameters) or "请在 tenant_parameters 中登记。"
        place.at("value").warn(f"租户参数「{value}」没有登记。", suggestion)
    options = element.get("options")
    if isinstance(options, list) and op in ("eq", "ne", "in", "contains_any", "only"):
        known = {option["value"] for option in options}
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, str) and item not in known:
                place.at("value").warn(f"「{element.get('label')}」没有选项「{item}」。", did_you_mean(item, known))
