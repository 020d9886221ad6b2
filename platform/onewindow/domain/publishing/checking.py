"""The checker of each kind: everything that is wrong with a draft, or should be looked at, at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from form_builder import Dictionary, bind, facts_schema
from form_builder import DocumentError as FormFault
from onewindow.domain.canonical import canonical
from onewindow.domain.disagreement import ASKABLE, disagreements
from onewindow.domain.effective import CompiledMatter
from onewindow.domain.errors import NotCanonicalError
from onewindow.domain.matter import MatterDocument
from onewindow.domain.problems import Problems, did_you_mean
from onewindow.domain.publishing.elements import Json
from onewindow.domain.publishing.findings import ERROR, WARNING, Finding, placed, told
from onewindow.domain.publishing.lint import doubts
from onewindow.domain.publishing.rules import rules_of
from onewindow.domain.tables import READERS, ROOT, Tables, schema_of
from onewindow.domain.template_samples import demanded
from onewindow.domain.theme import ThemeDocument
from printing import Finding as Fault
from printing import TemplateError, compile_template, lint
from rule_engine import DecisionTable, Severity, WorkCalendar, analyse, check, names_read
from rule_engine import DocumentError as TableFault

_BESIDE = frozenset({"", "case", "param", "tenant", "application", "today", "calendar"})
"""Facts that are no data elements (docs/documents.md)."""
PARAMETERS_SCHEMA = "onewindow/parameters/1"


@dataclass(frozen=True, slots=True)
class Ground:
    """What a draft stands on: the dictionary in force (None when there is none yet), and the keys of what is published.

    `known`: kind → keys in force. `proofs`: matter → the matters whose results it asks for as materials. `members`: of
    a theme, the matters in force that it names. `mark`: equal marks mean equal grounds; empty when nobody knows.
    """

    dictionary: Dictionary | None = None
    known: Mapping[str, Collection[str]] = field(default_factory=dict)
    proofs: Mapping[str, Collection[str]] = field(default_factory=dict)
    members: Mapping[str, CompiledMatter] = field(default_factory=dict)
    mark: str = ""


Checker = Callable[[Json, Ground], Iterator[Finding]]


def findings(kind: str, key: str, body: Json, ground: Ground) -> tuple[Finding, ...]:
    """Everything to say about a draft, errors first; never raises."""
    if problem := unstorable(body):
        return (Finding("", problem, "请删除不能保存的内容。"),)
    return placed([*_same_key(kind, key, body), *CHECKERS[kind](body, ground)], body)


def unstorable(body: Json) -> str:
    """Why a body cannot even be kept as a draft; empty when it can."""
    if not isinstance(body, dict):
        return "草稿应为一份完整的文档。"
    try:
        written = canonical(body)
    except NotCanonicalError:
        return '草稿含有不能保存的值：小数请写成文字，例如 "0.5"。'
    return "草稿含有不能保存的控制字符。" if rb"\u0000" in written else ""


def _same_key(kind: str, key: str, body: Json) -> Iterator[Finding]:
    """A draft is a draft of one document: renaming its key would publish another."""
    if kind in ("matter", "theme", "template") and body.get("key") not in (None, key):
        yield Finding("/key", f"标识应为「{key}」，不能改成别的。", "另起一份新的文档，或改回原标识。")


def _matter(body: Json, ground: Ground) -> Iterator[Finding]:
    matter = MatterDocument.from_json(body)
    if isinstance(matter, Problems):
        yield from told(matter.items)
        yield from told(matter.warnings, WARNING)
        return
    yield from told(matter.doubts(), WARNING)
    yield from doubts(matter, ground.proofs)
    if ground.dictionary is None:
        yield Finding("/form", "还没有发布数据元字典，表单无法检查。", "请先发布数据元字典。")
        return
    try:
        words = matter.words(ground.dictionary)
    except FormFault as fault:
        yield from told(fault.findings)
        return
    try:
        bind(matter.form, words)
    except FormFault as fault:
        yield from told(fault.findings, under="/form")
        return
    schema = facts_schema(matter.form, words)
    decided = {**schema, "properties": {**schema["properties"], ROOT: schema_of(matter.tables)}}
    for pointer, rule in rules_of(body):
        after = matter.tables and pointer.split("/")[1] in READERS
        yield from _of_rule(rule, decided if after else schema, pointer)
    yield from _tables_of(matter.tables, schema)
    yield from _templates(matter, ground)


def _of_rule(rule: Json, schema: Mapping[str, Json], pointer: str) -> Iterator[Finding]:
    for found in check(rule, schema):
        if found.severity is not Severity.NOTE:
            yield Finding(pointer + found.place, found.message, found.suggestion, found.severity.value)


def _templates(matter: MatterDocument, ground: Ground) -> Iterator[Finding]:
    known = ground.known.get("template")
    for at, name in enumerate(matter.documents):
        if known is not None and name not in known:
            yield Finding(f"/documents/{at}", f"没有文书模板「{name}」。", did_you_mean(name, known), WARNING)


def _theme(body: Json, ground: Ground) -> Iterator[Finding]:
    theme = ThemeDocument.from_json(body)
    if isinstance(theme, Problems):
        yield from told(theme.items)
        yield from told(theme.warnings, WARNING)
        return
    known = ground.known.get("matter", ())
    for at, member in enumerate(theme.members):
        if member.matter not in known:
            hint = did_you_mean(member.matter, known) or "请先发布该事项。"
            yield Finding(f"/members/{at}/matter", f"没有已发布的事项「{member.matter}」。", hint)
    if ground.dictionary is None:
        return
    try:
        words = theme.words(ground.dictionary)
    except FormFault as fault:
        yield from told(fault.findings)
        return
    yield from _questions(theme, words)
    for pointer, rule in rules_of(body):
        for name in sorted(names_read(rule)):
            if name not in words and name.partition(".")[0] not in _BESIDE:
                yield Finding(pointer, f"字典中没有数据元「{name}」。", did_you_mean(name, words.elements))
            elif name in words and name not in theme.guide:
                said = f"条件用到「{words[name].label}」，但引导里没有问，它永远没有回答。"
                yield Finding(pointer, said, "请把它加进引导的问题，或改用已有的问题。", WARNING)
    for conflict in disagreements(theme, ground.members, words):
        yield Finding("/settlements", conflict.message, f"请到“合并后的表”处理。建议：{conflict.proposal}。")


def _questions(theme: ThemeDocument, words: Dictionary) -> Iterator[Finding]:
    """A guide asks what one press answers."""
    for at, key in enumerate(theme.guide):
        if key not in words:
            yield Finding(f"/guide/{at}", f"字典中没有数据元「{key}」。", did_you_mean(key, words.elements))
        elif words[key].kind not in ASKABLE:
            said = f"「{words[key].label}」不能作引导的问题：它不是“是/否”或单选。"
            yield Finding(f"/guide/{at}", said, "请换一个是/否或单选的问题。")


def _elements(body: Json, _: Ground) -> Iterator[Finding]:
    try:
        Dictionary.from_json(body)
    except FormFault as fault:
        yield from told(fault.findings)


def _template(body: Json, _: Ground) -> Iterator[Finding]:
    try:
        compiled = compile_template(body)
        faults: Sequence[Fault] = lint(compiled, None, demanded(compiled.key))
    except TemplateError as fault:
        faults = fault.findings
    for found in faults:
        yield Finding(found.pointer, found.message, found.suggestion, ERROR if found.level == "error" else WARNING)


def _parameters(body: Json, _: Ground) -> Iterator[Finding]:
    if body.get("schema") != PARAMETERS_SCHEMA:
        yield Finding("/schema", "不是参数文档。", f"schema 应为 {PARAMETERS_SCHEMA}。")
    if not isinstance(body.get("values"), dict):
        yield Finding("/values", "缺少参数值。", "请写成“参数标识: 值”的对象。")


def _calendar(body: Json, _: Ground) -> Iterator[Finding]:
    try:
        WorkCalendar.from_json(body)
    except TableFault as fault:
        yield from told(fault.problems)


def _table(body: Json, _: Ground) -> Iterator[Finding]:
    try:
        table = DecisionTable.from_json(body)
    except TableFault as fault:
        yield from told(fault.problems)
        return
    yield from _analysed(table)


def _tables_of(tables: Tables, schema: Mapping[str, Json]) -> Iterator[Finding]:
    for key, table in tables.items():
        for at, column in enumerate(table.columns):
            yield from _of_rule({"var": column.path}, schema, f"/tables/{key}/columns/{at}/path")
        yield from _analysed(table, f"/tables/{key}")


def _analysed(table: DecisionTable, under: str = "") -> Iterator[Finding]:
    for found in analyse(table):
        if found.severity is not Severity.NOTE:
            yield Finding(under + found.place, found.message, found.suggestion, found.severity.value)


CHECKERS: Mapping[str, Checker] = MappingProxyType(
    {
        "matter": _matter,
        "theme": _theme,
        "elements": _elements,
        "template": _template,
        "parameters": _parameters,
        "calendar": _calendar,
        "table": _table,
    }
)
