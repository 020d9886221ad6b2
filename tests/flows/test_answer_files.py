"""A photo in an answer: the officer who handles the case opens it, nobody else does."""

from __future__ import annotations

import re
from typing import Any

import pytest
from werkzeug.datastructures import FileStorage

from onewindow.domain import demo
from onewindow.domain.actor import Binding
from onewindow.domain.permissions import Role
from onewindow.services import accounts
from onewindow.store.session import UnitOfWork
from tenants.scope import Scope
from tests.flows.files import PICTURE, upload
from tests.flows.town_hall import TownHall
from tests.flows.visitor import Answer, said

OFFICE, OTHER = "村(居)党群服务中心", "镇卫生健康办"
ANSWERS = {
    "applicant.name": "欧阳䶮",
    "applicant.id_type": "resident_id",
    "applicant.id_number": "441322195002143210",
    "applicant.phone": "13900139000",
    "applicant.gender": "1",
    "applicant.birth_date": "1950-02-14",
    "applicant.household_division": "441322001001",
    "elder.card_reason": "new",
    "entrust.is_entrusted": "0",
    "delivery.method": "window",
    "commit.truthful": "1",
}


def hire(hall: TownHall, username: str, department: str) -> None:
    """An officer of 罗阳 for one department."""
    with UnitOfWork(hall.database.app, Scope.of(demo.LUOYANG)) as uow:
        accounts.create(
            uow,
            scope=demo.LUOYANG,
            username=username,
            display_name="经办",
            password=demo.PASSWORD,
            roles=[Binding(Role.OFFICER, demo.LUOYANG, department, department)],
            must_change=False,
        )


def filed_with_photo(hall: TownHall) -> Answer:
    """A card for an elder, with a photo of him in the form."""
    clerk = hall.visitor("luoyang.window")
    form = clerk.get("/desk/matters?matter=elder_preferential_card&start=1").location
    page = clerk.get(form)
    number = ANSWERS["applicant.id_number"]
    answers: dict[str, Any] = dict(ANSWERS)
    answers["applicant.id_number"] = number[:17] + check(number)
    for key in set(re.findall(r'name="material-([\w]+)-received"', page.text)):
        answers |= {f"material-{key}-received": "1", f"material-{key}-way": "paper", f"material-{key}-pages": "1"}
    photo = FileStorage(*upload("照片.png", PICTURE))
    answer = clerk.post(form, {**answers, "applicant.photo": photo, "action": "submit"})
    assert answer.status == 303, answer.problems or said(answer)[:800]
    return clerk.follow(answer)


def check(number: str) -> str:
    """The check character of an ID number (GB 11643)."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return "10X98765432"[sum(int(sign) * weight for sign, weight in zip(number, weights, strict=False)) % 11]


@pytest.mark.browser
def test_the_handling_officer_opens_the_photo_and_nobody_else(town_hall: TownHall) -> None:
    hire(town_hall, "photo.officer", OFFICE)
    hire(town_hall, "photo.other", OTHER)
    number = filed_with_photo(town_hall).codes[0]
    officer, other = town_hall.visitor("photo.officer"), town_hall.visitor("photo.other")
    page = officer.get(f"/desk/cases/{number}")
    assert page.status == 200
    (photo,) = page.links("/desk/files/")
    opened = officer.get(photo)
    assert opened.status == 200
    assert opened.body.startswith(b"\x89PNG")
    assert other.get(f"/desk/cases/{number}").status == 404
    assert other.get(photo).status == 404
    assert town_hall.visitor("longxi.window").get(photo).status == 404
