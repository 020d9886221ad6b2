"""Bad input at the form's door: told in Chinese at its field, the rest kept, nothing stored that was not asked."""

from __future__ import annotations

import re

import pytest
from werkzeug.datastructures import FileStorage, MultiDict

from tests.flows import files
from tests.flows.applications import SHOP, begin, submit
from tests.flows.town_hall import TownHall
from tests.flows.visitor import Answer, Visitor, said

NAME = str(SHOP.answers["org.name"])
WRONG = {
    "premises.area_m2": (
        "八十六",
        "-1",
        "1e400",
        "NaN",
        "Infinity",
        "8" * 400,
        "１２３.４５６７８９",
        "0x10",
        "86,5,1",
    ),
    "premises.seat_count": ("四十", "-3", "1.5", "9" * 30, "1e3"),
    "org.uscc": ("91441322MA4WXCKM2N", "O2441322MA4WXCKM2N", "x", "92441322MA4WXCKM2N" * 50),
    "org.legal_person_id_number": ("441322198503071234", "441322198513071235", "abc", "١٢٣٤٥٦٧٨٩٠١٢٣٤٥٦٧٨"),
    "org.phone": ("123", "+", "13800138000138001380001380", "<script>"),
    "org.type": ("emperor", "'; DROP TABLE case_; --"),
    "premises.division": ("441322", "110101001001", "441322002001", "999999999999", "x"),
    "food.main_business": ("piracy",),
    "food.items": ("plutonium",),
    "food.online_sale": ("maybe", "2"),
    "commit.truthful": ("0", "no"),
    "org.name": ("", " \u3000 ", "长" * 5_000, "\ufffd" * 300),
}
FALSE_FILES = {
    "program.pdf": files.PROGRAM,
    "page.pdf": files.PAGE,
    "drawing.svg": files.SVG,
    "drawing.png": files.SVG,
    "archive.pdf": files.ZIP_BOMB,
    "archive.zip": files.ZIP_BOMB,
    "huge.png": files.HUGE_PICTURE,
    "empty.pdf": b"",
    "noname": files.PDF[:4],
    "script.pdf.exe": files.PDF,
}


@pytest.fixture
def clerk(town_hall: TownHall) -> Visitor:
    """Somebody at the window of 罗阳."""
    return town_hall.visitor("luoyang.window")


def stored_answers(town_hall: TownHall, page: Answer) -> dict[str, object]:
    """The answers of an application as they are stored."""
    ((answers,),) = town_hall.rows("SELECT answers FROM application WHERE id = %s", page.path.rpartition("/")[2])
    assert isinstance(answers, dict)
    return answers


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in WRONG.items() for value in values])
def test_a_wrong_value_is_told_at_its_field_and_the_rest_is_kept(clerk: Visitor, name: str, value: str) -> None:
    answer = submit(clerk, begin(clerk, SHOP), SHOP, **{name.replace(".", "__"): value})
    assert answer.status == 422, said(answer)[:200]
    assert f"f-{name}" in answer.problems, answer.problems
    assert re.search("[\u4e00-\u9fff]", answer.problems[f"f-{name}"])
    assert "王强" in answer.text
    assert 'id="i-m-layout_plan" name="material-layout_plan-received" value="1" checked' in answer.text


def test_a_million_signs_in_a_field_are_refused_and_what_was_saved_stays(clerk: Visitor) -> None:
    form = begin(clerk, SHOP)
    assert clerk.post(form, {**SHOP.posted(), "action": "draft"}).status == 303
    too_long = submit(clerk, form, SHOP, ad__content="长" * 100_000)
    assert too_long.status == 422
    assert "f-ad.content" in too_long.problems
    assert len(too_long.problems["f-ad.content"]) < 300
    too_large = submit(clerk, form, SHOP, org__name="名" * 1_000_000)
    assert too_large.status == 413
    assert "内容过大" in said(too_large)
    assert NAME in clerk.get(form).text


def test_unknown_hidden_and_guide_fields_are_not_stored(clerk: Visitor, town_hall: TownHall) -> None:
    forced = {
        "evil__field": "1",
        "case__status": "finished",
        "guide__has_sign": "0",
        "org__has_licence": "0",
        "entrust__agent_name": "冒名者",
        "entrust__agent_id_number": "441322198503071235",
        "delivery__post_address": "别处",
        "ad__area_m2": "9999",
        "drain__daily_volume_m3": "5",
        "applicant__name": "另一人",
        "param__x": "1",
        "__proto__": "1",
    }
    answer = submit(clerk, begin(clerk, SHOP), SHOP, **forced)
    assert answer.status == 303, answer.problems
    page = clerk.follow(answer)
    stored = stored_answers(town_hall, page)
    assert not {name.replace("__", ".") for name in forced} - {"ad.area_m2"} & set(stored)
    assert str(stored["ad.area_m2"]) in ("6", "6.0", "6.00")
    assert len(page.codes) == 4
    assert "冒名者" not in str(town_hall.rows("SELECT answers FROM case_"))


def test_several_values_where_one_is_asked(clerk: Visitor) -> None:
    form = begin(clerk, SHOP)
    fields: MultiDict[str, object] = MultiDict(SHOP.posted(action="submit"))
    fields.add("food.main_business", "canteen")
    fields.add("org.type", "company")
    fields["csrf_token"] = clerk.token
    answer = clerk.post_bare(form, fields)
    assert answer.status in (303, 422)
    if answer.status == 422:
        assert set(answer.problems) <= {"f-food.main_business", "f-org.type"}


@pytest.mark.parametrize("place", ["org.name", "x\0y", "food.items", "material-layout_plan-pages", "action"])
def test_a_null_character_is_refused_anywhere(clerk: Visitor, place: str) -> None:
    form = begin(clerk, SHOP)
    answer = clerk.post(form, {**SHOP.posted(), "action": "submit", place: "名\0字"})
    assert answer.status == 400
    assert clerk.get(form).status == 200
    for path in (
        "/desk/cases?q=%00",
        "/desk/?q=a%00b",
        "/desk/cases/%00",
        "/desk/themes/%00",
        "/progress?number=%00&v=1",
    ):
        assert clerk.get(path).status == 400, path


@pytest.mark.parametrize("count", [300, 20_000])
def test_a_flood_of_fields_is_no_trouble(clerk: Visitor, count: int) -> None:
    answer = clerk.post(begin(clerk, SHOP), {**{f"x{number}": "1" for number in range(count)}, "action": "submit"})
    assert answer.status in (413, 422)


@pytest.mark.parametrize("pages", ["-5", "1e9", "99999999999999999999", "二", "2.5"])
def test_strange_page_counts_are_read_as_none(clerk: Visitor, town_hall: TownHall, pages: str) -> None:
    changed = {"material-layout_plan-pages": pages, "material-layout_plan-check": pages, "material-x-received": "1"}
    answer = submit(clerk, begin(clerk, SHOP), SHOP, **changed)
    assert answer.status == 303, answer.problems
    page = clerk.follow(answer)
    statement = "SELECT pages FROM case_material m JOIN case_ c ON c.id = m.case_id WHERE key = %s AND number = %s"
    assert town_hall.rows(statement, "layout_plan", page.codes[0]) == [(0,)]


@pytest.mark.parametrize("name", FALSE_FILES)
def test_a_file_that_is_not_what_it_says_is_refused_by_name(clerk: Visitor, town_hall: TownHall, name: str) -> None:
    form, before = begin(clerk, SHOP), town_hall.rows("SELECT count(*) FROM file_blob")
    scan = {"material-layout_plan-file": FileStorage(*files.upload(name, FALSE_FILES[name]))}
    answer = clerk.post(form, {**SHOP.posted(), **scan, "action": "submit"})
    assert answer.status == 422
    assert set(answer.problems) == {"m-layout_plan"}
    assert name in answer.problems["m-layout_plan"]
    assert NAME in answer.text
    assert town_hall.rows("SELECT count(*) FROM file_blob") == before


@pytest.mark.parametrize(
    "name", ["../../../etc/passwd.pdf", "C:\\扫描\\图.pdf", "名" * 300 + ".pdf", "a\0b.pdf", "<b>.pdf"]
)
def test_a_good_file_is_kept_whatever_its_name(clerk: Visitor, name: str) -> None:
    form = begin(clerk, SHOP)
    scan = {"material-layout_plan-file": FileStorage(*files.upload(name, files.PDF))}
    answer = clerk.post(form, {**SHOP.posted(org__name=""), **scan, "action": "submit"})
    assert set(answer.problems) in ({"f-org.name"}, {"f-org.name", "m-layout_plan"}), answer.problems
    for link in answer.links("/desk/files/"):
        kept = clerk.get(link)
        assert kept.body == files.PDF
        assert kept.headers["X-Content-Type-Options"] == "nosniff"
        assert kept.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert "\n" not in kept.headers["Content-Disposition"]
    assert "<b>.pdf" not in answer.text
    assert "../" not in "".join(re.findall(r"/desk/files/[^<]*</a>", answer.text))


def test_an_upload_beyond_all_measure_is_refused_in_chinese(clerk: Visitor) -> None:
    form = begin(clerk, SHOP)
    assert clerk.post(form, {**SHOP.posted(), "action": "draft"}).status == 303
    scan = {"material-layout_plan-file": FileStorage(*files.upload("大.pdf", files.PDF + bytes(2_200_000)))}
    answer = clerk.post(form, {**SHOP.posted(), **scan, "action": "submit"})
    assert answer.status == 413
    assert "内容过大" in said(answer)
    assert NAME in clerk.get(form).text
