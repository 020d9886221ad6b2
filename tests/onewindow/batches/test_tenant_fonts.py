"""Fonts that tenants bring along: inherited downwards, refused with the reason, kept for what was painted with them."""

from __future__ import annotations

import dataclasses

import pylopdf_fonts_zh_cn as noto
import pytest

from onewindow.domain.actor import Actor, Binding
from onewindow.domain.permissions import Role
from onewindow.services import fonts as services
from onewindow.store import fonts
from onewindow.store.errors import MissingError
from printing import FontFile
from tests.database import Database
from tests.onewindow.store import samples
from tests.onewindow.store.samples import COUNTY, NOW, OTHER_TOWN, TOWN, VILLAGE, County
from tests.printing.test_fonts import with_rights

FONT = noto.sans_path().read_bytes()


@pytest.fixture(scope="module")
def county(database: Database) -> County:
    return samples.settle(database)


def add(county: County, scope: int, role: str, data: bytes) -> fonts.Font | services.Refused:
    actor = Actor(str(county.clerk), "李㛃", 441322, scope, scope, scope, (Binding(Role.TENANT_ADMIN, scope),))
    with county.work(scope) as uow:
        return services.add(uow, actor, role, "仿宋.otf", data, now=NOW)


def test_a_font_of_the_county_stands_before_the_house_fonts_of_its_towns(county: County) -> None:
    made = add(county, COUNTY, "body", FONT)
    assert isinstance(made, fonts.Font)
    for scope in (COUNTY, TOWN, VILLAGE):
        with county.work(scope) as uow:
            found = services.of_tenant(uow, scope).hashes
        assert found["body"] == (made.digest, *services.house().hashes["body"])
        assert found["title"] == services.house().hashes["title"]


def test_a_towns_own_font_comes_first_and_its_neighbour_does_not_see_it(county: County) -> None:
    own = add(county, TOWN, "kai", FONT)
    assert isinstance(own, fonts.Font)
    with county.work(TOWN) as uow:
        assert services.of_tenant(uow, TOWN).hashes["kai"][0] == own.digest
    with county.work(OTHER_TOWN) as uow:
        assert services.of_tenant(uow, OTHER_TOWN).hashes["kai"] == services.house().hashes["kai"]
        with pytest.raises(MissingError):
            fonts.remove(uow.session, own.id, now=NOW)


@pytest.mark.parametrize(
    ("role", "data", "said"),
    [
        ("body", b"MZ\x90\x00", "不是字体文件"),
        ("hei", with_rights(0x0002), "授权不允许嵌入"),
        ("仿宋", FONT, "没有名为“仿宋”的字体用途"),
    ],
)
def test_what_cannot_be_used_is_refused_with_the_way_out(county: County, role: str, data: bytes, said: str) -> None:
    refused = add(county, COUNTY, role, data)
    assert isinstance(refused, services.Refused)
    assert said in refused.message


def test_the_same_font_twice_is_said(county: County) -> None:
    assert isinstance(add(county, COUNTY, "song", FONT), fonts.Font)
    again = add(county, COUNTY, "song", FONT)
    assert isinstance(again, services.Refused)
    assert "已经有了" in again.message


def test_a_record_keeps_its_fonts_when_they_are_taken_out_of_use(county: County) -> None:
    for role in ("title", "fallback"):
        made = add(county, OTHER_TOWN, role, FONT)
        assert isinstance(made, fonts.Font)
        with county.work(OTHER_TOWN) as uow:
            recorded = services.of_tenant(uow, OTHER_TOWN).hashes
            services.remove(uow, dataclasses.replace(ACTOR, account_id=str(county.clerk)), made.id, now=NOW)
        with county.work(OTHER_TOWN) as uow:
            assert made.digest not in services.of_tenant(uow, OTHER_TOWN).hashes["title"]
            assert services.of_record(uow, recorded).hashes == recorded


def test_house_fonts_are_opened_once_for_all() -> None:
    own = services.house().behind([FontFile("body", FONT)])
    assert own.chain("body").links[1].face is services.house().chain("body").links[0].face


ACTOR = Actor("", "李㛃", 441322, OTHER_TOWN, OTHER_TOWN, OTHER_TOWN + 999)
