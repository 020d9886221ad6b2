"""What a condition may speak about, and what may be said of it: the lists of the rule editor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Json = Any
NUMBERS = ("integer", "decimal", "money")
DATES = ("date", "datetime")
LISTS = ("choices",)
DAYS = ("application.date", "today")
"""The days that facts bring: what others are counted to."""
SPANS: Mapping[str, str] = {"day": "天数", "month": "月数", "year": "年数", "working_day": "工作日数"}
DIVISION = "division"

_EQUAL = (("==", "等于"), ("!=", "不等于"))
_STATES = (("filled", "已填写"), ("blank", "未填写"))
_AMONG = (("in", "是其中之一"), ("not_in", "不是其中任何一个"))
_SIZES = (("<", "小于"), ("<=", "不大于"), (">", "大于"), (">=", "不小于"), ("between", "介于（含两端）"))
_DAYS = (("<", "早于"), ("<=", "不晚于"), (">", "晚于"), (">=", "不早于"), ("between", "介于（含两端）"))
_RARE = (
    ("between_open", "介于（不含两端）"),
    ("!==", "并非等于"),
    ("!!=", "并非不等于"),
    ("!<", "并非小于"),
    ("!<=", "并非不大于"),
    ("!>", "并非大于"),
    ("!>=", "并非不小于"),
    ("starts_with", "开头是"),
    ("!starts_with", "开头不是"),
    ("some", "包含其中之一"),
    ("all", "只包含其中的"),
)
TEXT_RELATIONS = (*_EQUAL, *_AMONG, ("starts_with", "开头是"), ("!starts_with", "开头不是"), *_STATES)


@dataclass(frozen=True, slots=True)
class Term:
    """One thing a condition may speak about. `kind`: of an element; `options`: value → label; `columns`: of a table."""

    path: str
    label: str
    kind: str
    options: tuple[tuple[str, str], ...] = ()
    columns: tuple[Term, ...] = ()
    group: str = ""


@dataclass(frozen=True)
class Vocabulary:
    """Everything that one rule may speak about, in the order of the form."""

    terms: tuple[Term, ...]
    by_path: Mapping[str, Term] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_path", {term.path: term for term in self.terms})

    @property
    def labels(self) -> dict[str, str]:
        """What rules are read out with."""
        return labels(self.terms)

    def inside(self, table: str) -> Vocabulary:
        """What may be spoken about inside the rows of a table."""
        term = self.by_path.get(table)
        return Vocabulary(term.columns if term else ())

    def subjects(self) -> Iterator[tuple[str, str, str]]:
        """What a sentence may begin with: code, label, group; ages and counts beside the fields they are made from."""
        for term in self.terms:
            if term.kind == "table":
                yield f"count:{term.path}", f"{term.label} 的行数", term.group
                continue
            yield term.path, term.label, term.group
            if term.kind in DATES and self.day and term.path not in DAYS:
                made = [f"age:{term.path}:{self.day}", f"span:{term.path}:{self.day}:day"]
                made += [f"span:{each.path}:{term.path}:day" for each in self._dates_before(term)]
                yield from ((code, self.called(code), term.group) for code in made)
            if term.kind in LISTS:
                yield f"count:{term.path}", f"{term.label} 选了几项", term.group

    def _dates_before(self, term: Term) -> Iterator[Term]:
        """The dates that are asked before another one."""
        for each in self.terms:
            if each.path == term.path:
                return
            if each.kind in DATES:
                yield each

    def called(self, subject: str) -> str:
        """What people read for a subject's code, also for one that the lists do not offer."""
        kind, *paths = subject.split(":")
        words = ["申请日" if path == self.day else self.labels.get(path, path) for path in paths]
        if kind == "age" and len(words) == 2:
            return f"{words[0]} 到{' ' if paths[1] != self.day else ''}{words[1]}的周岁"
        if kind == "span" and len(words) == 3:
            return f"{words[0]} 到{' ' if paths[1] != self.day else ''}{words[1]}的{SPANS.get(paths[2], paths[2])}"
        return f"{words[0]} 的数目" if kind == "count" and words else self.labels.get(subject, subject)

    @property
    def day(self) -> str:
        """The path of the day that ages are counted to."""
        return next((path for path in DAYS if path in self.by_path), "")

    @property
    def tables(self) -> tuple[Term, ...]:
        """The tables whose rows a sentence may speak about."""
        return tuple(term for term in self.terms if term.kind == "table")

    def kind(self, subject: str) -> str:
        """The kind of what a subject's code stands for; empty when it is unknown."""
        if subject.startswith(("age:", "count:", "span:")):
            return "integer"
        term = self.by_path.get(subject)
        return term.kind if term else ""

    def options(self, subject: str) -> tuple[tuple[str, str], ...]:
        """The values to choose from, where there is a list of them."""
        if self.kind(subject) in ("boolean", "declaration"):
            return (("true", "是"), ("false", "否"))
        term = self.by_path.get(subject)
        return term.options if term else ()

    def relations(self, subject: str, chosen: str = "") -> tuple[tuple[str, str], ...]:
        """What may be said of a subject; `chosen` stays in the list even where it is unusual."""
        usual = relations(self.kind(subject))
        if not chosen or chosen in dict(usual):
            return usual
        return (*usual, (chosen, dict((*_RARE, *_SIZES, *_EQUAL, *_AMONG, *_STATES)).get(chosen, chosen)))


def relations(kind: str) -> tuple[tuple[str, str], ...]:
    """What is usually said of a kind of answer."""
    if kind in NUMBERS:
        return (*_SIZES, *_EQUAL, *_STATES)
    if kind in DATES:
        return (*_DAYS, *_EQUAL, *_STATES)
    if kind in ("boolean", "declaration"):
        return (("==", "为"), ("!==", "不为（未填写也算）"), *_STATES)
    if kind == "choice":
        return (*_EQUAL, *_AMONG, *_STATES)
    if kind in LISTS:
        return (("some", "包含其中之一"), ("all", "只包含其中的"), *_STATES)
    if kind == DIVISION:
        return (("starts_with", "在（属于）"), ("!starts_with", "不在"), *_EQUAL, *_STATES)
    return TEXT_RELATIONS


def several(relation: str) -> bool:
    """Whether a relation takes a list of values."""
    return relation in ("in", "not_in", "some", "all")


def labels(terms: Iterable[Term]) -> dict[str, str]:
    """Path → label, `path=value` → label of an option: what `rule_engine.say` reads rules out with."""
    found: dict[str, str] = {}
    for term in terms:
        found[term.path] = term.label
        found |= {f"{term.path}={value}": label for value, label in term.options}
        for column in term.columns:
            found[f"{term.path}.{column.path}"] = column.label
            found |= {f"{term.path}.{column.path}={value}": label for value, label in column.options}
    return found
