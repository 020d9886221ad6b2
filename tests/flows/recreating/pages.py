"""A page as somebody sees it who can only type, choose, tick and press what is there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from tests.flows.visitor import Answer, said

_TYPED = ("text", "search", "date", "datetime-local", "number", "tel", "email", "month", "time")


@dataclass
class Control:
    """One control. `values`: what it would post; `offered`: what can be chosen; `most`: signs it takes."""

    name: str
    kind: str
    values: list[str] = field(default_factory=list)
    offered: list[str] = field(default_factory=list)
    most: int = 1 << 30
    several: bool = False


@dataclass
class Form:
    """One form with its controls in their order, and what its buttons would post."""

    name: str
    action: str
    controls: list[Control] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    def all(self, name: str) -> list[Control]:
        """The controls of a name."""
        return [each for each in self.controls if each.name == name]

    def one(self, name: str) -> Control:
        """The only control of a name."""
        [found] = self.all(name)
        return found

    def write(self, name: str, *texts: str) -> None:
        """Type into the boxes of a name, or choose from its lists, in their order."""
        boxes = [each for each in self.all(name) if each.kind not in ("checkbox", "radio", "hidden")]
        assert len(boxes) >= len(texts), f"no room for {texts} in {name}"
        for box, text in zip(boxes, texts, strict=False):
            assert not box.offered or text in box.offered, f"{name} does not offer {text!r} but {box.offered}"
            assert len(text) <= box.most, f"{name} takes no {len(text)} signs"
            box.values = [text]

    def tick(self, name: str, values: Sequence[str]) -> None:
        """Tick these boxes of a name, untick the others."""
        boxes = [each for each in self.all(name) if each.kind in ("checkbox", "radio")]
        known = {each.offered[0] for each in boxes}
        assert set(values) <= known, f"{name} does not offer {set(values) - known}"
        for box in boxes:
            box.values = box.offered if box.offered[0] in values else []

    def posts(self, name: str = "", value: str = "") -> list[tuple[str, str]]:
        """What the browser sends when a button is pressed: the first one where none is named."""
        if name:
            assert (name, value) in self.buttons, f"no button {name}={value} among {self.buttons}"
        pairs = [(control.name, each) for control in self.controls for each in control.values]
        return [*pairs, (name, value)] if name else pairs

    def pressable(self, value: str) -> bool:
        """Whether there is such a button."""
        return ("act", value) in self.buttons


class Page(HTMLParser):
    """The forms and links of an answer."""

    def __init__(self, text: str, path: str = "") -> None:
        super().__init__(convert_charrefs=True)
        self.path, self.forms, self.links = path, list[Form](), list[str]()
        self._form: Form | None = None
        self._select: Control | None = None
        self._area: Control | None = None
        self.feed(text)

    @classmethod
    def of(cls, answer: Answer) -> Page:
        """The page that an answer is."""
        assert answer.status in (200, 422), (answer.path, answer.status, said(answer)[:600])
        return cls(answer.text, answer.path)

    def form(self, name: str = "ow-wb-form") -> Form:
        """The form of this identity."""
        return next(each for each in self.forms if each.name == name)

    def with_button(self, value: str) -> Form:
        """The form that has this button."""
        return next(each for each in self.forms if each.pressable(value))

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Take in a control as a browser would."""
        given = {name: value or "" for name, value in attributes}
        if tag == "a":
            self.links.append(given.get("href", ""))
        elif tag == "form":
            self._form = Form(given.get("id", ""), given.get("action", "") or self.path)
            self.forms.append(self._form)
        elif self._form is not None and "disabled" not in given:
            self._take(self._form, tag, given)

    def _take(self, form: Form, tag: str, given: dict[str, str]) -> None:
        name, kind = given.get("name", ""), given.get("type", "text")
        most = int(given.get("maxlength", 1 << 30))
        if tag == "button":
            if name:
                form.buttons.append((name, given.get("value", "")))
        elif tag == "input" and kind in ("checkbox", "radio"):
            value = given.get("value", "on")
            form.controls.append(Control(name, kind, [value] if "checked" in given else [], [value]))
        elif tag == "input" and name and kind != "file":
            assert kind == "hidden" or kind in _TYPED, kind
            form.controls.append(Control(name, kind, [given.get("value", "")], most=most))
        elif tag == "textarea":
            self._area = Control(name, tag, [""], most=most)
            form.controls.append(self._area)
        elif tag == "select":
            self._select = Control(name, tag, several="multiple" in given)
            form.controls.append(self._select)
        elif tag == "option" and self._select is not None:
            self._select.offered.append(given.get("value", ""))
            if "selected" in given:
                self._select.values.append(given.get("value", ""))

    def handle_data(self, data: str) -> None:
        """The text in a text box."""
        if self._area is not None:
            self._area.values = [self._area.values[0] + data]

    def handle_endtag(self, tag: str) -> None:
        """Close what was open; a list that says nothing else holds its first entry."""
        if tag == "form":
            self._form = None
        elif tag == "textarea" and self._area is not None:
            text = self._area.values[0]
            self._area.values = [text[1:] if text.startswith("\n") else text]
            self._area = None
        elif tag == "select" and self._select is not None:
            if not self._select.values and self._select.offered and not self._select.several:
                self._select.values = self._select.offered[:1]
            self._select = None

    def drawn(self) -> Iterator[str]:
        """The names of the controls that the page shows, in their order."""
        for form in self.forms:
            for control in form.all("shown"):
                yield from control.values
