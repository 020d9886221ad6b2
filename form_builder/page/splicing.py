"""A field without errors is drawn once; only what was typed is spliced in afterwards.

Nothing that anybody typed is kept: a text is cut out where it stood, and of closed answers only the options count.
"""

from __future__ import annotations

from markupsafe import Markup, escape

from form_builder.page.fragments import macro
from form_builder.page.views import NOTHING, FieldView, Now, describe

SLOT = "\N{OBJECT REPLACEMENT CHARACTER}ow"
"""Stands where a text is spliced in. Posted texts with such characters are refused long before they are drawn."""
FREE = frozenset(
    {
        "text", "long_text", "address", "integer", "decimal", "money", "date", "datetime",
        "id_number", "credit_code", "phone",
    }
)  # fmt: skip
CLOSED = frozenset({"boolean", "choice", "choices", "declaration", "static_text"})
KEPT = 256
"""Looks of one field that are kept: many check boxes have many combinations."""


def splices(here: FieldView, now: Now) -> bool:
    """Whether the field can be drawn from what is kept: an ordinary control, without errors."""
    if now.errors or now.note or here.item.computes:
        return False
    return here.kind in CLOSED or (here.kind in FREE and len(now.texts) < 2)


def spliced(here: FieldView, now: Now) -> Markup:
    """The HTML of such a field."""
    if here.kind in FREE and now.text:
        before, after = _kept(here, now, (SLOT,))
        return before + escape(now.text) + after
    offered = tuple(value for value in here.values if value in now.texts)
    return _kept(here, now, offered)[0]


def _kept(here: FieldView, now: Now, texts: tuple[str, ...]) -> tuple[Markup, ...]:
    look = (texts, now.hidden, now.required, now.asked_by)
    pieces = here.drawn.get(look)
    if pieces is None:
        if len(here.drawn) >= KEPT:
            here.drawn.clear()
        pieces = tuple(_draw(here, now, texts).split(SLOT))
        here.drawn[look] = pieces
    return pieces


def _draw(here: FieldView, now: Now, texts: tuple[str, ...]) -> Markup:
    described = describe(here.key, hint=bool(here.hint), wrong=False)
    group = here.frame == "frame.group"
    blank = Now(
        texts=texts,
        hidden=now.hidden,
        required=now.required,
        asked_by=now.asked_by,
        described=described if group else NOTHING,
        aria=NOTHING if group else described,
    )
    return macro(here.frame)(here, blank, macro(here.fragment)(here.control, blank))
