"""What is changed is told to the audit with old and new values; what the database refuses is told to the person."""

from __future__ import annotations

from datetime import date

from onewindow.domain import demo
from onewindow.store import calendar, departments
from tests.onewindow.admin.office import Office, links, said
from tests.onewindow.admin.people import COUNTY_ADMIN, OPERATOR

DAY = date(2026, 10, 1)
NEW = {"scope": str(demo.COUNTY), "level": "county", "phone": "0752-6200009", "valid_from": "2026-01-01"}


def add(office: Office, name: str, **changed: str) -> None:
    """Set up a department of the county."""
    answer = office.caller(COUNTY_ADMIN).post("/admin/departments/new/", {**NEW, "name": name, **changed})
    assert answer.status_code == 303, said(answer)


def address(office: Office, area: str, search: str, act: str) -> str:
    """The address of an act on the row that a search finds."""
    return links(office.caller(COUNTY_ADMIN).get(f"/admin/{area}/", search=search), f"/{area}/{act}/")[0]


def test_a_department_is_set_up_changed_and_closed(office: Office) -> None:
    admin = office.caller(COUNTY_ADMIN)
    add(office, "县数据局")
    edit = address(office, "departments", "县数据局", "edit")
    changed = {"name": "县政务和数据局", "level": "county", "phone": "0752-6200009", "valid_to": ""}
    assert admin.post(edit, changed).status_code == 303
    assert admin.post(address(office, "departments", "县政务和数据局", "close")).status_code == 303
    with office.database.work(demo.COUNTY) as uow:
        found = {one.key: one for one in departments.along(uow.session, demo.COUNTY, date(2026, 6, 1))}
    assert found["县数据局"].name == "县政务和数据局", "routes find it under its first name"
    assert found["县数据局"].valid_to is not None
    made = office.acts(demo.COUNTY, "department.create")[-1]
    assert made.object == f"department:441322,{demo.COUNTY},县数据局,2026-01-01"
    assert made.actor_name == "李卓然"
    assert made.detail == {
        "old": {},
        "new": {
            "scope": demo.COUNTY,
            "name": "县数据局",
            "level": "county",
            "phone": "0752-6200009",
            "valid_from": "2026-01-01",
        },
    }
    renamed = office.acts(demo.COUNTY, "department.change")[-1]
    assert renamed.detail == {"old": {"name": "县数据局"}, "new": {"name": "县政务和数据局"}}
    closed = office.acts(demo.COUNTY, "department.close")[-1]
    assert closed.detail == {"old": {"valid_to": None}, "new": {"valid_to": found["县数据局"].valid_to.isoformat()}}


def test_saving_without_a_change_is_no_act(office: Office) -> None:
    add(office, "县信访局")
    before = len(office.acts(demo.COUNTY, "department.change"))
    same = {"name": "县信访局", "level": "county", "phone": "0752-6200009", "valid_to": ""}
    assert office.caller(COUNTY_ADMIN).post(address(office, "departments", "县信访局", "edit"), same).status_code == 303
    assert len(office.acts(demo.COUNTY, "department.change")) == before


def test_a_closed_department_is_opened_again_by_emptying_its_last_day(office: Office) -> None:
    admin = office.caller(COUNTY_ADMIN)
    add(office, "县档案馆")
    admin.post(address(office, "departments", "县档案馆", "close"))
    again = {"name": "县档案馆", "level": "county", "phone": "", "valid_to": ""}
    assert admin.post(address(office, "departments", "县档案馆", "edit"), again).status_code == 303
    assert office.acts(demo.COUNTY, "department.change")[-1].detail["new"] == {"phone": "", "valid_to": None}


def test_the_same_department_twice_is_refused_at_its_name_and_nothing_is_lost(office: Office) -> None:
    add(office, "县气象局")
    before = len(office.acts(demo.COUNTY, "department.create"))
    answer = office.caller(COUNTY_ADMIN).post("/admin/departments/new/", {**NEW, "name": "县气象局", "phone": "12345"})
    assert answer.status_code == 422
    assert 'href="#f-name"' in answer.text
    assert "已有同名部门" in said(answer)
    assert 'value="12345"' in answer.text
    assert "县气象局" in answer.text
    assert len(office.acts(demo.COUNTY, "department.create")) == before


def test_a_last_day_before_the_first_is_refused_at_the_last_day(office: Office) -> None:
    add(office, "县地震局")
    early = {"name": "县地震局", "level": "county", "phone": "", "valid_to": "2025-12-31"}
    answer = office.caller(COUNTY_ADMIN).post(address(office, "departments", "县地震局", "edit"), early)
    assert answer.status_code == 422
    assert 'href="#f-valid_to"' in answer.text
    assert "早于启用日期" in said(answer)
    assert 'value="2025-12-31"' in answer.text


def test_all_problems_of_a_form_are_told_at_once_in_chinese(office: Office) -> None:
    wrong = {"scope": "x", "name": "", "level": "moon", "phone": "1" * 60, "valid_from": "2026-02-30"}
    answer = office.caller(COUNTY_ADMIN).post("/admin/departments/new/", wrong)
    summary = answer.text.split('id="ow-problems"')[1].split("</div>")[0]
    assert answer.status_code == 422
    for place in ("scope", "name", "level", "phone", "valid_from"):
        assert f'href="#f-{place}"' in summary, place
    told = [line.split("</a>")[1].split("</li>")[0] for line in summary.split("<li>")[1:]]
    assert all(not any(sign.isascii() and sign.isalpha() for sign in line) for line in told), told


def test_control_characters_do_not_get_in(office: Office) -> None:
    add(office, "县\t水务\r\n局\x07")
    assert office.acts(demo.COUNTY, "department.create")[-1].detail["new"]["name"] == "县水务局"


def test_a_day_of_the_countys_own_overrules_and_its_removal_is_told(office: Office) -> None:
    admin = office.caller(OPERATOR)
    day = {"day": "2026-10-01", "work": "True", "note": "抢险值班", "source": "博府办〔2026〕31号"}
    assert admin.post("/admin/days/new/", day).status_code == 303
    with office.database.work(demo.LUOYANG) as uow:
        assert calendar.load(uow.session, DAY, DAY, on=DAY).days == {DAY: True}
    assert admin.post("/admin/days/new/", day).status_code == 422
    key = "441322,2026-10-01"
    assert admin.post("/admin/days/edit/", {**day, "note": "防汛值班"}, id=key).status_code == 303
    assert admin.post("/admin/days/delete/", id=key).status_code == 303
    acts = [office.acts(demo.COUNTY, f"calendar_day.{act}")[-1] for act in ("create", "change", "delete")]
    assert [one.object for one in acts] == [f"calendar_day:{key}"] * 3
    assert [one.actor_name for one in acts] == ["平台运维"] * 3
    assert acts[0].detail["new"] == {
        "day": "2026-10-01",
        "work": True,
        "note": "抢险值班",
        "source": "博府办〔2026〕31号",
    }
    assert acts[1].detail == {"old": {"note": "抢险值班"}, "new": {"note": "防汛值班"}}
    assert acts[2].detail["old"]["note"] == "防汛值班"
    assert acts[2].detail["new"] == {}
    with office.database.work(demo.LUOYANG) as uow:
        assert calendar.load(uow.session, DAY, DAY, on=DAY).days == {DAY: False}


def test_a_year_is_announced_and_taken_back(office: Office) -> None:
    admin = office.caller(COUNTY_ADMIN)
    assert admin.post("/admin/years/new/", {"year": "2027", "source": "国办发明电〔2026〕8号"}).status_code == 303
    with office.database.work(demo.COUNTY) as uow:
        assert 2027 in calendar.load(uow.session, date(2027, 1, 1), date(2027, 12, 31), on=date(2027, 1, 1)).years
    assert admin.post("/admin/years/new/", {"year": "2027", "source": "国办发明电〔2026〕8号"}).status_code == 422
    assert admin.post("/admin/years/new/", {"year": "1850", "source": "国办发明电〔2026〕8号"}).status_code == 422
    assert admin.post("/admin/years/edit/", {"source": "国办发明电〔2026〕9号"}, id="441322,2027").status_code == 303
    assert admin.post("/admin/years/delete/", id="441322,2027").status_code == 303
    assert office.acts(demo.COUNTY, "calendar_year.delete")[-1].detail["old"] == {
        "year": 2027,
        "source": "国办发明电〔2026〕9号",
    }


def test_what_somebody_else_just_removed_is_not_there(office: Office) -> None:
    admin = office.caller(COUNTY_ADMIN)
    day = {"day": "2026-11-30", "work": "False", "note": "停电", "source": "博府办〔2026〕32号"}
    admin.post("/admin/days/new/", day)
    token = {"csrf_token": admin.get("/admin/").text.split('name="csrf-token" content="')[1].split('"')[0]}
    key, removed = "441322,2026-11-30", len(office.acts(demo.COUNTY, "calendar_day.delete"))
    answers = [admin.post_bare("/admin/days/delete/", {**token, "id": key}) for _ in range(2)]
    assert [one.status_code for one in answers] == [303, 404]
    assert admin.post_bare("/admin/days/edit/", {**day, **token, "id": key}).status_code == 404
    assert len(office.acts(demo.COUNTY, "calendar_day.delete")) == removed + 1


def test_a_page_that_asks_changes_nothing(office: Office) -> None:
    add(office, "县文联")
    admin, before = office.caller(COUNTY_ADMIN), len(office.acts(demo.COUNTY, "department.close"))
    assert admin.get(address(office, "departments", "县文联", "close")).status_code == 200
    assert len(office.acts(demo.COUNTY, "department.close")) == before
    assert address(office, "departments", "县文联", "close")
