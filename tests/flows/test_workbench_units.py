"""A unit's own affairs: packs, opening, divisions, lists of the whole unit, name and colours, local standards."""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from typing import Any

from werkzeug.datastructures import FileStorage

from onewindow.domain.canonical import digest
from tests.flows.choosing import choose
from tests.flows.town_hall import TownHall
from tests.flows.unit_admins import KEY, admin, body_of, hall, signed_in, town
from tests.flows.visitor import Answer, Visitor, said

Json = Any
__all__ = ["admin", "hall", "town"]


def shown(page: Answer) -> set[str]:
    """The controls that may be changed."""
    return set(re.findall(r'name="shown" value="([^"]+)"', page.text))


def test_a_pack_goes_out_and_comes_in_with_a_choice_for_each_thing(admin: Visitor, hall: TownHall) -> None:
    out = admin.get("/workbench/packs/export.zip")
    assert out.headers["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(out.body)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    name = f"matter/{KEY}.json"
    body = json.loads(files[name])
    manifest = json.loads(files["manifest.json"])
    assert manifest
    broken = send(admin, {**files, name: b'{"schema": "onewindow/matter/1"}'})
    assert broken.status == 422
    assert name in said(broken)
    assert send(admin, {"readme.json": b"{}"}).status == 422
    assert "请选择" in said(admin.post("/workbench/packs", {}))
    same = admin.follow(send(admin, files))
    assert "包里的内容这里都已经有了" in said(same)
    changed = changed_pack(files, name, {**body, "daily_name": "老年津贴"})
    dry = admin.follow(send(admin, changed))
    assert "高龄津贴" in said(dry)
    assert body_of(hall)["daily_name"] == body["daily_name"]
    kept = admin.post(dry.path, {f"choice:matter:{KEY}@441322": "keep"})
    assert kept.status == 200, said(kept)
    assert body_of(hall)["daily_name"] == body["daily_name"]
    done = admin.post(dry.path, {f"choice:matter:{KEY}@441322": "take"})
    assert "采用了 1 项" in said(done)
    assert body_of(hall)["daily_name"] == "老年津贴"
    assert signed_in(hall, "luoyang.manager").get(dry.path).status == 404  # another tenant's upload


def changed_pack(files: dict[str, bytes], name: str, body: Json) -> dict[str, bytes]:
    """A pack with another body of one document, its manifest telling so."""
    manifest = json.loads(files["manifest.json"])
    old = digest(json.loads(files[name]))
    text = json.dumps(manifest, ensure_ascii=False).replace(old, digest(body))
    return {**files, name: json.dumps(body, ensure_ascii=False).encode(), "manifest.json": text.encode()}


def send(who: Visitor, files: dict[str, bytes]) -> Answer:
    """Upload a pack."""
    sent = io.BytesIO()
    with zipfile.ZipFile(sent, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return who.post("/workbench/packs", {"pack": FileStorage(io.BytesIO(sent.getvalue()), filename="pack.zip")})


def test_what_is_missing_leads_to_where_it_is_mended_and_examples_are_played(admin: Visitor, hall: TownHall) -> None:
    page = admin.get("/workbench/ready")
    assert "枚印章" in said(page)
    assert "岗位人员" in said(page)
    assert "/admin/people/" in page.text
    before = hall.rows("SELECT count(*) FROM case_")
    played = admin.post("/workbench/ready", {"matter": [KEY, "food_business_permit", "x"]})
    assert "与示例一致" in said(played)
    assert "继续（还有 1 项）" in said(played)
    told = admin.post("/workbench/ready", {"matter": KEY}, Accept="application/json")
    assert json.loads(told.text)["lines"][0]["state"] in ("ok", "skipped")
    assert hall.rows("SELECT count(*) FROM case_") == before
    below = admin.get("/workbench/ready?unit=441322001")
    assert "罗阳街道" in said(below)
    assert admin.get("/workbench/ready?unit=441323").status == 404


def test_a_list_of_divisions_is_looked_at_before_it_is_taken_in(admin: Visitor, hall: TownHall) -> None:
    rows = hall.rows("SELECT code, name, level, scope FROM tenant ORDER BY scope")
    lines = ["code,name,level,parent_code"]
    for code, name, level, scope in rows:
        parent = "" if level == "county" else code[:6] if level == "town" else str(scope)[:9]
        lines.append(f"{code},{name},{level},{parent}")
    bad = send_list(admin, [*lines, "441322999,新镇,hamlet,441322", "441322998001,无镇村,village,441322998"])
    assert bad.status == 422
    assert said(bad).count("第 ") >= 2
    look = send_list(admin, [*lines, "441322990,新设镇,town,441322"])
    assert look.status == 200, said(look)
    assert "新设镇" in said(look)
    assert not hall.rows("SELECT 1 FROM tenant WHERE code = '441322990'")
    text = html.unescape(re.search(r'<textarea name="text" hidden>\n(.*?)</textarea>', look.text, re.DOTALL).group(1))  # type: ignore[union-attr]
    assert admin.post("/workbench/begin", {"step": "plant", "text": text}).status == 303
    ((scope, status),) = hall.rows("SELECT scope, status FROM tenant WHERE code = '441322990'")
    assert status == "planned"
    assert admin.post("/workbench/begin", {"step": "open", "scope": str(scope)}).status == 403  # not his to open
    town = signed_in(hall, "luoyang.manager")
    assert "由县级接入" in said(send_list(town, lines))
    before = hall.rows("SELECT count(*) FROM publication")
    assert admin.post("/workbench/begin", {"step": "standard"}).status == 303
    assert hall.rows("SELECT count(*) FROM publication") == before  # nothing of the county's own is overwritten


def send_list(who: Visitor, lines: list[str]) -> Answer:
    """Upload a list of divisions."""
    file = FileStorage(io.BytesIO("\n".join(lines).encode()), filename="list.csv")
    return who.post("/workbench/begin", {"step": "read", "file": file})


def test_windows_and_telephones_hold_below_and_may_be_adjusted(admin: Visitor, town: Visitor) -> None:
    assert "还没有设定" in said(admin.get("/workbench/settings"))
    blank = admin.post("/workbench/settings/phones", {"act": "add"})
    name = re.search(r'name="element" value="([^"]+)"', blank.text)
    assert name
    at = f"items/{name.group(1)}"
    short = {"element": name.group(1), "shown": [f"{at}/text", f"{at}/number"], f"{at}/text": "咨询", "open": "free"}
    missing = admin.post("/workbench/settings/phones", {**short, "act": "save"})
    assert missing.status == 422
    assert "“号码”还没有填写" in said(missing)
    wrong = admin.post("/workbench/settings/phones", {**short, f"{at}/number": "打我", "act": "save"})
    assert "只能有数字" in said(wrong)
    kept = admin.post("/workbench/settings/phones", {**short, f"{at}/number": "0752-6200001", "act": "save"})
    assert kept.status == 303
    assert "沿用上级" in said(town.get("/workbench/settings"))
    local = town.get("/workbench/local/phones/phones")
    assert "0752-6200001" in local.text
    assert town.get("/workbench/settings/phones").status == 404
    assert "使用的事项" in said(admin.get("/workbench/settings"))
    # Two at the list: what the second does not touch stays as the first saved it, what both changed is asked.
    page = admin.get("/workbench/settings/phones").hidden
    first = {**page, **short, "act": "save", f"{at}/number": "0752-6200002"}
    assert admin.post("/workbench/settings/phones", first).status == 303
    named = {**page, **short, "act": "save", f"{at}/text": "热线", f"{at}/number": "0752-6200001"}
    assert admin.post("/workbench/settings/phones", named).status == 303
    assert "0752-6200002" in admin.get("/workbench/settings/phones").text
    clash = admin.post("/workbench/settings/phones", {**first, f"{at}/number": "0752-6200003"})
    assert choose(admin, clash).status == 303
    stands = admin.get("/workbench/settings/phones").text
    assert "0752-6200003" in stands
    assert "热线" in stands


def test_a_colour_on_which_white_is_hard_to_read_is_refused(town: Visitor) -> None:
    pale = town.post("/workbench/branding", {"colour": "#ffff00", "body": "罗阳中心"})
    assert pale.status == 422
    assert "白字在这个颜色上看不清" in said(pale)
    assert "对比度" in said(pale)
    assert town.post("/workbench/branding", {"colour": "#1f4e8c", "body": "罗阳中心"}).status == 303
    assert 'value="罗阳中心"' in town.get("/workbench/branding").text


def test_a_local_standard_is_changed_by_a_draft(admin: Visitor, town: Visitor) -> None:
    page = admin.get("/workbench/parameters")
    assert "使用的事项：" in said(page)
    name = sorted(shown(page))[0]
    wrong = admin.post("/workbench/parameters", {"shown": [name], name: "很多"})
    assert wrong.status == 422
    assert "应为数字" in said(wrong)
    draft = admin.post("/workbench/parameters", {"shown": [name], name: "1000"})
    assert draft.status == 303
    assert "1000" in said(admin.follow(draft))
    again = admin.post("/workbench/parameters", {"shown": [name], name: "1100"})
    assert again.location == draft.location
    assert "1100" in said(admin.follow(again))
    assert town.get("/workbench/parameters").status == 404
