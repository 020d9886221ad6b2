"""Writing an accepted application down.

One row for it, and for each case its number, tasks, materials, notices and effects.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from uuid import UUID

from onewindow.domain import numbering
from onewindow.domain.actor import Actor
from onewindow.domain.applicant import Party, applicant_of, subject_hash, subject_of
from onewindow.domain.effective import CompiledMatter
from onewindow.domain.filing import FiledCase
from onewindow.domain.handling import CaseStatus, Now, accepted_with_filing, stand
from onewindow.domain.masking import public_number
from onewindow.domain.numbering import SeriesExhausted
from onewindow.domain.paper import PaperProblem
from onewindow.domain.site import Site
from onewindow.services import paper
from onewindow.services.intake.accepted import Bundle, NewCase, Recorded
from onewindow.services.intake.lifted import told_on_case
from onewindow.services.intake.printing import PAPERS, notices_of
from onewindow.services.intake.receiving import files_of, materials_of
from onewindow.store import (
    applications,
    audit,
    cached,
    case_files,
    cases,
    documents,
    doors,
    materials,
    outbox,
    prefill,
    tasks,
    tree,
)
from onewindow.store import numbering as counters
from onewindow.store.session import UnitOfWork
from rule_engine import WorkCalendar

Entropy = Callable[[int], bytes]
QUERY_CODE_BYTES = 16
NAMELESS = "申请人"


def record(
    uow: UnitOfWork, actor: Actor, bundle: Bundle, site: Site, *, now: datetime, entropy: Entropy
) -> Recorded | SeriesExhausted | PaperProblem:
    """Write an application with its cases, in the caller's transaction.

    A double click waits for the first one and gets its result.
    """
    session = uow.session
    whole = applicant_of(bundle.prepared.joint.plan, bundle.answers)
    issuer = paper.Issuer(uow, actor, site, now=now, entropy=entropy)
    numbers = _numbers(uow, actor, bundle, now.date(), issuer.rules.case)
    if isinstance(numbers, SeriesExhausted):  # before anything is written: the caller's transaction goes on
        return numbers
    if refused := issuer.refusal(PAPERS, 1 + len(bundle.filed)):
        return refused
    _keep(uow, bundle)
    application = _application(uow, actor, bundle, whole, now)
    if not applications.add(session, application):
        earlier = applications.by_key(session, bundle.key)
        assert earlier is not None, "the key is taken, so its application is there"
        return Recorded(earlier.id, again=True)
    _index(uow, bundle, application, site, now)
    pairs = zip(bundle.filed, numbers, strict=True)
    made = [_case(actor, bundle, application, filed, number, now, entropy) for filed, number in pairs]
    cases.add(session, [one.case for one in made])
    for one in made:
        doors.add(session, _door(one))
    tasks.add(session, [task for one in made for task in _tasks(actor, one, now)])
    found = [row for one in made for row in materials_of(one, bundle.handed, bundle.calendar, actor, now=now)]
    materials.add(session, found)
    case_files.add(session, [file for one in made for file in files_of(one, bundle.handed)])
    issuer.put_up(notices_of(uow, actor, bundle, application, made, site, issuer, now=now))
    _tell(uow, actor, application, made, now)
    for one in made:
        for act in told_on_case(bundle.lifted, one.filed.answers, one.case.id, actor):
            audit.append(session, act)
    return Recorded(application.id)


def _index(uow: UnitOfWork, bundle: Bundle, application: applications.Application, site: Site, now: datetime) -> None:
    """Have the answers found again when the same person applies next time (R047, R090)."""
    number = subject_of(bundle.prepared.joint.plan, bundle.answers)
    if number:
        subject = subject_hash(site.secret, uow.scope.county, number)
        title = bundle.prepared.joint.title
        prefill.note_subject(uow.session, application.id, subject, title=title, at=now)


def _keep(uow: UnitOfWork, bundle: Bundle) -> None:
    """Store the documents of this tenant that differ from the published ones: the cases are about to name them."""
    prepared = bundle.prepared
    theme = prepared.joint.theme
    named = [prepared.offer.elements.digest, *(filed.matter_digest for filed in bundle.filed)]
    cached.keep(uow.session, [*named, theme.digest] if theme else named)


def _application(
    uow: UnitOfWork, actor: Actor, bundle: Bundle, applicant: Party, now: datetime
) -> applications.Application:
    prepared = bundle.prepared
    theme = prepared.selection.theme
    return applications.Application(
        accepting_scope=actor.scope,
        idempotency_key=bundle.key,
        channel=bundle.channel,
        members=tuple(filed.matter for filed in bundle.filed),
        form_digest=documents.put(uow.session, "form", prepared.joint.merged.to_json()),
        elements_digest=prepared.offer.elements.digest,
        answers=bundle.answers.to_json(),
        applicant_name=applicant.name or NAMELESS,
        submitted_at=now,
        applicant_id_masked=public_number(applicant.id_number),
        submitted_by=UUID(actor.account_id),
        submitted_by_name=actor.name,
        theme_key=theme,
        theme_digest=prepared.offer.themes[theme].digest if theme else None,
    )


def _numbers(uow: UnitOfWork, actor: Actor, bundle: Bundle, on: date, template: str) -> list[str] | SeriesExhausted:
    """A number for each case, all taken at once, so that two submissions cannot lock each other out."""
    tenant = tree.get(uow.session, actor.scope)
    series = [_series(tenant, bundle.prepared.joint[filed.matter], on, template) for filed in bundle.filed]
    numbers: list[str] = []
    for of_series, serial in zip(series, counters.next_each(uow.session, series), strict=True):
        number = numbering.number(of_series, serial)
        if isinstance(number, SeriesExhausted):
            return number
        numbers.append(number)
    return numbers


def _series(tenant: tree.Tenant, matter: CompiledMatter, on: date, own: str) -> str:
    codes = matter.document.json.get("codes") or {}
    code = str(codes.get("implementation_code") or "")
    template = numbering.case_template(code, own)
    return numbering.series(template, on, {"tenant": tenant.code, "implementation_code": code, "matter": matter.key})


def _case(
    actor: Actor,
    bundle: Bundle,
    application: applications.Application,
    filed: FiledCase,
    number: str,
    now: datetime,
    entropy: Entropy,
) -> NewCase:
    matter, home = bundle.prepared.joint[filed.matter], bundle.homes[filed.matter]
    waiting = bool(filed.depends_on)
    at = None if waiting else _begin(matter, filed, home, now.date(), bundle.calendar)
    dated = isinstance(filed.due, date) and not waiting
    case = cases.Case(
        application_id=application.id,
        number=number,
        matter_key=filed.matter,
        matter_name=filed.name,
        matter_digest=filed.matter_digest,
        elements_digest=application.elements_digest,
        case_type="instant" if filed.instant else "promised",
        accepting_scope=actor.scope,
        home_scope=home,
        status=CaseStatus.WAITING if waiting else CaseStatus.RUNNING,
        accepted_at=now,
        accepted_on=now.date(),
        time_limit={
            "value": filed.promise.limit.value,
            "unit": filed.promise.limit.unit,
            "because": filed.promise.because,
        },
        due_state="none" if waiting else "set" if dated else "calendar_missing",
        due_on=filed.due if dated and isinstance(filed.due, date) else None,
        applicant_name=applicant_of(matter.plan, filed.answers).name or application.applicant_name,
        answers=filed.answers_json(),
        route={
            "waves": [list(wave) for wave in filed.route.waves],
            "because": [{"step": each.step, "to": each.to, "sentence": each.sentence} for each in filed.route.because],
            "depends_on": list(filed.depends_on),
            "expected_due": filed.due.isoformat() if isinstance(filed.due, date) else None,
            "given": dict(bundle.prepared.given) | {"guide": _guide(bundle)},
        },
        accepted_by=UUID(actor.account_id),
    )
    return NewCase(case, filed, matter, numbering.query_code(entropy(QUERY_CODE_BYTES)), at)


def _guide(bundle: Bundle) -> dict[str, object]:
    return {
        key: value
        for key, value in bundle.prepared.selection.guide.items()
        if isinstance(value, (str, bool, int, list))
    }


def _begin(matter: CompiledMatter, filed: FiledCase, home: int, on: date, calendar: WorkCalendar) -> Now:
    """Where a fresh case stands: past the first step, when accepting is all that it does."""
    accepted = accepted_with_filing(matter.document.route)
    completed = [accepted] if accepted else []
    return stand(matter.document.route, filed.facts, completed, home=home, opened_on=on, calendar=calendar)


def _door(one: NewCase) -> doors.Door:
    digest = doors.of_case(one.case.number, one.query_code)
    return doors.Door(kind="case", scope=one.case.accepting_scope, object_id=one.case.id, digest=digest)


def _tasks(actor: Actor, one: NewCase, now: datetime) -> Iterator[tasks.Task]:
    if one.now is None:
        return
    plan = one.matter.document.route
    if accepted := accepted_with_filing(plan):
        who = UUID(actor.account_id)
        yield tasks.of_acceptance(one.case, plan.steps[accepted], now=now, by=who, by_name=actor.name)
    yield from (tasks.of_work(one.case, work, now=now) for work in one.now.work)


def _tell(
    uow: UnitOfWork, actor: Actor, application: applications.Application, made: Sequence[NewCase], now: datetime
) -> None:
    """Log the acceptance, and have the applicant told after the commit (R073, R082)."""
    who = UUID(actor.account_id)
    members = {one.case.number: one.case.matter_key for one in made}
    audit.append(
        uow.session,
        audit.Act(now, who, actor.name, "application.file", f"application:{application.id}", {"cases": members}),
    )
    for one in made:
        detail = {
            "number": one.case.number,
            "matter": one.case.matter_digest,
            "due": one.case.due_on and one.case.due_on.isoformat(),
        }
        audit.append(uow.session, audit.Act(now, who, actor.name, "case.accept", f"case:{one.case.id}", detail))
        outbox.add(uow.session, "applicant_message", {"case": str(one.case.id), "event": "accepted"}, now=now)
