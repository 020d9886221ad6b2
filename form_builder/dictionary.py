"""The element dictionary: JSON → elements, every finding at once, and what a child tenant's dictionary may change."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from form_builder.codelists import CODE_LISTS
from form_builder.elements import Column, Derive, Element, Option
from form_builder.errors import DocumentError, Finding
from form_builder.fields import KINDS
from form_builder.reading import Json, Reader, near
from form_builder.rules import checked_rule, reads

SCHEMA = "onewindow/elements/1"
FACT_ROOTS = frozenset({"case", "param", "tenant", "application", "today", "guide"})
"""First names of facts that no form asks (docs/documents.md, «Facts»)."""
MASKS = frozenset({"id", "phone", "address", "account", "name"})
PARTS = {"birth_date": "date", "sex": "choice", "age": "integer"}
_COMMON = frozenset(
    {"key", "label", "kind", "min", "max", "mask", "compute", "derive", "after", "at_most", "default", "hint"},
)
_COLUMN = frozenset({"required", "total"})
_ALL = _COMMON.union(*(kind.keys for kind in KINDS.values()))

Lists = Mapping[str, Sequence[Option]]


@dataclass(frozen=True, slots=True)
class Dictionary:
    """Elements by key. Immutable; equal documents give equal dictionaries."""

    elements: Mapping[str, Element] = field(default_factory=dict)

    def __getitem__(self, key: str) -> Element:
        return self.elements[key]

    def __contains__(self, key: object) -> bool:
        return key in self.elements

    def __iter__(self) -> Iterator[Element]:
        return iter(self.elements.values())

    def __len__(self) -> int:
        return len(self.elements)

    @classmethod
    def from_json(
        cls, document: Json, option_lists: Lists | None = None, *, beside: Dictionary | None = None
    ) -> Dictionary:
        """Read an `onewindow/elements/1` document (docs/documents.md, «Elements»).

        `beside` is a dictionary that the elements may refer to and are added to, such as a matter's own elements to the
        tenant's; what it says cannot be said again. `option_lists` adds code lists to the national ones shipped here,
        under the name that `option_list` refers to.
        Raises DocumentError with every finding at once.
        """
        findings: list[Finding] = []
        reader = Reader(document, "", findings)
        if reader.value.get("schema") != SCHEMA:
            reader.report("schema", "不是数据元字典", f"schema 应为 {SCHEMA}")
        lists = {**CODE_LISTS, **(option_lists or {})}
        elements: dict[str, Element] = dict(beside.elements) if beside else {}
        places: dict[str, str] = {}
        for item in reader.objects("elements", needed=True):
            element = _element(item, lists, column=False)
            if element.key in places:
                item.report("key", f"数据元“{element.key}”重复", "同一数据元只写一次")
            elif element.key in elements:
                item.report("key", f"数据元“{element.label}”在字典中已有", "直接使用字典中的那一项，或另立新的键")
            elements[element.key] = element
            places[element.key] = item.pointer
        dictionary = cls(MappingProxyType(elements))
        findings += _cross_findings(dictionary, places)
        if findings:
            raise DocumentError(findings)
        return dictionary

    def joined(self, other: Dictionary) -> Dictionary:
        """This dictionary with the elements of `other` added: a child tenant's or a matter's own elements.

        An inherited element stays as it is; `other` may repeat it only unchanged. Raises DocumentError otherwise.
        """
        findings = [
            Finding(
                f"/elements/{key}", f"数据元“{element.label}”由上级规定，不能改写", "在表单中收窄使用，或另立新的键"
            )
            for key, element in other.elements.items()
            if key in self.elements and self.elements[key] != element
        ]
        merged = Dictionary(MappingProxyType({**self.elements, **other.elements}))
        findings += _prefix_findings(merged, {})
        if findings:
            raise DocumentError(findings)
        return merged


def _element(reader: Reader, lists: Lists, *, column: bool) -> Element:
    """One element (or table column); everything that does not fit is reported on the reader."""
    key, label = reader.text("key", needed=True), reader.text("label", needed=True)
    kind = reader.text("kind", needed=True)
    if kind not in KINDS:
        if kind:
            reader.report("kind", f"不认识的类型“{kind}”", near(kind, KINDS))
        return Element(key, label, "text")
    reader.known(_ALL | (_COLUMN if column else frozenset()))
    for name in sorted(reader.value.keys() & (_ALL - _COMMON - KINDS[kind].keys)):
        reader.report(name, f"类型“{kind}”没有“{name}”", "删除这个键")
    option_list = reader.text("option_list")
    element = Element(
        key=key,
        label=label,
        kind=kind,
        min=reader.number("min"),
        max=reader.number("max"),
        scale=reader.whole("scale"),
        pattern=reader.text("pattern"),
        options=_options(reader, option_list, lists),
        option_list=option_list,
        level=reader.text("level"),
        columns=() if column else tuple(_column(item, lists) for item in reader.objects("columns")),
        min_rows=reader.whole("min_rows"),
        max_rows=reader.whole("max_rows"),
        mask=reader.text("mask"),
        compute=_rule(reader, "compute"),
        derive=_derive(reader, kind),
        id_kind=reader.text("id_kind"),
        must_be=reader.flag("must_be"),
        after=reader.text("after"),
        at_most=reader.text("at_most"),
        default=reader.value.get("default"),
        accept=reader.texts("accept"),
        max_kb=reader.whole("max_kb"),
        hint=reader.text("hint"),
    )
    _check(reader, element)
    return element


def _check(reader: Reader, element: Element) -> None:
    if element.mask and element.mask not in MASKS:
        reader.report("mask", f"不认识的遮盖方式“{element.mask}”", near(element.mask, MASKS))
    bounds = KINDS[element.kind].bounds
    for name, bound in (("min", element.min), ("max", element.max)):
        if bound is not None and not bounds:
            reader.report(name, f"类型“{element.kind}”没有上下限", "删除这个键")
        elif bound is not None and bounds != "value" and (bound != bound.to_integral_value() or bound < 0):
            reader.report(name, "长度或数量应当是不小于 0 的整数")
    if element.default is not None and not _offers(element):
        reader.report("default", "默认值与类型不符", "改为这种类型能接受的值")
    for flaw in KINDS[element.kind].flaws(element):
        reader.report(flaw.key, flaw.message, flaw.suggestion)


def _offers(element: Element) -> bool:
    """Whether the default is a value that the kind could have read."""
    kind = KINDS[element.kind]
    try:
        value = kind.revive(element, element.default)
        return bool(kind.parse(element, kind.typed(element, value, "x"), "x") == value)
    except (AttributeError, KeyError, TypeError, ValueError, ArithmeticError):
        return False


def _options(reader: Reader, option_list: str, lists: Lists) -> tuple[Option, ...]:
    if not option_list:
        return tuple(
            Option(item.text("value", needed=True), item.text("label", needed=True))
            for item in reader.objects("options")
        )
    if "options" in reader.value:
        reader.report("options", "已引用代码表，不能再列选项", "二者只留其一")
    if option_list not in lists:
        reader.report("option_list", f"没有代码表“{option_list}”", near(option_list, lists) or "请先导入这张代码表")
    return tuple(lists.get(option_list, ()))


def _column(reader: Reader, lists: Lists) -> Column:
    element = _element(reader, lists, column=True)
    required = reader.value.get("required", False)
    if not isinstance(required, bool):
        required = _rule(reader, "required")
    total = bool(reader.flag("total"))
    if total and element.kind not in ("integer", "decimal", "money"):
        reader.report("total", "只有数字列可以合计", "删除 total")
    return Column(element, required, total)


def _derive(reader: Reader, kind: str) -> Derive | None:
    if reader.value.get("derive") is None:
        return None
    inner = Reader(reader.value["derive"], f"{reader.pointer}/derive", reader.findings)
    source, part = inner.text("from", needed=True), inner.text("part", needed=True)
    if part and part not in PARTS:
        inner.report("part", f"不能得出“{part}”", "birth_date、sex 或 age")
    elif part and PARTS[part] != kind:
        inner.report("part", f"“{part}”应当填入类型为 {PARTS[part]} 的数据元")
    return Derive(source, part)


def _rule(reader: Reader, key: str) -> Json:
    expr = reader.value.get(key)
    return expr if expr is not None and checked_rule(reader, key, expr) else None


def _cross_findings(dictionary: Dictionary, places: Mapping[str, str]) -> Iterator[Finding]:
    """Findings that concern several elements: references, computed from, prefixes, reserved roots, cycles."""
    yield from _prefix_findings(dictionary, places)
    for element in dictionary:
        if element.key not in places:
            continue
        place = places[element.key]
        if element.key.partition(".")[0] in FACT_ROOTS - {"guide"}:
            yield Finding(f"{place}/key", f"“{element.key}”与系统事实同名", "换一个开头")
        for name, target, kinds in _references(element):
            yield from _reference(dictionary, f"{place}/{name}", target, kinds)
        for read in sorted(reads(element.compute)):
            yield from unknown_name(dictionary, f"{place}/compute", read)
        keys = {column.element.key for column in element.columns}
        for at, column in enumerate(element.columns):
            for name, target, _ in _references(column.element):
                if target not in keys:
                    yield Finding(f"{place}/columns/{at}/{name}", f"表格没有列“{target}”", near(target, keys))
    yield from _cycle_findings(dictionary, places)


def _references(element: Element) -> Iterator[tuple[str, str, frozenset[str]]]:
    ordered = frozenset({element.kind})
    if element.id_kind:
        yield "id_kind", element.id_kind, frozenset({"choice", "text"})
    if element.derive:
        yield "derive/from", element.derive.source, frozenset({"id_number"})
    if element.after:
        yield "after", element.after, ordered
    if element.at_most:
        yield "at_most", element.at_most, frozenset({"integer", "decimal", "money"}) if _numeric(element) else ordered


def _numeric(element: Element) -> bool:
    return KINDS[element.kind].bounds == "value"


def _reference(dictionary: Dictionary, place: str, target: str, kinds: frozenset[str]) -> Iterator[Finding]:
    if target not in dictionary:
        yield Finding(place, f"没有数据元“{target}”", near(target, dictionary.elements))
    elif dictionary[target].kind not in kinds:
        yield Finding(place, f"数据元“{target}”的类型不合适", "应为 " + "、".join(sorted(kinds)))


def unknown_name(dictionary: Dictionary, place: str, name: str) -> Iterator[Finding]:
    """A finding if a rule reads a name that is neither an element, nor inside one, nor a fact."""
    if name.partition(".")[0] in FACT_ROOTS or name in dictionary:
        return
    parts = name.split(".")
    if any(".".join(parts[:at]) in dictionary for at in range(1, len(parts))):
        return
    yield Finding(place, f"规则读取了不存在的“{name}”", near(name, dictionary.elements))


def _prefix_findings(dictionary: Dictionary, places: Mapping[str, str]) -> Iterator[Finding]:
    for key in dictionary.elements:
        parts = key.split(".")
        if not all(part.isidentifier() for part in parts):
            yield Finding(
                f"{places.get(key, '')}/key", f"“{key}”的写法不正确", "用“.”分开的名字，只含字母、数字和下划线"
            )
        for at in range(1, len(parts)):
            if (prefix := ".".join(parts[:at])) in dictionary:
                yield Finding(
                    f"{places.get(key, '')}/key",
                    f"“{key}”与数据元“{prefix}”冲突",
                    "一个键不能是另一个键的开头",
                )


def _cycle_findings(dictionary: Dictionary, places: Mapping[str, str]) -> Iterator[Finding]:
    needs = {element.key: reads(element.compute) for element in dictionary if element.compute is not None}

    @functools.cache
    def reaches(key: str) -> frozenset[str]:
        seen: set[str] = set()
        stack = list(needs[key])
        while stack:
            name = stack.pop()
            if name not in seen:
                seen.add(name)
                stack += needs.get(name, ())
        return frozenset(seen)

    for key in needs:
        if key in reaches(key):
            yield Finding(
                f"{places.get(key, '')}/compute", f"“{dictionary[key].label}”的计算绕回了自己", "去掉循环引用"
            )
