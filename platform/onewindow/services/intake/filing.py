"""Filing: an accepted form becomes one stored case per matter, or every problem at once (R041, R059, R074)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from form_builder import Answers, Problems, clean
from form_builder.answers import parse
from form_builder.fields.base import Refused
from onewindow.domain.actor import Actor
from onewindow.domain.filing import FiledCase, file_cases
from onewindow.domain.handing import HandedIn, MaterialProblem, deferred_by, unsatisfied, waived_by
from onewindow.domain.handling import home_of, may_accept
from onewindow.domain.numbering import SeriesExhausted
from onewindow.domain.paper import PaperProblem
from onewindow.domain.site import Site
from onewindow.services.intake.accepted import Bundle
from onewindow.services.intake.drafting import Lifted
from onewindow.services.intake.preparing import Prepared
from onewindow.services.intake.recording import record
from onewindow.store import applications, calendar, tree
from onewindow.store.session import UnitOfWork
from rule_engine import WorkCalendar
from tenants.tree import Status

CALENDAR_YEARS = 2
"""How far ahead the work calendar is read: the longest limits are some 60 working days."""


@dataclass(frozen=True, slots=True)
class Submission:
    """What the clerk sends.

    The draft's key (it makes a second send harmless), accepted answers, materials handed in, checks that were lifted.
    """

    key: str
    answers: Answers
    materials: Mapping[str, HandedIn]
    channel: str = "window"
    lifted: Mapping[str, Lifted] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Filed:
    """The application is stored; `again` when this key had been filed before and nothing was done."""

    application: UUID
    again: bool = False


@dataclass(frozen=True, slots=True)
class FilingProblem:
    """Why the application cannot be accepted: a Chinese sentence, the field or material it is about (or neither)."""

    message: str
    field: str = ""
    material: str = ""


@dataclass(frozen=True, slots=True)
class NotFiled:
    """Every problem at once; nothing was stored."""

    problems: tuple[FilingProblem, ...]


def file(
    uow: UnitOfWork,
    actor: Actor,
    prepared: Prepared,
    submission: Submission,
    site: Site,
    *,
    now: datetime,
    entropy: Callable[[int], bytes],
) -> Filed | NotFiled:
    """Store one application with a case per matter: routed, numbered, dated, with materials, notices and effects.

    All in the caller's transaction. `entropy` gives random bytes for query codes. The same key filed twice gives the
    first application.
    """
    if earlier := applications.by_key(uow.session, submission.key):
        return Filed(earlier.id, again=True)
    working_days = _calendar(uow, now.date())
    handed = submission.materials
    plain = prepared.joint.plan.state(submission.answers, prepared.facts).materials
    licences = waived_by(plain, handed)
    states = prepared.joint.plan.state(submission.answers, prepared.facts, licences=licences).materials
    filed = file_cases(
        prepared.joint,
        submission.answers,
        prepared.selection.guide,
        prepared.given,
        accepted_on=now.date(),
        calendar=working_days,
        licences=licences,
        deferred=deferred_by(states, handed),
    )
    homes = {case.matter: _home(prepared, case, actor) for case in filed}
    problems = (
        *_not_open(uow, actor, now.date()),
        *(FilingProblem(each.message, material=each.material) for each in unsatisfied(states, handed)),
        *_refusals(filed),
        *_elsewhere(prepared, filed, homes, actor),
    )
    if problems:
        return NotFiled(problems)
    bundle = Bundle(
        prepared,
        submission.key,
        submission.channel,
        submission.answers,
        filed,
        homes,
        handed,
        working_days,
        submission.lifted,
    )
    recorded = record(uow, actor, bundle, site, now=now, entropy=entropy)
    if isinstance(recorded, SeriesExhausted | PaperProblem):
        return NotFiled((FilingProblem(recorded.message),))
    return Filed(recorded.id, again=recorded.again)


def known(prepared: Prepared, raw: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """What a page with problems still says: every field that can be read, so that the page follows it."""
    plan = prepared.joint.plan
    read = parse(plan, prepared.joint.posted(raw, prepared.selection.guide))
    return {key: value for key, value in read.items() if not isinstance(value, Refused)}


def judged(prepared: Prepared, raw: Mapping[str, Sequence[str]], overrides: Collection[str] = ()) -> Answers | Problems:
    """A page judged as a whole, with the guide's answers put in; `overrides`: fields whose problem was lifted."""
    posted = prepared.joint.posted(raw, prepared.selection.guide)
    return clean(prepared.joint.plan, posted, prepared.facts, choices=prepared.choices, overrides=overrides)


def judge_materials(
    prepared: Prepared, answers: Mapping[str, Any], handed: Mapping[str, HandedIn]
) -> tuple[MaterialProblem, ...]:
    """What is wrong with the materials while the answers still have problems of their own.

    So that all is said at once.
    """
    plan = prepared.joint.plan
    licences = waived_by(plan.state(answers, prepared.facts).materials, handed)
    return unsatisfied(plan.state(answers, prepared.facts, licences=licences).materials, handed)


def _calendar(uow: UnitOfWork, today: date) -> WorkCalendar:
    days = calendar.load(uow.session, today, today.replace(year=today.year + CALENDAR_YEARS, day=1), on=today)
    return WorkCalendar.of(days.days, days.years)


def _home(prepared: Prepared, case: FiledCase, actor: Actor) -> int:
    unit = prepared.divisions.get(case.home)
    return home_of(unit.scope if unit else None, actor.scope)


def _not_open(uow: UnitOfWork, actor: Actor, today: date) -> tuple[FilingProblem, ...]:
    """A unit that is not open, or no longer exists, accepts nothing (R003)."""
    unit = tree.get(uow.session, actor.scope)
    if unit.valid_to is not None and unit.valid_to < today:
        return (FilingProblem(f"“{unit.name}”已经撤销，不再受理新的申请，请到接收单位办理。"),)
    if not Status(unit.status).accepts:
        return (FilingProblem(f"“{unit.name}”尚未开通或已暂停受理，请到上级政务服务中心办理，或联系管理员开通。"),)
    return ()


def _refusals(filed: Sequence[FiledCase]) -> tuple[FilingProblem, ...]:
    return tuple(
        FilingProblem(f"《{case.name}》不能受理：{case.refusal.text}（{case.refusal.because}）")
        for case in filed
        if case.refusal
    )


def _elsewhere(
    prepared: Prepared, filed: Sequence[FiledCase], homes: Mapping[str, int], actor: Actor
) -> tuple[FilingProblem, ...]:
    """Cases that belong to another place: named once a field, with the place that accepts them."""
    found: dict[str, FilingProblem] = {}
    for case in filed:
        document = prepared.joint[case.matter].document
        if may_accept(actor.scope, homes[case.matter], anywhere=document.accept_anywhere):
            continue
        key = document.jurisdiction or ""
        label, place = prepared.joint.plan.labels.get(key, key), prepared.divisions[case.home].name
        found.setdefault(
            key, FilingProblem(f"“{label}”在{place}，不属于本窗口受理范围，请到{place}办理，或核对后改正", field=key)
        )
    return tuple(found.values())
