"""Marks: what is inherited, what is a unit's own, which colours can be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants.branding import INHERITED, OWN, contrast, inherited, problems

COUNTY = {"body": "博罗县政务服务中心", "letters": "博政", "emblem": "sha256:1", "colour": "#1f4e8c", "phone": "0752-1"}


def test_a_town_shows_the_county_s_emblem_and_speaks_in_its_own_name() -> None:
    assert inherited([{}, COUNTY]) == {"emblem": "sha256:1", "colour": "#1f4e8c", "phone": "0752-1"}
    assert inherited([{"body": "罗阳街道", "phone": "0752-2", "colour": ""}, COUNTY]) == {
        "body": "罗阳街道",
        "emblem": "sha256:1",
        "colour": "#1f4e8c",
        "phone": "0752-2",
    }


@given(st.lists(st.dictionaries(st.sampled_from((*OWN, *INHERITED)), st.sampled_from(["", "a", "b"])), max_size=4))
def test_the_nearest_value_holds(lineage: list[dict[str, str]]) -> None:
    marks = inherited(lineage)
    for key in INHERITED:
        assert marks.get(key, "") == next((unit[key] for unit in lineage if unit.get(key)), "")
    for key in OWN:
        assert marks.get(key, "") == (lineage[0].get(key, "") if lineage else "")


@pytest.mark.parametrize(("colour", "ratio"), [("#000000", 21), ("#ffffff", 1), ("#767676", 4.54), ("#777777", 4.48)])
def test_contrast_is_that_of_the_standard(colour: str, ratio: float) -> None:
    assert contrast(colour) == pytest.approx(ratio, abs=0.01)


@pytest.mark.parametrize(
    ("marks", "key"),
    [
        ({"colour": "#777777"}, "colour"),
        ({"colour": "red"}, "colour"),
        ({"colour": "#FFFFFF"}, "colour"),
        ({"phone": "打电话"}, "phone"),
        ({"font": "x"}, "font"),
    ],
)
def test_what_is_wrong_is_named(marks: dict[str, str], key: str) -> None:
    assert list(problems(marks)) == [key]


def test_good_marks_pass() -> None:
    assert problems({"colour": "#767676", "phone": "0752-6200000", "complaint_phone": "12345", "body": "某中心"}) == {}
