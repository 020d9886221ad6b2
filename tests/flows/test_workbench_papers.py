"""Papers in the workbench: ticked, designed without a path or a bracket of JSON, changed by a town, fonts and seals."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect
from werkzeug.datastructures import FileStorage

from tests.browser import keep_picture
from tests.flows import window
from tests.flows.town_hall import TownHall
from tests.flows.visitor import Answer, Visitor, said
from tests.printing.test_docx import docx

Open = Callable[..., Page]
ADMIN, TOWN = "boluo.admin", "luoyang.manager"
Fields = dict[str, str | list[str] | FileStorage]


@pytest.fixture
def admin(town_hall: TownHall) -> Visitor:
    """The administrator of the county."""
    return town_hall.visitor(ADMIN)


class Form(HTMLParser):
    """What a browser would post for the designer's form, as it stands."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, list[str]] = {}
        self.inside = False
        self.area = self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "form":
            self.inside = found.get("id") == "ow-wb-form"
        if not self.inside:
            return
        name, value = found.get("name") or "", found.get("value") or ""
        if tag == "input" and name and (found.get("type") not in ("checkbox", "file", "search") or "checked" in found):
            self.fields.setdefault(name, []).append(value)
        elif tag == "textarea":
            self.area = name
            self.fields[name] = [""]
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and ("selected" in found or self.select not in self.fields):
            self.fields[self.select] = [value]

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.fields[self.area] = [self.fields[self.area][0].removeprefix("\n")]
            self.area = ""
        elif tag == "select":
            self.select = ""
        elif tag == "form":
            self.inside = False

    def handle_data(self, data: str) -> None:
        if self.area:
            self.fields[self.area][0] += data


def form(page: Answer) -> Fields:
    """The fields of the designer's form."""
    parser = Form()
    parser.feed(page.text)
    parser.fields.pop("target", None)
    return dict(parser.fields)


def change(admin: Visitor, key: str) -> str:
    """The address of a draft that changes a template."""
    return admin.follow(admin.post("/workbench/templates", {"source": key, "change": "1"})).path.rsplit("/", 1)[0]


def act(who: Visitor, page: Answer, act: str, **changed: str) -> Answer:
    """Press a button on a page of the designer, with some texts typed before; the page that answers."""
    typed: Fields = {name.replace("__", "/"): [text] for name, text in changed.items()}
    answer = who.post(page.path.partition("?")[0], form(page) | typed | {"act": [act]})
    assert answer.status == 303, said(answer)[:400]
    return who.follow(answer)


def blocks(page: Answer) -> list[str]:
    """The kinds of blocks that the page lists, in their order."""
    return [html.unescape(kind) for kind in re.findall(r'<span class="ow-tpl-kind">([^<]+)</span>', page.text)][1:]


def names(page: Answer) -> list[str]:
    """The written pointers of the blocks."""
    return re.findall(r'data-cell="([^"]+)"', page.text)


@pytest.mark.parametrize("key", ["acceptance_notice", "receipt", "approval_sheet"])
def test_every_block_opens_and_saves_unchanged(admin: Visitor, key: str) -> None:
    address = change(admin, key)
    first = admin.get(f"{address}/layout")
    for name in ["page", *names(first)]:
        page = admin.get(f"{address}/layout?field={name}")
        assert page.status == 200
        again = admin.post(f"{address}/layout", form(page) | {"act": [""]})
        assert form(admin.follow(again))["revision"] == ["1"], name


def test_a_notice_is_changed_in_words(admin: Visitor) -> None:
    address = change(admin, "denial_decision")
    page = admin.get(f"{address}/layout?field=blocks/paragraph_1")
    assert "【申请人姓名或名称】" in page.text
    assert "{{" not in re.sub(r"<svg.*?</svg>", "", page.text, flags=re.DOTALL)
    page = act(admin, page, "", blocks__paragraph_1__text="〖粗体|【申请人姓名或名称】〗同志：")
    assert "博罗县𬭎盛餐饮管理有限公司" in page.text
    assert "同志：" in page.text
    before = blocks(page)
    page = act(admin, page, "new:qr")
    assert blocks(page).index("二维码") == 3
    assert "blocks/qr_1" in page.text
    page = act(admin, page, "block-up:blocks/qr_1")
    assert blocks(page).index("二维码") == 2
    page = act(admin, page, "take:blocks/qr_1")
    assert blocks(page) == before


def test_what_is_wrong_stands_at_its_block(admin: Visitor) -> None:
    address = change(admin, "refusal_notice")
    page = admin.get(f"{address}/layout?field=blocks/paragraph_1")
    page = act(admin, page, "", blocks__paragraph_1__text="致{{nobody.name}}")
    assert "没有名为“nobody.name”的数据" in said(page)
    proof = admin.get(f"{address}/proof")
    assert "没有名为“nobody.name”的数据" in said(proof)
    assert f"{address}/layout?field=blocks/paragraph_1" in html.unescape(proof.text)
    assert "nobody.name" in said(admin.get(f"{address}/fields"))
    printed = admin.get(f"{address}/proof.pdf?across=-5&down=12")
    assert printed.body.startswith(b"%PDF")
    assert 'value="-5"' in admin.get(f"{address}/proof").text


def test_cells_are_merged_and_split(admin: Visitor) -> None:
    started = admin.post("/workbench/templates", {"source": "fee_notice", "name": "缴费单"})
    page = admin.follow(started)
    page = act(admin, page, "new:grid")
    page = act(admin, page, "pick:blocks/grid_1/rows/1/0")
    page = act(admin, page, "cell-right:blocks/grid_1/rows/1/0")
    assert 'colspan="2"' in page.text
    page = act(admin, page, "", blocks__grid_1__rows__1__0__text="合计【收费金额·大写金额】")
    assert "合计【收费金额·大写金额】" in page.text
    assert "肆仟肆佰柒拾陆元整" in page.text
    page = act(admin, page, "cell-split:blocks/grid_1/rows/1/0")
    assert 'colspan="2"' not in page.text
    page = act(admin, page, "cell-split:blocks/grid_1/rows/1/0")
    assert "没有合并过" in said(page)
    page = act(admin, page, "row-add:blocks/grid_1/rows/1/0")
    page = act(admin, page, "column-drop:blocks/grid_1/rows/0/0")
    assert "3 行 3 列" in said(page)


def test_the_page_follows_the_typing_and_keeps_nothing(admin: Visitor) -> None:
    address = change(admin, "completion_slip")
    page = admin.get(f"{address}/layout?field=page")
    typed = form(page) | {"footer/text": ["页脚试写"]}
    seen = admin.post(f"{address}/layout/look", typed)
    assert seen.status == 200
    assert "页脚试写" in seen.text
    assert len(seen.body) < 120_000
    assert "页脚试写" not in admin.get(f"{address}/layout").text
    told = admin.post(f"{address}/layout", typed, Accept="application/json")
    assert '"revision":2' in told.text.replace(" ", "")
    stale = admin.post(f"{address}/layout", typed | {"footer/text": ["别的"]}, Accept="application/json")
    assert stale.status == 409


def test_margins_type_and_what_towns_may_change(admin: Visitor) -> None:
    address = change(admin, "termination_notice")
    page = admin.get(f"{address}/layout?field=page")
    assert "没有不同" in said(page)
    page = act(admin, page, "", page__margin__3="32", styles__note__size="小四")
    assert "有 2 处不同" in said(page)
    assert form(page)["page/margin/3"] == ["32"]
    assert form(page)["page/margin/0"] == ["37"]
    page = act(admin, page, "standard:page/margin")
    assert form(page)["page/margin/3"] == ["28"]
    assert "有 1 处不同" in said(page)
    page = act(admin, page, "", page__margin__3="4")
    assert "装订会压住文字" in said(page)
    page = act(admin, page, "standard:")
    assert "没有不同" in said(page)
    page = admin.get(f"{address}/layout?field=blocks/title")
    open_ = form(page) | {"leave": ["blocks/title/text"], "act": [""]}
    page = admin.follow(admin.post(f"{address}/layout", open_))
    assert form(page)["leave"] == ["blocks/title/text"]
    assert "没有不同" in said(page), "what is left open is no difference"


def test_two_people_at_one_template_lose_nothing(town_hall: TownHall, admin: Visitor) -> None:
    address = change(admin, "completion_slip")
    other = Visitor(town_hall.url, cookies=admin.cookies)
    first = admin.get(f"{address}/layout?field=blocks/title")
    same = other.get(f"{address}/layout?field=blocks/title")
    elsewhere = other.get(f"{address}/layout?field=page")
    act(admin, first, "", blocks__title__text="甲的标题")
    page = act(other, elsewhere, "", footer__text="乙的页脚")
    assert "甲的标题" in page.text, "two blocks come together"
    assert "乙的页脚" in page.text
    typed = form(same) | {"blocks/title/text": ["乙的标题"], "act": ["block-down:blocks/title"]}
    asked = other.post(f"{address}/layout", typed)
    assert asked.status == 409
    assert "甲的标题" in said(asked)
    assert "甲的标题" in admin.get(f"{address}/layout").text, "nothing is overwritten before the choice"
    chosen = re.findall(r'name="(choose:[^"]+)"', asked.text)
    fields = {**typed, **{name: ["mine"] for name in chosen}, "asked": [asked.hidden["asked"]]}
    page = other.follow(other.post(f"{address}/layout", fields))
    assert "乙的标题" in page.text
    assert "乙的页脚" in page.text
    assert "甲的标题" not in page.text


def test_a_condition_of_a_block_is_set_in_sentences(admin: Visitor) -> None:
    address = change(admin, "extension_notice")
    rule = f"{address}/rule?at=blocks/paragraph_1/if"
    assert "承诺时限" in admin.get(rule).text
    line = {"b:what": "group", "b:mode": "all", "b-0:what": "line", "b-0:subject": "case.deemed", "b-0:relation": "=="}
    kept = admin.post(rule, {**line, "b-0:value": "true", "act": "keep"})
    back = admin.follow(kept)
    assert "是否视为受理" in said(back)
    assert "field=blocks/paragraph_1" in back.path


def test_a_word_document_is_taken_in_once(admin: Visitor) -> None:
    file = FileStorage(io.BytesIO(docx("<w:p><w:r><w:t>兹证明{{applicant.name}}</w:t></w:r></w:p>")), "证明.docx")
    given: Fields = {"name": "居住证明", "source": "receipt", "word": file}
    page = admin.follow(admin.post("/workbench/templates", given))
    assert "兹证明【申请人姓名或名称】" in page.text
    broken = FileStorage(io.BytesIO(b"no word"), "x.docx")
    refused = admin.post("/workbench/templates", given | {"name": "坏的", "word": broken})
    assert refused.status == 422
    assert refused.problems
    assert admin.post("/workbench/templates", {"name": " ", "source": "receipt"}).status == 422


def test_the_papers_of_a_matter(admin: Visitor) -> None:
    started = admin.post("/workbench/", {"source": "food_business_permit", "name": "小吃店许可"})
    address = admin.follow(started).path.rsplit("/", 1)[0] + "/documents"
    page = admin.get(address)
    ticked = re.findall(r'name="paper" value="([^"]+)" checked', page.text)
    assert "permit_decision" in ticked
    left = [key for key in ticked if key != "denial_decision"]
    shown = re.findall(r'name="shown" value="([^"]+)"', page.text)
    saved = admin.post(address, {"revision": form(page)["revision"], "shown": shown, "paper": left})
    page = admin.follow(saved)
    assert "缺少《不予行政许可决定书》" in said(page)
    page = admin.follow(admin.post(address, form(page) | {"act": ["take:denial_decision"]}))
    assert "缺少《不予行政许可决定书》" not in said(page)
    assert re.findall(r'name="paper" value="([^"]+)" checked', page.text).count("denial_decision") == 1
    seen = admin.get(address.removesuffix("documents") + "paper/permit_decision.pdf")
    assert seen.headers["Content-Type"] == "application/pdf"
    assert seen.body.startswith(b"%PDF")
    assert admin.get(address.removesuffix("documents") + "paper/nothing.pdf").status == 404


def test_a_town_changes_what_its_county_leaves_open(town_hall: TownHall) -> None:
    town = town_hall.visitor(TOWN)
    address = change(town, "acceptance_notice")
    page = town.get(f"{address}/layout?field=blocks/closing/blocks/copies")
    assert "上级锁定" in said(page)
    name = "blocks/closing/blocks/copies/text"
    page = act(town, page, "", **{name.replace("/", "__"): "本文书一式三份。"})
    assert "本文书一式三份。" in page.text
    done = town.post(f"{address}/adapt")
    assert done.location == "/workbench/templates", said(town.follow(done))[:900]
    assert "已在本单位生效" in said(town.follow(done))
    again = town.get(f"{change(town, 'acceptance_notice')}/layout")
    assert "本文书一式三份。" in again.text
    locked = act(town, town.get(again.path + "?field=blocks/title"), "", blocks__title__text="别的标题")
    refused = town.follow(town.post(locked.path.partition("/layout")[0] + "/adapt"))
    assert "锁定" in said(refused)
    assert "别的标题" in refused.text  # the draft is kept


def test_fonts(admin: Visitor) -> None:
    page = admin.get("/workbench/fonts?q=%E9%BE%98")
    assert "U+9F98" in page.text
    junk: Fields = {"role": "title", "font": FileStorage(io.BytesIO(b"no font"), "x.ttf")}
    refused = admin.post("/workbench/fonts", junk)
    assert refused.status == 422
    assert list(refused.problems) == ["f-font"]
    assert admin.post("/workbench/fonts", {"role": "title"}).status == 422
    assert admin.post("/workbench/fonts", {"role": "strange"}).status == 422


def impression() -> FileStorage:
    """A red ring on white paper."""
    image = Image.new("RGB", (500, 500), "white")
    ImageDraw.Draw(image).ellipse((20, 20, 480, 480), outline=(200, 20, 30), width=20)
    out = io.BytesIO()
    image.save(out, "PNG")
    return FileStorage(io.BytesIO(out.getvalue()), "seal.png")


SEAL: Fields = {
    "role": "receipt_seal",
    "name": "罗阳街道收件专用章",
    "width": "42",
    "from": "2026-01-01",
    "to": "2030-12-31",
}


def test_a_seal_is_registered_entrusted_and_taken_out_of_use(town_hall: TownHall) -> None:
    town = town_hall.visitor(TOWN)
    blank = FileStorage(io.BytesIO(b"no picture"), "x.png")
    assert town.post("/workbench/seals", SEAL | {"image": blank}).status == 422
    assert town.post("/workbench/seals", SEAL | {"to": "", "image": impression()}).status == 422
    page = town.follow(town.post("/workbench/seals", SEAL | {"image": impression()}))
    assert "罗阳街道收件专用章" in said(page)
    assert "2026年12月28日" in page.text
    assert town.get(f"{page.path}/over-date.pdf").body.startswith(b"%PDF")
    late = {"act": "entrust", "from": "2026-01-01", "to": "2031-12-31"}
    refused = town.post(page.path, late)
    assert refused.status == 422
    assert "2030-12-31" in said(refused)
    given = {"act": "entrust", "from": "2026-01-01", "to": "2027-12-31", "department": "民政办", "kinds": "receipt"}
    page = town.follow(town.post(page.path, given))
    assert "民政办" in said(page)
    custody = re.findall(r'value="relieve:([^"]+)"', page.text)
    assert len(custody) == 2
    page = town.follow(town.post(page.path, {"act": f"relieve:{custody[0]}"}))
    assert re.findall(r'value="relieve:([^"]+)"', page.text) == custody[1:]
    assert town.post(page.path, {"act": f"relieve:{custody[0]}"}).status == 404
    gone = town.follow(town.post(page.path, {"act": "withdraw"}))
    assert "已停用" in said(gone)


def test_nobody_else_gets_in(town_hall: TownHall, admin: Visitor) -> None:
    address = change(admin, "mandate")
    county = re.findall(r'href="(/workbench/seals/[^"]+)"', admin.get("/workbench/seals").text)
    for who in ("luoyang.window", "civil.officer", "civil.editor"):
        visitor = town_hall.visitor(who)
        assert visitor.get("/workbench/fonts").status == 403
        assert visitor.get("/workbench/seals").status == 403
        for url in county:
            assert visitor.get(url).status == 403
            assert visitor.get(f"{url}/picture.png").status == 403
    window_clerk = town_hall.visitor("luoyang.window")
    assert window_clerk.post(f"{address}/layout", {"revision": "1"}).status == 403
    assert window_clerk.post(f"{address}/adapt").status == 403
    town = town_hall.visitor(TOWN)
    for url in county:
        assert town.post(url, {"act": "withdraw"}).status in (403, 404)


def test_designed_in_the_browser(open_page: Open, town_hall: TownHall, admin: Visitor) -> None:
    address = change(admin, "suspension_notice")
    page = window.signed_in(open_page(), town_hall, ADMIN)
    page.goto(f"{town_hall.url}{address}/layout")
    page.get_by_text("添加一块").click()
    page.get_by_role("button", name="段落 一段文字").click()
    box = page.locator(".ow-tpl-properties textarea")
    expect(box).to_have_value("请在这里输入文字。")
    box.fill("联系电话：")
    page.get_by_text("插入字段").click()
    page.get_by_label("名称或拼音首字母").last.fill("lxrdh")
    page.get_by_role("button", name="联系人电话", exact=True).click()
    expect(box).to_have_value("联系电话：【联系人电话】")
    expect(page.locator("#ow-tpl-look")).to_contain_text("0752-6628003")
    expect(page.locator("#ow-saved")).to_contain_text("已保存")
    assert "联系电话：【联系人电话】" in admin.get(f"{address}/layout").text
    up = page.get_by_role("button", name="上移", exact=True)
    up.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".ow-tpl-picked")).to_contain_text("联系电话")
    expect(page.locator(".ow-tpl-line").last).not_to_contain_text("联系电话")


def test_margins_are_set_and_put_back_in_the_browser(open_page: Open, town_hall: TownHall, admin: Visitor) -> None:
    address = change(admin, "fee_notice")
    page = window.signed_in(open_page(), town_hall, ADMIN)
    page.goto(f"{town_hall.url}{address}/layout?field=page")
    page.get_by_label("左边距").fill("33")
    expect(page.locator("#ow-saved")).to_contain_text("已保存")
    page.reload()
    page.locator("#standard summary").click()
    expect(page.locator("#standard")).to_contain_text("有 1 处不同")
    keep_picture(page, "template_page_settings")
    page.get_by_role("button", name="全部恢复标准").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#standard")).to_contain_text("没有不同")
    expect(page.get_by_label("左边距")).to_have_value("28")
