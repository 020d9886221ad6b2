"""A town with many accepted cases and their notices, written straight into the store."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from onewindow.domain.actor import Actor, Binding
from onewindow.domain.permissions import Role
from onewindow.services import batches as services
from onewindow.services import fonts
from onewindow.store import applications, cases, documents, notices, tasks
from onewindow.store.batches import Batch
from onewindow.store.case_list import Wanted
from printing import sample_values, system_template
from tests.onewindow.store import samples
from tests.onewindow.store.samples import COUNTY, NOW, TOWN, County

DOCUMENT = "acceptance_notice"
UNPRINTABLE = "\U0010fffd"
"""A private character that no font has."""


@dataclasses.dataclass(frozen=True)
class Town:
    """The county, its clerk, and the cases in the order in which they were filed."""

    county: County
    clerk: Actor
    cases: tuple[cases.Case, ...]

    def order(self, form: str = "pdf", **changes: object) -> Batch | services.Nothing:
        """Have the clerk order the notices of all cases."""
        asked = dataclasses.replace(services.Order(DOCUMENT, form), **changes)  # type: ignore[arg-type]
        with self.county.work(TOWN) as uow:
            found = services.choice(uow, self.clerk, Wanted())
            return services.order(uow, self.clerk, found, asked, now=NOW)

    def progress(self, batch_id: UUID) -> services.Progress:
        """How far a batch is."""
        with self.county.work(TOWN) as uow:
            return services.progress(uow, self.clerk, batch_id)

    def fetch(self, batch_id: UUID) -> bytes:
        """The file of a batch."""
        with self.county.work(TOWN) as uow:
            return services.fetch(uow, self.clerk, batch_id)[1]


def people_town(county: County, count: int) -> Town:
    """File so many cases in one town, each with its notice."""
    who = str(county.clerk)
    clerk = Actor(who, "李㛃", 441322, TOWN, TOWN, TOWN + 999, (Binding(Role.CLERK, TOWN),))
    filed = list(_filed(county, count))
    with county.work(TOWN) as uow:
        for submission, _ in filed:
            assert applications.add(uow.session, submission)
        cases.add(uow.session, [case for _, case in filed])
        tasks.add(uow.session, [samples.task_of(case, COUNTY) for _, case in filed])
        digest = documents.put(uow.session, "template", system_template(DOCUMENT))
        notices.add(uow.session, [notice_of(case, digest, at) for at, (_, case) in enumerate(filed, start=1)])
    return Town(county, clerk, tuple(case for _, case in filed))


def notice_of(case: cases.Case, template: str, at: int) -> notices.Notice:
    """The acceptance notice of a case."""
    values: dict[str, Any] = sample_values()
    values["applicant"]["name"] = f"博罗县第{at}号餐饮店"
    values["case"]["number"] = case.number
    values["document"]["number"] = f"博政数受〔2026〕{at}号"
    return notices.Notice(
        application_id=case.application_id,
        accepting_scope=case.accepting_scope,
        home_scope=case.home_scope,
        kind=DOCUMENT,
        number=f"{DOCUMENT}:博政数受〔2026〕{at}号",
        title="受理通知书",
        template_digest=template,
        values=values,
        fonts={role: list(hashes) for role, hashes in fonts.house().hashes.items()},
        issued_at=NOW,
        case_id=case.id,
    )


def _filed(county: County, count: int) -> Iterator[tuple[applications.Application, cases.Case]]:
    for at in range(1, count + 1):
        submission = samples.application(county, TOWN, f"key-{at}")
        yield submission, samples.case_of(submission, f"4413220019{at:05}", TOWN)
