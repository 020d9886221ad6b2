"""The papers of a case that waited: made ready at acceptance, issued when the case starts (R059)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from onewindow.domain.applicant import Party
from onewindow.domain.masking import public_number
from onewindow.services import paper
from onewindow.store.cases import Case
from onewindow.store.notices import Notice
from onewindow.store.session import UnitOfWork
from rule_engine import Due

Values = Mapping[str, Any]
READY, RECEIPT_OF_CASE = "starting", "acceptance_receipt"


def papers_of_start(
    uow: UnitOfWork, case: Case, party: Party, papers: Sequence[Notice], until: Due, *, now: datetime, by_name: str
) -> Iterator[Notice]:
    """The acceptance notice and receipt of a case that starts now, dated today.

    `papers` are those of the application: its joint receipt carries what was made ready. `party`: who applies, now that
    the results before it are there.
    """
    whole = next((one for one in papers if one.case_id is None and READY in one.values), None)
    for ready in whole.values[READY].get(case.number, ()) if whole else ():
        assert whole is not None
        own = ready["kind"] == RECEIPT_OF_CASE
        number = case.number if own else _number(uow, case.accepting_scope, ready["kind"], now)
        yield Notice(
            application_id=case.application_id,
            accepting_scope=case.accepting_scope,
            home_scope=case.home_scope,
            kind=ready["kind"],
            number=f"{ready['kind']}:{number}",
            title=ready["title"],
            template_digest=ready["template"],
            values=_dated(ready["values"], number, until, now.date()) | _applicant(ready["values"], party),
            fonts=whole.fonts,
            issued_at=now,
            case_id=case.id,
            issued_by_name=by_name,
            images=ready.get("images", {}),
            verify_code=ready.get("code", ""),
        )


def _dated(values: Values, number: str, until: Due, on: date) -> dict[str, Any]:
    """What was made ready, with the number and the dates of the start."""
    limits = {key: value for key, value in values["limits"].items() if key not in ("due_date", "due_note")}
    limits |= {"due_date": until.isoformat()} if isinstance(until, date) else {"due_note": str(until)}
    return {
        **values,
        "document": {**values["document"], "number": number, "date": on.isoformat()},
        "case": {**values["case"], "accepted_on": on.isoformat()},
        "limits": limits,
    }


def _applicant(values: Values, party: Party) -> dict[str, Any]:
    """The applicant as the result before this case names him, for instance the business that now has a licence."""
    known = {"name": party.name} if party.name else {}
    known |= {"id_masked": public_number(party.id_number)} if party.id_number else {}
    return {"applicant": {**values["applicant"], **known}}


def _number(uow: UnitOfWork, scope: int, kind: str, now: datetime) -> str:
    number = paper.number_at_start(uow, scope, kind, now)
    assert isinstance(number, str), f"the numbers of {kind} are used up: {number}"
    return number
