"""Whose rows one sees and changes: a county its own, a town its own range, nobody anything of the county next door."""

from __future__ import annotations

import pytest

from onewindow.domain import demo
from tests.onewindow.admin.office import Office, links
from tests.onewindow.admin.people import (
    COUNTY_ADMIN,
    NEIGHBOUR,
    NEIGHBOUR_ADMIN,
    NEIGHBOUR_WORDS,
    OTHER_TOWN_ADMIN,
    TOWN_ADMIN,
)

LISTS = ("tenants", "departments", "people", "days", "years", "publications")
DEPARTMENT = {"level": "town", "valid_from": "2026-01-01", "phone": ""}


def rows(office: Office, username: str, area: str, search: str) -> str:
    """The rows of a list that fit a search, as they stand in the page; nothing of the page around them."""
    page = office.caller(username).get(f"/admin/{area}/", search=search).text
    return page.partition("<tbody>")[2].partition("</tbody>")[0]


@pytest.mark.parametrize("username", [COUNTY_ADMIN, TOWN_ADMIN])
@pytest.mark.parametrize("word", NEIGHBOUR_WORDS)
def test_nothing_of_another_county_is_seen(office: Office, username: str, word: str) -> None:
    for area in LISTS:
        assert word not in rows(office, username, area, word), area


def test_the_neighbours_see_their_own(office: Office) -> None:
    """What is hidden above is there to be found: the searches can fail."""
    found = [rows(office, NEIGHBOUR_ADMIN, area, "") for area in ("tenants", "departments", "days", "people")]
    assert [word in page for word, page in zip(NEIGHBOUR_WORDS, found, strict=True)] == [True] * 4
    assert "罗阳街道" not in found[0]


def test_a_town_sees_its_range(office: Office) -> None:
    own = rows(office, TOWN_ADMIN, "tenants", "")
    assert "罗阳街道" in own
    assert "东区社区居民委员会" in own
    assert "博罗县" not in own
    assert rows(office, TOWN_ADMIN, "tenants", "龙溪") == ""
    people = rows(office, TOWN_ADMIN, "people", "")
    assert "luoyang.window" in people
    assert "village.window" in people
    for foreign in ("longxi.window", "boluo.admin", "market.officer"):
        assert foreign not in people


def test_the_county_sees_all_its_towns(office: Office) -> None:
    people = rows(office, COUNTY_ADMIN, "people", "")
    for username in ("boluo.admin", "luoyang.window", "longxi.window", "village.window"):
        assert username in people


def test_a_town_sees_the_departments_above_it_and_changes_none(office: Office) -> None:
    town, county = office.caller(TOWN_ADMIN), office.caller(COUNTY_ADMIN)
    listed = rows(office, TOWN_ADMIN, "departments", "镇综合窗口")
    assert "镇综合窗口" in listed
    assert "/edit/" not in listed
    for act in ("edit", "close"):
        address = links(county.get("/admin/departments/", search="镇综合窗口"), f"/departments/{act}/")[0]
        assert town.get(address).status_code == 403
        assert town.post_bare(address, _token(office, TOWN_ADMIN)).status_code == 403


def test_another_towns_people_are_out_of_sight(office: Office) -> None:
    address = links(office.caller(OTHER_TOWN_ADMIN).get("/admin/people/", search="黄志强"), "/people/person/")[0]
    assert office.caller(OTHER_TOWN_ADMIN).get(address).status_code == 200
    assert office.caller(COUNTY_ADMIN).get(address).status_code == 200
    for act in ("person/", "grant/", "act/close/", "act/password/"):
        elsewhere = address.replace("person/", act)
        assert office.caller(TOWN_ADMIN).get(elsewhere).status_code == 404, act
        assert office.caller(NEIGHBOUR_ADMIN).get(elsewhere).status_code == 404, act
    for act in ("act/close/", "act/password/", "grant/"):
        answer = office.caller(TOWN_ADMIN).post_bare(address.replace("person/", act), _token(office, TOWN_ADMIN))
        assert answer.status_code == 404


@pytest.mark.parametrize("scope", [demo.COUNTY, demo.LONGXI, NEIGHBOUR, 0, -1, 10**30, "x", ""])
def test_a_town_sets_up_nothing_outside_its_range(office: Office, scope: object) -> None:
    town = office.caller(TOWN_ADMIN)
    answer = town.post("/admin/departments/new/", {**DEPARTMENT, "name": "越界部门", "scope": str(scope)})
    assert answer.status_code == 422
    assert "设立单位" in answer.text
    person = {"display_name": "越界人员", "username": "cross.border", "scope": str(scope), "roles": "clerk"}
    assert town.post("/admin/people/new/", person).status_code == 422
    for username, area in ((COUNTY_ADMIN, "departments"), (COUNTY_ADMIN, "people"), (NEIGHBOUR_ADMIN, "people")):
        assert rows(office, username, area, "越界") == ""


def test_a_town_sets_up_departments_in_its_range_and_the_county_sees_them(office: Office) -> None:
    town = office.caller(TOWN_ADMIN)
    answer = town.post("/admin/departments/new/", {**DEPARTMENT, "name": "罗阳城管中队", "scope": str(demo.LUOYANG)})
    assert answer.status_code == 303
    assert "/edit/" in rows(office, TOWN_ADMIN, "departments", "罗阳城管中队")
    assert "/edit/" in rows(office, COUNTY_ADMIN, "departments", "罗阳城管中队")
    assert rows(office, OTHER_TOWN_ADMIN, "departments", "罗阳城管中队") == ""


def test_the_calendar_is_kept_at_the_county(office: Office) -> None:
    town, county = office.caller(TOWN_ADMIN), office.caller(COUNTY_ADMIN)
    day = {"day": "2026-12-24", "work": "False", "note": "花会", "source": "博府办〔2026〕30号"}
    assert county.post("/admin/days/new/", day).status_code == 303
    assert "花会" in rows(office, TOWN_ADMIN, "days", "2026-12")
    assert "/edit/" not in rows(office, TOWN_ADMIN, "days", "2026-12")
    assert "/admin/days/new/" not in town.get("/admin/days/").text
    for path in ("/admin/days/new/", "/admin/years/new/"):
        assert town.get(path).status_code == 403
        assert town.post_bare(path, {**day, **_token(office, TOWN_ADMIN)}).status_code == 403
    for act in ("edit", "delete"):
        address = links(county.get("/admin/days/", search="2026-12"), f"/days/{act}/")[0]
        assert town.get(address).status_code == 403
        assert town.post_bare(address, _token(office, TOWN_ADMIN)).status_code == 403
    assert rows(office, NEIGHBOUR_ADMIN, "days", "2026-12") == ""


def test_the_countrys_days_belong_to_nobody_here(office: Office) -> None:
    county = office.caller(COUNTY_ADMIN)
    national = rows(office, COUNTY_ADMIN, "days", "2026-10-01")
    assert "全国" in national
    assert "/edit/" not in national
    for act in ("edit", "delete"):
        address = f"/admin/days/{act}/?id=0,2026-10-01"
        assert county.get(address).status_code == 403
        assert county.post_bare(address, _token(office, COUNTY_ADMIN)).status_code == 403
    assert "2026年10月1日" in rows(office, COUNTY_ADMIN, "days", "2026-10-01")


def _token(office: Office, username: str) -> dict[str, str]:
    page = office.caller(username).get("/admin/").text
    return {"csrf_token": page.split('name="csrf-token" content="')[1].split('"')[0]}
