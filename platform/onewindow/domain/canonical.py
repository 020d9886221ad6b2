"""One byte sequence for one JSON value, and its digest: the name under which a document is stored (ADR 0002)."""

from __future__ import annotations

import hashlib
import json

from onewindow.domain.errors import NotCanonicalError


def canonical(value: object) -> bytes:
    """Return the canonical JSON of `value`: UTF-8, keys sorted by code point, no white space, nothing normalised.

    Only what JSON and JavaScript agree on may stand in it: text, int, bool, null, lists and objects with text keys.
    Raises `NotCanonicalError` for a float or Decimal (fractions travel as decimal texts) and for text that UTF-8
    cannot carry.
    """
    _refuse_foreign(value, "")
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        before = text[max(0, error.start - 20) : error.start]
        raise NotCanonicalError(f"text with a lone surrogate after {before!r}") from None


def digest(value: object) -> str:
    """Return `sha256:` and the hexadecimal hash of the canonical JSON of `value`."""
    return "sha256:" + hashlib.sha256(canonical(value)).hexdigest()


def _refuse_foreign(value: object, pointer: str) -> None:
    if isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str):
                raise NotCanonicalError(f"key {key!r} of {pointer or '/'} is not text")
            _refuse_foreign(item, f"{pointer}/{key}")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            _refuse_foreign(item, f"{pointer}/{index}")
    elif value is not None and not isinstance(value, str | int):
        kind = type(value).__name__
        raise NotCanonicalError(f"{kind} at {pointer or '/'}: only text, int, bool, null, list and object are stored")
