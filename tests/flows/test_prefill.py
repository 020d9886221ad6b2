"""Earlier answers: offered for the same person in the tenant's sight, filled in with consent only, marked."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from onewindow.store.postgres import SUPERUSER
from tests.browser import keep_picture
from tests.flows import window
from tests.flows.applications import FROM_ZERO, SHOP, begin, file
from tests.flows.town_hall import TownHall
from tests.flows.visitor import Visitor, said

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
NUMBER = {"applicant.id_type": "resident_id", "applicant.id_number": FROM_ZERO.answers["applicant.id_number"]}
PHONE = str(FROM_ZERO.answers["applicant.phone"])


@pytest.fixture(scope="module")
def before(town_hall: TownHall) -> None:
    """欧阳䶮 applied in 罗阳 once."""
    file(town_hall.visitor("luoyang.window"), FROM_ZERO)


def offered(clerk: Visitor, form: str, **more: str) -> str:
    """The part of the page that offers earlier answers, as the script gets it."""
    clerk.get(form)
    answer = clerk.post(form, {**NUMBER, **more, "action": "earlier"}, X_Requested_With="fetch")
    assert answer.status == 200
    return answer.text


@pytest.mark.usefixtures("before")
def test_an_offer_tells_what_and_when_but_no_values(town_hall: TownHall) -> None:
    clerk = town_hall.visitor("luoyang.window")
    page = offered(clerk, begin(clerk, FROM_ZERO))
    assert "开办餐饮店" in page
    assert "申请人姓名" in page
    assert "欧阳" not in page
    assert PHONE not in page
    assert "委托" not in page
    assert "承诺" not in page


@pytest.mark.usefixtures("before")
def test_nothing_is_filled_in_without_consent(town_hall: TownHall) -> None:
    clerk = town_hall.visitor("luoyang.window")
    form = begin(clerk, FROM_ZERO)
    source = source_of(offered(clerk, form))
    page = clerk.post(form, {**NUMBER, "prefill-source": source, "action": "prefill"})
    assert "请先征得申请人同意" in said(page)
    assert PHONE not in page.text
    assert town_hall.rows("SELECT 1 FROM prefill_consent WHERE application_key = %s", form.rpartition("/")[2]) == []


@pytest.mark.usefixtures("before")
def test_with_consent_blank_fields_are_filled_and_marked_and_the_consent_is_kept(town_hall: TownHall) -> None:
    clerk = town_hall.visitor("luoyang.window")
    form = begin(clerk, FROM_ZERO)
    source = source_of(offered(clerk, form))
    typed = {**NUMBER, "applicant.name": "欧阳龑"}
    chosen = {"prefill-source": source, "prefill-consent": "1", "action": "prefill"}
    page = clerk.post(form, {**typed, **chosen})
    assert f'value="{PHONE}"' in page.text
    assert 'value="欧阳龑"' in page.text  # what was typed stays
    mark = page.text[page.text.index('id="f-applicant.phone"') :].partition("</div>")[0]
    assert "来自" in mark
    assert "开办餐饮店" in mark
    assert "请核对" in mark
    name = page.text[page.text.index('id="f-applicant.name"') :].partition("</div>")[0]
    assert "来自" not in name
    declared = page.text[page.text.index('id="f-commit.truthful"') :].partition("</div>")[0]
    assert "checked" not in declared
    key = form.rpartition("/")[2]
    ((fields, who, asked_for),) = town_hall.rows(
        "SELECT fields, asked_by_name, source_application FROM prefill_consent WHERE application_key = %s", key
    )
    assert "applicant.phone" in fields
    assert "commit.truthful" not in fields
    assert not [one for one in fields if one.startswith("entrust.")]
    assert who
    assert str(asked_for) == source
    acts = [act for (act,) in town_hall.rows("SELECT act FROM audit WHERE object = %s ORDER BY seq", f"draft:{key}")]
    assert acts == ["prefill.offer", "prefill.fill"]
    changed = clerk.post(form, {**typed, "applicant.phone": "13900139999", "action": "update"})
    assert "来自" not in changed.text[changed.text.index('id="f-applicant.phone"') :].partition("</div>")[0]


@pytest.mark.usefixtures("before")
def test_another_town_sees_nothing_and_the_county_does(town_hall: TownHall) -> None:
    elsewhere, county = town_hall.visitor("longxi.window"), town_hall.visitor("county.window")
    assert "prefill-source" not in offered(elsewhere, begin(elsewhere, FROM_ZERO))
    page = offered(county, begin(county, FROM_ZERO))
    assert "prefill-source" in page
    form = begin(elsewhere, FROM_ZERO)
    elsewhere.get(form)
    forced = {"prefill-source": source_of(page), "prefill-consent": "1", "action": "prefill"}
    assert PHONE not in elsewhere.post(form, {**NUMBER, **forced}).text


@pytest.mark.usefixtures("before")
def test_somebody_else_is_offered_nothing_and_no_number_is_in_the_index(town_hall: TownHall) -> None:
    clerk = town_hall.visitor("luoyang.window")
    form = begin(clerk, FROM_ZERO)
    assert "prefill-source" not in offered(clerk, form, **{"applicant.id_number": "441322198503071235"})
    subjects = {subject for (subject,) in town_hall.rows("SELECT subject FROM earlier_answers")}
    assert not [one for one in subjects if str(NUMBER["applicant.id_number"]) in str(one)]


def test_answers_older_than_the_parameter_are_not_offered(town_hall: TownHall) -> None:
    clerk = town_hall.visitor("luoyang.window")
    number = {"applicant.id_number": "44132219881111441X"}
    page = file(clerk, FROM_ZERO, applicant__id_number=number["applicant.id_number"])
    form = begin(clerk, FROM_ZERO)
    assert "prefill-source" in offered(clerk, form, **number)
    with town_hall.database.raw(SUPERUSER) as connection:
        aged = "UPDATE earlier_answers SET submitted_at = submitted_at - interval '366 days' WHERE application_id = %s"
        connection.execute(aged, [page.path.rpartition("/")[2]])
    assert "prefill-source" not in offered(clerk, form, **number)


@pytest.mark.usefixtures("before")
def test_a_look_asks_the_database_as_often_with_many_as_with_one(town_hall: TownHall) -> None:
    clerk = town_hall.visitor("luoyang.window")
    form = begin(clerk, FROM_ZERO)
    offered(clerk, form)
    counts = []
    for _ in range(2):
        with town_hall.counting() as asked:
            offered(clerk, form)
        counts.append(len(asked))
        for _ in range(3):
            file(clerk, FROM_ZERO)
    assert counts[0] == counts[1], counts


@pytest.mark.usefixtures("before")
@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_at_the_window(town_hall: TownHall, open_page: Open, *, javascript: bool) -> None:
    page = window.signed_in(open_page(1440, 900, javascript=javascript), town_hall, "luoyang.window")
    page.goto(f"{town_hall.url}/desk/themes/open_restaurant")
    window.answer_guide(page, FROM_ZERO.guide)
    offer = page.locator("#ow-earlier")
    number = page.locator('[name="applicant.id_number"]')
    number.fill(str(NUMBER["applicant.id_number"]))
    if javascript:
        number.press("Tab")
    else:
        page.get_by_role("button", name="查找以前填过的内容").click()
    expect(offer).to_contain_text("开办餐饮店")
    keep_picture(page, f"prefill-offer-{javascript}")
    offer.get_by_role("checkbox").check()
    offer.get_by_role("button", name="填入").click()
    expect(page.locator('[name="applicant.phone"]')).to_have_value(PHONE)
    expect(window.field(page, "applicant.phone")).to_contain_text("请核对")
    keep_picture(page, f"prefill-filled-{javascript}")

    expect(page.get_by_role("main")).not_to_contain_text(str(SHOP.answers["org.name"]))


def source_of(page: str) -> str:
    """The earlier application that is offered first."""
    return page.partition('name="prefill-source" value="')[2].partition('"')[0]
