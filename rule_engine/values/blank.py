"""Blank and true. A form posts `""`, a database gives None, a scanner gives spaces: all three mean «not filled in»."""

from __future__ import annotations

from typing import Final

from rule_engine.values.json import Json

WHITE: Final = (
    "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\ufeff"
)
"""White space, named one by one so that Python and the browser agree."""


def is_blank(value: Json) -> bool:
    """Whether a value counts as not filled in: None, an empty text, white space only, an empty list. 0 and False are
    not blank.
    """
    if value is None:
        return True
    if value.__class__ is str:
        return not value.strip(WHITE)
    return value.__class__ is list and not value


def truthy(value: Json) -> bool:
    """Whether a value counts as true: not blank, not 0, not False. `"0"`, `"false"` and every object are true, as in
    JsonLogic.
    """
    kind = value.__class__
    if kind is bool:
        return value  # type: ignore[no-any-return]
    if kind is str:
        return bool(value.strip(WHITE))
    return kind is dict or bool(value)
