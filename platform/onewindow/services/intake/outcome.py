"""The joint result of one application, read back as the desk shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from onewindow.domain.catalogue import department_of
from onewindow.store import applications, cases, notices, published
from onewindow.store.applications import Application
from onewindow.store.cases import Case
from onewindow.store.notices import Notice
from onewindow.store.session import UnitOfWork


@dataclass(frozen=True, slots=True)
class Outcome:
    """An application with its cases and papers.

    `codes`: the query code of each case; `departments`: who handles each matter.
    """

    application: Application
    title: str
    cases: Sequence[Case]
    notices: Sequence[Notice]
    codes: Mapping[UUID, str]
    departments: Mapping[str, str]

    @property
    def due_note(self) -> str | None:
        """What to say when the calendar of a year is missing."""
        late = [case.matter_name for case in self.cases if case.due_state == "calendar_missing"]
        return (
            f"{'、'.join(late)}的办结日期暂时无法计算：缺少相应年份的工作日历，公布后系统自动补算。" if late else None
        )

    @property
    def later(self) -> list[str]:
        """The materials that may follow, each with its term, as the applicant's receipt says it."""
        said = next((str(one.values.get("materials_later", "")) for one in self.notices if one.case_id is None), "")
        return [line for line in said.split("；") if line]

    def name_of(self, matter: str) -> str:
        """The name of a member by its key."""
        return next((case.matter_name for case in self.cases if case.matter_key == matter), matter)


def outcome(uow: UnitOfWork, application_id: UUID) -> Outcome:
    """Read one application in sight with everything that came of it. Raises `MissingError`."""
    session = uow.session
    application = applications.get(session, application_id)
    found = cases.of_application(session, application_id)
    papers = notices.of_application(session, application_id)
    bodies = published.bodies(session, [case.matter_digest for case in found])
    theme = published.theme(session, application.theme_digest).name if application.theme_digest else ""
    return Outcome(
        application,
        theme or "、".join(case.matter_name for case in found),
        found,
        papers,
        query_codes(found, papers),
        {case.matter_key: department_of(bodies[case.matter_digest]) for case in found},
    )


def query_codes(found: Sequence[Case], papers: Sequence[Notice]) -> dict[UUID, str]:
    """The query code of each case, from the paper that was given to the applicant: nothing else keeps it."""
    codes: dict[str, str] = {}
    for paper in papers:
        for line in (paper.values.get("case", {}), *paper.values.get("cases", ())):
            if line.get("number") and line.get("query_password"):
                codes[line["number"]] = line["query_password"]
    return {case.id: codes[case.number] for case in found if case.number in codes}
