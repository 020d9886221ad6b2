"""lint: faults of a template that compiles, found before it is published."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from printing.elements import expand, label
from printing.errors import Finding
from printing.fill import fill
from printing.fonts import FontSet
from printing.layout import arrange
from printing.template import Template
from printing.template.blocks import Rule, Sign
from printing.template.walk import tags, texts, walk

SAMPLE_ROWS = 3
DEFAULT_LENGTH = 20
SAMPLES = {"date": "2026-12-31", "datetime": "2026-12-31T23:59", "money": "99999999.99", "boolean": True}
"""Longest values of kinds whose length is known."""

Schema = Mapping[str, Mapping[str, object]]


def lint(
    template: Template,
    sample_schema: Schema | None = None,
    demanded_elements: Collection[str] | None = None,
    *,
    fonts: FontSet | None = None,
) -> list[Finding]:
    """Everything that is wrong with a template, or will be when values are long.

    `sample_schema`: the names the values will have (`materials[].name` inside lists) with `max` (characters, or rows
    of a list) and `kind`. `demanded_elements`: what the document must carry (`gap_list(name,form)` names parts too).
    With `fonts`, fixed text without glyphs and, with the schema, whatever overflows at its longest are found as well.
    """
    findings: list[Finding] = []
    if sample_schema is not None:
        findings += _unknown(template, sample_schema)
    if demanded_elements is not None:
        findings += _undelivered(template, demanded_elements)
    if fonts is not None:
        findings += _unprintable(template, fonts)
        if sample_schema is not None:
            findings += _overflowing(template, sample_schema, fonts)
    return findings


def _unknown(template: Template, schema: Schema) -> Iterator[Finding]:
    known = {part for name in schema for part in _with_parents(name)}
    for name, read in template.names.items():
        if name not in known and not any(part in schema for part in _with_parents(name)):
            yield Finding(read.pointer, f"没有名为“{name}”的数据", "改为数据字典中的名称，或在表单中增加这一项")


def _with_parents(name: str) -> Iterator[str]:
    yield name
    while "." in name:
        name = name.rpartition(".")[0]
        yield name
        yield name.removesuffix("[]")


def _undelivered(template: Template, demanded: Collection[str]) -> Iterator[Finding]:
    carried: dict[str, bool] = dict.fromkeys(template.footer.elements, True)
    if template.footer.numbering == "x_of_y":
        carried["page_of_pages"] = True
    sealed = False
    for block in walk(template.blocks):
        sealed = sealed or isinstance(block, Sign) or (isinstance(block, Rule) and bool(block.seal))
        for element, shown in tags(block):
            carried[element] = carried.get(element, False) or shown
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


def _overflowing(template: Template, schema: Schema, fonts: FontSet) -> Iterator[Finding]:
    values = longest(schema, template.names)
    told: set[tuple[str, str]] = set()
    for answer in (True, False):
        filled = fill(template, values, lambda rule, scope, answer=answer: answer, draft=True)  # type: ignore[misc]
        for overflow in arrange(template, filled, fonts, {}).overflows:
            if (overflow.at, overflow.message) not in told:
                told.add((overflow.at, overflow.message))
                yield Finding(
                    overflow.at, f"按最大长度填写时：{overflow.message}", "加大位置、减小字号或限制长度", "warning"
                )


def longest(schema: Schema, names: Iterable[str]) -> dict[str, object]:
    """Values at their longest, for the names a template reads."""
    values: dict[str, object] = {}
    for name in names:
        entry = schema.get(name, {})
        rows = schema.get(name.partition("[]")[0], {}).get("max", SAMPLE_ROWS)
        size = entry.get("max", DEFAULT_LENGTH)
        value = SAMPLES.get(str(entry.get("kind")), "国" * (size if isinstance(size, int) else DEFAULT_LENGTH))
        _put(values, name.split("."), value, rows if isinstance(rows, int) else SAMPLE_ROWS)
    return values


def _put(values: dict[str, object], path: list[str], value: object, rows: int) -> None:
    head, rest = path[0], path[1:]
    if head.endswith("[]"):
        items = values.setdefault(head[:-2], [])
        if not isinstance(items, list):
            items = values[head[:-2]] = []
        items += [{} for _ in range(rows - len(items))]
        for item in items:
            _put(item, rest, value, rows)
    elif rest:
        inner = values.setdefault(head, {})
        if isinstance(inner, dict):
            _put(inner, rest, value, rows)
    else:
        values.setdefault(head, value)
