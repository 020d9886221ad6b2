"""Why things are asked, members beside the one table, matters that cannot be joined, the table on paper."""

from __future__ import annotations

import pathlib
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import keep_picture
from tests.flows import window
from tests.flows.applications import FROM_ZERO, SHOP, Application, begin, file
from tests.flows.reading import words
from tests.flows.town_hall import TownHall
from tests.flows.visitor import said

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
NEWBORN = {"guide.birth_registered": "1", "guide.manual_reimburse": "0", "parents.married": "1"}
SETS = {
    "elders": ("advanced_age_allowance", "elder_preferential_card", "social_security_card"),
    "village": ("rural_homestead", "rural_planning_permit", "rural_power_connection"),
    "support": ("subsistence_allowance", "extreme_poverty_support", "disability_certificate"),
}


def test_the_numbers_of_the_restaurant_are_those_of_the_answer_key(town_hall: TownHall, open_page: Open) -> None:
    page = window.signed_in(open_page(1440, 900), town_hall, "luoyang.window")
    page.goto(f"{town_hall.url}/desk/themes/open_restaurant")
    page.get_by_role("button", name="并表对照").click()
    main = page.get_by_role("main")
    expect(main).to_contain_text("少填 55 项，少交 9 份材料")
    expect(main.locator(".ow-compare").first.locator("thead th")).to_have_count(6)
    rows = main.locator("tbody tr:not(:has(.ow-compare-part))")
    expect(rows).to_have_count(60 + 26)
    expect(main).to_contain_text("公众聚集场所详细地址")
    expect(main).to_contain_text("由《个体工商户设立登记》的办理结果提供")
    expect(main.locator(".ow-waves > li")).to_have_count(2)
    keep_picture(page, "table-restaurant")


def test_the_page_of_all_five_matters_stays_small(town_hall: TownHall) -> None:
    clerk = town_hall.visitor("luoyang.window")
    everything = Application({**FROM_ZERO.guide, "guide.drain_to_network": "1"}, FROM_ZERO.answers, ())
    page = clerk.get(begin(clerk, everything))
    assert said(page).count("要求") > 10
    assert len(page.body) <= 60 * 1024


def test_each_reason_is_a_sentence_with_the_matters_that_ask(town_hall: TownHall, open_page: Open) -> None:
    clerk = town_hall.visitor("luoyang.window")
    form = begin(clerk, FROM_ZERO)
    page = window.signed_in(open_page(1440, 900), town_hall, "luoyang.window")
    page.goto(f"{town_hall.url}{form}/why")
    asked = page.locator(".ow-reasons dd")
    assert all(re.search(r"《.+》|无需|可以提交", text) for text in asked.all_inner_texts())
    expect(page.locator('[id="w-premises.address"]')).to_contain_text("食品经营许可证核发(新办)")
    expect(page.get_by_role("main")).to_contain_text("办理结果提供，无需填写")
    keep_picture(page, "why-restaurant")
    clerk.get(form)
    clerk.post(form, {"entrust.is_entrusted": "1", "action": "update"})
    page.reload()
    expect(page.locator('[id="w-entrust.agent_name"]')).to_contain_text("委托")


@pytest.mark.parametrize("name", SETS)
def test_any_set_of_matters_is_joined_or_says_who_disagrees(town_hall: TownHall, open_page: Open, name: str) -> None:
    page = window.signed_in(open_page(1440, 900), town_hall, "luoyang.window")
    page.goto(f"{town_hall.url}/desk/matters")
    for key in SETS[name]:
        page.locator(f'label[for="i-{key}"]').click()
    expect(page.locator("#ow-summary-count")).to_have_text("3 个事项")
    page.get_by_role("button", name="并表对照").click()
    expect(page.locator(".ow-compare").first.locator("thead th")).to_have_count(4)
    keep_picture(page, f"table-{name}")
    page.get_by_role("link", name="选择事项").click()
    expect(page.locator("#ow-summary-count")).to_have_text("3 个事项")
    page.get_by_role("button", name="开始填表").click()
    expect(page.locator(".ow-member")).to_have_count(3)
    expect(page.get_by_role("button", name="提交受理")).to_be_visible()
    boxes = page.locator(".ow-fields > .ow-field").all()
    assert len({box.get_attribute("id") for box in boxes}) == len(boxes) > 10


@pytest.mark.parametrize(("theme", "guide"), [("open_restaurant", FROM_ZERO.guide), ("newborn", NEWBORN)])
def test_a_theme_on_paper(
    town_hall: TownHall, open_page: Open, tmp_path: pathlib.Path, theme: str, guide: dict[str, str]
) -> None:
    page = window.signed_in(open_page(1440, 900), town_hall, "luoyang.window")
    page.goto(f"{town_hall.url}/desk/themes/{theme}")
    window.answer_guide(page, guide)
    expect(page.locator(".ow-member").first).to_be_visible()
    keep_picture(page, f"form-{theme}")
    labels = page.locator(".ow-fields > .ow-field:not([hidden]) > .ow-label").all_inner_texts()
    assert len(labels) > 20
    for link in ("空白表", "填好的表"):
        address = page.locator(".ow-form-about").get_by_role("link", name=link).get_attribute("href") or ""
        text = words(window.fetch(page, address)).replace(" ", "")
        missing = [one for label in labels if (one := bare(label)) not in text]
        assert not missing, (link, missing)
        assert "申请人（签名或盖章）" in text
        assert "演" in text


def bare(label: str) -> str:
    """A label as it stands on paper."""
    return re.sub(r"\s|必填$|选填$", "", label.replace("必填", ""))


def test_the_form_as_filed_and_what_is_missing_on_paper(town_hall: TownHall) -> None:
    clerk = town_hall.visitor("luoyang.window")
    form = begin(clerk, SHOP)
    clerk.get(form)
    clerk.post(form, {"org.name": "老㛃记", "material-business_licence-why": "正在补办", "action": "update"})
    notice = words(clerk.get(f"{form}/missing.pdf").body).replace(" ", "")
    for part in ("一次性告知书", "营业执照", "正在补办", "后补", "统一社会信用代码", "0752-6200000"):
        assert part.replace(" ", "") in notice, part
    key = form.rpartition("/")[2]
    assert town_hall.rows("SELECT act FROM audit WHERE object = %s", f"draft:{key}") == [("notice.once",)]
    done = file(clerk, SHOP)
    (address,) = [link for link in done.links("/desk/applications/") if link.endswith("form.pdf")]
    paper = words(clerk.get(address).body).replace(" ", "")
    for part in ("博罗县罗阳街道老㛃记䶮味餐饮店", "东区社区", "86.5", "店门上方", "☑"):
        assert part in paper, part
    assert clerk.get(f"{form}0/missing.pdf").status == 404


def test_matters_that_cannot_be_joined_say_who_disagrees_and_how_to_settle_it(town_hall: TownHall) -> None:
    clerk = town_hall.visitor("luoyang.window")
    answer = clerk.get("/desk/table?matter=food_business_permit&matter=no_such")
    assert answer.status == 404
    assert clerk.get("/desk/table").status == 404
    assert "少填" in said(clerk.get("/desk/table?matter=food_business_permit&matter=drainage_permit"))
