"""A site whose county left a matter open, the admins of the county and of a town, and what stands there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from onewindow.domain import demo
from onewindow.jobs.valkey import Valkey
from onewindow.services import inheritance
from onewindow.store import catalogue, documents, published
from onewindow.store.postgres import Postgres
from onewindow.store.session import UnitOfWork
from onewindow.web.access import CHINA
from tenants.scope import Scope
from tests.database import fresh_database
from tests.flows.town_hall import TownHall, open_town_hall
from tests.flows.visitor import Visitor

Json = Any
KEY = "advanced_age_allowance"
OPEN: Json = {
    "limits/promised/value": {"rule": "at_most", "reason": "县里统一承诺，镇可以更快"},
    "daily_name": "free",
    "form/materials": "may_hide",
    "guide/consult_phone": "free",
    "guide/counters": "free",
    "conditions": {"rule": "locked", "reason": "条件由省里规定"},
}
LOCAL = f"/workbench/local/matter/{KEY}"


@pytest.fixture(scope="module")
def hall(
    postgres: Postgres, county: str, broker: Valkey, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TownHall]:
    """A site of this module's own: what is published here changes what others see."""
    with (
        fresh_database(postgres, template=county) as made,
        open_town_hall(made, broker.url, tmp_path_factory.mktemp("tenants")) as site,
    ):
        publish(site, {"inherit": OPEN, "guide": {"consult_phone": "0752-6620000", "counters": []}})
        yield site
        assert not [(one.method, one.path, one.status) for one in site.answers if one.status >= 500 or one.traceback]


@pytest.fixture
def town(hall: TownHall) -> Visitor:
    """The administrator of a town."""
    return signed_in(hall, "luoyang.manager")


@pytest.fixture
def admin(hall: TownHall) -> Visitor:
    """The administrator of the county."""
    return signed_in(hall, "boluo.admin")


def signed_in(hall: TownHall, username: str) -> Visitor:
    """A visitor who has a page's token."""
    visitor = hall.visitor(username)
    visitor.get("/workbench/unit")
    return visitor


def body_of(hall: TownHall, scope: int = demo.COUNTY) -> Json:
    """The matter as it stands in a tenant."""
    with UnitOfWork(hall.database.app, Scope.of(scope)) as uow:
        found = published.effective(uow.session, "matter", scope, datetime.now(CHINA).date())[KEY]
        return published.bodies(uow.session, [found.digest])[found.digest]


def publish(hall: TownHall, changes: Json) -> None:
    """A new version of the county's matter, as the end of the chain publishes it."""
    now, body = datetime.now(CHINA), {**body_of(hall), **changes}
    with UnitOfWork(hall.database.app, Scope.of(demo.COUNTY)) as uow:
        digest = documents.put(uow.session, "matter", body)
        version = catalogue.publish(
            uow.session, kind="matter", key=KEY, title=body["name"], digest=digest, effective_from=now.date(), now=now
        )
        inheritance.published(uow, version, now)
