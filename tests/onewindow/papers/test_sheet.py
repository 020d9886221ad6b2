"""Margins and type of a template on the screen, what it leaves open below, and its way back to the standard."""

from __future__ import annotations

from typing import Any

import pytest

from onewindow.domain.workbench import editing
from onewindow.domain.workbench.adapting.steps import restore
from onewindow.domain.workbench.papers import inheriting, properties, sheet
from onewindow.domain.workbench.places import find, put
from printing import Json, compile_template, system_template, system_template_keys
from tenants.pointers import parse

KEYS = system_template_keys()


def posted(template: Json, **typed: str) -> dict[str, list[str]]:
    """The page of properties as a browser posts it, with some controls changed."""
    full = sheet.opened(template)
    shown = [one for part in properties.sheet_tab(template).parts for one in editing.controls(full, part)]  # type: ignore[arg-type]
    changed = {name.replace("__", "/"): [text] for name, text in typed.items()}
    assert changed.keys() <= {one.name for one in shown}
    return {"shown": [one.name for one in shown], **{one.name: list(one.texts) for one in shown}, **changed}


def edited(template: Json, **typed: str) -> Any:
    """The template after a post."""
    made = editing.apply(sheet.opened(template), properties.sheet_tab(template), posted(template, **typed))
    assert not made.faults
    return sheet.closed(made.document, template)


@pytest.mark.parametrize("key", KEYS)
def test_a_page_that_nobody_touched_changes_nothing(key: str) -> None:
    template = system_template(key)
    assert edited(template) == template
    assert not sheet.departures(template), "no template of the platform is doubtful"


def test_only_what_is_changed_is_said() -> None:
    notice: Any = system_template("acceptance_notice")
    assert "styles" not in notice
    made = edited(notice, page__margin__3="30", styles__cell__size="小四", page__grid__lines="24")
    assert made["page"] == {**notice["page"], "margin": [37, 26, 35, 30], "grid": {"chars": 28, "lines": 24}}
    assert made["styles"] == {"cell": {"size": "小四"}}
    compiled = compile_template(made)
    assert compiled.styles["cell"].size == 12
    assert compiled.styles["cell"].lead == 15
    assert compiled.page.left == pytest.approx(30 * 72 / 25.4)
    assert edited(made, styles__cell__lead="18")["styles"] == {"cell": {"size": "小四", "lead": 18}}


def test_doubts_name_their_place() -> None:
    notice = system_template("receipt")
    tight = edited(notice, page__margin__3="5", styles__small__size="六号", styles__cell__lead="9")
    assert [one.pointer for one in sheet.departures(tight)] == [
        "/page/margin",
        "/styles/cell/lead",
        "/styles/small/size",
    ]
    assert all(one.level == "warning" and one.suggestion for one in sheet.departures(tight))


def test_places_are_left_open_and_locked_again() -> None:
    notice: Any = system_template("acceptance_notice")
    offered = dict(inheriting.may_be_left(notice, "blocks/title"))
    assert offered == {"blocks/title": "整块：可以改，也可以去掉", "blocks/title/text": "文字"}
    opened = inheriting.leave(notice, offered, ["blocks/title/text"])
    assert opened["inherit"] == {**notice["inherit"], "blocks/title/text": "free"}
    assert not inheriting.locked(opened, "blocks/title/text")
    assert inheriting.left_open(opened, "blocks/title/text")
    assert inheriting.leave(opened, offered, []) == notice
    assert inheriting.leave(notice, offered, []) is notice
    facts = dict(inheriting.may_be_left(notice, "blocks/facts"))
    assert "blocks/facts/items/complaint_phone/text" in facts
    assert inheriting.may_be_left({"blocks": [{"type": "title", "text": "x"}]}, "blocks/0") == []
    assert ("page/margin", "页边距") in inheriting.may_be_left(notice, "")


def test_rules_of_other_words_stay_when_nobody_touches_them() -> None:
    receipt: Any = system_template("receipt")
    template = {**receipt, "inherit": {"page/margin": {"rule": "free", "reason": "各镇打印机不同"}}}
    shown = [pattern for pattern, _label in inheriting.may_be_left(template, "")]
    assert inheriting.leave(template, shown, ["page/margin"]) is template
    assert "inherit" not in inheriting.leave(template, shown, [])


@pytest.mark.parametrize("key", KEYS)
def test_every_block_has_a_name_that_stays(key: str) -> None:
    """Two people at two blocks are brought together by names, and a town changes a block by its name."""

    def unnamed(blocks: Any) -> list[Any]:
        inside = [each for block in blocks for part in ("blocks", "then", "else") for each in block.get(part, ())]
        return [block for block in blocks if "id" not in block] + (unnamed(inside) if inside else [])

    template: Any = system_template(key)
    assert unnamed(template["blocks"]) == []


def test_one_press_leads_back_to_the_standard() -> None:
    standard: Any = system_template("acceptance_notice")
    draft = put(edited(standard, page__margin__0="30"), parse("blocks/title/text"), "本镇受理通知书")
    draft = put(draft, parse("blocks/letterhead"), find(draft, ("nothing",)))
    draft = {**draft, "blocks": [*draft["blocks"], {"id": "extra", "type": "space", "lines": 1}], "name": "别名"}
    found = dict(inheriting.departures(standard, draft))
    assert (found["page/margin"], found["blocks/extra"]) == ("adapted", "added")
    assert {"blocks/title/text", "blocks/letterhead", "blocks/extra", "page/margin"} == set(found)
    for at in found:
        draft = restore(standard, draft, at)
    assert draft == {**standard, "name": "别名"}
