"""Reading template JSON: every fault becomes a finding, so that all are told at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from printing.errors import Finding
from printing.template.document import Name
from printing.template.sizes import MM, to_number, to_points
from printing.template.text import Text, parse_text
from printing.values import Json

MAX_DEPTH = 12
MAX_BLOCKS = 2000


@dataclass(slots=True)
class Tally:
    """What one compilation collects."""

    findings: list[Finding] = field(default_factory=list)
    names: dict[str, Name] = field(default_factory=dict)
    blocks: int = 0
    ids: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Context:
    """Where the reader stands: known styles, names bound by loops (name -> what it stands for), depth."""

    tally: Tally
    styles: frozenset[str]
    scope: Mapping[str, str] = field(default_factory=dict)
    depth: int = 0

    def fail(self, pointer: str, message: str, suggestion: str) -> None:
        """Note one fault."""
        self.tally.findings.append(Finding(pointer, message, suggestion))

    def within(self, name: str, source: str) -> Context:
        """The context inside a loop over `source` whose item is called `name`; no source: over literal items."""
        item = f"{self.pattern(source)}[]" if source else ""
        return replace(self, scope={**self.scope, name: item, "n": ""}, depth=self.depth + 1)

    def deeper(self) -> Context:
        """The context one level of nesting down."""
        return replace(self, depth=self.depth + 1)

    def pattern(self, name: str) -> str:
        """The name with loop names resolved: `item.name` inside a loop over materials is `materials[].name`."""
        head, dot, rest = name.partition(".")
        if head not in self.scope:
            return name
        return f"{self.scope[head]}{dot}{rest}" if self.scope[head] else ""

    def mention(self, name: str, pointer: str, *, required: bool, loop: bool = False) -> None:
        """Remember that the template reads a name."""
        pattern = self.pattern(name)
        if pattern:
            known = self.tally.names.setdefault(pattern, Name(pointer, required, loop))
            self.tally.names[pattern] = Name(known.pointer, known.required or required, known.loop and loop)

    def mention_rule(self, rule: Json, pointer: str) -> None:
        """Remember the names a condition reads (`{"var": name}`)."""
        if isinstance(rule, dict):
            for key, value in rule.items():
                name = value[0] if isinstance(value, list) and value else value
                if key == "var" and isinstance(name, str) and name:
                    self.mention(name, pointer, required=False)
                self.mention_rule(value, pointer)
        elif isinstance(rule, list):
            for part in rule:
                self.mention_rule(part, pointer)


def read_text(context: Context, value: Json, pointer: str) -> Text:
    """A text of the inline language."""
    if not isinstance(value, str):
        context.fail(pointer, "这里应当是文字", "写成用双引号括起来的文字")
        return Text()
    text, findings = parse_text(value, pointer)
    context.tally.findings += findings
    for part in text.values():
        context.mention(part.name, pointer, required=not part.optional)
    return text


def read_word(context: Context, value: Json, pointer: str) -> str:
    """A plain word, for example the name of an image."""
    if isinstance(value, str) and len(value) <= 200:
        return value
    context.fail(pointer, "这里应当是一个名称", "写成用双引号括起来的名称")
    return ""


def read_flag(context: Context, value: Json, pointer: str) -> bool:
    """true or false."""
    if not isinstance(value, bool):
        context.fail(pointer, "这里应当是 true 或 false", "改为 true 或 false")
    return value is True


def read_rule(context: Context, value: Json, pointer: str) -> Json:
    """A condition; what it means is decided by the function handed in when rendering."""
    if not isinstance(value, dict | list | bool):
        context.fail(pointer, "条件不是规则", '写成规则，例如 {"var": "marks.demo"}')
    context.mention_rule(value, pointer)
    return value


def read_words(context: Context, value: Json, pointer: str) -> tuple[str, ...]:
    """One word or a list of words."""
    words = value if isinstance(value, list) else [value]
    if all(isinstance(word, str) for word in words):
        return tuple(str(word) for word in words)
    context.fail(pointer, "这里应当是名称或名称的列表", '写成 "due_date" 或 ["due_date", "seal_area"]')
    return ()


def read_number(context: Context, value: Json, pointer: str, low: float, high: float) -> float:
    """An int or decimal text between two bounds."""
    number = to_number(value)
    if number is None or not low <= number <= high:
        context.fail(pointer, "数字不合适", f'写成 {low:g} 至 {high:g} 之间的整数，或带小数的文字，例如 "1.5"')
        return low
    return number


def read_size(context: Context, value: Json, pointer: str) -> float:
    """A type size: points or a Chinese name."""
    points = to_points(value)
    if points is None or not 4 <= points <= 120:
        context.fail(pointer, "字号不合适", "写成字号名称（例如“三号”）或 4 至 120 磅")
        return 10.5
    return points


def read_length(context: Context, value: Json, pointer: str, high_mm: int) -> float:
    """A length in mm, as points."""
    return read_number(context, value, pointer, 0, high_mm) * MM


def read_choice(context: Context, value: Json, pointer: str, choices: tuple[str, ...]) -> str:
    """One of a few words."""
    if isinstance(value, str) and value in choices:
        return value
    context.fail(pointer, "写法不在可选范围内", f"可选：{'、'.join(choices)}")
    return choices[0]


def read_style(context: Context, value: Json, pointer: str) -> str:
    """The name of a style of this template."""
    if isinstance(value, str) and value in context.styles:
        return value
    context.fail(pointer, "没有这个样式", f"可用的样式：{'、'.join(sorted(context.styles))}")
    return "body"
