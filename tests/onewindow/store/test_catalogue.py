"""What holds where and when: publications along the lineage and their versions, overlays, departments, days."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from onewindow.store import calendar, catalogue, departments, documents, overlays, tree
from onewindow.store.errors import MissingError
from onewindow.store.session import platform_work
from tests.database import Database, fresh_database
from tests.onewindow.store.samples import (
    COUNTY,
    NOW,
    OTHER_TOWN,
    OTHER_VILLAGE,
    TODAY,
    TOWN,
    VILLAGE,
    County,
    settle,
    tenants,
)


@pytest.fixture
def county(database: Database) -> Iterator[County]:
    with fresh_database(database.server) as own:
        yield settle(own)


def publish(
    county: County,
    owner: int,
    title: str,
    *,
    key: str = "shop_sign",
    on: date = TODAY,
    listed: tuple[int, ...] | None = None,
) -> catalogue.Publication:
    with county.work(owner) as uow:
        digest = documents.put(uow.session, "matter", {"title": title})
        return catalogue.publish(
            uow.session,
            kind="matter",
            key=key,
            title=title,
            digest=digest,
            effective_from=on,
            now=NOW,
            listed_in=listed,
        )


def title_in(county: County, scope: int, on: date = TODAY) -> str | None:
    with county.work(scope) as uow:
        found = catalogue.effective(uow.session, "matter", "shop_sign", scope, on)
    return found.title if found else None


def test_the_county_s_version_holds_everywhere_below_without_a_row_being_written(county: County) -> None:
    publish(county, COUNTY, "县")
    assert [title_in(county, scope) for scope in (COUNTY, TOWN, VILLAGE, OTHER_VILLAGE)] == ["县"] * 4


def test_the_nearest_publisher_wins_and_siblings_never_notice(county: County) -> None:
    publish(county, COUNTY, "县")
    publish(county, TOWN, "镇")
    assert title_in(county, VILLAGE) == title_in(county, TOWN) == "镇"
    assert title_in(county, OTHER_VILLAGE) == title_in(county, COUNTY) == "县"


def test_a_newer_version_never_rewrites_an_older_one(county: County) -> None:
    first = publish(county, COUNTY, "第一版")
    second = publish(county, COUNTY, "第二版", on=TODAY + timedelta(days=7))
    assert (first.version, second.version) == (1, 2)
    assert title_in(county, TOWN, TODAY) == title_in(county, TOWN, TODAY + timedelta(days=6)) == "第一版"
    assert title_in(county, TOWN, TODAY + timedelta(days=7)) == "第二版"
    assert title_in(county, TOWN, TODAY - timedelta(days=1)) is None
    with county.work(TOWN) as uow:
        assert catalogue.history(uow.session, "matter", "shop_sign") == [second, first]


def test_suspended_and_withdrawn_matters_are_not_offered(county: County) -> None:
    version = publish(county, COUNTY, "县")
    for state in ("suspended", "withdrawn"):
        with county.work(COUNTY) as uow:
            catalogue.set_state(uow.session, version.id, state)
        assert title_in(county, TOWN) is None
        with county.work(TOWN) as uow:
            assert catalogue.offered(uow.session, "matter", TOWN, TODAY) == []
    with county.work(COUNTY) as uow:
        catalogue.set_state(uow.session, version.id, "published")
    assert title_in(county, TOWN) == "县"
    with county.work(TOWN) as uow, pytest.raises(MissingError):
        catalogue.set_state(uow.session, version.id, "withdrawn")


def test_a_matter_can_be_opened_for_some_tenants_only(county: County) -> None:
    """R013: visible only in the listed tenants, and below them."""
    publish(county, COUNTY, "试点", listed=(TOWN,))
    assert title_in(county, VILLAGE) == title_in(county, TOWN) == "试点"
    assert title_in(county, COUNTY) is title_in(county, OTHER_TOWN) is None


def test_the_list_has_one_line_a_key(county: County) -> None:
    publish(county, COUNTY, "甲一", key="a")
    publish(county, COUNTY, "甲二", key="a")
    publish(county, COUNTY, "乙", key="b")
    publish(county, TOWN, "镇乙", key="b")
    publish(county, OTHER_TOWN, "丙", key="c")
    with county.work(VILLAGE) as uow:
        assert [one.title for one in catalogue.offered(uow.session, "matter", VILLAGE, TODAY)] == ["甲二", "镇乙"]
        assert catalogue.offered(uow.session, "theme", VILLAGE, TODAY) == []


def test_nothing_is_published_without_its_document(county: County) -> None:
    with pytest.raises(IntegrityError, match="publication_of_document"), county.work(COUNTY) as uow:
        catalogue.publish(
            uow.session,
            kind="matter",
            key="x",
            title="x",
            digest="sha256:" + "0" * 64,
            effective_from=TODAY,
            now=NOW,
        )


def test_overlays_come_from_the_top_down_in_their_newest_version(county: County) -> None:
    for owner, phones in ((COUNTY, ("1",)), (TOWN, ("2", "3")), (VILLAGE, ("4",)), (OTHER_TOWN, ("5",))):
        for phone in phones:
            with county.work(owner) as uow:
                patch = documents.put(uow.session, "patch", {"phone": phone})
                overlays.put(
                    uow.session, kind="matter", key="shop_sign", base_digest=county.digest, patch_digest=patch, now=NOW
                )
    with county.work(VILLAGE) as uow:
        found = overlays.along(uow.session, "matter", "shop_sign", VILLAGE)
        bodies = documents.many(uow.session, [one.patch_digest for one in found])
        assert [(one.scope, one.version, bodies[one.patch_digest]["phone"]) for one in found] == [
            (COUNTY, 1, "1"),
            (TOWN, 2, "3"),
            (VILLAGE, 1, "4"),
        ]


def test_a_department_has_the_name_of_the_day(county: County) -> None:
    reform = date(2026, 6, 1)
    old = departments.Department(
        scope=COUNTY,
        key="health",
        name="卫生局",
        level="county",
        valid_from=date(2020, 1, 1),
        valid_to=date(2026, 5, 31),
    )
    new = departments.Department(scope=COUNTY, key="health", name="卫健局", level="county", valid_from=reform)
    hall = departments.Department(scope=COUNTY, key="affairs", name="社会事务办", level="town", valid_from=reform)
    own = departments.Department(
        scope=TOWN, key="affairs", name="罗阳社会事务办", level="town", valid_from=reform, phone="0752-1"
    )
    with county.work(COUNTY) as uow:
        departments.put(uow.session, [old, new, hall, own])
        departments.put(uow.session, [])
    with county.work(TOWN) as uow:
        assert departments.along(uow.session, VILLAGE, TODAY) == [own, new]
        assert departments.along(uow.session, OTHER_VILLAGE, TODAY) == [hall, new]
        assert departments.along(uow.session, TOWN, date(2026, 5, 31)) == [old]
        assert departments.along(uow.session, TOWN, date(2019, 12, 31)) == []


def test_a_county_s_own_day_goes_before_the_platform_s(county: County) -> None:
    new_year, shift = date(2027, 1, 1), date(2027, 1, 3)
    with platform_work(county.database.platform) as session:
        days = [
            calendar.Day(day=new_year, work=False, source="国办"),
            calendar.Day(day=shift, work=True, source="国办"),
        ]
        calendar.put(session, calendar.PLATFORM, [2027], days, source="国办")
    with county.work(TOWN) as uow:
        found = calendar.load(uow.session, TODAY, date(2027, 12, 31), on=TODAY)
        assert found == calendar.Calendar(frozenset({2027}), {new_year: False, shift: True})
    with county.work(COUNTY) as uow:
        own = [calendar.Day(day=shift, work=False, source="县", note="庙会")]
        calendar.put(uow.session, 441322, [], own, source="县")
    with county.work(TOWN) as uow:
        assert calendar.load(uow.session, TODAY, date(2027, 1, 2), on=TODAY).days == {new_year: False}
        assert calendar.load(uow.session, TODAY, date(2027, 12, 31), on=TODAY).days == {new_year: False, shift: False}


def test_the_map_of_the_county_is_read_from_anywhere_in_it(county: County) -> None:
    with county.work(VILLAGE) as uow:
        assert [one.scope for one in tree.load(uow.session)] == sorted(one.scope for one in tree.load(uow.session))
        assert tree.get(uow.session, OTHER_TOWN).name == f"单位{OTHER_TOWN}"
        assert tree.by_code(uow.session, str(OTHER_VILLAGE)) == tree.get(uow.session, OTHER_VILLAGE)
        assert tree.by_code(uow.session, "nowhere") is None
        assert [one.scope for one in tree.children(uow.session, COUNTY)] == [TOWN, OTHER_TOWN]
        assert [one.scope for one in tree.lineage(uow.session, VILLAGE)] == [VILLAGE, TOWN, COUNTY]
        with pytest.raises(MissingError):
            tree.get(uow.session, 441322009000)


@pytest.mark.parametrize(
    ("typed", "count"),
    [("441322001", 3), ("单位", 6), (" DW ", 6), ("wd", 0), ("%", 0), ("_", 0), ("", 0), ("单位441322002001", 1)],
)
def test_tenants_are_found_by_code_name_or_initials(county: County, typed: str, count: int) -> None:
    with county.work(TOWN) as uow:
        assert len(tree.search(uow.session, typed)) == count


def test_a_new_list_of_divisions_renames_and_opens_nothing(county: County) -> None:
    with county.work(COUNTY) as uow:
        assert tree.set_status(uow.session, [TOWN, VILLAGE, 440823001000], "open", TODAY) == 2
        (town,) = (one for one in tenants([COUNTY, TOWN]) if one.scope == TOWN)
        tree.plant(uow.session, [dataclasses.replace(town, name="罗阳街道", status="planned")])
        tree.plant(uow.session, [])
        found = tree.get(uow.session, TOWN)
        assert (found.name, found.status, found.opened_on) == ("罗阳街道", "open", TODAY)
    with county.work(TOWN) as uow:
        assert tree.set_status(uow.session, [OTHER_TOWN, VILLAGE], "suspended") == 1
