"""An accepted application between judging and storing: values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from form_builder import Answers
from onewindow.domain.effective import CompiledMatter
from onewindow.domain.filing import FiledCase
from onewindow.domain.handing import HandedIn
from onewindow.domain.handling import Now
from onewindow.services.intake.drafting import Lifted
from onewindow.services.intake.preparing import Prepared
from onewindow.store import cases
from rule_engine import WorkCalendar


@dataclass(frozen=True, slots=True)
class Bundle:
    """Everything decided about an application before it is written.

    `homes` gives the home scope of each matter's case, `lifted` the checks that a supervisor lifted, by element key.
    """

    prepared: Prepared
    key: str
    channel: str
    answers: Answers
    filed: tuple[FiledCase, ...]
    homes: Mapping[str, int]
    handed: Mapping[str, HandedIn]
    calendar: WorkCalendar
    lifted: Mapping[str, Lifted]


@dataclass(frozen=True, slots=True)
class Recorded:
    """The application that stands in the database; `again` when another request with the same key was quicker."""

    id: UUID
    again: bool = False


@dataclass(frozen=True, slots=True)
class NewCase:
    """One case about to be written, with the code that opens its progress page."""

    case: cases.Case
    filed: FiledCase
    matter: CompiledMatter
    query_code: str
    now: Now | None
