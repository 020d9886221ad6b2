"""What the log of a case says of checks that were lifted before it was filed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from uuid import UUID

from onewindow.domain.actor import Actor
from onewindow.services.intake.drafting import Lifted
from onewindow.store import audit


def told_on_case(
    lifted: Mapping[str, Lifted], answers: Mapping[str, object], case: UUID, clerk: Actor
) -> Iterator[audit.Act]:
    """One act for each check that was lifted in the answers of this very case."""
    for key, one in lifted.items():
        if key in answers:
            detail = {"field": key, "title": one.label, "reason": one.reason, "clerk": clerk.name}
            yield audit.Act(one.at, UUID(one.by), one.name, "case.override", f"case:{case}", detail)
