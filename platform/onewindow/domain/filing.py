"""An accepted form becomes cases: one per member, with its own answers, checks, limit, route, materials and date."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from form_builder import MaterialState, split
from form_builder import facts as nested
from form_builder.answers import jsonable
from onewindow.domain.effective import CompiledMatter, Fired, Promise
from onewindow.domain.joint import JointForm, Values
from rule_engine import Clock, Due, Limit, WorkCalendar, due

NOT_NEEDED = ("not_needed", "optional")


@dataclass(frozen=True, slots=True)
class RouteReason:
    """Why the case goes from one step to another: the condition that held, as a Chinese sentence."""

    step: str
    to: str
    sentence: str


@dataclass(frozen=True, slots=True)
class CaseRoute:
    """The case's way: the steps in waves, why, and the steps open first."""

    waves: tuple[tuple[str, ...], ...]
    because: tuple[RouteReason, ...]
    first: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CaseMaterial:
    """One material of one case. `status`: needed, deferred, waived, internal, optional, not_needed (form_builder).

    `shared_with`: other members of the application that need the same material; it is handed in once.
    """

    key: str
    name: str
    medium: str
    originals: int
    photocopies: int
    status: str
    because: str
    shared_with: tuple[str, ...] = ()
    deferred_days: int | None = None
    checks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FiledCase:
    """What one member of an accepted application becomes. A value; nothing is stored or numbered yet.

    `due` is a date, or says why there is none yet: the calendar of a year is missing (`MissingYear`). `starts_on`: the
    day the clock starts; for a member that needs another's result, the day that result is due.
    """

    matter: str
    matter_digest: str
    name: str
    instant: bool
    answers: Mapping[str, Any]
    facts: Mapping[str, Any]
    checks: tuple[Fired, ...]
    promise: Promise
    statutory: Limit | None
    route: CaseRoute
    materials: tuple[CaseMaterial, ...]
    depends_on: tuple[str, ...]
    home: str
    starts_on: Due
    due: Due

    @property
    def refusal(self) -> Fired | None:
        """The first check that stands in the way of acceptance, or None."""
        return next((fired for fired in self.checks if fired.stops), None)

    def answers_json(self) -> dict[str, Any]:
        """The case's own answers as a JSON value."""
        return {key: jsonable(value) for key, value in self.answers.items()}


def file_cases(
    joint: JointForm,
    answers: Values,
    guide: Values,
    given: Values,
    *,
    accepted_on: date,
    calendar: WorkCalendar,
    licences: Collection[str] = (),
    deferred: Collection[str] = (),
) -> tuple[FiledCase, ...]:
    """Split accepted answers (`form_builder.Answers`) into one case per member, in member order.

    `given` holds the facts of tenant and calendar, nested; `accepted_on` is the day of acceptance (not counted).
    """
    facts = joint.facts(guide, given)
    own = split(joint.plan, answers, facts)
    state = joint.plan.state(answers, facts, licences=licences, deferred=deferred)
    order = joint.order(state)
    filed: dict[str, FiledCase] = {}
    for key in (key for wave in order.waves for key in wave):
        member, needs = joint[key], order.depends_on[key]
        seen = member.decided(nested({**guide, **own[key]}, **given))
        promise = member.promise(seen)
        start = _latest([filed[need].due for need in needs], accepted_on)
        limit = Limit(0) if member.document.instant else promise.limit
        filed[key] = FiledCase(
            matter=key,
            matter_digest=member.document.digest,
            name=member.document.name,
            instant=member.document.instant,
            answers=own[key],
            facts=seen,
            checks=member.fired(seen),
            promise=promise,
            statutory=member.document.limits.statutory,
            route=case_route(member, seen),
            materials=tuple(_material(member, each) for each in state.materials if _asks(member, each)),
            depends_on=needs,
            home=str(own[key].get(member.document.jurisdiction) or ""),
            starts_on=start,
            due=due(Clock(start, limit), calendar) if isinstance(start, date) else start,
        )
    return tuple(filed[member.key] for member in joint.members)


def _latest(ends: list[Due], otherwise: date) -> Due:
    """The day the last of the needed results is due; the reason why it is unknown, when one of them has no date."""
    unknown = next((end for end in ends if not isinstance(end, date)), None)
    return unknown or max((end for end in ends if isinstance(end, date)), default=otherwise)


def case_route(member: CompiledMatter, facts: Values) -> CaseRoute:
    """The way of a case, with its reasons in Chinese."""
    way = member.route(facts)
    because = tuple(RouteReason(each.step, each.to, member.because(each.expr, facts)) for each in way.because)
    return CaseRoute(way.waves, because, way.waves[0] if way.waves else ())


def _asks(member: CompiledMatter, state: MaterialState) -> bool:
    return any(material.key == state.key for material in member.form.materials)


def _material(member: CompiledMatter, state: MaterialState) -> CaseMaterial:
    """One merged material as this member sees it: its own copies, needed only if this member needs it."""
    own = next(material for material in member.form.materials if material.key == state.key)
    needed = member.key in state.needed_by
    status, because = state.status, state.because
    if not needed and status not in NOT_NEEDED:
        status = "optional" if own.necessity == "optional" else "not_needed"
        because = "按目前填写的内容无需提交"
    return CaseMaterial(
        key=own.key,
        name=own.name,
        medium=own.medium,
        originals=own.originals,
        photocopies=own.photocopies,
        status=status,
        because=because,
        shared_with=tuple(key for key in state.needed_by if key != member.key) if needed else (),
        deferred_days=state.waiver.days if state.waiver and status == "deferred" else None,
        checks=own.checks,
    )
