"""What officers do, without a screen: find a task, decide it."""

from __future__ import annotations

from tests.flows.visitor import Answer, Visitor, said


def task_of(officer: Visitor, number: str) -> Answer:
    """The page of the officer's open task of a case."""
    return officer.get(address_of(officer, number))


def address_of(officer: Visitor, number: str) -> str:
    """Where the officer's open task of a case is."""
    inbox = officer.get(f"/tasks/?q={number}")
    found = [url for url in inbox.links("/tasks/") if len(url) > len("/tasks/")]
    assert len(found) == 1, (number, said(inbox)[:500])
    return found[0]


def decide(officer: Visitor, number: str, *, outcome: str, expect: int = 303, **fields: str) -> Answer:
    """Decide the officer's open task of a case."""
    answer = officer.post(address_of(officer, number), {"outcome": outcome, **fields})
    assert answer.status == expect, answer.problems or said(answer)[:500]
    return answer
