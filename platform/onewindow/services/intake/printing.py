"""The papers of an accepted application.

A receipt for all its cases, and for each case its notice and receipt (R059, domain study 2.8).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from form_builder import MaterialState, display
from onewindow.domain import notices as letters
from onewindow.domain.actor import Actor
from onewindow.domain.applicant import Party, applicant_of
from onewindow.domain.catalogue import department_of
from onewindow.domain.handing import ELECTRONIC, HandedIn
from onewindow.domain.masking import public_number
from onewindow.domain.site import Site
from onewindow.services import paper
from onewindow.services.intake.accepted import Bundle, NewCase
from onewindow.services.intake.terms import until
from onewindow.store import applications, tree
from onewindow.store.notices import Notice
from onewindow.store.session import UnitOfWork
from rule_engine import WorkCalendar
from tenants import branding

Values = dict[str, Any]
ACCEPTANCE_NOTICE, ACCEPTANCE_RECEIPT, JOINT_RECEIPT = "acceptance_notice", "acceptance_receipt", "joint_receipt"
PAPERS = (ACCEPTANCE_NOTICE, ACCEPTANCE_RECEIPT, JOINT_RECEIPT)
DELIVERY = "delivery.method"
COLLECTED = "窗口领取"


def notices_of(
    uow: UnitOfWork,
    actor: Actor,
    bundle: Bundle,
    application: applications.Application,
    made: Sequence[NewCase],
    site: Site,
    issuer: paper.Issuer,
    *,
    now: datetime,
) -> list[Notice]:
    """The records of all papers: what stands on them and with which template.

    The PDF is painted when somebody looks.
    """
    desk = _Desk(uow, actor, bundle, application, site, issuer, now)
    begun = [one for one in made if one.now is not None]
    return [desk.joint(made), *(notice for one in begun for notice in desk.of_case(one, desk.number()))]


class _Desk:
    """Writes the papers of one application: one body, one clerk, one moment."""

    def __init__(
        self,
        uow: UnitOfWork,
        actor: Actor,
        bundle: Bundle,
        application: applications.Application,
        site: Site,
        issuer: paper.Issuer,
        now: datetime,
    ) -> None:
        self.issuer = issuer
        self.uow, self.actor, self.bundle, self.application, self.site, self.now = (
            uow,
            actor,
            bundle,
            application,
            site,
            now,
        )
        lineage = tree.lineage(uow.session, actor.scope)
        self.tenant = lineage[0]
        marks = branding.inherited({**one.branding, "phone": one.phone} for one in lineage)
        self.office = letters.Office(
            name=marks.get("body") or self.tenant.name,
            address=marks.get("address") or self.tenant.name,
            complaint_phone=marks.get("complaint_phone") or marks.get("phone") or "12345",
        )
        self.clerk = letters.Clerk(actor.name, marks.get("phone") or "12345")
        self.delivery = self._delivery()
        self.method = f"登录 {site.base_url}/progress 或扫描二维码，输入办件编号和查询密码"

    def of_case(self, one: NewCase, number: str) -> Iterator[Notice]:
        """What one case gets: its acceptance notice under `number`, where its matter prints one, and its receipt."""
        letter = letters.Letter(
            one.matter.document,
            one.filed,
            _party(one),
            self.office,
            self.clerk,
            letters.Issue(
                document_number=number,
                issued_on=self.now.date(),
                case_number=one.case.number,
                query_code=one.query_code,
                received_at=self.now,
                query_method=self.method,
                verify_url="",
                verify_code="",
                demo=self.site.demo,
            ),
        )
        if ACCEPTANCE_NOTICE in one.matter.document.json.get("documents", ()):
            yield self._notice(
                ACCEPTANCE_NOTICE, letters.acceptance_notice(letter, self.delivery), letter.issue.document_number, one
            )
        yield self._notice(ACCEPTANCE_RECEIPT, letters.acceptance_receipt(letter, self.delivery), one.case.number, one)

    def joint(self, made: Sequence[NewCase]) -> Notice:
        """The receipt for the whole application.

        Every case with its number and code, every material that was handed in.
        """
        party = applicant_of(self.bundle.prepared.joint.plan, self.bundle.answers)
        theme, number = self.bundle.prepared.joint.theme, self.number()
        values: Values = {
            "org": {"name": self.office.name},
            "document": {"number": number, "date": self.now.date().isoformat()},
            "applicant": {
                "name": party.name or self.application.applicant_name,
                "id_masked": public_number(party.id_number),
            },
            "theme": {"name": theme.name if theme else "、".join(one.filed.name for one in made)},
            "application": {"accepted_on": self.now.date().isoformat()},
            "delivery": {"way": self.delivery},
            "cases": [_line(one) for one in made],
            "materials": (materials := self._materials()),
            "materials_total": _total(materials),
            "materials_later": "；".join(_later(made, self.bundle.calendar, self.now.date())),
            "query": {"method": self.method + "。"},
            "clerk": {"name": self.clerk.name, "phone": self.clerk.phone},
            "marks": {"demo": self.site.demo},
            "starting": {one.case.number: self._ready(one) for one in made if one.now is None},
        }
        return self._notice(JOINT_RECEIPT, values, number, None)

    def _ready(self, one: NewCase) -> list[Values]:
        """The papers of a case that waits, ready but for number and dates: they are issued when it starts."""
        return [
            {"kind": each.kind, "title": each.title, "template": each.template_digest, "values": each.values}
            | {"images": each.images, "code": each.verify_code}
            for each in self.of_case(one, "")
        ]

    def _notice(self, kind: str, values: Values, number: str, one: NewCase | None) -> Notice:
        scopes = (self.actor.scope, one.case.home_scope if one else self.actor.scope)
        case = one.case.id if one else None
        made = self.issuer.notice(paper.Draft(kind, values, self.application.id, *scopes, case, number))
        assert isinstance(made, Notice), "what could be refused was asked before anything was written"
        return made

    def number(self) -> str:
        """The next number of the body's documents."""
        number = self.issuer.number(ACCEPTANCE_NOTICE)
        assert isinstance(number, str), "whether numbers are left was asked before anything was written"
        return number

    def _delivery(self) -> str:
        plan = self.bundle.prepared.joint.plan
        answer = self.bundle.answers.get(DELIVERY)
        return display(plan[DELIVERY].element, answer) if answer is not None and DELIVERY in plan.by_key else COLLECTED

    def _materials(self) -> list[Values]:
        states = self.bundle.prepared.joint.plan.state(self.bundle.answers, self.bundle.prepared.facts).materials
        handed = self.bundle.handed
        return [
            _received(state, handed[state.key])
            for state in states
            if state.key in handed and handed[state.key].received and state.status != "internal"
        ]


def _party(one: NewCase) -> Party:
    """Who applies, as this case knows it: what asks no name goes by the name of the whole application."""
    party = applicant_of(one.matter.plan, one.filed.answers)
    return party if party.name else replace(party, name=one.case.applicant_name)


def _received(state: MaterialState, said: HandedIn) -> Values:
    count = len(said.files)
    return {
        "name": state.name,
        "originals": (state.originals if said.originals is None else said.originals) or "",
        "photocopies": (state.photocopies if said.photocopies is None else said.photocopies) or "",
        "pages": said.sheets or "",
        "medium": "电子" if said.medium == ELECTRONIC else "纸质",
        "note": f"{count} 个文件" if count > 1 and said.medium == ELECTRONIC else "",
    }


def _total(materials: Sequence[Values]) -> str:
    """What was handed in, summed up: 共 6 份材料，合计 23 页."""
    pages = sum(int(each["pages"] or 0) for each in materials)
    return f"共 {len(materials)} 份材料" + (f"，合计 {pages} 页" if pages else "")


def _line(one: NewCase) -> Values:
    due = one.filed.due
    limit = "即时办结" if one.filed.instant else str(one.filed.promise.limit)
    until = f"{due.year}年{due.month}月{due.day}日前" if isinstance(due, date) else f"{due}"
    waiting = "（前一事项办结后开始）" if one.now is None else ""
    return {
        "matter": one.filed.name,
        "number": one.case.number,
        "query_password": one.query_code,
        "department": department_of(one.matter.document.json),
        "due": f"{limit}，{until}{waiting}",
    }


def _later(made: Sequence[NewCase], calendar: WorkCalendar, on: date) -> Iterator[str]:
    """Materials that may follow, each once, with its last day, or its term while the calendar does not reach it."""
    seen: dict[str, str] = {}
    for one in made:
        for material in one.filed.materials:
            if material.status == "deferred":
                seen.setdefault(material.name, _term(until(material, calendar, on), material.deferred_days))
    yield from (name + term for name, term in seen.items())


def _term(day: date | None, days: int | None) -> str:
    if day is not None:
        return f"（{day.year}年{day.month}月{day.day}日前补交）"
    return f"（{days}个工作日内补交）" if days else ""
