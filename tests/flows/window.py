"""What a clerk does at the window, in Chromium: named by what it does, by mouse or by keys alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, expect

from onewindow.domain import demo
from tests.flows.town_hall import TownHall

Answers = Mapping[str, str | Sequence[str]]


def signed_in(page: Page, hall: TownHall, username: str) -> Page:
    """Have a page belong to somebody who signed in before, on his own telephone or computer."""
    cookies = hall.visitor(username).cookies
    page.context.add_cookies([{"name": name, "value": value, "url": hall.url} for name, value in cookies.items()])
    return page


def sign_in(page: Page, hall: TownHall, username: str) -> None:
    """Sign in through the page."""
    page.goto(f"{hall.url}/sign-in")
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码", exact=True).fill(demo.PASSWORD)
    page.get_by_role("button", name="登录").click()


def choose_theme(page: Page, name: str) -> None:
    """From the first page into the guide of a theme."""
    page.get_by_role("link", name=name).click()


def answer_guide(page: Page, answers: Mapping[str, str]) -> None:
    """Answer the questions of the guide and go on to the form."""
    for name, value in answers.items():
        page.locator(f'[id="i-{name}-{value}"]').check()
    page.get_by_role("button", name="开始填表").click()


def fill(page: Page, answers: Answers) -> None:
    """Fill in the form as a person does: type, press on options, search in long lists."""
    for name, value in answers.items():
        for one in [value] if isinstance(value, str) else value:
            give(page, name, one)


def give(page: Page, name: str, value: str) -> None:
    """Give one answer to one field."""
    control = page.locator(f'[name="{name}"]').first
    kind = control.evaluate("one => one.localName === 'select' ? (one.hidden ? 'long' : 'select') : one.type")
    if kind == "long":
        label = control.locator(f'option[value="{value}"]').text_content() or ""
        box = page.locator(f'[id="i-{name}"]')
        box.fill(label)
        box.press("Enter")
    elif kind == "select":
        control.select_option(value)
    elif kind in ("radio", "checkbox"):
        page.locator(f'label:has([name="{name}"][value="{value}"])').click()
    else:
        control.fill(value)


def hand_in(page: Page, materials: Sequence[str], pages: str = "2") -> None:
    """Tick the materials that are in the clerk's hands, and say how many pages they have."""
    for key in materials:
        page.locator(f'label[for="i-m-{key}"]').click()
        box = page.locator(f'[name="material-{key}-pages"]')
        if box.count():
            box.fill(pages)


def submit(page: Page) -> None:
    """Press the button that submits."""
    page.get_by_role("button", name="提交受理").click()


def field(page: Page, name: str) -> Locator:
    """The box of a field."""
    return page.locator(f'[id="f-{name}"]')


def problems(page: Page) -> dict[str, str]:
    """The summary of problems: which field each line leads to, and what it says."""
    lines = page.locator("#ow-problems li")
    return {(one.locator("a").get_attribute("href") or "").removeprefix("#"): one.inner_text() for one in lines.all()}


def accepted_cases(page: Page) -> dict[str, tuple[str, str]]:
    """The cases of the page that says they are accepted: by matter, the number and the query code."""
    expect(page.locator("#accepted-title")).to_be_visible()
    rows = page.locator("tbody tr").all()
    cells = [(row.locator("th").inner_text(), row.locator(".ow-code").all_inner_texts()) for row in rows]
    return {matter: (number, code) for matter, (number, code) in cells}


def fetch(page: Page, path: str) -> bytes:
    """What a link leads to, as the browser gets it."""
    home = "{0.scheme}://{0.netloc}".format(urlsplit(page.url))
    answer = page.context.request.get(home + path)
    assert answer.status == 200, (path, answer.status)
    return answer.body()


def papers_of(page: Page, words: str) -> list[str]:
    """The addresses of the papers whose link says `words`."""
    links = page.get_by_role("link", name=re.compile(words)).all()
    return [link.get_attribute("href") or "" for link in links]
