"""Two at one draft, page by page: what both changed is asked, what is chosen stands, and nothing is overwritten."""

from __future__ import annotations

import html
import re

import pytest

from tests.flows.choosing import choose
from tests.flows.town_hall import TownHall
from tests.flows.visitor import Answer, Visitor, said

ADMIN, OTHER = "boluo.admin", "civil.editor"


@pytest.fixture(scope="module")
def town_hall(own_hall: TownHall) -> TownHall:
    """A site of this module's own: drafts stay in it."""
    return own_hall


@pytest.fixture
def admin(town_hall: TownHall) -> Visitor:
    """The administrator of the county."""
    return town_hall.visitor(ADMIN)


@pytest.fixture
def other(town_hall: TownHall) -> Visitor:
    """The administrator of the department whose matter it is."""
    return town_hall.visitor(OTHER)


@pytest.fixture
def draft(other: Visitor) -> str:
    """The address of a new draft, a copy of a matter of the county."""
    started = other.post("/workbench/", {"source": "advanced_age_allowance", "name": "津贴"})
    assert started.status == 303, said(started)
    return other.follow(started).path.rsplit("/", 1)[0]


def revision(page: Answer) -> str:
    """The revision a page was drawn from."""
    return page.hidden["revision"]


def called(page: Answer) -> str:
    """What the applicant of a page is called."""
    found = re.search(r'name="name" value="([^"]+)"', page.text)
    assert found
    return html.unescape(found.group(1))


def applicant(page: Answer, place: str, act: str = "save") -> dict[str, str]:
    """What is posted when only the place of an applicant is changed."""
    return {**page.hidden, "name": called(page), "tenant_code": place, "act": act}


def test_an_applicant_that_two_changed_is_asked(admin: Visitor, other: Visitor, draft: str) -> None:
    address = f"{draft}/examples/0"
    page = other.get(address)
    assert admin.post(address, applicant(admin.get(address), "441322001000")).status == 303
    mine = applicant(page, "441322002000")
    assert other.post(address, mine, Accept="application/json").status == 409
    clash = other.post(address, mine)
    assert clash.status == 409
    assert 'value="441322001000"' in admin.get(address).text
    assert choose(other, clash).status == 303
    assert 'value="441322002000"' in admin.get(address).text


def test_an_applicant_is_the_one_of_the_page(admin: Visitor, other: Visitor, draft: str) -> None:
    listed = f"{draft}/examples"
    second = other.follow(other.post(listed, {**other.get(listed).hidden, "act": "add"}))
    assert admin.post(listed, {**admin.get(listed).hidden, "act": "remove:0"}).status == 303
    assert other.post(second.path, applicant(second, "441322001000")).status == 303
    left = other.get(f"{listed}/0")
    assert called(left) == called(second)
    assert 'value="441322001000"' in left.text


def test_a_page_drawn_again_keeps_what_it_was_drawn_from(admin: Visitor, other: Visitor, draft: str) -> None:
    address = f"{draft}/examples/0"
    page = other.get(address)
    assert admin.post(address, applicant(admin.get(address), "441322001000")).status == 303
    again = other.post(address, applicant(page, "441322002000", "update"))
    assert revision(again) == revision(page)
    assert other.post(address, applicant(again, "441322002000")).status == 409


def test_a_condition_that_two_changed_is_asked(admin: Visitor, other: Visitor, draft: str) -> None:
    address = f"{draft}/rule?at=checks/checks_1/if"
    line = {"b:what": "group", "b:mode": "all", "b-0:what": "line", "b-0:subject": "delivery.method"}
    line |= {"b-0:relation": "==", "b-0:value": "post"}
    page = other.get(address)
    assert admin.post(address, {**admin.get(address).hidden, "act": "clear"}).status == 303
    clash = other.post(address, {**page.hidden, **line, "act": "keep"})
    kept = choose(other, clash)
    assert kept.status == 303, said(kept)
    assert 'value="post" selected' in admin.get(address).text


def test_a_choice_counts_for_what_was_seen(admin: Visitor, other: Visitor, draft: str) -> None:
    address = f"{draft}/basics"
    first = revision(admin.get(address))
    typed = {"revision": first, "shown": "daily_name"}
    assert admin.post(address, {**typed, "daily_name": "甲"}).status == 303
    clash = other.post(address, {**typed, "daily_name": "乙"})
    second = revision(admin.get(address))
    assert admin.post(address, {"revision": second, "shown": "daily_name", "daily_name": "丙"}).status == 303
    again = choose(other, clash)
    assert again.status == 409
    assert "请再看一遍" in said(again)
    assert "丙" in said(again)
    assert "checked" in again.text.partition('value="mine"')[2].partition(">")[0]  # what was chosen is chosen still
    assert choose(other, again).status == 303
    assert 'name="daily_name" value="乙"' in admin.get(address).text


def test_who_may_not_save_is_told_why(admin: Visitor, other: Visitor, town_hall: TownHall) -> None:
    started = admin.post("/workbench/", {"source": "food_business_permit", "change": "1"})
    address = admin.follow(started).path.rsplit("/", 1)[0] + "/basics"
    refused = other.post(address, {"revision": "1", "shown": "daily_name", "daily_name": "小吃"})
    assert refused.status == 403
    assert "您没有编辑这份文档的权限" in said(refused)


def test_undo_leaves_what_others_saved_since(admin: Visitor, other: Visitor, draft: str) -> None:
    address = f"{draft}/basics"
    page = admin.get(address)
    mine = admin.post(address, {"revision": revision(page), "shown": "daily_name", "daily_name": "长者津贴"})
    page = admin.follow(mine)
    theirs = {"revision": revision(page), "shown": "on_site_visits/note", "on_site_visits/note": "上门"}
    assert other.post(address, theirs).status == 303
    back = re.search(r'name="to" value="(\d+)" data-step="back"', page.text)
    assert back
    undone = admin.follow(
        admin.post(f"{draft}/step", {"revision": revision(page), "to": back.group(1), "tab": "basics"})
    )
    assert 'value="长者津贴"' not in undone.text
    assert 'value="上门"' in undone.text


def test_what_was_typed_stands_again_where_a_field_is_not_made(other: Visitor, draft: str) -> None:
    address = f"{draft}/form"
    field = re.search(r'value="pick:(form/sections/[^/"]+/fields/[^"]+)"', other.get(address).text)
    assert field
    page = other.get(f"{address}?field={field.group(1)}")
    label = f"{field.group(1)}/label"
    posted = {**page.hidden, "shown": label, label: "随手改的名称", "new:kind": "text", "act": "invent"}
    again = other.post(address, posted)
    assert again.status == 422
    assert 'value="随手改的名称"' in again.text
    assert other.post(address, {**again.hidden, "shown": label, label: "随手改的名称"}).status == 303
    assert "随手改的名称" in said(other.get(address))
