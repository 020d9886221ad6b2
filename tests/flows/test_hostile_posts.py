"""Posts that no browser makes: refused by name, or answered calmly; never stored, never a crash."""

from __future__ import annotations

import re

import pytest
from werkzeug.datastructures import MultiDict
from werkzeug.test import encode_multipart

from tests.flows.applications import FROM_ZERO, SHOP, begin
from tests.flows.town_hall import TownHall
from tests.flows.visitor import Answer, Visitor


@pytest.fixture
def clerk(town_hall: TownHall) -> Visitor:
    """Somebody at the window of 罗阳."""
    return town_hall.visitor("luoyang.window")


def post(clerk: Visitor, form: str, fields: MultiDict[str, object]) -> Answer:
    """Post exactly these fields, with the token of the page."""
    clerk.get(form)
    fields["csrf_token"], fields["action"] = clerk.token, "submit"
    return clerk.post_bare(form, fields)


def test_two_different_values_for_one_question_are_refused_by_name(clerk: Visitor) -> None:
    fields: MultiDict[str, object] = MultiDict(SHOP.posted())
    fields.add("food.main_business", "canteen")
    fields.add("org.type", "company")
    answer = post(clerk, begin(clerk, SHOP), fields)
    assert answer.status == 422
    assert set(answer.problems) == {"f-food.main_business", "f-org.type"}
    assert all("多个不同的值" in said for said in answer.problems.values())


def test_a_hundred_thousand_ticks_are_refused(clerk: Visitor) -> None:
    fields: MultiDict[str, object] = MultiDict(SHOP.posted())
    fields.setlist("food.items", ["hot_dish"] * 10_000)
    answer = post(clerk, begin(clerk, SHOP), fields)
    assert answer.status == 422
    assert list(answer.problems) == ["f-food.items"]
    assert "选择过多" in answer.problems["f-food.items"]


def test_ten_thousand_rows_are_refused_by_name(clerk: Visitor) -> None:
    fields: MultiDict[str, object] = MultiDict({**FROM_ZERO.posted(), "biz.form": "family"})
    for at in range(10_000):
        fields[f"biz.family_members-{at}-name"] = "甲"
    form = begin(clerk, FROM_ZERO)
    answer = post(clerk, form, fields)
    assert answer.status == 422
    assert "现有 10000 行" in answer.problems["f-biz.family_members"]
    assert len(answer.body) < 400_000
    assert clerk.get(form).status == 200


def test_bytes_that_are_no_text_are_refused_by_name(clerk: Visitor) -> None:
    form = begin(clerk, SHOP)
    clerk.get(form)
    fields: MultiDict[str, object] = MultiDict({**SHOP.posted(), "csrf_token": clerk.token, "action": "submit"})
    fields["org.name"] = "MARK"
    boundary, body = encode_multipart(fields)
    headers = {"Content_Type": f"multipart/form-data; boundary={boundary}"}
    connection = clerk.request("POST", form, body.replace(b"MARK", b"\xc0\xaf\xed\xa0\x80"), headers)
    came = connection.getresponse()
    text = came.read().decode()
    connection.close()
    assert came.status == 422
    assert re.findall(r'<li><a href="#f-([^"]+)">', text) == ["org.name"]
    assert "含有无法识别的字符" in text


def test_a_village_of_another_town_than_the_one_chosen_is_no_answer(town_hall: TownHall) -> None:
    clerk = town_hall.visitor("county.window")
    fields: MultiDict[str, object] = MultiDict(SHOP.posted())
    fields["premises.division"] = "441322001001"
    fields["premises.division-town"], fields["premises.division-in"] = "441322100", "441322001"
    answer = post(clerk, begin(clerk, SHOP), fields)
    assert answer.status == 422
    assert list(answer.problems) == ["f-premises.division"]
    assert "不能为空，请选择" in answer.problems["f-premises.division"]


def test_ways_of_looking_that_do_not_exist(clerk: Visitor) -> None:
    form = begin(clerk, SHOP)
    clerk.get(form)
    fields = {**SHOP.posted(), "action": "way:../../etc"}
    answer = clerk.post(form, fields)
    assert answer.status == 303, "an unknown button submits: the page was complete"
    fresh = begin(clerk, SHOP)
    clerk.get(fresh)
    stepped = clerk.post(fresh, {**SHOP.posted(), "action": "step:'><script>"})
    assert stepped.status == 303
    assert "<script>" not in clerk.follow(stepped).text.partition("<main")[2].partition("ow-form-page")[0]
    clerk.cookies["ow-form-way"] = "<b>"
    assert clerk.get(fresh).status == 200
    del clerk.cookies["ow-form-way"]
