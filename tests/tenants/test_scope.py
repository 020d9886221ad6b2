"""Numbers, ranges, lineages, sight."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants.errors import ScopeError
from tenants.scope import Level, Scope, county_of, level_of, lineage, range_of, reaches, sees

CITY, COUNTY, TOWN, VILLAGE = 441300000000, 441322000000, 441322001000, 441322001001

numbers = st.builds(
    lambda city, county, town, village: (
        city * 10**8 + county * 10**6 + (town * 1000 if county else 0) + (village if county and town else 0)
    ),
    st.integers(1101, 1105),
    st.integers(0, 3),
    st.integers(0, 4),
    st.integers(0, 4),
)


@pytest.mark.parametrize(
    ("number", "level", "hi", "above"),
    [
        (CITY, Level.CITY, 441399999999, (CITY,)),
        (COUNTY, Level.COUNTY, 441322999999, (COUNTY,)),
        (TOWN, Level.TOWN, 441322001999, (TOWN, COUNTY)),
        (VILLAGE, Level.VILLAGE, VILLAGE, (VILLAGE, TOWN, COUNTY)),
        (441322570401, Level.VILLAGE, 441322570401, (441322570401, 441322570000, COUNTY)),
        (419001000000, Level.COUNTY, 419001999999, (419001000000,)),
    ],
)
def test_a_number_says_its_level_its_range_and_its_lineage(
    number: int, level: Level, hi: int, above: tuple[int, ...]
) -> None:
    assert level_of(number) is level
    assert range_of(number) == (number, hi)
    assert lineage(number) == above
    assert Scope.of(number) == Scope(number // 10**6, number, hi)


@pytest.mark.parametrize("number", [0, -VILLAGE, 441322, 44_0000000000, 441322001, 10**12, 99 * 10**10])
def test_what_is_no_unit_is_refused(number: int) -> None:
    for ask in (level_of, range_of, lineage, Scope.of):
        with pytest.raises(ScopeError):
            ask(number)


@pytest.mark.parametrize(
    ("viewer", "rows", "seen"),
    [
        (COUNTY, (VILLAGE,), True),
        (TOWN, (VILLAGE,), True),
        (VILLAGE, (VILLAGE,), True),
        (VILLAGE, (TOWN,), False),
        (TOWN, (COUNTY,), False),
        (441322002000, (VILLAGE,), False),
        (441322002000, (VILLAGE, 441322002001), True),
        (441302000000, (VILLAGE,), False),
        (CITY, (VILLAGE,), False),
        (TOWN, (), False),
    ],
)
def test_cases_are_seen_upwards(viewer: int, rows: tuple[int, ...], seen: bool) -> None:
    assert sees(Scope.of(viewer), rows) is seen


@pytest.mark.parametrize(
    ("viewer", "owner", "seen"),
    [
        (VILLAGE, COUNTY, True),
        (VILLAGE, TOWN, True),
        (COUNTY, VILLAGE, True),
        (TOWN, TOWN, True),
        (TOWN, 441322002000, False),
        (441322001002, VILLAGE, False),
        (440823000000, COUNTY, False),
    ],
)
def test_configuration_is_seen_along_the_lineage(viewer: int, owner: int, seen: bool) -> None:
    assert reaches(Scope.of(viewer), owner) is seen


@given(numbers, numbers)
def test_ranges_are_nested_or_apart(one: int, other: int) -> None:
    (lo, hi), (low, high) = range_of(one), range_of(other)
    assert hi < low or high < lo or (lo <= low and high <= hi) or (low <= lo and hi <= high)


@given(numbers, numbers)
def test_the_sentences_agree_with_the_lineage(viewer: int, row: int) -> None:
    """Within a county, seeing upwards is being on the row's lineage; a city is a partition of its own."""
    same_county = county_of(viewer) == county_of(row)
    assert sees(Scope.of(viewer), [row]) is (same_county and viewer in lineage(row))
    assert reaches(Scope.of(viewer), row) is (same_county and (viewer in lineage(row) or row in lineage(viewer)))


@given(numbers)
def test_a_lineage_climbs_to_the_county(number: int) -> None:
    above = lineage(number)
    assert above[0] == number
    assert list(above) == sorted(above, reverse=True)
    assert all(Scope.of(one).holds(number) for one in above)
    if level_of(number) is not Level.CITY:
        assert Scope.whole_county(number).number == above[-1]
