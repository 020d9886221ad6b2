"""What a tenant leaves open to those below it, element by element, in plain words (`inherit`, docs/tenants.md)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from onewindow.domain.inheritance.wording import Labels, place
from onewindow.domain.workbench.places import find, put
from tenants.errors import PatchError
from tenants.pointers import ABSENT, identity, parse, write
from tenants.rules import REASONED, RULES_AT, Rules

Json = Any
Posted = Mapping[str, Sequence[str]]
AS_ABOVE = ""
"""The word of an element that goes with what surrounds it."""
WORDS = {
    AS_ABOVE: "随整体",
    "locked": "锁定，下级不能改",
    "free": "可以改，也可以增加和去掉",
    "may_hide": "可以去掉，不能改、不能增加",
    "at_most": "只能改小（只能缩短）",
    "at_least": "只能改大（只能提高）",
    "between": "可以改，限定范围",
    "one_of": "只能从几个值中选",
}
NUMBER = ("locked", "at_most", "at_least", "between", "free")
TEXT = ("locked", "free", "one_of")
LIST = ("locked", "may_hide", "free")
ITEM = (AS_ABOVE, "locked", "may_hide", "free")
REASON_LENGTH = 200
FOLDED = ("各项材料", "各项条件", "表单")
"""Groups of single elements: they go with the whole unless something is said of them."""


@dataclass(frozen=True, slots=True)
class Place:
    """An element that may be opened. `blank`: what it begins with where the document does not say it yet."""

    pattern: str
    label: str
    words: tuple[str, ...]
    blank: Json = ABSENT


PLACES: tuple[tuple[str, tuple[Place, ...]], ...] = (
    (
        "时限和收费",
        (
            Place("limits/promised/value", "承诺办结时限", NUMBER),
            Place("on_site_visits/max", "到现场次数", NUMBER),
            Place("fees", "收费项目", LIST),
        ),
    ),
    (
        "材料和条件",
        (
            Place("form/materials", "申请材料（全部）", LIST),
            Place("conditions", "受理条件（全部）", LIST),
            Place("checks", "自动核查（全部）", LIST),
        ),
    ),
    (
        "指南和称呼",
        (
            Place("daily_name", "日常用语", TEXT, ""),
            Place("guide/consult_phone", "咨询电话", TEXT, ""),
            Place("guide/complaint_phone", "监督投诉电话", TEXT, ""),
            Place("guide/progress", "进程和结果查询", TEXT, ""),
            Place("guide/delivery", "结果送达", TEXT, ""),
            Place("guide/counters", "办理窗口", LIST, []),
            Place("guide/questions", "常见问题", LIST, []),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One element with what is said of it. `name`: its pattern, as it is posted; `word` and the rest: the rule."""

    name: str
    label: str
    words: tuple[str, ...]
    word: str
    low: str = ""
    high: str = ""
    values: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """A rule that cannot be kept as typed: where, and the way out."""

    name: str
    message: str


@dataclass(frozen=True, slots=True)
class Opened:
    """The document with what was posted, and what could not be read."""

    document: Json
    faults: tuple[Fault, ...] = field(default=())


def sections(document: Json, labels: Labels) -> tuple[tuple[str, tuple[Row, ...]], ...]:
    """Everything that may be opened in a matter, in groups; rules on other places stand in a group of their own."""
    written = _written(document)
    groups = [(title, [_row(one, written) for one in places]) for title, places in PLACES]
    groups.append(("各项材料", [_row(one, written) for one in _elements(document, "form/materials", labels)]))
    groups.append(("各项条件", [_row(one, written) for one in _elements(document, "conditions", labels)]))
    groups.append(("表单", [_row(one, written) for one in _fields(document, labels)]))
    known = {row.name for _, rows in groups for row in rows}
    others = [Place(pattern, _called(pattern, document, labels), ITEM) for pattern in written if pattern not in known]
    groups.append(("其他", [_row(one, written) for one in others]))
    return tuple((title, tuple(rows)) for title, rows in groups if rows)


def apply(document: Json, labels: Labels, posted: Posted) -> Opened:
    """The document with the rules of a posted page; what nobody touched stays as it is written."""
    written, faults = dict(_written(document)), list[Fault]()
    for row in (row for _, rows in sections(document, labels) for row in rows):
        told = _posted(row, posted)
        if told is None or told == row:
            continue
        rule = _rule(told)
        if isinstance(rule, Fault):
            faults.append(rule)
        elif rule is None:
            written.pop(row.name, None)
        else:
            written[row.name] = rule
            document = _present(document, row.name)
    changed = written != _written(document)
    return Opened(put(document, (RULES_AT,), written or ABSENT) if changed else document, tuple(faults))


def _written(document: Json) -> Mapping[str, Json]:
    found = document.get(RULES_AT)
    return found if isinstance(found, Mapping) else {}


def _elements(document: Json, at: str, labels: Labels) -> Iterator[Place]:
    found = find(document, parse(at))
    for element in found if isinstance(found, list) else ():
        if name := identity(element):
            pattern = write((*parse(at), name))
            yield Place(pattern, _called(pattern, document, labels), ITEM)


def _fields(document: Json, labels: Labels) -> Iterator[Place]:
    yield Place("form/sections", "表单（全部填写项）", LIST)
    sections = find(document, ("form", "sections"))
    for section in sections if isinstance(sections, list) else ():
        yield from _elements(document, write(("form", "sections", str(identity(section)), "fields")), labels)


def _called(pattern: str, document: Json, labels: Labels) -> str:
    return place(parse(pattern), document, labels)


def _row(one: Place, written: Mapping[str, Json]) -> Row:
    rule, reason = written.get(one.pattern), ""
    if isinstance(rule, Mapping) and rule.keys() == REASONED:
        rule, reason = rule["rule"], str(rule["reason"])
    blank = AS_ABOVE if AS_ABOVE in one.words else "locked"
    if isinstance(rule, Mapping) and len(rule) == 1:
        ((word, values),) = rule.items()
        told = [str(each) for each in values] if isinstance(values, list) else []
        low, high = [*told, "", ""][:2] if word == "between" else ("", "")
        listed = "\n".join(told) if word == "one_of" else ""
        words = one.words if word in one.words else (*one.words, word)
        return Row(one.pattern, one.label, words, word, low, high, listed, reason)
    word = rule if isinstance(rule, str) and rule in WORDS else blank
    return Row(one.pattern, one.label, one.words if word in one.words else (*one.words, word), word, reason=reason)


def _posted(row: Row, posted: Posted) -> Row | None:
    """A row as the page has it; None when the page did not show it."""

    def text(part: str) -> str:
        return (posted.get(f"{part}:{row.name}") or [""])[0].replace("\r\n", "\n").strip()

    if f"word:{row.name}" not in posted:
        return None
    reason = text("reason")[:REASON_LENGTH]
    word = text("word")
    low, high = (text("low"), text("high")) if word == "between" else ("", "")
    values = text("values") if word == "one_of" else ""
    return Row(row.name, row.label, row.words, word, low, high, values, reason)


def _rule(row: Row) -> Json | Fault | None:
    """The rule of a row; None where nothing is to be said."""
    if row.word not in row.words:
        return Fault(row.name, f"「{row.label}」请从列表中选择。")
    if row.word == AS_ABOVE or (row.word == "locked" and AS_ABOVE not in row.words and not row.reason):
        return None
    rule: Json = row.word
    if row.word == "between":
        rule = {"between": [_number(row.low), _number(row.high)]}
    elif row.word == "one_of":
        rule = {"one_of": [line.strip() for line in row.values.split("\n") if line.strip()]}
    try:
        Rules.from_json({row.name: rule})
    except PatchError:
        wanted = "两个数字，先小后大" if row.word == "between" else "至少一个值，一行一个"
        return Fault(row.name, f"「{row.label}」的范围请填写{wanted}。")
    return {"rule": rule, "reason": row.reason} if row.reason else rule


def _number(text: str) -> Json:
    """A whole number as such, another one as text."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    return int(text) if text.isdecimal() else format(number, "f") if number.is_finite() else text


def _present(document: Json, pattern: str) -> Json:
    """The document saying something at a place that is opened, so that those below have something to change."""
    blank = next((one.blank for _, places in PLACES for one in places if one.pattern == pattern), ABSENT)
    at = parse(pattern)
    return put(document, at, blank) if blank is not ABSENT and find(document, at) is ABSENT else document
