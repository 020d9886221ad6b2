"""A password of one's own: asked for after somebody else set it, refused with every reason, other sessions over."""

from __future__ import annotations

import pytest
from werkzeug.test import TestResponse

from onewindow.domain import demo
from onewindow.domain.actor import Binding
from onewindow.domain.permissions import Role
from onewindow.services import accounts
from tests.onewindow.admin.office import Caller, Office, said

GIVEN, OWN = "given-by-admin-1", "only-mine-2026"


def hired(office: Office, username: str) -> Caller:
    """Somebody new at the window of 罗阳街道, whose first password the administrator knows."""
    with office.database.work(demo.LUOYANG) as uow:
        accounts.create(
            uow,
            scope=demo.LUOYANG,
            username=username,
            display_name="新来的",
            password=GIVEN,
            roles=[Binding(Role.CLERK, demo.LUOYANG)],
        )
    caller = office.caller()
    assert caller.sign_in(username, GIVEN).status_code == 302
    return caller


def change(caller: Caller, old: str, new: str, again: str | None = None) -> TestResponse:
    """Fill in the page to change the password."""
    return caller.post("/password", {"old": old, "new": new, "again": new if again is None else again})


def test_a_given_password_opens_nothing_but_the_page_to_change_it(office: Office) -> None:
    caller = hired(office, "new.one")
    for page in ("/desk/", "/desk/cases", "/desk/matters"):
        answer = caller.get(page)
        assert (answer.status_code, answer.location) == (303, "/password"), page
    assert "他人为您设置" in said(caller.get("/password"))
    assert change(caller, GIVEN, OWN).status_code == 303
    assert caller.get("/desk/").status_code == 200
    assert office.caller().sign_in("new.one", GIVEN).status_code == 403
    assert office.caller().sign_in("new.one", OWN).status_code == 302


def test_other_sessions_of_the_account_end_with_the_old_password(office: Office) -> None:
    here = hired(office, "two.places")
    there = office.caller()
    there.sign_in("two.places", GIVEN)
    change(here, GIVEN, OWN)
    assert here.get("/desk/").status_code == 200
    assert "/sign-in" in there.get("/desk/").location


@pytest.mark.parametrize(
    ("old", "new", "again", "reasons"),
    [
        ("wrong", OWN, OWN, ["原密码不正确"]),
        (GIVEN, "short1", "short1", ["至少 10 个字符"]),
        (GIVEN, "1234567890", "1234567890", ["两种"]),
        (GIVEN, "my-picky.one-1", "my-picky.one-1", ["用户名"]),
        (GIVEN, GIVEN, GIVEN, ["与原密码不同"]),
        (GIVEN, OWN, OWN + "x", ["不一致"]),
        ("wrong", "short", "short", ["原密码不正确", "至少 10 个字符", "两种"]),
        (GIVEN, "x1" * 100, "x1" * 100, ["最多 128 个字符"]),
    ],
)
def test_every_reason_against_a_password_is_said_at_once(
    office: Office, picky: Caller, old: str, new: str, again: str, reasons: list[str]
) -> None:
    answer = change(picky, old, new, again)
    assert answer.status_code == 422
    for reason in reasons:
        assert reason in said(answer)
    assert f'value="{new}"' not in answer.text


@pytest.fixture(scope="module")
def picky(office: Office) -> Caller:
    """An account that keeps its given password, whatever is tried."""
    return hired(office, "picky.one")


def test_a_stranger_is_sent_to_sign_in(office: Office) -> None:
    assert "/sign-in" in office.caller().get("/password").location
