"""Stages, names, mergers and splits from the screen: looked at before, done by who may, told to the audit."""

from __future__ import annotations

from werkzeug.test import TestResponse

from onewindow.domain import demo
from onewindow.store import territory, tree
from tests.onewindow.admin.office import TOKEN, Caller, Office, said

TODAY = "2026-11-20"
OPERATOR, ADMIN, TOWN = "boluo.operator", "boluo.admin", "luoyang.admin"


def code_of(office: Office, scope: int) -> str:
    with office.database.work(demo.COUNTY) as uow:
        return tree.get(uow.session, scope).code


def villages(office: Office, town: int) -> list[tree.Tenant]:
    with office.database.work(demo.COUNTY) as uow:
        return [one for one in tree.children(uow.session, town) if one.valid_to is None]


def send(caller: Caller, path: str, fields: dict[str, str]) -> TestResponse:
    """Send a form whose page stands at another address, or was never offered."""
    found = TOKEN.search(caller.get("/workbench/stages").text)
    assert found
    return caller.post_bare(path, {**fields, "csrf_token": found.group(1)})


def test_a_unit_is_suspended_with_day_and_reason_by_who_may(office: Office) -> None:
    village = villages(office, demo.LONGXI)[0]
    operator = office.caller(OPERATOR)
    page = said(operator.get("/workbench/stage", unit=village.code))
    assert village.name in page
    wanted = {"status": "suspended", "on": TODAY, "reason": "搬迁"}
    assert office.caller(ADMIN).post("/workbench/stage", wanted, unit=village.code).status_code == 403
    for lacking, word in (("reason", "理由"), ("on", "哪一天"), ("status", "阶段")):
        refused = operator.post("/workbench/stage", {**wanted, lacking: ""}, unit=village.code)
        assert refused.status_code == 422
        assert word in said(refused)
    ahead = operator.post("/workbench/stage", {**wanted, "on": "2099-01-01"}, unit=village.code)
    assert "还没有到" in said(ahead)
    assert operator.post("/workbench/stage", wanted, unit=village.code).status_code == 303
    after = said(operator.get("/workbench/stage", unit=village.code))
    assert "搬迁" in after
    with office.database.work(demo.COUNTY) as uow:
        assert territory.stages(uow.session, village.scope)[-1].status == "suspended"
    assert office.acts(demo.COUNTY, "tenant.stage")[-1].detail["reason"] == "搬迁"


def test_a_unit_out_of_range_is_nobodys_and_a_town_sees_its_own(office: Office) -> None:
    town = office.caller(TOWN)
    assert town.get("/workbench/stage", unit=code_of(office, demo.LONGXI)).status_code == 404
    assert town.get("/workbench/stage", unit="441323001").status_code == 404
    listed = said(town.get("/workbench/stages"))
    assert "罗阳街道" in listed
    assert "龙溪街道" not in listed
    assert "没有找到单位" in said(town.get("/workbench/stages", q="没有这样的单位"))
    assert "由县级办理" in said(town.get("/workbench/reform"))
    assert "/workbench/stages" in town.get("/workbench/unit").text
    old, into = (str(one.scope) for one in villages(office, demo.LUOYANG)[:2])
    merger = {"kind": "merge", "olds": old, "into": into, "on": TODAY, "reason": "调整", "act": "do"}
    refused = send(town, "/workbench/reform", merger)
    assert refused.status_code == 422
    assert "县级" in said(refused)


def test_a_renamed_unit_is_found_under_both_codes(office: Office) -> None:
    village = villages(office, demo.LONGXI)[1]
    admin = office.caller(ADMIN)
    taken = {"name": "新名村", "code": code_of(office, demo.LUOYANG), "on": TODAY, "reason": "更名"}
    path = f"/workbench/stage/name?unit={village.code}"
    assert "属于" in said(send(admin, path, taken))
    assert "不能为空" in said(send(admin, path, {**taken, "name": ""}))
    done = send(admin, path, {**taken, "code": "L77"})
    assert done.status_code == 303
    for code in (village.code, "L77"):
        page = said(admin.get("/workbench/stage", unit=code))
        assert "新名村" in page
        assert village.name in page


def test_a_merger_is_looked_at_first_and_says_what_stays_behind(office: Office) -> None:
    admin = office.caller(ADMIN)
    old, into = villages(office, demo.LUOYANG)[:2]
    chosen = {"kind": "merge", "olds": [str(old.scope)], "into": str(into.scope), "on": TODAY, "reason": "并村"}
    nothing = admin.post("/workbench/reform", {**chosen, "olds": []})
    assert "至少选择一个" in said(nothing)
    assert "请填写理由" in said(admin.post("/workbench/reform", {**chosen, "reason": ""}))
    look = admin.post("/workbench/reform", {**chosen, "act": "look"})
    assert look.status_code == 200
    assert f"{old.name} → {into.name}" in said(look)
    assert [one.scope for one in villages(office, demo.LUOYANG)][:2] == [old.scope, into.scope], "nothing is done"
    assert not office.acts(demo.COUNTY, "tenant.reform")
    done = admin.post("/workbench/reform", {**chosen, "act": "do"})
    assert done.status_code == 303
    assert old.scope not in [one.scope for one in villages(office, demo.LUOYANG)]
    assert into.name in said(admin.get("/workbench/stage", unit=old.code))
    assert office.acts(demo.COUNTY, "tenant.reform")[-1].detail["reason"] == "并村"


def test_a_town_is_split_by_its_villages(office: Office) -> None:
    admin = office.caller(ADMIN)
    moved = villages(office, demo.LONGXI)[0]
    assert moved.name in said(admin.get("/workbench/reform", old=str(demo.LONGXI)))
    chosen = {
        "kind": "split",
        "old": str(demo.LONGXI),
        "name1": "龙华街道",
        f"of:{moved.scope}": "1",
        "on": TODAY,
        "reason": "拆分",
    }
    assert "至少要有一个村" in said(admin.post("/workbench/reform", {**chosen, f"of:{moved.scope}": ""}))
    look = said(admin.post("/workbench/reform", {**chosen, "act": "look"}))
    assert "龙华街道" in look
    assert admin.post("/workbench/reform", {**chosen, "act": "do"}).status_code == 303
    assert "龙华街道" in said(admin.get("/workbench/stages", q="龙华"))


def test_the_list_of_units_asks_as_often_for_one_as_for_all(office: Office) -> None:
    admin = office.caller(ADMIN)
    admin.get("/workbench/stages")
    with office.counting() as one:
        admin.get("/workbench/stages", q="龙溪街道")
    with office.counting() as all_:
        admin.get("/workbench/stages")
    assert len(one) == len(all_)
