"""Printed sheets (套打): a window's printer is calibrated once and moves what is printed there, never the paper."""

from __future__ import annotations

import hashlib
import io
import re
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from onewindow.domain import demo
from onewindow.domain.actor import Actor, Binding
from onewindow.domain.permissions import Role
from onewindow.jobs.valkey import Valkey
from onewindow.services import fonts, templates
from onewindow.store import audit, copies, notices
from onewindow.store.notices import Notice
from onewindow.web.access import CHINA
from printing import system_template
from tests.browser import keep_picture
from tests.database import Database
from tests.flows import window
from tests.flows.applications import SHOP, file
from tests.flows.town_hall import TownHall, open_town_hall
from tests.flows.visitor import Visitor, said

NOTICE, CLERK = "acceptance_notice", "luoyang.window"
POINTS = 72 / 25.4 / 10
"""A tenth of a millimetre."""
Open = Callable[..., Page]
Boxes = list[tuple[str, float, float]]


@pytest.fixture(scope="module")
def hall(own_county: Database, broker: Valkey, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TownHall]:
    """A county whose acceptance notice fills in a printed sheet."""
    with open_town_hall(own_county, broker.url, tmp_path_factory.mktemp("hall")) as made:
        account = UUID(str(made.rows("SELECT id FROM account WHERE username = 'boluo.admin'")[0][0]))
        county = demo.COUNTY
        admin = Actor(
            str(account), "县管理员", 441322, county, county, county + 999_999, (Binding(Role.TENANT_ADMIN, county),)
        )
        sheet: Any = system_template(NOTICE)
        sheet["blocks"].append({"type": "place", "x": 30, "y": 20, "width": 90, "text": "{{case.number}}"})
        with made.database.work(county, account) as uow:
            now = datetime.now(CHINA)
            assert isinstance(templates.publish(uow, admin, sheet, None, fonts.house(), now=now), templates.Published)
        yield made


@pytest.fixture
def clerk(hall: TownHall) -> Visitor:
    """A clerk at a window of her own."""
    return Visitor(hall.url, cookies=hall.visitor(CLERK).cookies)


@pytest.fixture
def notice(hall: TownHall, clerk: Visitor) -> Notice:
    """A fresh notice, not opened yet."""
    clerk.get("/desk/cases")
    links = file(clerk, SHOP).links("/desk/papers/")
    with hall.database.work(demo.LUOYANG) as uow:
        found = [notices.get(uow.session, UUID(re.findall(r"[0-9a-f-]{36}", link)[0])) for link in links]
    return next(one for one in found if one.kind == NOTICE)


def boxes(pdf: bytes) -> Boxes:
    """Every word of a PDF with its left and upper edge in points."""
    told = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    found = re.findall(r'<word xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>([^<]*)</word>', told)
    return [(word, float(x), float(y)) for x, y, word in found]


def assert_moved(before: Boxes, after: Boxes, across: int, down: int) -> None:
    """Every word stands exactly so many tenths of a millimetre to the right and down."""
    assert len(before) > 20
    assert [word for word, _x, _y in before] == [word for word, _x, _y in after]
    for (_word, x0, y0), (word, x1, y1) in zip(before, after, strict=True):
        assert (x1 - x0, y1 - y0) == pytest.approx((across * POINTS, down * POINTS), abs=0.011), word


def named(clerk: Visitor, name: str) -> str:
    """The address of a printer that the clerk names, and that stands at her window from then on."""
    clerk.get("/desk/printers")
    made = clerk.post("/desk/printers", {"act": "add", "name": name})
    assert made.status == 303, said(made)
    return made.location


def test_words_move_by_exactly_what_was_measured(hall: TownHall, clerk: Visitor, notice: Notice) -> None:
    path = f"/desk/papers/{notice.id}"
    original = clerk.get(f"{path}.pdf").body
    printer = named(clerk, "3号窗口针式打印机")
    cross = boxes(clerk.get(f"{printer}/trial.pdf").body)
    assert "未选择" not in said(clerk.get(path))
    page = clerk.follow(clerk.post(printer, {"left": "51.2", "top": "49.5"}))
    assert re.search("向左1.2毫米.向下0.5毫米", said(page).replace(" ", ""))
    assert_moved(cross, boxes(clerk.get(f"{printer}/trial.pdf").body), -12, 5)
    assert clerk.post(printer, {"sheet": NOTICE, "across": "0.3", "down": "-0.1"}).status == 303
    printed = clerk.post(f"{path}/print").body
    assert_moved(boxes(original), boxes(printed), -9, 4)
    assert_moved(boxes(original), boxes(clerk.get(f"{path}.pdf").body), -9, 4)
    assert clerk.get(f"{path}.pdf?moved=no").body == original
    elsewhere = Visitor(hall.url, cookies=hall.visitor(CLERK).cookies)
    assert elsewhere.get(f"{path}.pdf").body == original
    with hall.database.work(demo.LUOYANG) as uow:
        (kept,) = copies.of_notice(uow.session, notice.id)
        log = [entry.detail for entry in audit.entries_of(uow.session, f"notice:{notice.id}")]
    assert kept.digest == "sha256:" + hashlib.sha256(original).hexdigest()
    assert {"printer": "3号窗口针式打印机", "across": -9, "down": 4}.items() <= log[1].items()
    assert "printer" not in log[0]


def test_a_further_copy_is_moved_with_its_mark(clerk: Visitor, notice: Notice) -> None:
    path = f"/desk/papers/{notice.id}"
    clerk.get(f"{path}.pdf")
    clerk.follow(clerk.post(f"{path}/copies", {"reason": "申请人遗失"}))
    before = boxes(clerk.get(f"{path}.pdf?copy=1").body)
    printer = named(clerk, "4号窗口")
    clerk.post(printer, {"left": "49", "top": "50"})
    assert_moved(before, boxes(clerk.get(f"{path}.pdf?copy=1").body), 10, 0)
    assert any("补打" in word for word, _x, _y in before)


def test_a_batch_for_the_printer_is_moved_and_its_manifest_names_the_originals(
    hall: TownHall, clerk: Visitor, notice: Notice
) -> None:
    original = clerk.get(f"/desk/papers/{notice.id}.pdf").body
    printer = named(clerk, "批量打印机")
    clerk.post(printer, {"left": "50", "top": "48.5"})
    case = hall.rows("SELECT case_id FROM notice WHERE id = %s", notice.id)[0][0]
    made = {}
    for form in ("pdf", "zip"):
        order = {"whole": "", "case": str(case), "document": NOTICE, "form": form}
        clerk.get("/desk/batches/new")
        made[form] = clerk.post("/desk/batches/new", order).location
    hall.carry_out_effects()
    assert_moved(boxes(original), boxes(clerk.get(f"{made['pdf']}/file").body), 0, 15)
    with zipfile.ZipFile(io.BytesIO(clerk.get(f"{made['zip']}/file").body)) as files:
        assert [files.read(name) for name in files.namelist() if name.endswith(".pdf")] == [original]
    for address in made.values():
        assert hashlib.sha256(original).hexdigest() in clerk.get(f"{address}/manifest.json").text


@pytest.mark.parametrize(
    ("name", "posted", "message"),
    [
        ("words", {"left": "五十", "top": "50"}, "请填写从纸边量到十字中心的毫米数"),
        ("nothing", {"left": "", "top": ""}, "请填写从纸边量到十字中心的毫米数"),
        ("far", {"left": "90", "top": "50"}, "移动超过 20 毫米"),
        ("sheet-far", {"sheet": NOTICE, "across": "20.1", "down": "0"}, "移动超过 20 毫米"),
        ("sheet-words", {"sheet": NOTICE, "across": "右", "down": "0"}, "请填写毫米数"),
    ],
)
def test_what_cannot_be_meant_is_refused(clerk: Visitor, name: str, posted: dict[str, str], message: str) -> None:
    printer = named(clerk, name)
    refused = clerk.post(printer, posted)
    assert refused.status == 422
    assert message in said(refused)
    assert "不移动" in said(clerk.get(printer))


def test_a_printer_belongs_to_its_unit_and_can_go(hall: TownHall, clerk: Visitor, notice: Notice) -> None:
    original = clerk.get(f"/desk/papers/{notice.id}.pdf").body
    printer = named(clerk, "旧打印机")
    clerk.post(printer, {"left": "48", "top": "50"})
    assert clerk.post("/desk/printers", {"act": "add", "name": "旧打印机"}).status == 422
    assert clerk.post("/desk/printers", {"act": "add", "name": " "}).status == 422
    county = hall.visitor("county.window")
    for answer in (county.get(printer), county.get(f"{printer}/trial.pdf"), county.post(printer, {"act": "remove"})):
        assert answer.status == 404
    assert "旧打印机" not in said(county.get("/desk/printers"))
    assert clerk.get(f"/desk/papers/{notice.id}.pdf").body != original
    clerk.follow(clerk.post("/desk/printers", {"act": "forget"}))
    assert clerk.get(f"/desk/papers/{notice.id}.pdf").body == original
    number = printer.rsplit("/", 1)[1]
    clerk.follow(clerk.post("/desk/printers", {"act": f"choose:{number}"}))
    assert clerk.get(f"/desk/papers/{notice.id}.pdf").body != original
    clerk.follow(clerk.post(printer, {"act": "remove"}))
    assert clerk.get(f"/desk/papers/{notice.id}.pdf").body == original
    assert clerk.post("/desk/printers", {"act": "choose:none"}).status == 404
    assert named(clerk, "旧打印机") != printer


def test_calibrated_in_the_browser(hall: TownHall, notice: Notice, open_page: Open) -> None:
    page = window.signed_in(open_page(), hall, CLERK)
    page.goto(f"{hall.url}/desk/papers/{notice.id}")
    page.get_by_role("link", name="选择打印机").click()
    page.get_by_label("名称").fill("浏览器窗口")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("浏览器窗口")
    keep_picture(page, "printer")
    page.get_by_label("离左边（毫米）").fill("50.4")
    page.get_by_label("离上边（毫米）").fill("50")
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_contain_text("向左 0.4 毫米")
    page.goto(f"{hall.url}/desk/printers")
    expect(page.get_by_text("本窗口使用")).to_be_visible()
    keep_picture(page, "printers")
    page.goto(f"{hall.url}/desk/papers/{notice.id}")
    expect(page.get_by_role("main")).to_contain_text("浏览器窗口 · 向左 0.4 毫米")
    keep_picture(page, "paper_on_a_sheet")
