"""A batch of paper in the browser: chosen from the case list, watched without reloading, fetched."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import pikepdf
import pytest
from playwright.sync_api import Page, expect

from tests.flows import window
from tests.flows.applications import SHOP, file
from tests.flows.reading import words
from tests.flows.town_hall import TownHall
from tests.flows.visitor import said

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def filed(town_hall: TownHall) -> list[str]:
    """The numbers of two applications' cases."""
    clerk = town_hall.visitor("luoyang.window")
    return [one for _ in range(2) for one in file(clerk, SHOP).codes[::2]]


def start(page: Page, hall: TownHall, form: str) -> None:
    """From the case list to the page that watches the batch."""
    window.signed_in(page, hall, "luoyang.window")
    page.goto(f"{hall.url}/desk/cases")
    page.get_by_role("link", name="批量打印文书").click()
    page.get_by_label("文书", exact=True).select_option(label="受理回执")
    page.get_by_label(form).check()
    page.get_by_role("button", name="开始打印").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("受理回执")


def test_a_batch_is_watched_and_fetched(town_hall: TownHall, filed: list[str], open_page: Open) -> None:
    page = open_page(accept_downloads=True)
    start(page, town_hall, "合并为一个 PDF")
    page.evaluate("window.untouched = true")
    expect(page.get_by_role("link", name="下载 PDF")).to_have_count(0)
    town_hall.carry_out_effects()
    with page.expect_download() as fetched:
        page.get_by_role("link", name="下载 PDF").click(timeout=20_000)
    data = fetched.value.path().read_bytes()
    with pikepdf.open(io.BytesIO(data)) as whole:
        assert len(whole.pages) >= len(filed)
    assert all(number in words(data) for number in filed)


def test_without_a_script_the_page_is_looked_at_again(town_hall: TownHall, filed: list[str]) -> None:
    clerk = town_hall.visitor("luoyang.window")
    page = clerk.get("/desk/batches/new")
    ids = re.findall(r'name="case" value="([0-9a-f-]{36})"', page.text)
    answer = clerk.post(
        "/desk/batches/new", {"whole": "", "case": ids[:2], "document": "acceptance_receipt", "form": "zip"}
    )
    assert answer.status == 303
    assert "已生成0/2" in re.sub(r"\s", "", said(clerk.get(answer.location)))
    town_hall.carry_out_effects()
    done = clerk.get(answer.location)
    assert "下载压缩包" in said(done)
    with zipfile.ZipFile(io.BytesIO(clerk.get(f"{answer.location}/file").body)) as file_:
        assert sum(name.endswith(".pdf") for name in file_.namelist()) == 2
    for form in ("json", "csv"):
        assert clerk.get(f"{answer.location}/manifest.{form}").status == 200
    assert answer.location in clerk.get("/desk/batches").text


def test_what_is_missing_is_said_and_nothing_is_lost(town_hall: TownHall, filed: list[str]) -> None:
    clerk = town_hall.visitor("luoyang.window")
    clerk.get("/desk/batches/new")
    answer = clerk.post("/desk/batches/new", {"whole": "", "form": "zip"})
    assert answer.status == 422
    assert "没有选中办件" in said(answer)
    assert "没有选择文书" in said(answer)
    assert re.search(r'value="zip" checked', answer.text)


def test_a_batch_of_somebody_else_is_not_there(town_hall: TownHall, filed: list[str]) -> None:
    clerk = town_hall.visitor("luoyang.window")
    clerk.get("/desk/batches/new")
    made = clerk.post("/desk/batches/new", {"whole": "1", "document": "acceptance_receipt", "form": "pdf"})
    other = town_hall.visitor("county.window")
    other.get("/desk/cases")
    for path in ("", "/state", "/file", "/manifest.json"):
        assert other.get(made.location + path).status == 404
    assert other.post(f"{made.location}/cancel", {}).status == 404
    cancelled = clerk.post(f"{made.location}/cancel", {})
    assert cancelled.status == 303
    town_hall.carry_out_effects()
    assert "已取消" in said(clerk.get(made.location))
