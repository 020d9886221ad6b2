"""A post is lent: the deputy finds its tasks and decides under both names."""

from __future__ import annotations

import re
from datetime import date

from tests.flows.applications import SHOP, file
from tests.flows.officers import decide
from tests.flows.town_hall import TownHall
from tests.flows.visitor import said


def test_a_deputy_decides_under_both_names_until_the_post_is_taken_back(town_hall: TownHall) -> None:
    number = file(town_hall.visitor("luoyang.window"), SHOP).codes[0]
    principal, deputy = town_hall.visitor("market.officer"), town_hall.visitor("ecology.officer")
    assert number not in said(deputy.get("/tasks/"))
    [(held,)] = town_hall.rows(
        "SELECT b.id FROM role_binding b JOIN account a ON a.id = b.account_id"
        " WHERE a.username = 'market.officer' AND b.department_key = '市场监管局'"
    )
    [(who, today)] = town_hall.rows(
        "SELECT id, (now() AT TIME ZONE 'Asia/Shanghai')::date FROM account WHERE username = 'ecology.officer'"
    )
    assert isinstance(today, date)
    asked = {"binding": str(held), "deputy": str(who), "first": str(today), "last": str(today), "reason": "外出学习"}
    assert principal.post("/account/delegations", asked).status == 303
    decide(deputy, number, outcome="agree")
    done = town_hall.rows("SELECT done_by_name FROM task WHERE done_by = %s", who)
    assert done == [("叶子豪(受刘建国委托)",)]
    assert "叶子豪(受刘建国委托)" in said(principal.get(f"/desk/cases/{number}"))
    another = file(town_hall.visitor("luoyang.window"), SHOP).codes[0]
    assert another in said(deputy.get("/tasks/"))
    [back] = re.findall(r'action="(/account/delegations/[^"]+)"', principal.get("/account").text)
    assert principal.post(back).status == 303
    assert "代我办理" not in said(principal.get("/account"))
    assert another not in said(deputy.get("/tasks/"))
