"""The door that is open to everybody: number and query code open one case, guesses learn nothing and soon wait."""

from __future__ import annotations

import pytest

from tests.flows.applications import SHOP, file
from tests.flows.town_hall import TownHall
from tests.flows.visitor import Answer, Visitor, said

PERSONAL = ("441322198503071235", "13800138000", "博惠路18号", "李䶮", "王强", "92441322MA4WXCKM2N")


@pytest.fixture(scope="module")
def codes(town_hall: TownHall) -> list[str]:
    """Number and query code of two cases."""
    return file(town_hall.visitor("luoyang.window"), SHOP).codes


def ask(citizen: Visitor, number: str, code: str) -> Answer:
    """Send the progress query."""
    citizen.get("/progress")
    return citizen.post("/progress", {"number": number, "code": code})


@pytest.mark.parametrize("typed", ["{0}", "{0} ", " {0}", "{0:lower}"])
def test_the_code_may_be_typed_as_people_type(town_hall: TownHall, codes: list[str], typed: str) -> None:
    code = codes[1].lower() if "lower" in typed else typed.format(codes[1])
    spaced = f"{code.strip()[:4]}-{code.strip()[4:]}"
    for one in (code, spaced):
        answer = ask(town_hall.visitor(), codes[0], one)
        assert answer.status == 200
        assert "博罗****饮店" in said(answer)
        assert not [personal for personal in PERSONAL if personal in answer.text]


def test_a_wrong_code_and_an_unknown_number_sound_the_same(town_hall: TownHall, codes: list[str]) -> None:
    number, code, other_number, other_code = codes
    tries = [(number, "22222222"), ("4413220012020010100001", code), (number, other_code), (other_number, code)]
    answers = [ask(town_hall.visitor(), *one) for one in tries]
    assert {one.status for one in answers} == {422}
    told = {said(one) for one in answers}
    assert len(told) == 1
    assert "不符" in told.pop()


@pytest.mark.parametrize(
    ("number", "code"),
    [("", ""), ("x" * 10_000, "y" * 10_000), ("' OR 1=1 --", "' OR 1=1 --"), ("𠮷", "𠮷"), ("%00", "%"), ("../", "..")],
)
def test_garbage_finds_nothing(town_hall: TownHall, number: str, code: str) -> None:
    answer = ask(town_hall.visitor(), number, code)
    assert answer.status == 422
    assert "不符" in said(answer)
    assert town_hall.visitor().get(f"/progress?number={'9' * 3000}&v=AAAA&v=BBBB&x[]=1").status == 200


def test_guessing_has_to_wait(town_hall: TownHall, codes: list[str]) -> None:
    citizen = town_hall.visitor()
    statuses = [ask(citizen, codes[0], "33333333").status for _ in range(12)]
    assert statuses == [422] * 10 + [429] * 2
    page = ask(citizen, codes[0], codes[1])
    assert page.status == 429
    assert "次数过多" in said(page)
    assert ask(town_hall.visitor(), codes[0], codes[1]).status == 200


def test_a_paper_of_elsewhere_is_not_genuine(town_hall: TownHall, codes: list[str]) -> None:
    citizen = town_hall.visitor()
    for forged in ("AAAAAAAA", "x", "2" * 16, "%E4%BA%8C", "A" * 4000):
        answer = citizen.get(f"/v/{forged}")
        assert answer.status == 404
        assert "现行有效" not in said(answer)
        assert codes[0] not in said(answer)


@pytest.mark.parametrize("path", ["/desk/cases?after=x", "/desk/cases?after=2026-01-01|x", "/desk/cases?after=|"])
def test_a_list_that_is_asked_oddly_says_there_is_nothing(town_hall: TownHall, path: str) -> None:
    assert town_hall.visitor("luoyang.window").get(path).status == 404


@pytest.mark.parametrize(
    "query",
    ["show=everything", "matter=none", "q=%25%27%22", "q=" + "9" * 5000, "matter=a&matter=b&show=x&show=y", "after="],
)
def test_lists_take_any_search(town_hall: TownHall, query: str) -> None:
    clerk = town_hall.visitor("luoyang.window")
    assert clerk.get(f"/desk/cases?{query}").status == 200
    assert clerk.get(f"/desk/?{query}").status == 200
    assert clerk.get(f"/tasks/?{query}").status == 200


@pytest.mark.parametrize("path", ["/desk/themes/none", "/desk/matters?matter=none&start=1", "/desk/apply/x", "/desk/x"])
def test_what_is_not_there_is_not_there(town_hall: TownHall, path: str) -> None:
    answer = town_hall.visitor("luoyang.window").get(path)
    assert answer.status == 404
    assert "没有找到" in said(answer)
