"""A city reads what its county allows, after leaving an entry there, and changes nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import InternalError

from onewindow.domain.actor import Actor, Binding
from onewindow.domain.permissions import Role
from onewindow.services.oversight import NotAllowed, Reads, let_read, reading
from onewindow.store import audit, case_list, oversight
from onewindow.store.case_list import Wanted
from onewindow.store.session import UnitOfWork
from tenants.scope import Scope
from tests.database import Database
from tests.onewindow.store.samples import COUNTY, TOWN, VILLAGE, County, file_case, settle

CITY = 441300_000000
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


def somebody(number: int, role: Role = Role.SUPERVISOR) -> Actor:
    scope = Scope.of(number)
    return Actor(str(uuid4()), "市监察员", scope.county, number, scope.lo, scope.hi, (Binding(role, number),))


@pytest.fixture(scope="module")
def county(database: Database) -> County:
    """A county with one case."""
    made = settle(database)
    file_case(made, "n1", TOWN, VILLAGE)
    return made


@pytest.mark.parametrize(
    ("actor", "number", "purpose", "said"),
    [
        (somebody(COUNTY), COUNTY, "看", "市级"),
        (somebody(CITY, Role.CLERK), COUNTY, "看", "市级"),
        (somebody(440800_000000), COUNTY, "看", "不属于本市"),
        (somebody(CITY), TOWN, "看", "不属于本市"),
        (somebody(CITY), COUNTY, " ", "目的"),
        (somebody(CITY), COUNTY, "看", "没有向市级开放"),
    ],
)
def test_who_may_not_look_is_told_why(county: County, actor: Actor, number: int, purpose: str, said: str) -> None:
    with reading(county.database.app, actor, number, Reads.COUNTS, purpose=purpose, now=NOW) as found:
        assert isinstance(found, NotAllowed)
        assert said in found.message


def test_what_a_county_allows_is_read_told_and_not_changed(county: County) -> None:
    with county.work(COUNTY) as uow:
        grant = let_read(uow, Reads.CASES, now=NOW, by=somebody(COUNTY, Role.TENANT_ADMIN))
    with reading(county.database.app, somebody(CITY), COUNTY, Reads.COUNTS, purpose="年度考核", now=NOW) as found:
        assert isinstance(found, UnitOfWork)
        assert [line.number for line in case_list.page(found.session, Wanted())] == ["n1"]
        with pytest.raises(InternalError, match="read-only"):
            found.session.execute(text("UPDATE case_ SET status = 'x'"))
        found.session.rollback()
    with county.work(COUNTY) as uow:
        (entry,) = [one for one in audit.entries_of(uow.session, f"tenant:{COUNTY}") if one.act == "city.read"]
        assert entry.detail["purpose"] == "年度考核"
        oversight.withdraw(uow.session, grant.id, date(2026, 11, 23))
        assert oversight.granted(uow.session, 441300, date(2026, 11, 24)) == frozenset()
