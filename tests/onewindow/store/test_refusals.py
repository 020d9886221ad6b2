"""A refused change is a value with its reason; the transaction goes on as if nothing had been tried."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import delete, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from onewindow.store import ids, people, tree
from onewindow.store.errors import Refusal, RefusedError
from onewindow.store.refusals import attempt
from onewindow.store.tables.people import Department
from tests.onewindow.store.samples import COUNTY, TOWN, County

SOME_DAY = date(2026, 1, 1)


def department(scope: int = TOWN, **changed: object) -> Department:
    """A department as a form would fill it in."""
    return Department(
        **{
            "county_id": COUNTY // 10**6,
            "scope": scope,
            "key": "民政办",
            "name": "民政办",
            "level": "town",
            "valid_from": SOME_DAY,
            **changed,
        }
    )


def add_twice(session: Session) -> None:
    """The same key again."""
    session.add(department(key="重复", name="重复"))
    session.flush()
    session.expunge_all()
    session.add(department(key="重复", name="重复"))


def to_nobody(session: Session) -> None:
    """A role of an account that is not there."""
    binding = people.Binding(account_id=ids.new_id(), scope=TOWN, role="clerk")
    people.bind(session, binding)


CASES: dict[Refusal, tuple[Callable[[Session], None], str]] = {
    Refusal.TAKEN: (add_twice, "department_pk"),
    Refusal.UNKNOWN: (to_nobody, "role_binding_of_account"),
    Refusal.RULE: (lambda session: session.add(department(valid_to=date(2025, 1, 1))), "department_validity"),
    Refusal.FORBIDDEN: (lambda session: session.add(department(COUNTY, level="county")), ""),
}


@pytest.mark.parametrize("refusal", CASES, ids=lambda refusal: refusal.name)
def test_what_postgresql_refuses_has_a_reason_and_leaves_nothing(county: County, refusal: Refusal) -> None:
    change, constraint = CASES[refusal]
    with county.work(TOWN) as uow:
        with pytest.raises(RefusedError) as refused, attempt(uow.session):
            change(uow.session)
        assert (refused.value.refusal, refused.value.constraint) == (refusal, constraint)
        assert tree.get(uow.session, TOWN).scope == TOWN, "the transaction goes on"
        assert uow.session.query(Department).filter(Department.key != "").count() == 0


def test_a_row_that_is_gone_is_told_apart(county: County) -> None:
    with county.work(TOWN) as uow:
        row = department(key="短命")
        uow.session.add(row)
        uow.session.flush()
    with county.work(COUNTY) as uow:
        row = uow.session.query(Department).filter_by(key="短命").one()
    with county.database.raw("ow_owner") as connection:
        connection.execute("ALTER TABLE department NO FORCE ROW LEVEL SECURITY")
        connection.execute("DELETE FROM department WHERE key = '短命'")
        connection.execute("ALTER TABLE department FORCE ROW LEVEL SECURITY")
    with county.work(TOWN) as uow:
        uow.session.add(row)
        with pytest.raises(RefusedError) as refused, attempt(uow.session):
            row.name = "改名"
        assert refused.value.refusal is Refusal.GONE


def test_a_change_that_holds_is_kept(county: County) -> None:
    with county.work(TOWN) as uow, attempt(uow.session):
        uow.session.add(department(key="留下"))
    with county.work(TOWN) as uow:
        assert uow.session.query(Department).filter_by(key="留下").count() == 1


def test_a_fault_stays_a_fault(county: County) -> None:
    with county.work(TOWN) as uow:
        with pytest.raises(DBAPIError), attempt(uow.session):
            uow.session.execute(text("SELECT 1 / 0"))
        with pytest.raises(ZeroDivisionError), attempt(uow.session):
            raise ZeroDivisionError
        with pytest.raises(RefusedError), attempt(uow.session):
            uow.session.execute(delete(Department))
