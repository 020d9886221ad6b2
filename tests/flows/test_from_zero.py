"""Somebody begins with nothing: three cases wait for his registration, and begin by themselves when it is there."""

from __future__ import annotations

import dataclasses

import pytest

from tests.flows.applications import FROM_ZERO, SHOP, file
from tests.flows.officers import decide, task_of
from tests.flows.reading import accepted_on, due_after, in_words, words
from tests.flows.town_hall import TownHall
from tests.flows.visitor import Answer, Visitor, said

REGISTRATION = "个体工商户设立登记"
CREDIT_CODE = "92441322MA4WXCKM2N"
RESULT = {
    "org.name": "博罗县罗阳街道㛃香小厨",
    "org.uscc": CREDIT_CODE,
    "org.type": "individual_business",
    "org.legal_person_name": "欧阳䶮",
    "org.legal_person_id_number": "441322199002143215",
    "org.registered_address": "罗阳街道博惠路18号首层",
}
WAITING = {"食品经营许可证": "market.officer", "户外招牌": "urban.town", "消防安全检查": "fire.officer"}


@dataclasses.dataclass(frozen=True)
class Beginning:
    """The page that said it is accepted, and how the cases stood before and after the registration's result."""

    page: Answer
    numbers: dict[str, str]
    before: dict[str, int]
    halfway: dict[str, int]
    after: dict[str, int]


@pytest.fixture(scope="module")
def beginning(town_hall: TownHall) -> Beginning:
    """The application is filed; the window registers the business and hands out the licence with its credit code."""
    clerk = town_hall.visitor("luoyang.window")
    page = file(clerk, FROM_ZERO)
    numbers = {said(clerk.get(url)).split(" ")[0]: url.rpartition("/")[2] for url in page.links("/desk/cases/")}
    town_hall.carry_out_effects()
    before = seen_by_officers(town_hall, numbers)
    decide(clerk, numbers[REGISTRATION], outcome="agree")
    town_hall.carry_out_effects()
    halfway = seen_by_officers(town_hall, numbers)
    missing = decide(clerk, numbers[REGISTRATION], outcome="agree", expect=422)
    assert "f-org.uscc" in missing.problems
    decide(clerk, numbers[REGISTRATION], outcome="agree", **RESULT)
    town_hall.carry_out_effects()
    return Beginning(page, numbers, before, halfway, seen_by_officers(town_hall, numbers))


def seen_by_officers(town_hall: TownHall, numbers: dict[str, str]) -> dict[str, int]:
    """What each officer gets when he opens the case that is his."""
    return {
        matter: town_hall.visitor(officer).get(f"/desk/cases/{number}").status
        for matter, number in numbers.items()
        for beginning, officer in WAITING.items()
        if beginning in matter
    }


def test_the_licence_is_not_asked_for_and_the_others_wait(beginning: Beginning) -> None:
    assert len(beginning.numbers) == 4
    text = said(beginning.page)
    assert text.count("待启动") == 3
    assert f"待「{REGISTRATION}」办结后自动启动" in text


def test_the_receipt_names_all_four_cases(beginning: Beginning, town_hall: TownHall) -> None:
    receipt = words(town_hall.visitor("luoyang.window").get(beginning.page.links("/desk/papers/")[0]).body)
    assert "欧阳䶮" in receipt
    for matter, number in beginning.numbers.items():
        assert matter in receipt
        assert number in receipt
    assert receipt.count("前一事项办结后开始") == 3


def test_cases_begin_only_when_the_result_they_need_is_there(beginning: Beginning) -> None:
    assert set(beginning.before.values()) == {404}
    assert set(beginning.halfway.values()) == {404}
    assert list(beginning.after.values()) == [200, 200, 200]


def test_the_officer_sees_what_the_registration_supplied(beginning: Beginning, town_hall: TownHall) -> None:
    food = next(number for matter, number in beginning.numbers.items() if "食品经营" in matter)
    page = task_of(town_hall.visitor("market.officer"), food)
    text = said(page)
    for supplied in (CREDIT_CODE, RESULT["org.name"], "欧阳䶮"):
        assert supplied in text
    assert "统一社会信用代码" in text
    assert "由系统内部流转" in text


def test_a_case_that_began_has_a_date_and_its_applicant_is_told(beginning: Beginning, town_hall: TownHall) -> None:
    food = next(number for matter, number in beginning.numbers.items() if "食品经营" in matter)
    statement = "SELECT recipient, body FROM message m JOIN case_ c ON c.id = m.case_id WHERE number = %s"
    ((phone, body),) = town_hall.rows(statement, food)
    due = due_after(accepted_on(food), 8)
    assert phone == FROM_ZERO.answers["org.phone"]
    assert f"已受理，办件编号 {food}，将于 {due.month} 月 {due.day} 日前办结" in body
    assert in_words(due) in said(town_hall.visitor("luoyang.window").get(f"/desk/cases/{food}"))


def test_an_application_of_somebody_with_a_licence_waits_for_nothing(town_hall: TownHall) -> None:
    assert "待启动" not in said(file(town_hall.visitor("luoyang.window"), SHOP))


def test_a_case_that_began_has_an_acceptance_notice_of_its_own(beginning: Beginning, town_hall: TownHall) -> None:
    food = next(number for matter, number in beginning.numbers.items() if "食品经营" in matter)
    clerk = town_hall.visitor("luoyang.window")
    papers = [words(clerk.get(url).body) for url in printed(clerk, food)]
    (notice,) = [text for text in papers if "受理通知书" in text]
    assert food in notice
    assert f"本机关将于{in_words(due_after(accepted_on(food), 8))}前办结" in notice
    ((count, numbers),) = town_hall.rows(
        "SELECT count(*), count(DISTINCT n.number) FROM notice n JOIN case_ c ON c.id = n.case_id WHERE c.number = %s",
        food,
    )
    assert count == numbers == len(papers) == 2
    town_hall.carry_out_effects()
    assert len(printed(clerk, food)) == 2


def printed(clerk: Visitor, number: str) -> list[str]:
    """The papers of a case as PDF."""
    return [url for url in clerk.get(f"/desk/cases/{number}").links("/desk/papers/") if url.endswith(".pdf")]
