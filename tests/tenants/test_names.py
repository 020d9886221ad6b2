"""Names on paper and initials for the search box."""

from __future__ import annotations

import pytest

from tenants.names import short_name
from tenants.pinyin import initials


@pytest.mark.parametrize(
    ("name", "above", "short"),
    [
        ("源城区上城街道下城社区居民委员会", ("上城街道", "源城区"), "下城社区居委会"),
        ("源城区上城街道上城社区居民委员会", ("上城街道", "源城区"), "上城社区居委会"),
        ("源城区东埔街道东埔村村民委员会", ("东埔街道", "源城区"), "东埔村委会"),
        ("源城区东埔街道太阳升村村民委员会", ("东埔街道", "源城区"), "太阳升村委会"),
        ("源城区埔前镇上村村村民委员会", ("埔前镇", "源城区"), "上村村委会"),
        ("下城社区居民委员会", ("上城街道", "源城区"), "下城社区居委会"),
        ("鸡麻地村民委员会", ("石坝镇", "博罗县"), "鸡麻地村委会"),
        ("东郊村委会", (), "东郊村委会"),
        ("罗浮山居民委员会社区", ("罗浮山管理区", "博罗县"), "罗浮山居委会社区"),
        ("东联社区居委", (), "东联社区居委"),
        ("新村镇村民委员会", ("新村镇",), "新村镇村委会"),
        ("新村镇社区居民委员会", ("新村镇",), "新村镇社区居委会"),
        ("罗阳街道", ("博罗县",), "罗阳街道"),
        ("博罗县罗阳街道", ("博罗县",), "罗阳街道"),
        (" 博罗县 ", (), "博罗县"),
        ("博罗县", ("",), "博罗县"),
    ],
)
def test_names_are_shortened_for_paper(name: str, above: tuple[str, ...], short: str) -> None:
    assert short_name(name, above) == short
    assert short_name(short, above) == short


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("博罗县", "blx"),
        ("遂溪县", "sxx"),
        ("罗阳街道", "lyjd"),
        ("番禺区", "pyq"),
        ("重庆市", "cqs"),
        ("A区3号·", "aq3h"),
        ("", ""),
    ],
)
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters
