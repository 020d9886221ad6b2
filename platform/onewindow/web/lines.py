"""What lists of cases show, the same on every surface."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _

from onewindow.domain.masking import public_name
from onewindow.domain.timing import standing
from onewindow.store.case_list import Line
from rule_engine import CALENDAR_DAY, Limit, WorkCalendar


def limit_text(limit: Limit) -> str:
    """`8 个工作日`, `7 个自然日`, in the language of the page."""
    if limit.unit == CALENDAR_DAY:
        return str(_("%(days)s calendar days", days=limit.value))
    return str(_("%(days)s working days", days=limit.value))


def bare(message: str, label: str) -> str:
    """The sentence about a field without its name in front: in a summary of problems the link says it already."""
    return message.removeprefix(f"“{label}”")


def case_line(line: Line, calendar: WorkCalendar, today: date, url: str) -> dict[str, object]:
    """One line of a list: who and what, the step it is at, how it stands against its date."""
    stands = standing(line.status, line.due_on, today, calendar)
    first = line.open_steps[0] if line.open_steps else None
    return {
        "number": line.number,
        "matter": line.matter_name,
        "applicant": public_name(line.applicant_name),
        "step": first["action"] if first else "",
        "department": first["department"] if first else "",
        "accepted_at": line.accepted_at,
        "due": line.due_on,
        "days": stands.days,
        "state": stands.look.value,
        "url": url,
    }
