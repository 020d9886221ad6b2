"""`static_text`: words on the page that ask nothing and store nothing."""

from __future__ import annotations

from form_builder.elements import Element
from form_builder.fields.base import Context, Kind, Raw, Value


class StaticText(Kind):
    """The element's hint, printed between the fields."""

    name = "static_text"
    fragment = "statics.words"
    stored = False

    def parse(self, element: Element, raw: Raw, name: str) -> Value:
        return None

    def sample(self, element: Element, context: Context) -> Value:
        return None
