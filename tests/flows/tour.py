"""Round the screens of the admins of a county and of a town: a picture of each for the manuals."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from playwright.sync_api import Page, expect

from tests.flows import window
from tests.flows.newcomer import ADMIN, EDITOR, Open
from tests.flows.picturing import Shots
from tests.flows.test_workbench_papers import impression
from tests.flows.town_hall import TownHall
from tests.flows.unit_admins import KEY, LOCAL, OPEN, body_of, publish

MANAGER = "luoyang.manager"
THEME = "开办餐饮店一件事"
DAYS = 8


class Guest:
    """Somebody signed in, going from page to page."""

    def __init__(self, open_page: Open, hall: TownHall, who: str, shots: Shots) -> None:
        self.page: Page = window.signed_in(open_page(1280, 900), hall, who)
        self.hall = hall
        self.shots = shots

    def at(self, address: str) -> Page:
        """The page at an address of the site."""
        self.page.goto(urljoin(self.hall.url, address))
        return self.page

    def look(self, address: str, name: str, *marked: str) -> Page:
        """A picture of a page, with a number at the first place of each of these selectors."""
        page = self.at(address)
        self.shots.take(page, name, *(page.locator(one).first for one in marked))
        return page

    def begun(self, address: str, title: str) -> str:
        """The address of a new draft that changes what is in force."""
        page = self.at(address)
        page.get_by_role("button", name=f"修改 {title}", exact=True).first.click()
        page.wait_for_url(re.compile(r"/workbench/[0-9a-f-]{36}/"))
        return re.sub(r"/[a-z]+(\?.*)?$", "", page.url.removeprefix(self.hall.url))


def run(open_page: Open, hall: TownHall, shots: Shots) -> None:
    """Every screen of the manuals that the newcomer does not come by."""
    county, editor = Guest(open_page, hall, ADMIN, shots), Guest(open_page, hall, EDITOR, shots)
    matters(editor)
    themes(county)
    papers(county)
    unit(county)
    people(county)
    town(Guest(open_page, hall, MANAGER, shots), hall)


def matters(guest: Guest) -> None:
    """What stands beside the tabs of a draft."""
    draft = guest.begun("/workbench/", "高龄津贴申领")
    guest.look(f"{draft}/inherit", "inherit")
    guest.look(f"{draft}/sheet", "sheet")
    page = guest.at(f"{draft}/basics")
    page.get_by_label("日常用语").fill("老人津贴")
    expect(page.locator("#ow-saved")).to_contain_text("已保存")
    guest.look(f"{draft}/history", "history")
    guest.look(f"/workbench/versions/matter/{KEY}", "versions")
    for place in ("reductions", "sheets", "dictionary", "uses"):
        guest.look(f"/workbench/{place}", place)


def themes(guest: Guest) -> None:
    """A theme in force, changed."""
    guest.look("/workbench/themes", "themes")
    draft = guest.begun("/workbench/themes", THEME)
    guest.look(f"{draft}/members", "members", "#find-matter", "#find-question", "select[name^='quick:']")
    guest.look(f"{draft}/merged", "merged", "#m-result", "#m-answers", "#m-waves")
    guest.look(f"{draft}/scenarios", "scenarios")


def papers(guest: Guest) -> None:
    """A template, changed."""
    guest.look("/workbench/templates", "templates")
    draft = guest.begun("/workbench/templates", "受理通知书")
    page = guest.at(f"{draft}/layout")
    page.locator(".ow-tpl-line", has_text="【申请人姓名或名称】").first.get_by_role("button").first.click()
    expect(page.locator(".ow-tpl-picked")).to_be_visible()
    guest.shots.take(page, "layout", *(page.locator(one) for one in (".ow-tpl-picked", "#picker", "#page-title")))
    guest.look(f"{draft}/fields", "fields")
    guest.look(f"{draft}/proof", "proof")


def unit(guest: Guest) -> None:
    """What a county sets up."""
    guest.look("/workbench/unit", "unit")
    guest.look("/workbench/settings", "settings", "#main .ow-lines a")
    guest.look("/workbench/settings/phones", "setting")
    guest.look("/workbench/parameters", "parameters")
    for place in ("branding", "emblem", "numbering", "certificates"):
        guest.look(f"/workbench/{place}", place)
    page = guest.look("/workbench/ready", "ready", "#rd-list", "#ow-rehearse .btn-primary")
    page.locator("#ow-rehearse .btn-primary").click()
    expect(page.locator("#ow-rehearsed")).to_contain_text("全部示例演练完毕", timeout=120_000)
    guest.shots.take(page, "rehearsed")
    guest.look("/workbench/begin", "begin")
    guest.look("/workbench/reform", "reform")
    page = guest.look("/workbench/stages", "stages")
    page.get_by_role("link", name="罗阳街道", exact=True).first.click()
    page.wait_for_url("**/workbench/stage?*")
    guest.shots.take(page, "stage")
    page = guest.look("/workbench/packs", "packs")
    pack = page.request.get(urljoin(guest.hall.url, "/workbench/packs/export.zip")).body()
    publish(guest.hall, {"daily_name": "老年人津贴"})  # so that the pack differs
    page.set_input_files("#pack", {"name": "pack.zip", "mimeType": "application/zip", "buffer": pack})
    page.get_by_role("button", name="看看里面有什么").click()
    page.wait_for_url("**/packs/*")
    guest.shots.take(page, "pack")
    guest.look("/workbench/fonts?q=龘䶮", "fonts", "#q")
    seals(guest)


def seals(guest: Guest) -> None:
    """A seal, registered."""
    page = guest.at("/workbench/seals")
    page.get_by_label("印章名称").fill("博罗县行政服务中心收件专用章")
    picture = impression()
    page.set_input_files("#image", {"name": "seal.png", "mimeType": "image/png", "buffer": picture.stream.read()})
    page.get_by_label("到期日期").fill("2030-12-31")
    page.get_by_role("button", name="登记").click()
    page.wait_for_url("**/seals/*")
    guest.shots.take(page, "seal", page.get_by_text("授权用印").first)
    guest.look("/workbench/seals", "seals")


def people(guest: Guest) -> None:
    """Accounts, posts, departments, days."""
    page = guest.look("/admin/people/", "people")
    page.locator("tbody a").first.click()
    page.wait_for_load_state()
    guest.shots.take(page, "person", page.locator("#roles-title"))
    guest.look("/workbench/posts", "posts")
    guest.look("/admin/departments/", "departments")
    guest.look("/admin/days/", "calendar")
    guest.look("/admin/signing-in/", "signing-in")


def town(guest: Guest, hall: TownHall) -> None:
    """A town adjusts what its county leaves open, differs, is held and settles."""
    publish(hall, {"inherit": OPEN, "guide": {"consult_phone": "0752-6620000", "counters": []}})
    page = guest.at(LOCAL)
    page.locator("input[name='limits/promised']").fill(str(DAYS))
    pointed = (".ow-mark", "[id='f-limits/promised']", "button[value='tab:materials']")
    places = [page.locator(one).first for one in pointed]
    review = page.get_by_role("button", name="查看改动")
    guest.shots.take(page, "local", *places, review)
    review.click()
    expect(page.get_by_role("button", name="继续修改")).to_be_visible()
    guest.shots.take(page, "local-review")
    page.get_by_role("button", name="保存", exact=True).click()
    page.wait_for_load_state()
    guest.look("/workbench/drift", "drift")
    limits = body_of(hall)["limits"]
    publish(hall, {"limits": {**limits, "promised": {**limits["promised"], "value": DAYS - 1}}})
    guest.look("/workbench/held", "held")
    guest.look(f"/workbench/held/matter/{KEY}", "held-one")
