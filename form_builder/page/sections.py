"""The sections of a page and how far each is: for the rail beside the form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from form_builder.answers import Problems
from form_builder.plan import FormPlan
from form_builder.state import FormState


@dataclass(frozen=True, slots=True)
class SectionState:
    """One section: `done` of `total` required fields are filled in; `problems` of its fields are refused."""

    id: str
    label: str
    done: int
    total: int
    problems: int
    hidden: bool


def section_id(number: int) -> str:
    """The id of a section on the page, by its place in display order."""
    return f"p{number + 1}"


def section_states(plan: FormPlan, state: FormState, problems: Problems | None = None) -> tuple[SectionState, ...]:
    """The sections in display order; those that ask nothing at all are left out."""
    return tuple(_states(plan, state, {problem.field for problem in problems or ()}))


def _states(plan: FormPlan, state: FormState, wrong: set[str]) -> Iterator[SectionState]:
    for number, section in enumerate(plan.merged.sections):
        asked = [key for key in section.fields if plan[key].merged.asked]
        if asked:
            due = [key for key in asked if key in state.required]
            yield SectionState(
                id=section_id(number),
                label=section.label,
                done=sum(state.values.get(key) is not None for key in due),
                total=len(due),
                problems=sum(key in wrong for key in asked),
                hidden=not any(key in state.settled.shown for key in asked),
            )


def section_fields(plan: FormPlan) -> dict[str, tuple[str, ...]]:
    """The fields of each section by its id on the page."""
    return {section_id(number): section.fields for number, section in enumerate(plan.merged.sections)}
