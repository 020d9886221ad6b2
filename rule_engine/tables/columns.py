"""Columns of a decision table: what a column reads, of which kind, within which bounds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from math import floor
from typing import Any, Final, Literal, Self, TypeAlias

from rule_engine.shapes import Reader
from rule_engine.tables.cells import Point, Range
from rule_engine.values.blank import is_blank
from rule_engine.values.dates import day
from rule_engine.values.json import Json
from rule_engine.values.numbers import Absent, number, spell
from rule_engine.values.paths import split
from rule_engine.values.texts import text

Kind: TypeAlias = Literal["text", "boolean", "integer", "number", "date"]
KINDS: Final = ("text", "boolean", "integer", "number", "date")
YES_NO: Final = {"是": True, "否": False, "true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Column:
    """One condition: the dotted path it reads, its label, its kind.

    `options`: the only values a text may have, each with its label. `min`, `max`: the bounds of a number or a date
    (ISO), both included. `blank`: whether it may be left blank, so that the analysis looks at that case as well.
    """

    path: str
    label: str
    kind: Kind = "text"
    options: tuple[tuple[str, str], ...] = ()
    min: Point | None = None
    max: Point | None = None
    blank: bool = False

    @classmethod
    def read(cls, raw: Reader) -> Self:
        """From `{"path", "label"?, "kind"?, "options"?: [{"value", "label"?}], "min"?, "max"?, "blank"?}`.

        What is wrong is noted with the reader.
        """
        kind = raw.choice("kind", KINDS, "text", "列类型")
        if not raw.text("path"):
            raw.wrong("path", "列没有指明数据项", "填写数据项编号")
        options = tuple(_option(each) for each in raw.objects("options"))
        bare = cls(raw.text("path"), raw.text("label") or raw.text("path"), kind)  # type: ignore[arg-type]
        low, high = (bare.end(raw, "min"), bare.end(raw, "max")) if bare.ordered else (None, None)
        if low is not None and high is not None and low > high:
            raw.wrong("max", "最大值小于最小值", "交换两个值")
        return replace(bare, options=options, min=low, max=high, blank=bool(raw.get("blank")))

    def end(self, raw: Reader, key: str) -> Point | None:
        """One of the bounds."""
        if raw.get(key) is None:
            return None
        point = self.point(raw.get(key))
        if point is None or (self.whole and point != floor(point)):
            raw.wrong(key, f"“{raw.get(key)}”不是{self.kind_label}", "改为有效的值")
            return None
        return point

    def to_json(self) -> dict[str, Any]:
        """What `from_json` reads."""
        made: dict[str, Any] = {"path": self.path, "label": self.label, "kind": self.kind}
        if self.options:
            made["options"] = [{"value": value, "label": label} for value, label in self.options]
        made |= {end: self.spell(value) for end, value in (("min", self.min), ("max", self.max)) if value is not None}
        return made | ({"blank": True} if self.blank else {})

    @property
    def keys(self) -> tuple[str, ...]:
        """The path, key by key."""
        return split(self.path)

    @property
    def ordered(self) -> bool:
        """Whether its cells are ranges."""
        return self.kind in ("integer", "number", "date")

    @property
    def whole(self) -> bool:
        """Whether there is nothing between neighbouring whole points."""
        return self.kind in ("integer", "date")

    @property
    def kind_label(self) -> str:
        """The kind in Chinese."""
        return {"text": "文本", "boolean": "是或否", "integer": "整数", "number": "数字", "date": "日期"}[self.kind]

    @property
    def domain(self) -> Range:
        """All values an ordered column can have."""
        return Range(self.min, self.max)

    def point(self, value: Json) -> Point | None:
        """Where a fact or a written value lies on an ordered axis; None when it does not."""
        if self.kind == "date":
            found = day(value)
            return found.toordinal() if found else None
        exact = number(value)
        return None if isinstance(exact, Absent) or isinstance(value, bool) else exact

    def word(self, written: str) -> Json:
        """The value that a text in a cell means: itself, the value of an option with that label, or yes and no. None
        when it means nothing here.
        """
        if self.kind == "boolean":
            return YES_NO.get(written.lower())
        if not self.options:
            return written
        if any(written == value for value, _ in self.options):
            return written
        return next((value for value, label in self.options if written == label), None)

    def spell(self, value: Json) -> str:
        """A value as it is written in a cell."""
        if isinstance(value, bool):
            return "是" if value else "否"
        if self.kind == "date":
            return date.fromordinal(int(value)).isoformat()
        return spell(value) if isinstance(value, (int, Decimal)) else str(value)

    def say(self, value: Json) -> str:
        """A fact as people read it: the label of an option where there is one."""
        if is_blank(value):
            return "空"
        if isinstance(value, bool):
            return "是" if value else "否"
        return dict(self.options).get(text(value), text(value))

    def fact(self, value: Json) -> Json:
        """A value as it stands in the facts."""
        return date.fromordinal(int(value)).isoformat() if self.kind == "date" else value


def _option(raw: Reader) -> tuple[str, str]:
    """Value and label; both can be written in a cell."""
    value = raw.text("value")
    label = raw.text("label") or value
    if is_blank(value) or '"' in value + label:
        raw.wrong("value", "选项的值不能为空，也不能含引号", "换一个值")
    return value, label
