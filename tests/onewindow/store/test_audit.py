"""The chain of acts: whole after any order of work, broken after any tampering."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta, timezone

import psycopg
import pytest
from sqlalchemy.exc import DBAPIError

from onewindow.store import audit, numbering
from onewindow.store.postgres import SUPERUSER
from tests.database import Database, fresh_database
from tests.onewindow.store.samples import COUNTY, NEIGHBOUR, NOW, OTHER_TOWN, TOWN, VILLAGE, County, settle


@pytest.fixture
def county(database: Database) -> Iterator[County]:
    with fresh_database(database.server) as own:
        yield settle(own)


def act(name: str, object_: str = "case:1", detail: object = None) -> audit.Act:
    return audit.Act(NOW, None, "张三", name, object_, detail or {})


def write(county: County, number: int, *names: str) -> None:
    with county.work(number) as uow:
        for name in names:
            audit.append(uow.session, act(name))


def verdict(county: County) -> audit.Verified | audit.Broken:
    with county.work(COUNTY) as uow:
        return audit.verify(uow.session)


def test_an_empty_chain_is_whole(county: County) -> None:
    assert verdict(county) == audit.Verified(0, audit.START)


def test_acts_of_all_tenants_form_one_chain_and_each_sees_its_own(county: County) -> None:
    write(county, TOWN, "case.accept", "notice.issue")
    write(county, OTHER_TOWN, "case.accept")
    write(county, VILLAGE, "case.accept")
    write(county, COUNTY, "case.decide")
    result = verdict(county)
    assert isinstance(result, audit.Verified)
    assert result.entries == 5
    with county.work(TOWN) as uow:
        assert [entry.seq for entry in audit.entries_of(uow.session, "case:1")] == [1, 2, 4]
    with county.work(OTHER_TOWN) as uow:
        assert [(entry.seq, entry.act) for entry in audit.entries_of(uow.session, "case:1")] == [(3, "case.accept")]


def test_two_counties_have_two_chains(county: County) -> None:
    settle(county.database, [NEIGHBOUR])
    write(county, TOWN, "case.accept")
    write(county, NEIGHBOUR, "case.accept")
    with county.database.work(NEIGHBOUR) as uow:
        assert isinstance(audit.verify(uow.session), audit.Verified)
    assert isinstance(verdict(county), audit.Verified)


def test_what_is_rolled_back_leaves_no_act_and_no_gap(county: County) -> None:
    write(county, TOWN, "case.accept")
    with pytest.raises(DBAPIError):
        write(county, TOWN, "case.decide", "Not a name")
    with contextlib.suppress(KeyboardInterrupt), county.work(TOWN) as uow:
        audit.append(uow.session, act("case.decide"))
        raise KeyboardInterrupt
    write(county, TOWN, "case.close")
    assert verdict(county).__class__ is audit.Verified
    with county.work(COUNTY) as uow:
        assert [entry.act for entry in audit.entries_of(uow.session, "case:1")] == ["case.accept", "case.close"]


def test_the_time_zone_and_the_order_of_keys_do_not_matter(county: County) -> None:
    here = NOW.astimezone(timezone(timedelta(hours=8)))
    with county.work(TOWN) as uow:
        audit.append(
            uow.session, audit.Act(here, county.clerk, "张三", "case.accept", "case:1", {"b": [1, "二"], "a": None})
        )
    assert isinstance(verdict(county), audit.Verified)


def change(statement: str) -> Callable[[psycopg.Connection], None]:
    def tamper(connection: psycopg.Connection) -> None:
        connection.execute("ALTER TABLE audit DISABLE TRIGGER audit_frozen")
        connection.execute(statement)

    return tamper


@pytest.mark.parametrize(
    ("tamper", "seq", "said"),
    [
        (change('UPDATE audit SET detail = \'{"fee": "0"}\' WHERE seq = 2'), 2, "被改动"),
        (change("UPDATE audit SET actor_name = '王五' WHERE seq = 3"), 3, "被改动"),
        (change("UPDATE audit SET at = at + interval '1 microsecond' WHERE seq = 1"), 1, "被改动"),
        (change("UPDATE audit SET scope = 441322002000 WHERE seq = 1"), 1, "被改动"),
        (change("UPDATE audit SET digest = repeat('0', 64) WHERE seq = 1"), 1, "被改动"),
        (change("UPDATE audit SET prev = repeat('0', 64) WHERE seq = 2"), 2, "不相连"),
        (change("DELETE FROM audit WHERE seq = 2"), 2, "缺失"),
        (change("DELETE FROM audit WHERE seq = 3"), 3, "末尾不符"),
        (change("DELETE FROM audit"), 1, "末尾不符"),
        (change("UPDATE audit_head SET seq = 2"), 4, "末尾不符"),
    ],
)
def test_tampering_is_found_at_its_place(
    county: County, tamper: Callable[[psycopg.Connection], None], seq: int, said: str
) -> None:
    write(county, TOWN, "case.accept", "case.review", "case.decide")
    with county.database.raw(SUPERUSER) as connection:
        tamper(connection)
    result = verdict(county)
    assert isinstance(result, audit.Broken)
    assert result.seq == seq
    assert said in result.reason


def test_many_at_once_neither_fork_the_chain_nor_lock_each_other_out(county: County) -> None:
    """Half of the threads take a number before, half after their acts: the chain is locked last whatever the order."""
    errors: list[BaseException] = []

    def work(thread: int) -> None:
        try:
            for _ in range(10):
                with county.work((TOWN, OTHER_TOWN)[thread % 2]) as uow:
                    if thread % 2:
                        audit.append(uow.session, act("case.accept"))
                        numbering.next_(uow.session, "series")
                    else:
                        numbering.next_(uow.session, "series")
                        audit.append(uow.session, act("case.accept"))
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=work, args=(thread,)) for thread in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    result = verdict(county)
    assert isinstance(result, audit.Verified)
    assert result.entries == 60
    with county.work(COUNTY) as uow:
        assert numbering.next_(uow.session, "series") == 61
