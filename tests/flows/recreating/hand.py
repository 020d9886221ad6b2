"""Opening pages of a draft, pressing their buttons."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import quote

from tests.flows.recreating.pages import Form, Page
from tests.flows.visitor import Answer, Visitor, said

Change = str | Callable[[Form], str]
"""What to press, or what to do with a form before; an empty text is the button that saves."""


class Seen(Protocol):
    """A page as it is looked at."""

    def form(self, name: str = "ow-wb-form") -> Form:
        """The form of this identity."""

    def with_button(self, value: str) -> Form:
        """The form that has this button."""

    def drawn(self) -> Iterator[str]:
        """The names of the controls that the page shows."""


class Worker(Protocol):
    """Somebody who opens the pages of a draft and presses their buttons."""

    def open(self, tab: str, **query: str) -> Seen:
        """Open a page of the draft."""

    def look(self, address: str) -> Seen:
        """Open what a press led to."""

    def press(self, form: Form, act: str = "") -> str:
        """Press a button that leads on; where to."""

    def redraw(self, form: Form, act: str = "look") -> Seen:
        """Press a button that draws the page again."""

    def do(self, tab: str, change: Change, **query: str) -> str:
        """Open a page, change its form, press a button."""


@dataclass
class Hand:
    """Somebody at the pages of one draft on a site. `pressed`: how often something was sent."""

    visitor: Visitor
    address: str
    pressed: int = 0

    @classmethod
    def begin(cls, visitor: Visitor, name: str) -> Hand:
        """Begin a blank matter on the page where matters are begun."""
        page = Page.of(visitor.get("/workbench/"))
        form = next(each for each in page.forms if any(control.name == "name" for control in each.controls))
        form.write("name", name)
        answer = visitor.post(form.action, form.posts())
        assert answer.status == 303, said(answer)
        return cls(visitor, visitor.follow(answer).path.partition("?")[0].rsplit("/", 1)[0])

    @property
    def key(self) -> str:
        """What the draft is called in addresses."""
        return self.address.rsplit("/", 1)[1]

    def open(self, tab: str, **query: str) -> Page:
        """Open a page of the draft."""
        asked = "&".join(f"{name}={quote(value, safe='/')}" for name, value in query.items())
        return self.look(f"{self.address}/{tab}{'?' if asked else ''}{asked}")

    def look(self, address: str) -> Page:
        """Open an address that a page gave."""
        return Page.of(self.visitor.get(address.partition("#")[0]))

    def press(self, form: Form, act: str = "") -> str:
        """Press a button of a form that leads on; where to."""
        answer = self._send(form, act)
        assert answer.status == 303, (act, answer.status, said(answer)[:1500])
        return answer.location

    def redraw(self, form: Form, act: str = "look") -> Page:
        """Press a button that draws the page again, or let a list that was chosen from do it."""
        return Page.of(self._send(form, act))

    def _send(self, form: Form, act: str) -> Answer:
        self.pressed += 1
        return self.visitor.post(form.action, form.posts("act", act) if act else form.posts())

    def do(self, tab: str, change: Change, **query: str) -> str:
        """Open a page, change its form, press a button."""
        form = self.open(tab, **query).form()
        return self.press(form, change if isinstance(change, str) else change(form))
