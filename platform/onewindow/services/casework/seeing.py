"""What somebody may see of a case: his tenant's range, and of that, for officers, what came to their departments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from form_builder import FormDocument, FormPlan, bind, compile_plan, restore
from form_builder import facts as nested
from onewindow.domain.actor import Actor
from onewindow.domain.effective import CompiledMatter
from onewindow.domain.permissions import Role
from onewindow.domain.sight import may_see
from onewindow.services.casework.sight import sees
from onewindow.store import applications, audit, calendar, case_files, cases, materials, notices, published, tasks, tree
from onewindow.store.cases import Case
from onewindow.store.errors import MissingError
from onewindow.store.session import UnitOfWork
from onewindow.store.tasks import InboxLine, Task
from rule_engine import WorkCalendar

AROUND = timedelta(days=400)
STAFF_FACT = "case."


@dataclass(frozen=True, slots=True)
class CaseView:
    """One case with everything that belongs to it. `answers`: its own and those supplied by earlier results, typed;
    `units`: the names of the divisions they mention, by code; `clerk`: who accepted the application."""

    case: Case
    matter: CompiledMatter
    answers: Mapping[str, Any]
    theme: str
    clerk: str
    materials: Sequence[materials.Material]
    files: Sequence[case_files.CaseFile]
    tasks: Sequence[Task]
    notices: Sequence[notices.Notice]
    calendar: WorkCalendar
    units: Mapping[str, str]

    @property
    def facts(self) -> dict[str, Any]:
        """What the rules of the route read: answers, guide, the facts given at acceptance, and what staff found."""
        given = dict(self.case.route.get("given") or {})
        guide = given.pop("guide", {})
        return dict(self.matter.decided(nested({**guide, **self.answers, **self.case_facts}, **given)))

    @property
    def case_facts(self) -> dict[str, Any]:
        """Facts of the case made by staff, by key (`case.answered`)."""
        return {key: value for key, value in (self.case.supplied or {}).items() if key.startswith(STAFF_FACT)}

    @property
    def done(self) -> tuple[str, ...]:
        """The steps that were completed."""
        return tuple(task.step for task in self.tasks if task.state == "done")


@dataclass(frozen=True, slots=True)
class TaskView:
    """One task with its case.

    `result` asks for the elements that the matter's result provides, when this step is the last
    before it; `questions` are the facts of the case that the route reads after this step."""

    task: Task
    view: CaseView
    result: FormPlan | None
    questions: tuple[str, ...]


def inbox(uow: UnitOfWork, actor: Actor) -> list[InboxLine]:
    """The open tasks of the actor's departments in his tenant, the most urgent first.

    Of the whole tenant without a department.
    """
    return tasks.inbox(uow.session, sorted(actor.departments))


def see_case(uow: UnitOfWork, actor: Actor, number: str, *, on: date) -> CaseView:
    """One case by its number. Raises `MissingError` when there is none that the actor may see."""
    return _view(uow, actor, cases.by_number(uow.session, number), on)


def see_task(uow: UnitOfWork, actor: Actor, task_id: UUID, *, on: date) -> TaskView:
    """One task of the actor's own tenant and departments. Raises `MissingError` when it is none of his."""
    task = tasks.get(uow.session, task_id)
    if task.scope != actor.scope or (actor.departments and task.department_key not in actor.departments):
        raise MissingError(f"task {task_id}")
    view = _view(uow, actor, cases.get(uow.session, task.case_id), on)
    return TaskView(task, view, result_plan(view, task, uow), questions_of(view.matter, task.step))


def history(uow: UnitOfWork, view: CaseView) -> list[audit.Entry]:
    """What was done to a case, oldest first."""
    return audit.entries_of(uow.session, f"case:{view.case.id}")


def siblings(uow: UnitOfWork, actor: Actor, view: CaseView) -> list[Case]:
    """The other cases of the same application that the actor sees."""
    others = [one for one in cases.of_application(uow.session, view.case.application_id) if one.id != view.case.id]
    return [one for one in others if sees(uow, actor, one.id)]


def questions_of(matter: CompiledMatter, step: str) -> tuple[str, ...]:
    """Facts made by staff that decide where the case goes after a step."""
    arrows = matter.document.route.steps[step].arrows
    read = {name for arrow in arrows if arrow.expr for name in matter.reads(arrow.expr)}
    return tuple(sorted(name for name in read if name.startswith(STAFF_FACT)))


def result_plan(view: CaseView, task: Task, uow: UnitOfWork) -> FormPlan | None:
    """The form of the elements that exist only after this result, when `task` is the last work before it."""
    provided = view.matter.document.form.provides
    if not provided or not is_last(view, task.step):
        return None
    words = view.matter.document.words(published.dictionary(uow.session, view.case.elements_digest))
    fields = [{"id": key, "element": key, "required": True} for key in provided if key in words]
    if not fields:
        return None
    section = {"id": "result", "label": "办理结果", "fields": fields}
    document = {"key": f"{view.matter.key}.result", "title": view.matter.document.name, "sections": [section]}
    return compile_plan(bind(FormDocument.from_json(document), words))


def is_last(view: CaseView, step: str) -> bool:
    """Whether no decision is left after this step."""
    waves = [wave for wave in view.case.route["waves"] if not _after(view, wave)]
    return bool(waves) and step in waves[-1]


def _after(view: CaseView, wave: Sequence[str]) -> bool:
    steps = view.matter.document.route.steps
    return all(steps[key].after_decision for key in wave)


def _view(uow: UnitOfWork, actor: Actor, case: Case, on: date) -> CaseView:
    session = uow.session
    found = tasks.of_case(session, case.id)
    if not may_see(actor, [task.department_key for task in found], officer=actor.holds(Role.OFFICER)):
        raise MissingError(f"case {case.number}")
    matter = published.matter(session, case.matter_digest, case.elements_digest)
    application = applications.find(session, case.application_id)
    days = calendar.load(session, on - AROUND, on + AROUND, on=on, scope=case.accepting_scope)
    supplied = {key: value for key, value in (case.supplied or {}).items() if not key.startswith(STAFF_FACT)}
    answers = restore(matter.plan, {**case.answers, **supplied})
    return CaseView(
        case,
        matter,
        answers,
        published.theme(session, application.theme_digest).name if application and application.theme_digest else "",
        application.submitted_by_name if application else "",
        materials.of_case(session, case.id),
        case_files.of_case(session, case.id),
        found,
        notices.of_case(session, case.id),
        WorkCalendar.of(days.days, days.years),
        tree.names(session, _divisions(matter, answers)),
    )


def _divisions(matter: CompiledMatter, answers: Mapping[str, Any]) -> list[str]:
    """The division codes among the answers."""
    kinds = {item.key for item in matter.plan.fields if item.element.kind == "division"}
    return [str(answers[key]) for key in kinds if answers.get(key)]
