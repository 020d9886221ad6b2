"""The papers of an accepted application.

A receipt for all its cases, and for each case its notice and receipt (R059, domain study 2.8).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from form_builder import MaterialState, display
from onewindow.domain import notices as letters
from onewindow.domain import numbering
from onewindow.domain.actor import Actor
from onewindow.domain.applicant import Party, applicant_of
from onewindow.domain.catalogue import department_of
from onewindow.domain.handing import ELECTRONIC, HandedIn
from onewindow.domain.masking import public_number
from onewindow.services.intake.accepted import Bundle, NewCase
from onewindow.services.intake.terms import until
from onewindow.store import applications, cached, documents, published, tree
from onewindow.store import numbering as counters
from onewindow.store.notices import Notice
from onewindow.store.session import UnitOfWork
from printing import compile_template, system_template
from rule_engine import WorkCalendar

Values = dict[str, Any]
ACCEPTANCE_NOTICE, ACCEPTANCE_RECEIPT, JOINT_RECEIPT = "acceptance_notice", "acceptance_receipt", "joint_receipt"
ACCEPTED_SERIES = "受"
DELIVERY = "delivery.method"
COLLECTED = "窗口领取"
CODE_BYTES = 5


@dataclass(frozen=True, slots=True)
class Site:
    """What paper says of the installation.

    Its address, whether it is a demonstration, its fonts, and the key of its codes.
    """

    base_url: str
    demo: bool
    fonts: Mapping[str, Sequence[str]]
    secret: str = field(repr=False)

    def progress_url(self, number: str) -> str:
        """Where the QR code leads: the number and a code that only this installation can make.

        Nothing personal (R131).
        """
        return f"{self.base_url}/progress?number={number}&v={self.code(number)}"

    def code(self, number: str) -> str:
        """The verification code of a case number: eight characters of an HMAC."""
        mac = hmac.new(self.secret.encode(), f"case|{number}".encode(), hashlib.sha256).digest()
        return base64.b32encode(mac[:CODE_BYTES]).decode()


def notices_of(
    uow: UnitOfWork,
    actor: Actor,
    bundle: Bundle,
    application: applications.Application,
    made: Sequence[NewCase],
    site: Site,
    *,
    now: datetime,
) -> list[Notice]:
    """The records of all papers: what stands on them and with which template.

    The PDF is painted when somebody looks.
    """
    desk = _Desk(uow, actor, bundle, application, site, now)
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
        now: datetime,
    ) -> None:
        self.uow, self.actor, self.bundle, self.application, self.site, self.now = (
            uow,
            actor,
            bundle,
            application,
            site,
            now,
        )
        self.tenant = tree.get(uow.session, actor.scope)
        in_force = published.effective(uow.session, "template", actor.scope, now.date())
        self.templates = {key: one.digest for key, one in in_force.items()}
        self.office = letters.Office(
            name=self.tenant.branding.get("body") or self.tenant.name,
            address=self.tenant.branding.get("address") or self.tenant.name,
            complaint_phone=self.tenant.branding.get("complaint_phone") or self.tenant.phone or "12345",
        )
        self.clerk = letters.Clerk(actor.name, self.tenant.phone or "12345")
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
                verify_url=self.site.progress_url(one.case.number),
                verify_code=self.site.code(one.case.number),
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
        first = made[0].case.number
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
            "verify": {"url": self.site.progress_url(first), "code": self.site.code(first)},
            "marks": {"demo": self.site.demo},
            "letters": self.letters,
            "starting": {one.case.number: self._ready(one) for one in made if one.now is None},
        }
        return self._notice(JOINT_RECEIPT, values, number, None)

    def _ready(self, one: NewCase) -> list[Values]:
        """The papers of a case that waits, ready but for number and dates: they are issued when it starts."""
        return [
            {"kind": each.kind, "title": each.title, "template": each.template_digest, "values": each.values}
            for each in self.of_case(one, "")
        ]

    def _notice(self, kind: str, values: Values, number: str, one: NewCase | None) -> Notice:
        digest, title = self._template(kind)
        return Notice(
            application_id=self.application.id,
            accepting_scope=self.actor.scope,
            home_scope=one.case.home_scope if one else self.actor.scope,
            kind=kind,
            number=f"{kind}:{number}",
            title=title,
            template_digest=digest,
            values=values,
            fonts={role: list(hashes) for role, hashes in self.site.fonts.items()},
            issued_at=self.now,
            case_id=one.case.id if one else None,
            issued_by=UUID(self.actor.account_id),
            issued_by_name=self.actor.name,
        )

    def _template(self, key: str) -> tuple[str, str]:
        """The digest of the template that holds here, and its name: the tenant's own, otherwise the system's."""
        if key in self.templates:
            digest = self.templates[key]
            cached.keep(self.uow.session, [digest])
            return digest, str(published.bodies(self.uow.session, [digest])[digest]["name"])
        body = system_template(key)
        return documents.put(self.uow.session, "template", body), compile_template(body).name

    @property
    def letters(self) -> str:
        """The body's sign in document numbers."""
        return str(self.tenant.branding.get("letters") or self.tenant.short_name)

    def number(self) -> str:
        """The next number of the body's documents."""
        series = numbering.series(numbering.DOCUMENT, self.now.date(), {"body": self.letters, "kind": ACCEPTED_SERIES})
        number = numbering.number(series, counters.next_(self.uow.session, series))
        assert isinstance(number, str), "a series without a width never ends"
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
