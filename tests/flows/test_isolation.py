"""Who sees what through the web: another town nothing, the county all of it, an officer what came to his department."""

from __future__ import annotations

import dataclasses
import re
from urllib.parse import quote

import pytest
from werkzeug.datastructures import FileStorage

from onewindow.domain import demo
from onewindow.store.postgres import SUPERUSER
from tests.flows.applications import SHOP, begin, submit
from tests.flows.files import PDF, upload
from tests.flows.officers import address_of
from tests.flows.town_hall import TownHall
from tests.flows.visitor import Answer, said

SHOP_NAME = quote(str(SHOP.answers["org.name"]))
ANSWERS_OF_ALL = {"case": 200, "paper": 200, "file": 200, "receipt": 200, "application": 200, "draft": 404, "task": 404}
NOTHING = dict.fromkeys(ANSWERS_OF_ALL, 404)
SEEN_BY = {
    "county.window": ANSWERS_OF_ALL,
    "longxi.window": NOTHING,
    "boluo.supervisor": {"case": 200, "file": 200, "paper": 403, "receipt": 403, "application": 403, "draft": 403},
    "market.officer": {"case": 200, "paper": 200, "file": 200, "receipt": 404, "task": 200, "application": 403},
    "urban.town": {"case": 404, "paper": 404, "file": 404, "receipt": 404, "task": 404},
    "fire.officer": {"case": 404, "paper": 404, "file": 404, "receipt": 404, "task": 404},
    "boluo.admin": {"case": 403, "paper": 403, "file": 403, "task": 403, "draft": 403, "application": 403},
}


@dataclasses.dataclass(frozen=True)
class Filed:
    """Where everything is that 罗阳 accepted: `food` and `sign` are the numbers of its two cases."""

    places: dict[str, str]
    food: str
    sign: str
    code: str
    page: Answer


@pytest.fixture(scope="module")
def filed(town_hall: TownHall) -> Filed:
    """罗阳 files an application with an uploaded scan, and begins another one."""
    clerk = town_hall.visitor("luoyang.window")
    form = begin(clerk, SHOP)
    scan = {"material-food_application_form-file": FileStorage(*upload("申请书.pdf", PDF))}
    clerk.get(form)
    answer = clerk.post(form, {**SHOP.posted(), **scan, "action": "submit"})
    assert answer.status == 303, answer.problems
    page = clerk.follow(answer)
    food, code, sign, _ = page.codes
    receipt, notice, *_ = page.links("/desk/papers/")
    case = clerk.get(f"/desk/cases/{food}")
    draft = begin(clerk, SHOP)
    submit(clerk, draft, SHOP, commit__truthful="")
    task = address_of(town_hall.visitor("market.officer"), food)
    places = {"case": f"/desk/cases/{food}", "paper": notice, "receipt": receipt, "task": task}
    (kept,) = case.links("/desk/files/")
    return Filed({**places, "file": kept, "application": page.path, "draft": draft}, food, sign, code, page)


@pytest.mark.parametrize(("who", "place"), [(who, place) for who, seen in SEEN_BY.items() for place in seen])
def test_what_somebody_gets(town_hall: TownHall, filed: Filed, who: str, place: str) -> None:
    answer = town_hall.visitor(who).get(filed.places[place])
    assert answer.status == SEEN_BY[who][place], said(answer)[:200]
    if answer.status == 404:
        assert said(answer).count(filed.food) == 0
        assert str(SHOP.answers["org.name"]) not in answer.text


@pytest.mark.parametrize("who", ["longxi.window", "fire.officer", "urban.officer"])
def test_lists_and_searches_show_nothing_of_others(town_hall: TownHall, filed: Filed, who: str) -> None:
    visitor = town_hall.visitor(who)
    for path in ("/desk/", "/desk/cases", f"/desk/cases?q={filed.food}", f"/desk/cases?q={SHOP_NAME}", "/tasks/"):
        page = visitor.get(path)
        assert page.status == 200, path
        assert filed.food not in page.text.replace(f'value="{filed.food}"', ""), path


def test_a_stranger_can_neither_fill_in_a_draft_nor_decide_a_task(town_hall: TownHall, filed: Filed) -> None:
    stranger = town_hall.visitor("longxi.window")
    assert stranger.post(filed.places["draft"], {**SHOP.posted(), "action": "submit"}).status == 404
    assert stranger.post(filed.places["task"], {"outcome": "refuse", "reason": "没有理由的理由"}).status == 404
    assert town_hall.visitor("market.officer").get(filed.places["task"]).status == 200


def test_one_number_away_is_another_towns_nothing(town_hall: TownHall, filed: Filed) -> None:
    stranger = town_hall.visitor("longxi.window")
    missing = stranger.get("/desk/cases/4413220012026112299999")
    hidden = stranger.get(filed.places["case"])
    assert missing.status == hidden.status == 404
    assert re.sub("nonce.*", "", said(missing)) == said(hidden)


@pytest.mark.parametrize("place", ["case", "paper", "file", "application", "draft", "task"])
def test_a_signed_out_visitor_is_asked_to_sign_in(town_hall: TownHall, filed: Filed, place: str) -> None:
    answer = town_hall.visitor().get(filed.places[place])
    assert answer.status == 302
    assert answer.location == f"/sign-in?next={filed.places[place]}"


def test_an_officer_sees_no_field_and_no_material_of_another_matter(town_hall: TownHall, filed: Filed) -> None:
    text = said(town_hall.visitor("market.officer").get(filed.places["case"]))
    assert "就餐座位数" in text
    for other in ("店门上方", "画面/招牌文字内容", "实景效果图", "招牌设置信息表", filed.sign):
        assert other not in text
    sign = said(town_hall.visitor("urban.town").get(f"/desk/cases/{filed.sign}"))
    assert "画面/招牌文字内容" in sign
    assert "就餐座位数" not in sign


def test_somebody_who_left_is_signed_out_at_once(town_hall: TownHall) -> None:
    visitor = town_hall.visitor("village.window")
    assert visitor.get("/desk/").status == 200
    with town_hall.database.raw(SUPERUSER) as connection:
        connection.execute("UPDATE account SET status = 'closed' WHERE username = 'village.window'")
    assert visitor.get("/desk/").status == 302
    again = town_hall.visitor().sign_in("village.window", demo.PASSWORD)
    assert again.status == 403
    with town_hall.database.raw(SUPERUSER) as connection:
        connection.execute("UPDATE account SET status = 'active' WHERE username = 'village.window'")
