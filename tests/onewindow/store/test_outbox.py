"""Effects after commit: none lost, none carried out twice, whatever dies in between."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from onewindow.store import outbox
from onewindow.store.errors import NoTenantError
from onewindow.store.session import platform_work
from tests.database import Database, fresh_database
from tests.onewindow.store.samples import COUNTY, NEIGHBOUR, NOW, OTHER_TOWN, TOWN, County, settle

LEASE = timedelta(seconds=60)


@pytest.fixture
def county(database: Database) -> Iterator[County]:
    with fresh_database(database.server) as own:
        yield settle(own)


def claim(county: County, after: timedelta = timedelta(), limit: int = 100) -> list[outbox.Message]:
    with platform_work(county.database.platform) as session:
        return outbox.claim(session, now=NOW + after, unanswered_since=NOW + after - LEASE, limit=limit)


def add(county: County, number: int, text: str) -> None:
    with county.work(number) as uow:
        outbox.add(uow.session, "sms", {"text": text}, now=NOW)


def test_what_was_rolled_back_is_never_relayed(county: County) -> None:
    with county.work(TOWN) as uow:
        outbox.add(uow.session, "sms", {}, now=NOW)
        uow.session.rollback()
    assert claim(county) == []


def test_all_counties_are_relayed_and_each_message_once_a_lease(county: County) -> None:
    settle(county.database, [NEIGHBOUR])
    add(county, TOWN, "1")
    add(county, NEIGHBOUR, "2")
    relayed = claim(county)
    assert sorted((message.scope, message.payload["text"], message.attempts) for message in relayed) == [
        (NEIGHBOUR, "2", 1),
        (TOWN, "1", 1),
    ]
    assert claim(county, timedelta(seconds=59)) == []
    assert [message.attempts for message in claim(county, timedelta(seconds=61))] == [2, 2]


def test_two_relays_do_not_take_the_same_message(county: County) -> None:
    for number in range(6):
        add(county, TOWN, str(number))
    with platform_work(county.database.platform) as first:
        taken = outbox.claim(first, now=NOW, unanswered_since=NOW - LEASE, limit=4)
        rest = claim(county)
        assert {message.id for message in taken}.isdisjoint(message.id for message in rest)
        assert (len(taken), len(rest)) == (4, 2)


def test_an_effect_is_carried_out_once(county: County) -> None:
    add(county, TOWN, "1")
    (message,) = claim(county)
    with county.work(message.scope) as one:
        assert outbox.begin(one.session, message.id) is not None
        with county.work(message.scope) as other:
            assert outbox.begin(other.session, message.id) is None, "in work elsewhere"
        outbox.done(one.session, message.id, now=NOW)
    with county.work(message.scope) as again:
        assert outbox.begin(again.session, message.id) is None, "done"
    assert claim(county, timedelta(days=1)) == []


def test_a_worker_that_dies_leaves_the_message_for_the_next(county: County) -> None:
    add(county, TOWN, "1")
    (message,) = claim(county)
    with county.work(message.scope) as dying:
        assert outbox.begin(dying.session, message.id)
        outbox.done(dying.session, message.id, now=NOW)
        dying.session.rollback()
    (again,) = claim(county, timedelta(seconds=61))
    assert again.id == message.id
    with county.work(message.scope) as next_worker:
        assert outbox.begin(next_worker.session, message.id) == again


def test_a_message_is_begun_in_the_name_of_its_tenant_or_one_above(county: County) -> None:
    add(county, TOWN, "1")
    (message,) = claim(county)
    with county.work(OTHER_TOWN) as sibling:
        assert outbox.begin(sibling.session, message.id) is None
    with county.work(COUNTY) as above:
        assert outbox.begin(above.session, message.id) == message


def test_only_the_platform_relays(county: County) -> None:
    add(county, TOWN, "1")
    with platform_work(county.database.platform) as session:
        assert outbox.backlog(session, now=NOW + LEASE) == (1, 60.0)
        with pytest.raises(NoTenantError):
            outbox.add(session, "sms", {}, now=NOW)
