"""How far a print is moved: what was measured, what a sheet needs beyond it, and what nobody can mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onewindow.domain.feeding import CROSS, FARTHEST, TOO_FAR, checked, measured, millimetres, offset_of, tenths

NEAR = st.integers(-FARTHEST, FARTHEST)


@given(st.tuples(NEAR, NEAR), st.tuples(st.integers(-90, 90), st.integers(-90, 90)))
def test_measuring_again_after_a_calibration_finds_the_cross_in_its_place(
    held: tuple[int, int], askew: tuple[int, int]
) -> None:
    printed = (CROSS + askew[0] + held[0], CROSS + askew[1] + held[1])  # where a printer that feeds askew puts it
    found = measured(held, millimetres(printed[0]), millimetres(printed[1]))
    assert found == (-askew[0], -askew[1])


@given(NEAR, NEAR, NEAR, NEAR)
def test_a_sheet_is_moved_beyond_the_printer_and_never_too_far(across: int, down: int, more: int, lower: int) -> None:
    found = offset_of({"": (across, down), "receipt": (more, lower)}, "receipt")
    for part, wanted in zip(found, (across + more, down + lower), strict=True):
        assert part == wanted if abs(wanted) <= FARTHEST else abs(part) == FARTHEST
    assert offset_of({"": (across, down), "receipt": (more, lower)}, "other") == (across, down)
    assert offset_of({"receipt": (more, lower)}, "") == (0, 0)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("50.3", 503),
        (" 50 ", 500),
        ("-1.25", -12),
        ("50，3", 503),
        ("", None),
        ("五", None),
        ("NaN", None),
        ("9e9", None),
    ],
)
def test_millimetres_as_people_type_them(text: str, value: int | None) -> None:
    assert tenths(text) == value


def test_what_is_too_far_is_said() -> None:
    assert checked((FARTHEST, -FARTHEST)) == (FARTHEST, -FARTHEST)
    assert checked((FARTHEST + 1, 0)) == TOO_FAR
    assert measured((0, 0), "20", "50") == TOO_FAR
    assert isinstance(measured((0, 0), "x", "50"), str)
