"""The window at a glance: what can be applied for, what was accepted last, how the cases stand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from onewindow.domain import catalogue
from onewindow.domain.actor import Actor
from onewindow.domain.catalogue import Entry
from onewindow.domain.handling import CaseStatus
from onewindow.domain.sight import listed_departments
from onewindow.domain.timing import WARN_WITHIN_DAYS
from onewindow.store import calendar, case_list, published, tallies
from onewindow.store.case_list import Line, Wanted
from onewindow.store.session import UnitOfWork
from rule_engine import MissingYear, WorkCalendar

OPEN = (CaseStatus.WAITING, CaseStatus.RUNNING)
LOOK_BACK, LOOK_AHEAD = timedelta(days=400), timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Today:
    """Everything the first page shows."""

    themes: tuple[Entry, ...]
    matters: tuple[Entry, ...]
    recent: tuple[Line, ...]
    tally: tallies.Tally
    calendar: WorkCalendar


@dataclass(frozen=True, slots=True)
class CasePage:
    """One page of the case list; `more` when another follows."""

    lines: tuple[Line, ...]
    more: bool
    calendar: WorkCalendar


def today(uow: UnitOfWork, actor: Actor, *, now: datetime, recent: int) -> Today:
    """The catalogue of the actor's tenant with the newest cases and the counts."""
    session, day = uow.session, now.date()
    work = working_days(uow, day)
    themes, matters = entries(uow, actor, on=day)
    soon = work.add(day, WARN_WITHIN_DAYS)
    counts = tallies.tally(
        session,
        OPEN,
        today=day,
        soon=day + timedelta(days=WARN_WITHIN_DAYS) if isinstance(soon, MissingYear) else soon,
        since=datetime.combine(day, time(), now.tzinfo),
    )
    return Today(themes, matters, tuple(case_list.page(session, _of(actor, Wanted()), limit=recent)), counts, work)


def entries(uow: UnitOfWork, actor: Actor, *, on: date) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    """Themes and matters that the actor's tenant offers on a day."""
    offer = published.offer(uow.session, actor.scope, on)
    wanted = [one.digest for one in (*offer.themes.values(), *offer.matters.values())]
    bodies = published.bodies(uow.session, wanted)
    themes = tuple(catalogue.of_theme(bodies[one.digest]) for one in offer.themes.values())
    return themes, tuple(catalogue.of_matter(bodies[one.digest]) for one in offer.matters.values())


def cases(uow: UnitOfWork, actor: Actor, wanted: Wanted, *, now: datetime, limit: int) -> CasePage:
    """One page of the cases that the actor sees."""
    lines = case_list.page(uow.session, _of(actor, wanted), limit=limit + 1)
    return CasePage(tuple(lines[:limit]), len(lines) > limit, working_days(uow, now.date()))


def _of(actor: Actor, wanted: Wanted) -> Wanted:
    """An officer's lists hold what came to his departments; everybody else's the whole range."""
    departments = listed_departments(actor)
    return replace(wanted, tenant=actor.scope, departments=departments) if departments else wanted


def working_days(uow: UnitOfWork, on: date) -> WorkCalendar:
    """The work calendar around a day, wide enough for every date a list shows."""
    days = calendar.load(uow.session, on - LOOK_BACK, on + LOOK_AHEAD, on=on)
    return WorkCalendar.of(days.days, days.years)
