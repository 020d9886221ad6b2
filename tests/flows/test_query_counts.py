"""However many cases there are, a page asks the database as often as with one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from onewindow.jobs.valkey import Valkey
from tests.database import Database
from tests.flows.applications import SHOP, file
from tests.flows.town_hall import TownHall, open_town_hall

PAGES = (
    *(("luoyang.window", "/desk/"), ("luoyang.window", "/desk/cases"), ("county.window", "/desk/cases?show=warning")),
    *(("market.officer", "/tasks/"), ("market.officer", "/desk/cases"), ("urban.town", "/tasks/")),
)
MOST = 12


@pytest.fixture(scope="module")
def hall(own_county: Database, broker: Valkey, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TownHall]:
    """A site of its own, in which nothing was done yet."""
    with open_town_hall(own_county, broker.url, tmp_path_factory.mktemp("hall")) as made:
        yield made


def statements(hall: TownHall) -> dict[tuple[str, str], list[str]]:
    """What each page asks of the database, once its caches are warm."""
    found = {}
    for who, path in PAGES:
        visitor = hall.visitor(who)
        visitor.get(path)
        with hall.counting() as asked:
            assert visitor.get(path).status == 200
        found[who, path] = list(asked)
    return found


def test_pages_ask_as_often_with_many_cases_as_with_one(hall: TownHall) -> None:
    clerk = hall.visitor("luoyang.window")
    file(clerk, SHOP)
    few = statements(hall)
    for _ in range(12):
        file(clerk, SHOP)
    many = statements(hall)
    assert {place: len(asked) for place, asked in few.items()} == {place: len(asked) for place, asked in many.items()}
    assert max(map(len, many.values())) <= MOST, {place: len(asked) for place, asked in many.items()}
