"""Every page that exists, with real cases behind it: where it is, who looks, what he does to get there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.flows import window
from tests.flows.applications import FROM_ZERO, SHOP, begin, file
from tests.flows.officers import address_of, decide
from tests.flows.town_hall import TownHall

Step = Callable[[Page], None]


@dataclass(frozen=True)
class Place:
    """One page: its address, who opens it ("" is anybody), and what is done there before it is looked at."""

    path: str
    who: str = ""
    then: Step | None = None

    def open(self, page: Page, hall: TownHall) -> None:
        """Go there."""
        if self.who:
            window.signed_in(page, hall, self.who)
        page.goto(hall.url + self.path)
        if self.then:
            self.then(page)


def places(hall: TownHall) -> Mapping[str, Place]:
    """All pages by name; files two applications, so that there is something to see."""
    clerk = hall.visitor("luoyang.window")
    waiting, accepted = file(clerk, FROM_ZERO), file(clerk, SHOP)
    food, code, sign, _ = accepted.codes
    decide(hall.visitor("urban.town"), sign, outcome="agree", opinion="位置和尺寸符合要求")
    shop, zero = f"/desk/cases/{food}", waiting.links("/desk/cases/")[0]
    outcome = accepted.path
    return {
        "sign-in": Place("/sign-in"),
        "portal": Place("/"),
        "progress-query": Place("/progress"),
        "progress-query-wrong": Place("/progress", then=lambda page: look_up(page, food, "22222222")),
        "progress": Place("/progress", then=lambda page: look_up(page, food, code)),
        "home": Place("/desk/", "luoyang.window"),
        "guide": Place("/desk/themes/open_restaurant", "luoyang.window"),
        "matters": Place("/desk/matters", "luoyang.window"),
        "form": Place(begin(clerk, FROM_ZERO), "luoyang.window"),
        "form-problems": Place(begin(clerk, SHOP), "luoyang.window", with_problems),
        "form-filled": Place(begin(clerk, SHOP), "luoyang.window", lambda page: window.fill(page, SHOP.answers)),
        "submitted": Place(outcome, "luoyang.window"),
        "submitted-waiting": Place(waiting.path, "luoyang.window"),
        "case": Place(shop, "luoyang.window"),
        "case-waiting": Place(zero, "luoyang.window"),
        "cases": Place("/desk/cases", "county.window"),
        "cases-none": Place("/desk/cases?show=overdue", "luoyang.window"),
        "inbox": Place("/tasks/", "market.officer"),
        "inbox-empty": Place("/tasks/", "ecology.officer"),
        "task": Place(address_of(hall.visitor("market.officer"), food), "market.officer"),
        "task-problems": Place(
            address_of(hall.visitor("market.officer"), food), "market.officer", refuse_without_reason
        ),
        "not-found": Place("/desk/cases/4413220019999", "luoyang.window"),
        "forbidden": Place("/desk/themes/open_restaurant", "market.officer"),
    }


def back_office() -> Mapping[str, Place]:
    """The pages of the administration, and of one's own account."""
    office = ("", "tenants/", "departments/", "people/", "people/new/", "publications/", "years/", "days/", "days/new/")
    found = {f"admin-{path.strip('/').replace('/', '-') or 'start'}": path for path in office}
    own = Place("/password", "luoyang.window")
    return {name: Place(f"/admin/{path}", "boluo.admin") for name, path in found.items()} | {"password": own}


def look_up(page: Page, number: str, code: str) -> None:
    """Ask for the progress of a case."""
    page.locator("#i-number").fill(number)
    page.locator("#i-code").fill(code)
    page.locator("form[action='/progress'] button").click()
    page.wait_for_load_state()


def with_problems(page: Page) -> None:
    """Submit a form that has hardly begun."""
    window.fill(page, {"org.uscc": "92441322MA4WXCKM2X", "entrust.is_entrusted": "1"})
    page.locator("button[value=submit]").click()
    page.locator("#ow-problems li").first.wait_for()


def refuse_without_reason(page: Page) -> None:
    """Refuse, and forget why."""
    page.locator(".ow-option-refuse label").click()
    page.locator("#ow-decision button[type=submit]").click()
    page.locator("#ow-problems li").first.wait_for()
