"""How a case stands against its date.

What a list shows, from its status, its due date and the work calendar (R076, R079).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from onewindow.domain.handling import CaseStatus
from rule_engine import MissingYear, WorkCalendar

WARN_WITHIN_DAYS = 2
"""Working days before the due date from which a list warns; the cards of supervision have thresholds of their own."""


class Look(StrEnum):
    """What a chip says."""

    RUNNING = "running"
    WARNING = "warning"
    OVERDUE = "overdue"
    WAITING = "waiting"
    DONE = "done"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Standing:
    """`days` are the working days left.

    0 today, negative when over, None when they cannot be computed or no clock runs.
    """

    look: Look
    days: int | None


ENDED = {CaseStatus.FINISHED: Look.DONE, CaseStatus.REFUSED: Look.REFUSED}


def standing(status: str, due_on: date | None, today: date, calendar: WorkCalendar) -> Standing:
    """Judge one case on a day."""
    if status in ENDED:
        return Standing(ENDED[CaseStatus(status)], None)
    if due_on is None:
        return Standing(Look.WAITING if status == CaseStatus.WAITING else Look.RUNNING, None)
    days = calendar.between(today, due_on)
    if isinstance(days, MissingYear):
        return Standing(Look.RUNNING, None)
    return Standing(
        Look.OVERDUE if due_on < today else Look.WARNING if days <= WARN_WITHIN_DAYS else Look.RUNNING, days
    )
