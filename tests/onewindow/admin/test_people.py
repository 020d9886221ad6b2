"""People are taken on, given roles, closed, unlocked, given new passwords; no page and no act ever holds a hash."""

from __future__ import annotations

import json
import re

import pytest
from werkzeug.test import TestResponse

from onewindow.domain import demo
from tests.onewindow.admin.office import Caller, Office, links, said
from tests.onewindow.admin.people import COUNTY_ADMIN, NEIGHBOUR_ADMIN, OPERATOR, TOWN_ADMIN

PASSWORD = re.compile(r'ow-office-password">([^<]+)<')
WHO = {
    "display_name": "老㛃",
    "scope": str(demo.LUOYANG),
    "roles": ["clerk"],
    "departments": ["镇综合窗口"],
    "post": "窗口",
}


def hire(office: Office, username: str, **changed: str | list[str]) -> str:
    """Take somebody on; the password that the page shows."""
    answer = office.caller(COUNTY_ADMIN).post("/admin/people/new/", {**WHO, "username": username, **changed})
    assert answer.status_code == 200, said(answer)
    shown = PASSWORD.findall(answer.text)
    assert len(shown) == 1
    return shown[0]


def page_of(office: Office, username: str, viewer: str = COUNTY_ADMIN) -> str:
    """The address of somebody's page."""
    return links(office.caller(viewer).get("/admin/people/", search=username), "/people/person/")[0]


def do(office: Office, username: str, act: str, viewer: str = COUNTY_ADMIN) -> TestResponse:
    """Confirm an act on somebody."""
    return office.caller(viewer).post(page_of(office, username, viewer).replace("person/", f"act/{act}/"))


def settle_in(person: Caller, given: str) -> str:
    """Choose a password of one's own, as the first page asks; the new one."""
    own = f"{given}-own"
    assert person.post("/password", {"old": given, "new": own, "again": own}).status_code == 303
    return own


def stranger(office: Office) -> Caller:
    """Somebody at the door."""
    return office.caller()


def test_somebody_taken_on_signs_in_with_the_password_shown_once(office: Office) -> None:
    password = hire(office, "lao.jie")
    assert re.fullmatch(r"[a-hjkmnp-z2-9]{4}(-[a-hjkmnp-z2-9]{4}){3}", password)
    assert password not in office.caller(COUNTY_ADMIN).get(page_of(office, "lao.jie")).text
    newcomer = stranger(office)
    assert newcomer.sign_in("lao.jie", password).location == "/desk/"
    assert newcomer.get("/desk/").location == "/password"
    settle_in(newcomer, password)
    assert newcomer.get("/desk/").status_code == 200
    assert newcomer.get("/admin/").status_code == 403
    hired = office.acts(demo.COUNTY, "account.create")[-1]
    assert hired.detail == {
        "new": {
            "username": "lao.jie",
            "name": "老㛃",
            "scope": demo.LUOYANG,
            "roles": [{"role": "clerk", "scope": demo.LUOYANG, "department": "镇综合窗口", "post": "窗口"}],
        }
    }
    assert hired.actor_name == "李卓然"


@pytest.mark.parametrize("username", ["luoyang.window", NEIGHBOUR_ADMIN], ids=["of this county", "of another county"])
def test_a_user_name_in_use_anywhere_is_refused_and_what_was_typed_stays(office: Office, username: str) -> None:
    answer = office.caller(COUNTY_ADMIN).post("/admin/people/new/", {**WHO, "username": username})
    assert answer.status_code == 422
    assert 'href="#f-username"' in answer.text
    assert "已被使用" in said(answer)
    assert 'value="老㛃"' in answer.text
    assert re.search(r'checked[^>]* id="roles-\d+"', answer.text)


@pytest.mark.parametrize(
    ("changed", "place", "told"),
    [
        ({"username": "Lao Jie"}, "username", "小写字母"),
        ({"username": "a"}, "username", "小写字母"),
        ({"username": "ok.name\n"}, None, ""),
        ({"display_name": " "}, "display_name", "还没有填写"),
        ({"roles": []}, "roles", "还没有填写"),
        ({"roles": ["platform_operator"]}, "roles", "不在可选范围"),
        ({"roles": ["clerk", "king"]}, "roles", "不在可选范围"),
        ({"departments": ["没有的部门"]}, "departments", "不在可选范围"),
    ],
    ids=str,
)
def test_what_does_not_fit_is_refused_at_its_place(
    office: Office, changed: dict[str, str | list[str]], place: str | None, told: str
) -> None:
    before = len(office.acts(demo.COUNTY, "account.create"))
    answer = office.caller(COUNTY_ADMIN).post("/admin/people/new/", {**WHO, "username": "not.yet", **changed})
    if place is None:
        assert answer.status_code == 200, "a line break at the end is trimmed"
        return
    assert answer.status_code == 422
    assert f'href="#f-{place}"' in answer.text
    assert told in said(answer)
    assert len(office.acts(demo.COUNTY, "account.create")) == before


def test_a_department_of_another_town_does_not_fit(office: Office) -> None:
    fields = {"scope": str(demo.LONGXI), "name": "龙溪综治办", "level": "town", "valid_from": "2026-01-01"}
    assert office.caller(COUNTY_ADMIN).post("/admin/departments/new/", fields).status_code == 303
    answer = office.caller(COUNTY_ADMIN).post(
        "/admin/people/new/", {**WHO, "username": "wrong.place", "departments": ["龙溪综治办"]}
    )
    assert answer.status_code == 422
    assert "龙溪综治办不在所选单位办事" in said(answer)


def test_a_new_password_ends_the_old_one_and_its_sessions(office: Office) -> None:
    old = hire(office, "forgot.it")
    person = stranger(office)
    person.sign_in("forgot.it", old)
    old = settle_in(person, old)
    assert person.get("/desk/").status_code == 200
    asked = office.caller(COUNTY_ADMIN).get(page_of(office, "forgot.it").replace("person/", "act/password/"))
    assert "原密码立即失效" in said(asked)
    assert person.get("/desk/").status_code == 200, "asking alone changes nothing"
    new = PASSWORD.findall(do(office, "forgot.it", "password").text)[0]
    assert new != old
    assert person.get("/desk/").status_code == 302
    assert stranger(office).sign_in("forgot.it", old).status_code == 403
    assert stranger(office).sign_in("forgot.it", new).status_code == 302
    assert office.acts(demo.COUNTY, "account.renew_password")[-1].detail == {"name": "老㛃"}


def test_a_closed_account_is_out_at_once_and_can_be_opened_again(office: Office) -> None:
    password = hire(office, "leaves.us")
    person = stranger(office)
    person.sign_in("leaves.us", password)
    assert do(office, "leaves.us", "close").status_code == 303
    assert person.get("/desk/").status_code == 302
    assert stranger(office).sign_in("leaves.us", password).status_code == 403
    page = office.caller(COUNTY_ADMIN).get(page_of(office, "leaves.us"))
    assert "已停用" in said(page)
    assert "重置密码" not in said(page)
    again = office.caller(COUNTY_ADMIN).get(page_of(office, "leaves.us").replace("person/", "act/close/"))
    assert again.location.startswith("/admin/people/person/"), "there is nothing to close any more"
    assert do(office, "leaves.us", "reopen").status_code == 303
    assert stranger(office).sign_in("leaves.us", password).status_code == 302
    closed = [one.detail for one in office.acts(demo.COUNTY, "account.close")]
    assert closed[-1] == {"old": {"status": "active"}, "new": {"status": "closed"}}
    assert len(closed) == 1


def test_a_locked_account_is_unlocked(office: Office) -> None:
    password = hire(office, "mistyped.it")
    for _ in range(5):
        assert stranger(office).sign_in("mistyped.it", "wrong").status_code == 403
    assert stranger(office).sign_in("mistyped.it", password).status_code == 403
    assert "临时锁定" in said(office.caller(COUNTY_ADMIN).get("/admin/people/", search="mistyped.it"))
    assert do(office, "mistyped.it", "unlock").status_code == 303
    assert stranger(office).sign_in("mistyped.it", password).status_code == 302
    assert len(office.acts(demo.COUNTY, "account.unlock")) == 1


def test_roles_are_given_and_taken(office: Office) -> None:
    password = hire(office, "moves.on")
    person = stranger(office)
    person.sign_in("moves.on", password)
    settle_in(person, password)
    admin, page = office.caller(COUNTY_ADMIN), page_of(office, "moves.on")
    more = {"roles": ["officer", "tenant_admin"], "departments": [], "post": "负责人"}
    assert admin.post(page.replace("person/", "grant/"), more).status_code == 303
    assert person.get("/admin/").status_code == 302, "a session does not outlive a change of roles"
    assert person.sign_in("moves.on", f"{password}-own").location == "/desk/"
    assert person.get("/admin/").status_code == 200
    again = admin.post(page.replace("person/", "grant/"), {**more, "roles": ["tenant_admin", "head"]})
    assert again.status_code == 422
    assert "已有这个角色" in said(again)
    assert "部门负责人" not in said(admin.get(page)), "all of them or none"
    removal = [url for url in links(admin.get(page), "/people/revoke/") if "租户管理员" in said(admin.get(url))]
    assert len(removal) == 1
    assert admin.post(removal[0]).status_code == 303
    assert person.get("/admin/").status_code == 302
    person.sign_in("moves.on", f"{password}-own")
    assert person.get("/admin/").status_code == 403
    assert admin.get(removal[0]).status_code == 404, "what is gone cannot be asked about"
    given, taken = (office.acts(demo.COUNTY, f"account.{act}")[-1].detail for act in ("grant", "revoke"))
    assert [one["role"] for one in given["new"]] == ["officer", "tenant_admin"]
    assert taken == {"old": [{"role": "tenant_admin", "scope": demo.LUOYANG, "department": "", "post": "负责人"}]}


def test_nobody_closes_himself_or_takes_his_own_roles(office: Office) -> None:
    admin = office.caller(COUNTY_ADMIN)
    assert "不能停用自己的账号" in said(admin.get(do(office, COUNTY_ADMIN, "close").location))
    removal = links(admin.get(page_of(office, COUNTY_ADMIN)), "/people/revoke/")[0]
    assert "不能停用自己的账号" in said(admin.get(admin.post(removal).location))
    assert admin.get("/admin/people/").status_code == 200


def test_an_account_with_a_role_one_may_not_give_is_out_of_hands(office: Office) -> None:
    admin, page = office.caller(COUNTY_ADMIN), page_of(office, OPERATOR)
    shown = admin.get(page)
    assert "您不能授予或管理「平台运维员」" in said(shown)
    assert links(shown, "/people/act/") == links(shown, "/people/grant/") == links(shown, "/people/revoke/") == []
    for act in ("password", "close"):
        answer = do(office, OPERATOR, act)
        assert not PASSWORD.findall(answer.text)
        assert "您不能授予或管理" in said(admin.get(answer.location))
    granted = admin.post(page.replace("person/", "grant/"), {"roles": ["tenant_admin"], "departments": [], "post": ""})
    assert granted.status_code == 422
    assert stranger(office).sign_in(OPERATOR, demo.PASSWORD).status_code == 302


def test_a_town_takes_on_its_own_people(office: Office) -> None:
    answer = office.caller(TOWN_ADMIN).post("/admin/people/new/", {**WHO, "username": "of.the.town"})
    assert answer.status_code == 200
    assert PASSWORD.findall(answer.text)
    assert page_of(office, "of.the.town", TOWN_ADMIN)


def test_unknown_acts_are_not_found(office: Office) -> None:
    address = page_of(office, COUNTY_ADMIN)
    for act in ("delete", "..", "__class__"):
        assert office.caller(COUNTY_ADMIN).get(address.replace("person/", f"act/{act}/")).status_code == 404


def test_no_hash_and_no_password_is_ever_shown_or_told(office: Office) -> None:
    password = hire(office, "is.discreet")
    admin = office.caller(COUNTY_ADMIN)
    pages = ["/admin/people/", "/admin/people/new/", page_of(office, "is.discreet")]
    for path in [*pages, *links(admin.get(pages[-1]), "/people/act/"), *links(admin.get(pages[-1]), "/people/revoke/")]:
        assert "argon2" not in admin.get(path).text
        assert password not in admin.get(path).text
    told = json.dumps(
        [one.detail for act in ("create", "renew_password") for one in office.acts(demo.COUNTY, f"account.{act}")]
    )
    assert "argon2" not in told
    assert password not in told
