"""A small county to try the store on: two towns with two villages each, one clerk a town, one matter."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from onewindow.store import applications, cases, documents, people, tasks, tree
from onewindow.store.session import UnitOfWork
from tenants.scope import COUNTY_WIDTH, level_of, lineage
from tests.database import Database

COUNTY = 441322000000
TOWN, OTHER_TOWN = 441322001000, 441322002000
VILLAGE, NEXT_VILLAGE, OTHER_VILLAGE = 441322001001, 441322001002, 441322002001
UNITS = (COUNTY, TOWN, OTHER_TOWN, VILLAGE, NEXT_VILLAGE, OTHER_VILLAGE)
NEIGHBOUR = 440823000000

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
TODAY = date(2026, 11, 23)
MATTER = {"schema": "onewindow/matter/1", "key": "shop_sign", "name": "店招设置"}


@dataclasses.dataclass(frozen=True)
class County:
    """What `settle` has put into a database."""

    database: Database
    digest: str
    clerk: UUID

    def work(self, number: int, actor_id: UUID | None = None) -> UnitOfWork:
        """A unit of work of one of the county's tenants."""
        return self.database.work(number, actor_id)


def tenants(units: Iterable[int]) -> list[tree.Tenant]:
    """Tenants with these numbers; the nearest listed unit above is the parent."""
    known = set(units)
    return [
        tree.Tenant(
            scope=number,
            parent_scope=next((above for above in lineage(number)[1:] if above in known), None),
            code=str(number),
            name=f"单位{number}",
            short_name=f"单位{number % COUNTY_WIDTH}",
            level=level_of(number).value,
            initials="dw",
            status="open",
        )
        for number in known
    ]


def settle(database: Database, units: Iterable[int] = UNITS) -> County:
    """Plant the tenants of one county with a clerk in the first of them and one matter's document."""
    numbers = list(units)
    clerk = people.Account(
        scope=numbers[0], username=f"clerk{numbers[0]}", display_name="张三", password_hash="$argon2id$none"
    )
    with database.work(numbers[0] // COUNTY_WIDTH * COUNTY_WIDTH) as uow:
        tree.plant(uow.session, tenants(numbers))
        people.add(uow.session, clerk)
        digest = documents.put(uow.session, "matter", MATTER)
    return County(database, digest, clerk.id)


def application(county: County, accepting: int, key: str, **changes: Any) -> applications.Application:
    """A submission accepted in one tenant."""
    value = applications.Application(
        accepting_scope=accepting,
        idempotency_key=key,
        channel="window",
        members=("shop_sign",),
        form_digest=county.digest,
        elements_digest=county.digest,
        answers={"org.name": "龙溪饭店"},
        applicant_name="李四",
        submitted_at=NOW,
    )
    return dataclasses.replace(value, **changes)


def case_of(submission: applications.Application, number: str, home: int, **changes: Any) -> cases.Case:
    """A case of a submission whose home is another tenant, or the same."""
    value = cases.Case(
        application_id=submission.id,
        number=number,
        matter_key="shop_sign",
        matter_name="店招设置",
        matter_digest=submission.form_digest,
        elements_digest=submission.elements_digest,
        case_type="promised",
        accepting_scope=submission.accepting_scope,
        home_scope=home,
        status="accepted",
        accepted_at=submission.submitted_at,
        accepted_on=submission.submitted_at.date(),
        time_limit={"value": 5, "unit": "working_day"},
        due_state="calendar_missing",
        applicant_name=submission.applicant_name,
        answers=submission.answers,
        route={"because": []},
    )
    return dataclasses.replace(value, **changes)


def task_of(case: cases.Case, scope: int, step: str = "review", **changes: Any) -> tasks.Task:
    """An open task of a case in the hands of a tenant."""
    value = tasks.Task(
        case_id=case.id,
        accepting_scope=case.accepting_scope,
        home_scope=case.home_scope,
        scope=scope,
        step=step,
        department_key="city_management",
        department_name="城管执法局",
        action="审查",
        opened_at=case.accepted_at,
    )
    return dataclasses.replace(value, **changes)


def file_case(county: County, number: str, accepting: int, home: int, **changes: Any) -> cases.Case:
    """Submit and accept one case, with a task at the county, in a transaction of its own."""
    submission = application(county, accepting, f"key-{number}")
    case = case_of(submission, number, home, **changes)
    with county.work(accepting) as uow:
        assert applications.add(uow.session, submission)
        cases.add(uow.session, [case])
        tasks.add(uow.session, [task_of(case, COUNTY)])
    return case
