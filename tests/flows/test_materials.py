"""Materials at the window: several files in order, copies, what is not here and why, what the clerk checked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Page, expect
from werkzeug.datastructures import FileStorage

from tests.browser import keep_picture
from tests.flows import window
from tests.flows.applications import SHOP, Application, begin, submit
from tests.flows.files import PDF, PICTURE, SVG, upload
from tests.flows.officers import address_of, task_of
from tests.flows.reading import words
from tests.flows.town_hall import TownHall
from tests.flows.visitor import Visitor, said

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
PLAN = "layout_plan"
TWO: dict[str, Any] = {f"material-{PLAN}-received": "1", f"material-{PLAN}-way": "upload"}


def pdf(number: int) -> bytes:
    """A PDF that differs from the others."""
    return PDF + b"% " + str(number).encode()


def sent(name: str, content: bytes) -> FileStorage:
    """A file on its way."""
    stream, called = upload(name, content)
    return FileStorage(stream, called)


def test_several_files_in_order_stay_through_refused_posts_and_reach_the_officer(town_hall: TownHall) -> None:
    clerk = town_hall.visitor("luoyang.window")
    form = begin(clerk, SHOP)
    clerk.get(form)
    for number, name in enumerate(("平面图.pdf", "流程图.pdf")):
        page = clerk.post(form, {**TWO, f"material-{PLAN}-file": sent(name, pdf(number)), **kept(clerk, form)})
        assert page.status == 422
        assert name in page.text
    digests = kept(clerk, form)[f"material-{PLAN}-kept"]
    assert len(digests) == 2
    turned = {f"material-{PLAN}-order": ["2", "1"], f"material-{PLAN}-filepages": ["3", "4"]}
    clerk.post(form, {**TWO, f"material-{PLAN}-kept": digests, **turned, "action": "update"})
    assert kept(clerk, form)[f"material-{PLAN}-kept"] == digests[::-1]
    answer = clerk.post(form, {**SHOP.posted(), **TWO, **kept(clerk, form), "action": "submit"})
    assert answer.status == 303, answer.problems
    page = clerk.follow(answer)
    receipt = words(clerk.get(page.links("/desk/papers/")[0]).body).replace(" ", "")
    assert "2个文件" in receipt
    assert "合计15页" in receipt  # 7 pages of files, four materials of 2 pages
    task = task_of(town_hall.visitor("market.officer"), page.codes[0])
    text = said(task)
    assert text.index("流程图.pdf") < text.index("平面图.pdf")
    assert "4 页" in text
    for link in task.links("/desk/files/"):
        assert town_hall.visitor("market.officer").get(link).status == 200
        assert town_hall.visitor("ecology.officer").get(link).status == 404


def kept(clerk: Visitor, form: str) -> dict[str, Any]:
    """The files that the form shows, as a browser posts them back."""
    page = clerk.get(form).text
    name = f'name="material-{PLAN}-kept" value="'
    digests = [part.partition('"')[0] for part in page.split(name)[1:]]
    if not digests:
        return {}
    pages = [part.partition('"')[0] for part in page.split(f'name="material-{PLAN}-filepages" value="')[1:]]
    return {
        f"material-{PLAN}-kept": digests,
        f"material-{PLAN}-order": [str(at) for at in range(1, len(digests) + 1)],
        f"material-{PLAN}-filepages": pages,
    }


def test_a_file_is_removed_and_a_foreign_one_does_not_count(town_hall: TownHall) -> None:
    clerk = town_hall.visitor("luoyang.window")
    form = begin(clerk, SHOP)
    clerk.get(form)
    clerk.post(form, {**TWO, f"material-{PLAN}-file": sent("图.png", PICTURE), "action": "update"})
    (digest,) = kept(clerk, form)[f"material-{PLAN}-kept"]
    assert kept(clerk, form)[f"material-{PLAN}-filepages"] == ["1"]
    other = begin(clerk, SHOP)
    clerk.get(other)
    foreign = {f"material-{PLAN}-kept": digest, f"material-{PLAN}-order": "1", f"material-{PLAN}-filepages": "1"}
    clerk.post(other, {**TWO, **foreign, "action": "update"})
    assert kept(clerk, other) == {}
    clerk.post(form, {**TWO, **foreign, f"material-{PLAN}-drop": digest, "action": "update"})
    assert kept(clerk, form) == {}


def test_a_false_file_is_refused_by_name(town_hall: TownHall) -> None:
    clerk = town_hall.visitor("luoyang.window")
    form = begin(clerk, SHOP)
    clerk.get(form)
    page = clerk.post(form, {**TWO, f"material-{PLAN}-file": sent("图.svg", SVG), "action": "submit"})
    assert "图.svg" in page.problems[f"m-{PLAN}"]


def test_what_is_not_here_needs_a_reason_and_may_follow_only_where_the_department_says_so(town_hall: TownHall) -> None:
    clerk = town_hall.visitor("luoyang.window")
    form = begin(clerk, SHOP)
    rest = Application(SHOP.guide, SHOP.answers, tuple(key for key in SHOP.materials if key != "business_licence"))
    reasons = {"material-business_licence-why": "正在补办", "material-food_safety_rules-why": "负责人出差，下周补"}
    page = clerk.post(form, {**rest.posted(), **reasons, "action": "submit"})
    assert page.status == 422
    assert list(page.problems) == ["m-business_licence"]
    assert "正在补办" in page.problems["m-business_licence"]
    assert 'value="负责人出差，下周补"' in clerk.get(form).text
    done = clerk.follow(submit(clerk, form, SHOP, **{"material-food_safety_rules-why": "负责人出差，下周补"}))
    assert "日前补交" in said(done)
    task = said(task_of(town_hall.visitor("market.officer"), done.codes[0]))
    assert "负责人出差，下周补" in task
    assert "前补交" in task


def test_the_clerk_hands_in_and_the_officer_sees_who_checked(town_hall: TownHall, open_page: Open) -> None:
    page = window.signed_in(open_page(1440, 900), town_hall, "luoyang.window")
    page.goto(f"{town_hall.url}/desk/themes/open_restaurant")
    window.answer_guide(page, SHOP.guide)
    window.fill(page, SHOP.answers)
    window.hand_in(page, [key for key in SHOP.materials if key != PLAN])
    page.locator(f'label[for="i-m-{PLAN}"]').click()
    line = page.locator(f"#m-{PLAN}")
    files: list[FilePayload] = [
        {"name": f"图{at}.pdf", "mimeType": "application/pdf", "buffer": pdf(at)} for at in (1, 2)
    ]
    line.locator("[type=file]").set_input_files(files)
    expect(line.locator("[value=upload]")).to_be_checked()
    line.get_by_role("button", name="上传并整理顺序").click()
    expect(line.locator(".ow-material-files li")).to_have_count(2)
    expect(page.locator('[name="org.name"]')).to_have_value(str(SHOP.answers["org.name"]))
    line.locator("[name$='-drop']").first.check()
    line.get_by_role("button", name="上传并整理顺序").click()
    expect(line.locator(".ow-material-files li")).to_have_count(1)
    page.locator("#m-food_safety_rules summary").click()
    page.locator("#m-food_safety_rules [name$='-why']").fill("下周补")
    keep_picture(page, "materials-form")
    window.submit(page)
    cases = window.accepted_cases(page)
    keep_picture(page, "materials-submitted")
    number = next(number for matter, (number, _code) in cases.items() if "食品" in matter)
    officer = window.signed_in(open_page(1440, 900), town_hall, "market.officer")
    officer.goto(town_hall.url + address_of(town_hall.visitor("market.officer"), number))
    expect(officer.get_by_role("main")).to_contain_text("图2.pdf")
    expect(officer.get_by_role("main")).to_contain_text("下周补")
    keep_picture(officer, "materials-task")
