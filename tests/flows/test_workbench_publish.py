"""A changed limit and a new condition go through the chain; what they touch is foreseen; the old version comes back."""

from __future__ import annotations

import re

import pytest
from werkzeug.datastructures import FileStorage

from tests.flows.town_hall import TownHall
from tests.flows.visitor import Answer, Visitor, said

Page = dict[str, str | list[str] | FileStorage]
KEY = "advanced_age_allowance"
EDITOR, HEAD, LEGAL, ADMIN = "civil.editor", "civil.head", "boluo.legal", "boluo.admin"


@pytest.fixture(scope="module")
def town_hall(own_hall: TownHall) -> TownHall:
    """A site of this module's own: drafts and versions stay in it."""
    return own_hall


@pytest.fixture(scope="module")
def address(town_hall: TownHall) -> str:
    """A draft that shortens the promised limit."""
    editor = town_hall.visitor(EDITOR)
    draft = editor.follow(editor.post("/workbench/", {"source": KEY, "change": "1"})).path.rsplit("/", 1)[0]
    name = "limits/promised"
    page: Page = {"revision": "1", "shown": [name], name: ["5", "working_day"]}
    assert editor.post(f"{draft}/basics", page).status == 303
    return draft


def steps(answer: Answer) -> list[str]:
    """The acts that the page offers."""
    return [word for word in re.findall(r'name="step" value="(\w+)"', answer.text) if word != "replay"]


def take(hall: TownHall, who: str, address: str, step: str, **more: str) -> Answer:
    return hall.visitor(who).post(f"{address}/publish", {"step": step, **more})


def confirm_all(hall: TownHall, address: str) -> None:
    """The editor confirms for each of his departments that the route gives work to."""
    while "confirm" in steps(hall.visitor(EDITOR).get(f"{address}/publish")):
        assert take(hall, EDITOR, address, "confirm").status == 303


def waiting(hall: TownHall, who: str) -> bool:
    return "高龄津贴申领" in said(hall.visitor(who).get("/workbench/inbox"))


def test_what_changes_and_whom_it_touches(town_hall: TownHall, address: str) -> None:
    page = town_hall.visitor(EDITOR).get(f"{address}/publish")
    assert "承诺办结时限由 10 个工作日改为 5 个工作日" in said(page)
    assert "个镇村" in said(page)
    assert steps(page) == ["submit"]
    tried = take(town_hall, EDITOR, address, "replay")
    assert re.search(r"试算了 \d+ 件以往办件", said(tried))


def test_the_chain_step_by_step(town_hall: TownHall, address: str) -> None:
    assert take(town_hall, HEAD, address, "sign").status == 422
    assert take(town_hall, EDITOR, address, "submit", opinion="缩短时限").status == 303
    assert waiting(town_hall, EDITOR)
    confirm_all(town_hall, address)
    assert waiting(town_hall, HEAD)
    assert not waiting(town_hall, LEGAL)
    assert take(town_hall, HEAD, address, "sign", opinion="同意").status == 303
    assert steps(town_hall.visitor(LEGAL).get(f"{address}/publish")) == ["approve", "refuse_online", "return"]
    unargued = take(town_hall, LEGAL, address, "return")
    assert unargued.status == 422
    assert take(town_hall, LEGAL, address, "return", opinion="依据条款没有写明").status == 303
    returned = town_hall.visitor(EDITOR).get(f"{address}/publish")
    assert "依据条款没有写明" in said(returned)
    name = "legal_basis"
    now: Page = {"revision": "2", "shown": [name], name: "中华人民共和国老年人权益保障法第三十三条"}
    assert town_hall.visitor(EDITOR).post(f"{address}/basics", now).status == 303
    assert take(town_hall, EDITOR, address, "submit").status == 303
    confirm_all(town_hall, address)
    for who, step in ((HEAD, "sign"), (LEGAL, "approve")):
        assert take(town_hall, who, address, step).status == 303, step
    wrong = take(town_hall, ADMIN, address, "publish", effective_from="昨天")
    assert "生效日期" in said(wrong)
    assert take(town_hall, ADMIN, address, "publish", effective_from="2020-01-01").status == 422
    sheet = town_hall.visitor(ADMIN).get(f"{address}/sheet.pdf")
    assert sheet.headers["Content-Type"] == "application/pdf"


def test_published_offered_and_taken_back(town_hall: TownHall, address: str) -> None:
    admin = town_hall.visitor(ADMIN)
    page = admin.get(f"{address}/publish")
    today = re.search(r'name="effective_from" value="([^"]+)"', page.text)
    assert today
    assert take(town_hall, ADMIN, address, "publish", effective_from=today.group(1)).status == 303
    versions = f"/workbench/versions/matter/{KEY}"
    listed = admin.get(versions)
    old = re.findall(r'value="(roll_back=[^"]+)"', listed.text)
    assert len(old) == 1
    assert "理由" in said(admin.post(versions, {"act": old[0]}))
    back = admin.post(versions, {"act": old[0], "reason": "时限缩短后人手不够"})
    assert back.status == 303
    again = back.location.rsplit("/", 1)[0]
    assert take(town_hall, HEAD, again, "sign").status == 303
    assert take(town_hall, ADMIN, again, "publish", effective_from=today.group(1)).status == 303
    assert len(re.findall(r'value="roll_back=', admin.get(versions).text)) == 2


def test_suspended_and_offered_again(town_hall: TownHall) -> None:
    admin, clerk = town_hall.visitor(ADMIN), town_hall.visitor("luoyang.window")
    versions = f"/workbench/versions/matter/{KEY}"
    assert "高龄" in said(clerk.get("/desk/matters"))
    assert admin.post(versions, {"act": "suspend", "reason": "系统升级两天"}).status == 303
    assert "高龄" not in said(clerk.get("/desk/matters"))
    assert admin.post(versions, {"act": "resume", "reason": "升级完成恢复"}).status == 303
    assert "高龄" in said(clerk.get("/desk/matters"))
    assert admin.get("/workbench/versions/matter/none").status == 404
    assert admin.post(versions, {"act": "evil"}).status == 404


def test_only_those_concerned(town_hall: TownHall, address: str) -> None:
    for who in ("luoyang.window", "market.officer"):
        visitor: Visitor = town_hall.visitor(who)
        assert (
            visitor.post(f"/workbench/versions/matter/{KEY}", {"act": "suspend", "reason": "玩一玩而已"}).status == 403
        )
        assert take(town_hall, who, address, "publish").status in (403, 404, 422)
