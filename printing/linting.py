"""lint: faults of a template that compiles, found before it is published."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from printing.elements import expand, label
from printing.errors import Finding
from printing.fill import fill
from printing.fill.scope import Condition
from printing.fonts import FontSet
from printing.template import Template
from printing.template.blocks import Rule, Sign
from printing.template.walk import tags, texts, walk
from printing.typesetting import arrange

SAMPLE_ROWS = 3
DEFAULT_LENGTH = 20
SAMPLES = {"date": "2026-12-31", "datetime": "2026-12-31T23:59", "money": "99999999.99", "boolean": True}
"""Longest values of kinds whose length is known."""

CODED = frozenset({"id_number", "credit_code", "phone", "code"})
"""Kinds written in digits and Latin letters."""

Schema = Mapping[str, Mapping[str, object]]


def lint(
    template: Template,
    sample_schema: Schema | None = None,
    demanded_elements: Collection[str] | None = None,
    *,
    fonts: FontSet | None = None,
    condition: Condition | None = None,
) -> list[Finding]:
    """Everything that is wrong with a template, or will be when values are long.

    `sample_schema`: the names the values will have (`materials[].name` inside lists) with `max` (characters, or rows
    of a list) and `kind`. `demanded_elements`: what the document must carry (`gap_list(name,form)` names parts too).
    With `fonts`, fixed text without glyphs and, with the schema, whatever overflows at its longest are found as well;
    without `condition`, once with all conditions true and once with all false.
    """
    findings: list[Finding] = []
    if sample_schema is not None:
        findings += _unknown(template, sample_schema)
    if demanded_elements is not None:
        findings += _undelivered(template, demanded_elements)
    if fonts is not None:
        findings += _unprintable(template, fonts)
        if sample_schema is not None:
            answers = [condition] if condition else [lambda rule, scope: True, lambda rule, scope: False]
            findings += _overflowing(template, sample_schema, fonts, answers)
    return findings


def _unknown(template: Template, schema: Schema) -> Iterator[Finding]:
    known = {part for name in schema for part in _with_parents(name)}
    whole = {name for name in schema if not any(part.startswith((f"{name}.", f"{name}[]")) for part in schema)}
    for name, read in template.names.items():
        if name not in known and not any(part in whole for part in _with_parents(name)):
            yield Finding(read.pointer, f"没有名为“{name}”的数据", "改为数据字典中的名称，或在表单中增加这一项")


def _with_parents(name: str) -> Iterator[str]:
    yield name
    while "." in name:
        name = name.rpartition(".")[0]
        yield name
        yield name.removesuffix("[]")


def elements_of(template: Template) -> frozenset[str]:
    """The elements a template carries (keys of `printing.elements`), those of empty blocks left out."""
    return frozenset(element for element, shown in _carried(template).items() if shown)


def _carried(template: Template) -> dict[str, bool]:
    """Element -> whether something stands where it is carried."""
    carried: dict[str, bool] = dict.fromkeys(template.footer.elements, True)
    if template.footer.numbering == "x_of_y":
        carried["page_of_pages"] = True
    for block in walk(template.blocks):
        for element, shown in tags(block):
            carried[element] = carried.get(element, False) or shown
    return carried


def _undelivered(template: Template, demanded: Collection[str]) -> Iterator[Finding]:
    carried = _carried(template)
    sealed = any(
        isinstance(block, Sign) or (isinstance(block, Rule) and bool(block.seal)) for block in walk(template.blocks)
    )
    for element in expand(demanded):
        if element not in carried:
            yield Finding("/blocks", f"缺少要素“{label(element)}”", f'加上相应的内容，并标注 "elements": ["{element}"]')
        elif not carried[element]:
            yield Finding("/blocks", f"要素“{label(element)}”所在的块没有内容", "填写这一块的文字")
    if "seal_area" in carried and not sealed:
        yield Finding("/blocks", "没有印章位置", "加上“sign”块")


def _unprintable(template: Template, fonts: FontSet) -> Iterator[Finding]:
    for block in walk(template.blocks):
        for text, style, pointer in texts(block):
            lacking = fonts.lacking([(template.styles[style].font, text.literals().replace("\n", ""))])
            for sign in lacking:
                yield Finding(
                    pointer, f"没有字体能打印“{sign}”（U+{ord(sign):04X}）", "换一个字，或在“字体”中上传含有该字的字体"
                )


def _overflowing(template: Template, schema: Schema, fonts: FontSet, answers: Iterable[Condition]) -> Iterator[Finding]:
    values = longest(schema, template.names)
    told: set[tuple[str, str]] = set()
    for condition in answers:
        for overflow in arrange(template, fill(template, values, condition, draft=True), fonts, {}).overflows:
            if (overflow.at, overflow.message) not in told:
                told.add((overflow.at, overflow.message))
                message = f"按最大长度填写时：{overflow.message}"
                yield Finding(overflow.at, message, "加大位置、减小字号或限制长度", "warning")


def longest(schema: Schema, names: Iterable[str]) -> dict[str, object]:
    """Values at their longest, for the names a template reads."""
    values: dict[str, object] = {}
    for name in names:
        entry = schema.get(name, {})
        kind, size = str(entry.get("kind")), _size(entry, DEFAULT_LENGTH)
        value = SAMPLES.get(kind, ("8" if kind in CODED else "国") * size)
        _put(values, name.split("."), value, _size(schema.get(name.partition("[]")[0], {}), SAMPLE_ROWS))
    return values


def _size(entry: Mapping[str, object], default: int) -> int:
    size = entry.get("max")
    return size if isinstance(size, int) and not isinstance(size, bool) else default


def _put(values: dict[str, object], path: list[str], value: object, rows: int) -> None:
    head, rest = path[0], path[1:]
    if head.endswith("[]"):
        items = values.setdefault(head[:-2], [])
        if not isinstance(items, list):
            items = values[head[:-2]] = []
        items += [{} if rest else value for _ in range(rows - len(items))]
        for item in items:
            if isinstance(item, dict) and rest:
                _put(item, rest, value, rows)
    elif rest:
        inner = values.setdefault(head, {})
        if isinstance(inner, dict):
            _put(inner, rest, value, rows)
    else:
        values.setdefault(head, value)
