"""A county changes a matter that is in use: one story through the screens, every number and sentence of it looked at.

Two towns adjusted the matter, one of them so that the change does not fit; five people applied, one case has ended.
"""

from __future__ import annotations

import dataclasses
import html
import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from onewindow.domain import demo
from onewindow.domain.actor import Binding
from onewindow.domain.permissions import Role
from onewindow.services import accounts
from onewindow.store.postgres import SUPERUSER
from onewindow.store.session import UnitOfWork
from onewindow.web.access import CHINA
from tenants.scope import Scope
from tests.flows.officers import decide
from tests.flows.test_answer_files import check
from tests.flows.test_workbench_publish import ADMIN, EDITOR, HEAD, LEGAL, confirm_all, steps, take
from tests.flows.test_workbench_tenants import adjusted, carried
from tests.flows.town_hall import TownHall
from tests.flows.unit_admins import KEY, LOCAL, hall, signed_in
from tests.flows.visitor import Answer, Fields, Visitor, said

__all__ = ["hall"]
Json = Any
LUOYANG, LONGXI = "luoyang.window", "longxi.window"
VILLAGES = {LUOYANG: str(demo.LUOYANG_VILLAGE), LONGXI: "441322002001"}
CONDITION = "未领取其他高龄补贴"
CHECK = "已领取其他高龄补贴的不予受理"
LIMIT = "承诺办结时限由 10 个工作日改为 6 个工作日"
PROMISED = "承诺期限由 10 个工作日变为 6 个工作日"
WARNED = f"受理审查会提示「{CHECK}」"
NEW_CHECK = f"新增受理审查「{CHECK}」（当是否已领取其他高龄补贴 为 是时）"
COLLIDES = "不得高于上级规定的 6（理由：县里统一承诺，镇可以更快）（上级为 6，改为 9）"
IN_TOWN = {
    "luoyang.elders": (demo.LUOYANG_VILLAGE, Role.OFFICER, "村(居)委会"),
    "longxi.manager": (demo.LONGXI, Role.TENANT_ADMIN, ""),
}
NUMBER = "44132219400214321"
ANSWERS: dict[str, str | list[str]] = {
    "applicant.name": "欧阳䶮",
    "applicant.id_type": "resident_id",
    "applicant.id_number": NUMBER + check(NUMBER),
    "applicant.phone": "13900139000",
    "applicant.birth_date": "1940-02-14",
    "bank.account_name": "欧阳䶮",
    "bank.name": "博罗农村商业银行",
    "bank.account_no": "6217000010001234567",
    "elder.alive_verified": "presence",
    "entrust.is_entrusted": "0",
    "delivery.method": "window",
    "commit.truthful": "1",
}


@dataclasses.dataclass(frozen=True)
class Filed:
    """A case as the page that accepted it tells of it."""

    window: str
    number: str
    limit: str
    due: str


def hire(hall: TownHall) -> None:
    """The people of the towns whom the demonstration lacks."""
    for username, (scope, role, department) in IN_TOWN.items():
        with UnitOfWork(hall.database.app, Scope.of(scope)) as uow:
            accounts.create(
                uow,
                scope=scope,
                username=username,
                display_name=username,
                password=demo.PASSWORD,
                roles=[Binding(role, scope, department, department)],
                must_change=False,
            )


def apply(hall: TownHall, window: str, *, other: bool) -> Answer:
    """Somebody applies at a town's window, who draws another allowance or not."""
    clerk = hall.visitor(window)
    form = clerk.get(f"/desk/matters?matter={KEY}&start=1").location
    asked = set(re.findall(r'name="material-([\w]+)-received"', clerk.get(form).text))
    materials = {f"material-{key}-{name}": text for key in asked for name, text in HANDED}
    own = {"applicant.household_division": VILLAGES[window], "elder.receives_other_allowance": str(int(other))}
    return clerk.post(form, {**ANSWERS, **own, **materials, "action": "submit"})


HANDED = (("received", "1"), ("way", "paper"), ("pages", "1"))


def accepted(hall: TownHall, window: str, *, other: bool) -> Filed:
    """The case that came of it."""
    answer = apply(hall, window, other=other)
    assert answer.status == 303, answer.problems
    page = hall.visitor(window).follow(answer)
    told = re.search(r"(\d+年\d+月\d+日) (\d+ 个工作日)", said(page))
    assert told
    return Filed(window, page.codes[0], told.group(2), told.group(1))


def due(hall: TownHall, case: Filed) -> str:
    """Until when the page of a case says that it is to be done."""
    found = re.search(r"办结期限 (\d+年\d+月\d+日)", said(hall.visitor(case.window).get(f"/desk/cases/{case.number}")))
    assert found
    return found.group(1)


def refused(hall: TownHall, window: str) -> bool:
    """Whether who draws another allowance is turned away with the words of the new check."""
    answer = apply(hall, window, other=True)
    return answer.status == 422 and any(CHECK in one for one in answer.problems.values())


@pytest.fixture(scope="module")
def cases(hall: TownHall) -> dict[str, Filed]:
    """What there is before anything changes: two adjustments, four open cases, and one that was refused."""
    hire(hall)
    adjusted(signed_in(hall, "luoyang.manager"), hall, 9)
    longxi = signed_in(hall, "longxi.manager")
    page, phone = longxi.get(LOCAL + "?tab=guide"), "guide/consult_phone"
    assert longxi.post(LOCAL, {**carried(page), "shown": [phone], phone: "0752-6230000", "act": "save"}).status == 303
    asked = {
        "draws": (LUOYANG, True),
        "plain": (LUOYANG, False),
        "draws there": (LONGXI, True),
        "there": (LONGXI, False),
    }
    found = {name: accepted(hall, window, other=other) for name, (window, other) in asked.items()}
    found["ended"] = accepted(hall, LUOYANG, other=True)
    reason = "经核实与户籍登记不符，依据高龄津贴办法第三条不予办理。"
    decide(hall.visitor("luoyang.elders"), found["ended"].number, outcome="refuse", reason=reason)
    assert [one.limit for one in found.values()] == ["9 个工作日"] * 2 + ["10 个工作日"] * 2 + ["9 个工作日"]
    return found


def added(editor: Visitor, draft: str, what: str, **typed: str) -> str:
    """Add an item to a list of the tab of conditions and fill it in; its place."""
    page = editor.get(f"{draft}/conditions")
    at = f"{draft}/conditions"
    pressed: Fields = {"revision": page.hidden["revision"], "shown": [], "act": f"add:{what}"}
    page = editor.follow(editor.post(at, pressed))
    place = re.findall(rf'name="({what}/[^"/]+)/text"', page.text)[-1]
    names = {f"{place}/{name}": text for name, text in typed.items()}
    filled: Fields = {"revision": page.hidden["revision"], "shown": list(names), **names}
    assert editor.post(at, filled).status == 303
    return str(place)


def conditioned(editor: Visitor, draft: str) -> None:
    """The new condition in words, and the check with its rule, set in sentences."""
    added(editor, draft, "conditions", text=CONDITION)
    check = added(editor, draft, "checks", text=CHECK, outcome="reject")
    line = {
        "b-0:what": "line",
        "b-0:subject": "elder.receives_other_allowance",
        "b-0:relation": "==",
        "b-0:value": "true",
    }
    kept = editor.post(f"{draft}/rule?at={check}/if", {"b:what": "group", "b:mode": "all", **line, "act": "keep"})
    assert kept.status == 303, said(kept)


def limited(editor: Visitor, draft: str, days: int) -> None:
    """Another promise."""
    page, name = editor.get(f"{draft}/basics"), "limits/promised"
    typed: Fields = {"revision": page.hidden["revision"], "shown": [name], name: [str(days), "working_day"]}
    assert editor.post(f"{draft}/basics", typed).status == 303


def lines(page: Answer, heading: str) -> list[str]:
    """The lines of the first list after a heading, as people read them."""
    found = re.search(rf"{re.escape(heading)}.*?<ul[^>]*>(.*?)</ul>", page.text, re.DOTALL)
    assert found, heading
    bare = (re.sub("<[^>]+>", " ", line) for line in re.findall("<li>(.*?)</li>", found.group(1), re.DOTALL))
    return [re.sub(r"\s+", " ", html.unescape(line)).strip() for line in bare]


def facts(page: Answer) -> dict[str, str]:
    """Whom it touches, label by label."""
    found = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page.text, re.DOTALL)
    return {html.unescape(label): html.unescape(value) for label, value in found}


def tried(hall: TownHall, draft: str) -> tuple[str, dict[str, str]]:
    """What the past cases say to a draft: the sentence above, and of each case that would differ how."""
    page = take(hall, EDITOR, draft, "replay")
    status = page.text[page.text.index('role="status"') :]
    found = re.findall(r'<li><span class="ow-code">(\d+)</span> <span class="ow-lines-main">(.*?)</span></li>', status)
    return said(dataclasses.replace(page, body=status.encode())), dict(found)


def versions(hall: TownHall) -> list[list[str]]:
    """The history of the county's matter, cell by cell: number, day, state."""
    page = hall.visitor(ADMIN).get(f"/workbench/versions/matter/{KEY}")
    rows = re.findall(r'<tr><th scope="row".*?</tr>', page.text, re.DOTALL)
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]
    bare = [[re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", cell)).strip() for cell in row] for row in cells]
    return [[row[0], row[1], row[3]] for row in bare]


def through(hall: TownHall, draft: str, day: date) -> None:
    """Submitted, confirmed, signed, reviewed, published from a day on."""
    assert take(hall, EDITOR, draft, "submit", opinion="压缩时限").status == 303
    confirm_all(hall, draft)
    assert take(hall, HEAD, draft, "sign").status == 303
    assert take(hall, LEGAL, draft, "approve").status == 303
    assert steps(hall.visitor(ADMIN).get(f"{draft}/publish")) == ["return", "publish"]
    assert take(hall, ADMIN, draft, "publish", effective_from=day.isoformat()).status == 303


def wait_a_day(hall: TownHall) -> None:
    """The next morning, as far as versions go: every day that is named in the catalogue is one day nearer."""
    with hall.database.raw(SUPERUSER) as connection:
        connection.execute("UPDATE publication SET effective_from = effective_from - 1")


def in_words(day: date) -> str:
    """A day as pages write it."""
    return f"{day.year}年{day.month}月{day.day}日"


def test_a_changed_limit_and_a_new_condition(hall: TownHall, cases: dict[str, Filed]) -> None:
    editor, today = hall.visitor(EDITOR), datetime.now(CHINA).date()
    draft = editor.follow(editor.post("/workbench/", {"source": KEY, "change": "1"})).path.rsplit("/", 1)[0]
    drawing = {cases[name].number: WARNED for name in ("draws", "draws there", "ended")}

    conditioned(editor, draft)
    sentence, differing = tried(hall, draft)
    assert "试算了 5 件以往办件。其中 3 件结果会不同" in sentence
    assert differing == drawing

    limited(editor, draft, 6)
    sentence, differing = tried(hall, draft)
    assert "试算了 5 件以往办件。其中 5 件结果会不同" in sentence
    assert differing == {
        one.number: f"{PROMISED}；{WARNED}" if one.number in drawing else PROMISED for one in cases.values()
    }

    page = editor.get(f"{draft}/publish")
    assert sorted(lines(page, "改了什么")) == sorted(
        [f"{LIMIT} 放宽", f"新增受理条件「{CONDITION}」 收紧", f"{NEW_CHECK} 收紧"]
    )
    assert re.search(r"改了什么<small>收紧</small>", page.text)
    assert "不得要求申请人补交新增材料或适用新增条件" in said(page)
    ((county,),) = hall.rows("SELECT count(*) FROM tenant WHERE scope BETWEEN 441322000001 AND 441322999999")
    ((behind,),) = hall.rows("SELECT count(*) FROM tenant WHERE scope BETWEEN 441322001000 AND 441322001999")
    assert (county, behind) == (410, 51)
    assert facts(page)["立即继承"] == "359 个镇村"
    assert facts(page)["暂缓（仍用原版本）"] == "1 个单位的本地调整与新版本冲突"
    assert facts(page)["在办件"] == "4 件，按受理时的版本继续办理"
    assert lines(page, "处理之前不跟进的单位") == [f"罗阳街道 {COLLIDES}"]

    tomorrow = today + timedelta(days=1)
    through(hall, draft, tomorrow)
    assert versions(hall)[:2] == [["3", in_words(tomorrow), "待生效 收紧"], ["2", in_words(today), "在用"]]
    before = accepted(hall, LONGXI, other=True)
    assert before.limit == "10 个工作日"

    wait_a_day(hall)
    assert versions(hall)[:2] == [
        ["3", in_words(today), "在用 收紧"],
        ["2", in_words(today - timedelta(days=1)), "已被替代"],
    ]
    assert refused(hall, LONGXI)
    assert accepted(hall, LONGXI, other=False).limit == "6 个工作日"
    assert {name: due(hall, one) for name, one in cases.items()} == {name: one.due for name, one in cases.items()}

    held(hall)
    back(hall, cases)


def held(hall: TownHall) -> None:
    """The town whose adjustment collides goes on as before, until it settles."""
    assert accepted(hall, LUOYANG, other=True).limit == "9 个工作日"
    town, one = signed_in(hall, "luoyang.manager"), f"/workbench/held/matter/{KEY}"
    assert "不得高于上级规定的 6" in said(town.get("/workbench/held"))
    name = "limits/promised/value"
    assert town.post(one, {f"choice:{name}": "keep", f"value:{name}": "5"}).status == 303
    assert refused(hall, LUOYANG)
    assert accepted(hall, LUOYANG, other=False).limit == "5 个工作日"


def back(hall: TownHall, cases: dict[str, Filed]) -> None:
    """The version before comes back for new cases, as a version of its own; what is open stays as it is."""
    running = accepted(hall, LONGXI, other=False)
    admin, address = hall.visitor(ADMIN), f"/workbench/versions/matter/{KEY}"
    older = re.findall(r'value="(roll_back=[^"]+)"', admin.get(address).text)
    asked = admin.post(address, {"act": older[0], "reason": "时限缩短后人手不够"})
    draft = asked.location.rsplit("/", 1)[0]
    page = admin.get(f"{draft}/publish")
    assert sorted(lines(page, "改了什么")) == sorted(
        [
            "承诺办结时限由 6 个工作日改为 10 个工作日 收紧",
            f"取消受理条件「{CONDITION}」 放宽",
            f"取消{NEW_CHECK.removeprefix('新增')} 放宽",
        ]
    )
    assert facts(page)["立即继承"] == "410 个镇村"
    assert take(hall, HEAD, draft, "sign").status == 303
    assert take(hall, ADMIN, draft, "publish", effective_from=datetime.now(CHINA).date().isoformat()).status == 303
    assert [(row[0], row[2]) for row in versions(hall)][:3] == [
        ("4", "在用 收紧 与第 2 版内容相同"),
        ("3", "已被替代 收紧"),
        ("2", "已被替代"),
    ]
    assert accepted(hall, LONGXI, other=True).limit == "10 个工作日"
    assert accepted(hall, LUOYANG, other=True).limit == "5 个工作日"
    assert due(hall, running) == running.due
    assert {name: due(hall, one) for name, one in cases.items()} == {name: one.due for name, one in cases.items()}
