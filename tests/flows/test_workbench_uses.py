"""Where things are used: by document and unit, each place with the way to it; as quick for many as for few."""

from __future__ import annotations

import re
from urllib.parse import quote, urlencode

import pytest

from tests.flows.test_workbench_publish import ADMIN, EDITOR
from tests.flows.town_hall import TownHall
from tests.flows.visitor import Visitor, said

KEY = "advanced_age_allowance"
ALIVE = "/workbench/uses/element/elder.alive_verified"


@pytest.fixture(scope="module")
def town_hall(own_hall: TownHall) -> TownHall:
    """A site of this module's own: drafts stay in it."""
    return own_hall


@pytest.fixture
def admin(town_hall: TownHall) -> Visitor:
    """The administrator of the county."""
    return town_hall.visitor(ADMIN)


def counted(admin: Visitor, kind: str, asked: str) -> dict[str, str]:
    """What is found, each with who uses it as the list says."""
    page = admin.get(f"/workbench/uses?{urlencode({'kind': kind, 'q': asked})}")
    found = re.findall(r'<a href="/workbench/uses/[^"]+">([^<]+)</a>.*?<small>([^<]+)</small></li>', page.text)
    return dict(found)


def test_every_kind_has_its_list_searched_by_name_and_letters(admin: Visitor) -> None:
    page = admin.get("/workbench/uses")
    assert re.search(r'aria-current="page">数据元', page.text)
    assert counted(admin, "element", "scrz") == {"生存认证方式": "1 项"}
    assert counted(admin, "element", "生存认证") == {"生存认证方式": "1 项"}
    assert counted(admin, "licence", "户口簿")
    assert counted(admin, "parameter", "津贴标准") == {"津贴标准(元/月)": "1 项"}
    assert counted(admin, "department", "县民政局")
    assert counted(admin, "template", "受理通知书")
    assert counted(admin, "matter", "高龄津贴") == {"高龄津贴申领": "没有文档在用"}
    assert counted(admin, "code_list", "3304") == {"GB/T 3304": "1 项"}
    assert "没有找到" in said(admin.get(f"/workbench/uses?q={quote('没有这样的')}"))
    assert admin.get("/workbench/uses?kind=nothing").status == 404


def test_each_place_is_named_and_opens_the_draft_there(admin: Visitor, town_hall: TownHall) -> None:
    page = admin.get(ALIVE)
    assert "1 份文档在用" in said(page)
    assert "高龄津贴申领 事项 · 博罗县" in said(page)
    places = re.findall(r'name="at" value="([^"]+)"', page.text)
    assert places == ["form/sections/matter/fields/elder.alive_verified", "form/materials/alive_statement/needed"]
    editor = town_hall.visitor(EDITOR)
    editor.get(ALIVE)
    opened = editor.post(ALIVE, {"kind": "matter", "key": KEY, "at": places[0]})
    assert opened.status == 303, said(opened)
    assert "field=form/sections/matter/fields/elder.alive_verified" in opened.location.replace("%2F", "/")
    assert "生存认证方式" in said(editor.follow(opened))
    again = editor.post(ALIVE, {"kind": "matter", "key": KEY, "at": places[1]})
    draft = opened.location.partition("/form")[0]
    assert again.location == f"{draft}/materials#f-{places[1]}"
    assert editor.post(ALIVE, {"kind": "elements", "key": "elements", "at": ""}).status == 404


def test_by_unit_and_what_is_not_there(admin: Visitor, town_hall: TownHall) -> None:
    name = "/workbench/uses/element/applicant.name"
    page = admin.get(name)
    (unit,) = [link for link in page.links(f"{name}?unit=") if "page" not in link]
    total = re.search(r"(\d+) 份文档在用", said(page))
    assert total
    assert f"博罗县 {total.group(1)}" in said(page)
    assert "高龄津贴申领" in said(admin.get(f"{unit}&q=gljt"))
    assert "没有找到" in said(admin.get(f"{name}?unit=441322001000"))
    assert "没有文档在用" in said(admin.get("/workbench/uses/element/no.such"))
    assert admin.get("/workbench/uses/nothing/x").status == 404
    assert admin.get(f"{name}?unit=99999999999999999999999&page=0").status == 200
    below = said(town_hall.visitor("luoyang.manager").get(ALIVE))
    assert "本地调整" in below


def test_the_number_of_statements_is_the_same_for_any_list(admin: Visitor, town_hall: TownHall) -> None:
    def statements(path: str) -> int:
        admin.get(path)
        with town_hall.counting() as issued:
            assert admin.get(path).status == 200
        return len(issued)

    assert statements("/workbench/uses/element/applicant.name") == statements(ALIVE)
    assert statements("/workbench/uses?q=scrz") == statements("/workbench/uses")
