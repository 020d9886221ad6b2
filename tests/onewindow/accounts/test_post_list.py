"""The list of posts: who stands there and for whom, what routes ask for; a post in use does not vanish."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

import pytest

from onewindow.domain import demo
from onewindow.domain.actor import Binding
from onewindow.domain.permissions import Role
from onewindow.services import accounts
from onewindow.services.accounts import posting
from onewindow.store import catalogue, departments, documents, people, posts
from onewindow.store.posts import Post
from tests.onewindow.accounts.visits import NOW, add, as_now, manager
from tests.onewindow.admin.office import Office, said

TODAY = NOW.date()
DAY = timedelta(days=1)
PLACE = "罗阳岗位办"
FIRST = TODAY.replace(year=2020)


@pytest.fixture(scope="module", autouse=True)
def place(office: Office) -> None:
    """A department of the town."""
    with office.database.work(demo.LUOYANG) as uow:
        own = departments.Department(scope=demo.LUOYANG, key=PLACE, name=PLACE, level="town", valid_from=FIRST)
        departments.put(uow.session, [own])


def set_up(office: Office, name: str, department: str = PLACE, scope: int = demo.LUOYANG) -> str:
    """Set a post up as the county's administrator; what was said when it was refused."""
    with office.database.work(demo.COUNTY) as uow:
        post = Post(scope=scope, department_key=department, name=name, duty="经办")
        refused = posting.add(uow, manager(office, uow), post, now=NOW)
        return refused.message if refused else ""


def route_naming(office: Office, name: str, title: str) -> None:
    """Publish a matter of the town whose route names a post."""
    with office.database.work(demo.LUOYANG) as uow:
        steps = [{"id": "a", "department": PLACE, "post": name}]
        digest = documents.put(uow.session, "matter", {"name": title, "route": {"steps": steps}})
        catalogue.publish(
            uow.session, kind="matter", key=title, title=title, digest=digest, effective_from=TODAY, now=NOW
        )


def end(office: Office, name: str, department: str = PLACE) -> str:
    with office.database.work(demo.COUNTY) as uow:
        refused = posting.end(uow, manager(office, uow), (demo.LUOYANG, department, name), now=NOW)
        return refused.message if refused else ""


def seen(office: Office, name: str) -> posting.Seen | None:
    with office.database.work(demo.COUNTY) as uow:
        return posting.one(uow, (demo.LUOYANG, PLACE, name), on=TODAY)


def test_a_post_is_set_up_once_in_range_and_at_a_department_that_works_there(office: Office) -> None:
    assert set_up(office, "设立岗") == ""
    assert "已有同名岗位" in set_up(office, "设立岗")
    assert "不在该单位办理" in set_up(office, "设立岗", department="没有的部门")
    assert "管理范围" in set_up(office, "设立岗", department="", scope=441323_001000)
    for wrong in ("", "  ", "甲/乙", "长" * 41):
        assert "岗位名称" in set_up(office, wrong)
    assert office.acts(demo.COUNTY, "post.create")[-1].detail["new"] == {"name": "设立岗", "duty": "经办"}


def test_who_stands_there_goes_along_with_a_new_name_and_so_does_the_deputy(office: Office) -> None:
    role = Binding(Role.OFFICER, demo.LUOYANG, PLACE, "改名岗")
    principal = add(office, "post.principal", role, name="岗主")
    deputy = add(office, "post.deputy", Binding(Role.OFFICER, demo.LUOYANG, "别处", "别岗"), name="代岗")
    with office.database.work(demo.LUOYANG) as uow:
        held = people.bindings_of(uow.session, principal)[0]
        lent = accounts.lend(
            uow,
            as_now(uow, principal),
            binding_id=held.id,
            principal_id=principal,
            deputy_id=deputy,
            first=TODAY,
            last=TODAY + DAY,
            now=NOW,
        )
        assert not isinstance(lent, accounts.Refused)
    with office.database.work(demo.COUNTY) as uow:
        key = (demo.LUOYANG, PLACE, "改名岗")
        changed = posting.change(uow, manager(office, uow), key, "新名岗", "收件", now=NOW)
    assert isinstance(changed, Post)
    found = seen(office, "新名岗")
    assert found is not None
    assert [(one.name, one.principal) for one in found.standing] == [("岗主", ""), ("代岗", "岗主")]
    assert seen(office, "改名岗") is None
    with office.database.work(demo.LUOYANG) as uow:
        assert PLACE in as_now(uow, deputy, NOW).departments, "what is lent goes on"
    assert "2 人还在这个岗位" in end(office, "新名岗")
    detail = office.acts(demo.COUNTY, "post.change")[-1].detail
    assert (detail["old"]["name"], detail["new"]["name"]) == ("改名岗", "新名岗")


def test_a_post_that_a_route_names_neither_vanishes_nor_changes_its_name(office: Office) -> None:
    assert set_up(office, "流程岗") == ""
    route_naming(office, "流程岗", "岗位事项一")
    assert "「岗位事项一」" in end(office, "流程岗")
    with office.database.work(demo.COUNTY) as uow:
        key = (demo.LUOYANG, PLACE, "流程岗")
        refused = posting.change(uow, manager(office, uow), key, "别名岗", "收件", now=NOW)
        assert isinstance(refused, accounts.Refused)
        assert "办理流程" in refused.message
        duty = posting.change(uow, manager(office, uow), key, "流程岗", "收件", now=NOW)
        assert isinstance(duty, Post), "what it is there for may change"
    route_naming(office, "别的岗", "岗位事项一")  # a newer version names another
    assert end(office, "流程岗") == ""
    assert seen(office, "流程岗") is None
    assert "已经撤销" in end(office, "流程岗")


def test_a_renamed_department_still_finds_the_routes_that_name_it_as_before(office: Office) -> None:
    with office.database.work(demo.LUOYANG) as uow:
        renamed = departments.Department(
            scope=demo.LUOYANG, key=PLACE, name="罗阳岗位中心", level="town", valid_from=FIRST
        )
        departments.put(uow.session, [renamed])
    assert set_up(office, "旧名岗") == ""
    route_naming(office, "旧名岗", "岗位事项二")
    found = seen(office, "旧名岗")
    assert found is not None
    assert found.matters == ("岗位事项二",)


def test_what_routes_ask_for_and_nobody_set_up_is_told_at_the_level_it_works_at(office: Office) -> None:
    route_naming(office, "缺的岗", "岗位事项三")
    with office.database.work(demo.LUOYANG) as uow:
        lacking = {(one.department, one.name): one.matters for one in posting.unfounded(uow, on=TODAY)}
    assert lacking[PLACE, "缺的岗"] == ("岗位事项三",)
    assert set_up(office, "缺的岗") == ""
    with office.database.work(demo.LUOYANG) as uow:
        assert (PLACE, "缺的岗") not in {(one.department, one.name) for one in posting.unfounded(uow, on=TODAY)}
    with office.database.work(demo.COUNTY) as uow:
        assert PLACE not in {one.department for one in posting.unfounded(uow, on=TODAY)}, "not the county's to set up"


def test_the_screen_sets_up_changes_and_ends_a_post(office: Office) -> None:
    town = office.caller("luoyang.admin")
    fields = {"name": "屏幕岗", "department": PLACE, "duty": "收件", "scope": str(demo.LUOYANG)}
    assert town.post("/workbench/posts", fields).status_code == 303
    again = town.post("/workbench/posts", fields)
    assert again.status_code == 422
    assert "已有同名岗位" in said(again)
    query = {"scope": str(demo.LUOYANG), "department": PLACE, "name": "屏幕岗"}
    assert "屏幕岗" in said(town.get("/workbench/posts", q="屏幕"))
    assert "没有找到岗位" in said(town.get("/workbench/posts", q="无此岗位"))
    changed = town.post("/workbench/post", {"title": "荧幕岗", "duty": "发证"}, **query)
    assert changed.status_code == 303
    moved = {**query, "name": "荧幕岗"}
    assert urlencode(moved) in changed.location
    assert office.caller("longxi.admin").get("/workbench/post", **moved).status_code == 404
    assert town.post("/workbench/post", {"act": "end"}, **moved).status_code == 303
    assert town.get("/workbench/post", **moved).status_code == 404
    assert office.caller("luoyang.window").get("/workbench/posts").status_code == 403


def test_the_list_asks_as_often_with_many_posts_and_is_turned_by_pages(office: Office) -> None:
    county = office.caller("boluo.admin")
    county.get("/workbench/posts")
    with office.counting() as few:
        county.get("/workbench/posts")
    with office.database.work(demo.LUOYANG) as uow:
        many = [Post(scope=demo.LUOYANG, department_key="", name=f"多岗{n:03}") for n in range(60)]
        posts.put(uow.session, many)
    with office.counting() as asked:
        page = county.get("/workbench/posts", q="多岗")
    assert len(asked) == len(few)
    assert "多岗049" in said(page)
    assert "多岗050" not in said(page)
    assert "page=2" in page.text
    assert "多岗059" in said(county.get("/workbench/posts", q="多岗", page="2"))
