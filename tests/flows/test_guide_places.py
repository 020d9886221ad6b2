"""Windows and telephones of a unit on its public pages and papers, here and below."""

from __future__ import annotations

import pathlib
import re

import pypdfium2
import pytest

from onewindow.domain import demo
from tests.flows.town_hall import TownHall
from tests.flows.unit_admins import signed_in
from tests.flows.visitor import Fields, Visitor, said
from tests.printing.paper import squeezed, text_of

KEY = "food_business_permit"
OWN, BELOW, BESIDE = (f"/guide/{scope}/" for scope in (demo.LUOYANG, demo.LUOYANG_VILLAGE, demo.LONGXI))
WINDOWS = (
    {
        "text": "罗阳便民大厅综合窗口",
        "address": "桥西一路 3 号",
        "hours": "周一至周五 9:00–17:00",
        "phone": "0752-6620001",
    },
    {"text": "东区便民点", "address": "东区路 1 号", "hours": "周二、周四上午"},
)
PHONES = ({"text": "投诉监督电话", "number": "0752-6620009"}, {"text": "咨询电话", "number": "0752-6620002"})


@pytest.fixture(scope="module")
def town_hall(own_hall: TownHall) -> TownHall:
    """A site of this module's own: a town that says where its windows are, as its admin types it."""
    town = signed_in(own_hall, "luoyang.manager")
    for kind, items in (("windows", WINDOWS), ("phones", PHONES)):
        fill(town, f"/workbench/settings/{kind}", items)
    return own_hall


def fill(town: Visitor, address: str, items: tuple[dict[str, str], ...]) -> None:
    """Add the items of a list one by one and save it."""
    typed: dict[str, str | list[str]] = {}
    elements: list[str] = []
    for item in items:
        carried: Fields = {**typed, "element": elements, "shown": list(typed), "act": "add"}
        page = town.post(address, carried)
        elements = re.findall(r'name="element" value="([^"]+)"', page.text)
        typed |= {f"items/{elements[-1]}/{name}": text for name, text in item.items()}
    saved = town.post(address, {**typed, "element": elements, "shown": list(typed), "act": "save"})
    assert saved.status == 303, said(saved)


@pytest.mark.parametrize("edition", ["", "?edition=short"])
@pytest.mark.parametrize("unit", [OWN, BELOW])
def test_every_window_and_telephone_stands_in_both_editions(town_hall: TownHall, unit: str, edition: str) -> None:
    """A village without lists of its own shows those of its town."""
    page = town_hall.visitor().get(f"{unit}{KEY}{edition}")
    text = said(page)
    assert "办理窗口和电话 罗阳便民大厅综合窗口 桥西一路 3 号 周一至周五 9:00–17:00 0752-6620001" in text
    assert "东区便民点 东区路 1 号 周二、周四上午" in text
    assert "投诉监督电话 0752-6620009 咨询电话 0752-6620002" in text
    assert 'href="tel:0752-6620002"' in page.text
    assert re.search(r"在哪里[^ ]* 桥西一路 3 号|地点[^ ]* 桥西一路 3 号", text)
    assert re.search(r"投诉\S* 0752-6620009 ", text)


def test_the_unit_itself_says_where_it_is_and_its_neighbour_does_not(town_hall: TownHall) -> None:
    anybody = town_hall.visitor()
    for unit in (OWN, BELOW):
        assert "办理窗口和电话 罗阳便民大厅综合窗口 桥西一路 3 号" in said(anybody.get(unit))
    for page in (BESIDE, f"{BESIDE}{KEY}"):
        assert "桥西一路" not in said(anybody.get(page))
        assert "办理窗口和电话" not in said(anybody.get(page))


def test_the_papers_say_it_too(town_hall: TownHall, tmp_path: pathlib.Path) -> None:
    anybody = town_hall.visitor()
    notice = squeezed(text_of(anybody.get(f"{BELOW}{KEY}/notice.pdf").body, tmp_path))
    assert "罗阳便民大厅综合窗口（桥西一路3号）；东区便民点（东区路1号）" in notice
    assert "0752-6620009" in notice
    booklet = squeezed(text_of(anybody.get(f"{BELOW}{KEY}/booklet.pdf").body, tmp_path))
    assert "桥西一路3号" in booklet
    assert "周一至周五9:00–17:00" in booklet


def test_each_window_has_its_plate(town_hall: TownHall, tmp_path: pathlib.Path) -> None:
    anybody = town_hall.visitor()
    plates = anybody.get(f"{BELOW}plates.pdf").body
    pages = [squeezed(page.get_textpage().get_text_range()) for page in pypdfium2.PdfDocument(plates)]
    assert [(page.count("罗阳便民大厅综合窗口"), page.count("东区便民点")) for page in pages] == [(1, 0), (0, 1)]
    assert ["周一至周五" in page for page in pages] == [True, False]
    assert all("0752-6620009" in page for page in pages)
    bare = text_of(anybody.get(f"{BESIDE}plates.pdf").body, tmp_path)
    assert "综合服务窗口" in squeezed(bare)
