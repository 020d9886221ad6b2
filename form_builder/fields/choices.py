"""Closed answers: `boolean` (yes, no and not answered differ), `choice`, `choices`, `declaration`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from form_builder.elements import Element
from form_builder.fields.base import (
    Choices,
    Context,
    Fault,
    Flaw,
    Kind,
    Raw,
    Refused,
    Value,
    nothing_if_blank,
    one,
    plain,
    refuse,
)

RADIO_MAX = 5
"""Up to so many options a choice is drawn as radio buttons, beyond that as a select."""
_SAID = {
    "1": ("是", "有", "已声明", "√", "✓", "☑", "y", "yes", "true", "1"),
    "0": ("否", "无", "×", "☐", "n", "no", "false", "0"),
}
_SEPARATED = re.compile(r"[、，,;；\n]")


class Boolean(Kind):
    """Two radio buttons, `1` and `0`; nothing chosen is None."""

    name = "boolean"
    verb = "选择"
    fragment = "choices.boolean"
    grouped = True
    keys = frozenset({"must_be"})

    def parse(self, element: Element, raw: Raw, name: str) -> Value | Refused:
        text = one(raw, name)
        if not isinstance(text, str) or not text:
            return text or None
        if text not in ("0", "1"):
            return refuse("请选择“是”或“否”", code="option")
        return text == "1"

    def faults(self, element: Element, value: Value, context: Context) -> Iterator[Fault]:
        if element.must_be is not None and value != element.must_be:
            yield Fault(f"须为“{'是' if element.must_be else '否'}”方可申请，请核对", code="must_be")

    def display(self, element: Element, value: Value, choices: Choices) -> str:
        return "" if value is None else "是" if value else "否"

    def adopt(self, element: Element, result: Value) -> Value:
        return result if isinstance(result, bool) else None

    def typed(self, element: Element, value: Value, name: str) -> dict[str, list[str]]:
        return {} if value is None else {name: ["1" if value else "0"]}

    def from_cell(self, element: Element, text: str, choices: Choices) -> Raw | Refused:
        return {"x": [next((value for value, words in _SAID.items() if text.lower() in words), text)]}

    def sample(self, element: Element, context: Context) -> Value:
        return bool(element.must_be)


class Declaration(Boolean):
    """One check box; ticked is True, not ticked is no answer."""

    name = "declaration"
    verb = "勾选"
    fragment = "choices.declaration"
    grouped = False

    def parse(self, element: Element, raw: Raw, name: str) -> Value | Refused:
        value = super().parse(element, raw, name)
        return value if isinstance(value, Refused) else value or None

    def display(self, element: Element, value: Value, choices: Choices) -> str:
        return "已声明" if value else ""

    def sample(self, element: Element, context: Context) -> Value:
        return True


class Choice(Kind):
    """One of the options."""

    name = "choice"
    verb = "选择"
    fragment = "choices.choice"
    keys = frozenset({"options", "option_list"})

    def flaws(self, element: Element) -> Iterator[Flaw]:
        yield from super().flaws(element)
        if not element.options and not element.option_list:
            yield Flaw("options", "缺少选项", "给出 options 或 option_list")
        values = [option.value for option in element.options]
        for value in sorted({value for value in values if values.count(value) > 1}):
            yield Flaw("options", f"选项“{value}”重复", "每个选项值只写一次")

    def parse(self, element: Element, raw: Raw, name: str) -> Value | Refused:
        return nothing_if_blank(one(raw, name))

    def faults(self, element: Element, value: Value, context: Context) -> Iterator[Fault]:
        if value not in element.labels:
            yield Fault("所选内容不在可选范围内，请重新选择", code="option")

    def display(self, element: Element, value: Value, choices: Choices) -> str:
        return "" if value is None else element.labels.get(value, str(value))

    def from_cell(self, element: Element, text: str, choices: Choices) -> Raw | Refused:
        return {"x": [_value_of(element, text)]}

    def sample(self, element: Element, context: Context) -> Value:
        return element.options[0].value


class MultipleChoice(Choice):
    """Any of the options; kept as a list in the order of the options."""

    name = "choices"
    fragment = "choices.several"
    grouped = True
    bounds = "count"

    def parse(self, element: Element, raw: Raw, name: str) -> Value | Refused:
        posted = raw.get(name, ())
        if len(posted) > 1000:
            return refuse("选择过多，请重新选择", code="option")
        order = {option.value: at for at, option in enumerate(element.options)}
        values = []
        for at in range(len(posted)):
            text = one({name: posted[at : at + 1]}, name)
            if isinstance(text, Refused):
                return text
            if text and text not in values:
                values.append(text)
        return sorted(values, key=lambda value: order.get(value, len(order))) or None

    def faults(self, element: Element, value: Value, context: Context) -> Iterator[Fault]:
        if not set(value) <= element.labels.keys():
            yield Fault("所选内容不在可选范围内，请重新选择", code="option")
        if element.min is not None and len(value) < element.min:
            yield Fault(f"至少选择 {plain(element.min)} 项", code="too_few")
        if element.max is not None and len(value) > element.max:
            yield Fault(f"最多选择 {plain(element.max)} 项", code="too_many")

    def display(self, element: Element, value: Value, choices: Choices) -> str:
        labels = element.labels
        return "、".join(labels.get(item, item) for item in value or ())

    def typed(self, element: Element, value: Value, name: str) -> dict[str, list[str]]:
        return {name: list(value)} if value else {}

    def from_cell(self, element: Element, text: str, choices: Choices) -> Raw | Refused:
        rest, found = text, list[str]()
        for option in sorted(element.options, key=lambda one: -len(one.label)):
            if option.label and option.label in rest:
                rest, found = rest.replace(option.label, "、"), [*found, option.value]
        return {"x": [*found, *(_value_of(element, part.strip()) for part in _SEPARATED.split(rest) if part.strip())]}

    def sample(self, element: Element, context: Context) -> Value:
        return [option.value for option in element.options[: max(1, int(element.min or 1))]]


def _value_of(element: Element, text: str) -> str:
    """The value of the option that is called so; any other text stays what it is."""
    return next((option.value for option in element.options if option.label == text), text)
