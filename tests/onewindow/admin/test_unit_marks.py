"""Numbering, emblem and certificates on the pages of a unit."""

from __future__ import annotations

import io
from datetime import datetime, timedelta

from PIL import Image
from werkzeug.test import TestResponse

from onewindow.domain import demo
from onewindow.domain.emblem import SIDE, Unusable, emblem, picture_of
from onewindow.services.paper import authority
from onewindow.services.paper.keeping import Who
from onewindow.store import catalogue, certificates, numbering, tree
from onewindow.web.access import CHINA
from tests.onewindow.admin.office import TOKEN, Caller, Office, links, said

TOWN, COUNTY = "luoyang.admin", "boluo.admin"


def png(size: tuple[int, int] = (300, 200), kind: str = "PNG") -> bytes:
    """A picture of one colour."""
    out = io.BytesIO()
    Image.new("RGB", size, (20, 80, 90)).save(out, kind)
    return out.getvalue()


def upload(caller: Caller, content: bytes) -> TestResponse:
    """Send a picture with the token of the page."""
    token = TOKEN.search(caller.get("/workbench/emblem").text)
    assert token
    data = {"csrf_token": token.group(1), "picture": (io.BytesIO(content), "emblem.png")}
    headers = {**caller.came_from, "Origin": "http://localhost"}
    return caller.client.post("/workbench/emblem", data=data, headers=headers)


def test_an_emblem_is_made_anew_and_nothing_else_of_the_file_stays() -> None:
    made = emblem(png((300, 200), "JPEG"))
    assert not isinstance(made, Unusable)
    drawn = picture_of(made)
    assert drawn is not None
    with Image.open(io.BytesIO(drawn)) as image:
        assert (image.format, image.size, image.mode) == ("PNG", (SIDE, SIDE), "RGBA")
        assert image.getpixel((SIDE // 2, 2)) == (0, 0, 0, 0), "wider than high: clear above"
    hostile = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    for wrong, word in ((hostile, "不能读取"), (b"", "不能读取"), (png((63, 300)), "太小"), (b"x" * 2_000_001, "超过")):
        refused = emblem(wrong)
        assert isinstance(refused, Unusable)
        assert word in refused.message
    assert picture_of({"schema": "onewindow/matter/1", "png": "AAAA"}) is None


def test_the_countys_emblem_stands_on_pages_below_until_they_set_their_own(office: Office) -> None:
    county, town, stranger = office.caller(COUNTY), office.caller(TOWN), office.caller()
    refused = upload(county, b"<svg/>")
    assert refused.status_code == 422
    assert "PNG" in said(refused)
    assert upload(county, png()).status_code == 303
    page = town.get("/workbench/emblem")
    assert "沿用上级" in said(page)
    address = page.text.partition('class="ow-brand-mark" src="')[2].partition('"')[0]
    assert address.startswith(f"/emblem/{demo.COUNTY}/")
    shown = stranger.get(address)
    assert shown.mimetype == "image/png"
    assert "immutable" in shown.headers["Cache-Control"]
    assert "default-src 'none'" in shown.headers["Content-Security-Policy"]
    assert upload(town, png((100, 100))).status_code == 303
    assert f"/emblem/{demo.LUOYANG}/" in town.get("/workbench/emblem").text
    assert f"/emblem/{demo.COUNTY}/" in county.get("/workbench/emblem").text
    assert town.post("/workbench/emblem", {"act": "remove"}).status_code == 303
    assert address in town.get("/workbench/emblem").text
    marks = [one.detail["marks"] for one in office.acts(demo.COUNTY, "tenant.brand")]
    assert "emblem" in marks[0]


def test_no_other_document_is_shown_as_a_picture(office: Office) -> None:
    with office.database.work(demo.COUNTY) as uow:
        other = catalogue.within(uow.session, datetime.now(CHINA).date())[0].digest
    hex_ = other.removeprefix("sha256:")
    for path in (f"/emblem/{demo.COUNTY}/{hex_}.png", f"/emblem/{demo.COUNTY}/none.png", f"/emblem/7/{hex_}.png"):
        answer = office.caller().get(path)
        assert answer.status_code == 404
        assert answer.headers["Cache-Control"] == "no-store"


def test_numbers_are_looked_at_before_other_rules_hold(office: Office) -> None:
    town = office.caller(TOWN)
    today = datetime.now(CHINA).date()
    before = said(town.get("/workbench/numbering"))
    with office.database.work(demo.LUOYANG) as uow:
        letters = tree.get(uow.session, demo.LUOYANG).branding["letters"]
    assert f"{letters}受〔{today.year}〕1号" in before
    rules = {"letters": "罗阳试", "document": "{body}{kind}〔{year}〕{serial}号", "on": today.isoformat()}
    refused = town.post("/workbench/numbering", {**rules, "document": "{body}"})
    assert refused.status_code == 422
    assert "顺序号" in said(refused)
    with office.database.work(demo.LUOYANG) as uow:
        for _ in range(3):
            numbering.next_(uow.session, f"罗阳试受〔{today.year}〕{{serial}}号")
    look = town.post("/workbench/numbering", {**rules, "act": "look", "word:receipt": "回"})
    assert f"罗阳试受〔{today.year}〕4号" in said(look)
    assert f"罗阳试回〔{today.year}〕1号" in said(look)
    assert "罗阳试" not in said(town.get("/workbench/numbering")), "nothing is done by looking"
    past = town.post("/workbench/numbering", {**rules, "act": "do", "on": (today - timedelta(days=1)).isoformat()})
    assert past.status_code == 422
    assert "过去的日子" in said(past)
    assert town.post("/workbench/numbering", {**rules, "act": "do", "word:receipt": "回"}).status_code == 303
    after = said(town.get("/workbench/numbering"))
    assert f"罗阳试受〔{today.year}〕4号" in after
    assert f"罗阳试回〔{today.year}〕1号" in after
    assert "罗阳试" not in said(office.caller(COUNTY).get("/workbench/numbering"))
    assert office.acts(demo.COUNTY, "numbering.publish")


def test_certificates_warn_in_time_and_show_no_key(office: Office) -> None:
    county = office.caller(COUNTY)
    assert "还没有证书" in said(county.get("/workbench/certificates"))
    now = datetime.now(CHINA)
    with office.database.work(demo.COUNTY) as uow:
        made = authority.found_root(uow, Who("测试"), "a long passphrase", now=now)
        assert isinstance(made, tuple)
        root, key = made
        signer = authority.certify(uow, Who("测试"), key, "a long passphrase", "own passphrase", days=20, now=now)
        assert isinstance(signer, certificates.Certificate)
    page = county.get("/workbench/certificates")
    assert "PRIVATE KEY" not in page.text
    assert "天到期" in said(page)
    assert signer.serial in said(page)
    town = office.caller(TOWN)
    assert root.subject in said(town.get("/workbench/certificates")), "a town sees what signs for it"
    assert root.serial not in said(town.get("/workbench/certificates", q=signer.serial))
    assert "没有找到证书" in said(town.get("/workbench/certificates", q="没有"))
    assert links(county.get("/workbench/unit"), "/workbench/certificates")
    assert office.caller("luoyang.window").get("/workbench/certificates").status_code == 403
