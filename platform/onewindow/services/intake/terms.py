"""Until when a material may follow (容缺)."""

from __future__ import annotations

from datetime import date

from onewindow.domain.filing import CaseMaterial
from rule_engine import WorkCalendar


def until(material: CaseMaterial, calendar: WorkCalendar, on: date) -> date | None:
    """The last day for handing in a material that may follow; None when it has no term or the calendar ends before."""
    if material.deferred_days is None:
        return None
    day = calendar.add(on, material.deferred_days)
    return day if isinstance(day, date) else None
