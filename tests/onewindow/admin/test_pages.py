"""Every page of the back office: nothing inline, as many queries for many rows as for few, no counting."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from onewindow.domain import demo
from tests.onewindow.admin.office import Caller, Office, links
from tests.onewindow.admin.people import COUNTY_ADMIN, TOWN_ADMIN
from tests.onewindow.web_style.test_catalogue import HAN

LISTS = ("tenants", "departments", "people", "days", "years", "publications")
FORMS = ("departments/new/", "people/new/", "days/new/", "years/new/")


class Inline(HTMLParser):
    """Collects whatever a strict content security policy would stop, or a page of ours must not hold."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one element."""
        given = dict(attrs)
        if tag == "style" or (tag == "script" and "src" not in given and given.get("type") != "application/json"):
            self.faults.append(f"<{tag}>")
        for name, value in given.items():
            if name == "style" or name.startswith("on"):
                self.faults.append(f"{tag} {name}")
            if re.match(r"\s*(javascript:|https?:|//)", value or ""):
                self.faults.append(f"{tag} {name}={value}")


def every_page(caller: Caller) -> list[str]:
    """An address of each kind of page that a county's administrator can open."""
    departments = caller.get("/admin/departments/")
    person = links(caller.get("/admin/people/"), "/people/person/")[0]
    row = [links(departments, f"/departments/{act}/")[0] for act in ("edit", "close")]
    deeds = links(caller.get(person), "/people/act/") + links(caller.get(person), "/people/grant/")
    removal = links(caller.get(person), "/people/revoke/")
    return [
        "/admin/",
        *(f"/admin/{name}/" for name in LISTS),
        *(f"/admin/{name}" for name in FORMS),
        person,
        *row,
        *deeds,
        *removal,
    ]


def test_nothing_stands_inline_on_any_page(office: Office) -> None:
    admin = office.caller(COUNTY_ADMIN)
    pages = every_page(admin)
    assert len(pages) > 15
    for path in pages:
        answer = admin.get(path)
        assert answer.status_code == 200, path
        assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Cache-Control"] == "no-store"
        seen = Inline()
        seen.feed(answer.text)
        assert seen.faults == [], path


def test_refused_forms_hold_nothing_inline_either(office: Office) -> None:
    admin = office.caller(COUNTY_ADMIN)
    for path in FORMS:
        answer = admin.post(f"/admin/{path}", {"name": '"><script>alert(1)</script>'})
        assert answer.status_code == 422
        seen = Inline()
        seen.feed(answer.text)
        assert seen.faults == [], path


@pytest.mark.parametrize("area", LISTS)
def test_a_list_never_counts_and_asks_as_often_for_many_rows_as_for_few(office: Office, area: str) -> None:
    many, few = office.caller(COUNTY_ADMIN), office.caller(TOWN_ADMIN)
    asked = []
    for caller in (many, few):
        with office.counting() as statements:
            assert caller.get(f"/admin/{area}/").status_code == 200
        assert not [one for one in statements if "count(" in one.lower()]
        asked.append(len(statements))
    assert asked[0] <= 8
    assert asked[1] <= asked[0]


def test_pages_follow_one_another_without_gap_or_repetition(office: Office) -> None:
    admin = office.caller(COUNTY_ADMIN)
    seen: list[str] = []
    path: str | None = "/admin/tenants/"
    while path:
        page = admin.get(path)
        seen += re.findall(r'data-label="代码"><span>(\d+)<', page.text)
        path = next(iter(links(page, "page=")[-1:] if "下一页" in page.text else []), None)
    assert len(seen) == len(set(seen)) == 1 + 18 + 392
    assert seen == sorted(seen, key=lambda code: code.ljust(12, "0"))


def test_lists_are_searched_and_sorted(office: Office) -> None:
    admin = office.caller(COUNTY_ADMIN)
    found = admin.get("/admin/tenants/", search="龙溪街道").text
    assert ">441322002<" in found
    assert ">441322001<" not in found
    assert ">441322002001<" in admin.get("/admin/tenants/", search="441322002").text
    descending = re.findall(r">(\d{6,12})<", admin.get("/admin/tenants/", sort="1", desc="1").text)
    assert descending == sorted(descending, reverse=True)


@pytest.mark.parametrize(
    "query",
    [
        {"page": "-1"},
        {"page": "9" * 30},
        {"page": "x"},
        {"sort": "99"},
        {"sort": "-1", "desc": "2"},
        {"search": "%"},
        {"search": "'; DROP TABLE tenant --"},
        {"search": "长" * 5000},
        {"page_size": "1000000"},
        {"flt0_0": "x", "url": "//elsewhere.example"},
    ],
    ids=str,
)
def test_lists_bear_any_address(office: Office, query: dict[str, str]) -> None:
    admin = office.caller(COUNTY_ADMIN)
    for area in LISTS:
        answer = admin.get(f"/admin/{area}/", **query)
        assert answer.status_code == 200, (area, query)
        assert "elsewhere" not in answer.text


@pytest.mark.parametrize(
    "key",
    [
        "",
        "x",
        "441322",
        "441322,x",
        "441322,,,",
        "0,0,0,0,0",
        "9" * 40,
        "441322,²",
    ],
)
def test_a_mangled_key_is_no_row(office: Office, key: str) -> None:
    admin = office.caller(COUNTY_ADMIN)
    for path in (
        "departments/edit/",
        "departments/close/",
        "people/person/",
        "people/act/close/",
        "days/edit/",
        "years/delete/",
    ):
        assert admin.get(f"/admin/{path}", id=key).status_code == 404, (path, key)


def test_pages_speak_english_when_asked_to(office: Office) -> None:
    caller = Caller(office.app.test_client())
    caller.sign_in(COUNTY_ADMIN, demo.PASSWORD)
    caller.get("/language/en")
    for path in ("/admin/", "/admin/people/", "/admin/departments/new/", "/admin/days/new/"):
        page = caller.get(path)
        tabs = page.text.split('class="ow-tabs"')[1].split("</ul>")[0]
        labels = re.findall(r'class="ow-(?:label|hint)"[^>]*>([^<]+)', page.text)
        assert not HAN.search(tabs + "".join(labels)), path


def test_null_characters_are_refused(office: Office) -> None:
    admin = office.caller(COUNTY_ADMIN)
    for area in LISTS:
        assert admin.get(f"/admin/{area}/", search="\0").status_code == 400
    assert admin.get("/admin/departments/edit/", id="441322,441322000000,\0,2020-01-01").status_code == 400
