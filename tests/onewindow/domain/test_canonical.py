"""Canonical JSON: one byte sequence for one value."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onewindow.domain.canonical import canonical, digest
from onewindow.domain.errors import NotCanonicalError

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=20,
)


@given(VALUES)
def test_canonical_json_is_json_and_forgets_only_the_order_of_keys(value: object) -> None:
    assert json.loads(canonical(value)) == value
    shuffled = json.loads(json.dumps(value), object_pairs_hook=lambda pairs: dict(reversed(pairs)))
    assert canonical(shuffled) == canonical(value)


@given(VALUES, VALUES)
def test_different_values_have_different_digests(one: object, other: object) -> None:
    same = json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
    assert (digest(one) == digest(other)) == same


def test_the_form_is_fixed_for_ever() -> None:
    assert canonical({"b": [1, True, None], "a": "县"}) == '{"a":"县","b":[1,true,null]}'.encode()
    assert digest({}) == "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"


@pytest.mark.parametrize(
    "value", [0.5, Decimal("0.5"), {1: "a"}, {"a": (1,)}, {"a": [b"x"]}, "\ud800", {"k": {"\ud800": 1}}]
)
def test_what_cannot_stand_in_a_document_is_refused(value: object) -> None:
    with pytest.raises(NotCanonicalError):
        canonical(value)
