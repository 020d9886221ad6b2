"""Play each example through the services that real cases go through: file, take every step, paint every paper.

Each example is played in a savepoint that is rolled back: no row, no number, no act in the log is left (R003).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from form_builder import Answers, FormPlan, clean, sample, typed
from onewindow.domain.effective import CompiledMatter
from onewindow.domain.rehearsal import revived
from onewindow.domain.site import Site
from onewindow.services import casework, intake, paper
from onewindow.services.rehearsal.cast import Cast, cast_of, materials_of
from onewindow.store import cases, notices, published, tasks, trials
from onewindow.store.errors import StoreError
from onewindow.store.session import UnitOfWork
from printing import FontSet, PrintingError
from tenants.errors import TenantError

Json = Any
Entropy = Callable[[int], bytes]
ACCEPT = ("accept", "manual_review")
MOST_STEPS = 60
OPINION = "演练：同意"
ELSEWHERE = "示例写的地方不在本单位范围内，请在上级单位演练。"
"""An example of a county names one of its villages; another town cannot accept it."""


@dataclass(frozen=True, slots=True)
class Played:
    """What became of one example. `steps`: the ones taken, in order; `papers`: how many were painted.

    `skipped` says why an example cannot be played: it states what the platform calculates itself, and otherwise.
    """

    matter: str
    name: str
    example: str
    accepted: bool = False
    steps: tuple[str, ...] = ()
    papers: int = 0
    problems: tuple[str, ...] = ()
    skipped: str = ""

    @property
    def ok(self) -> bool:
        """It went as the example says, and to its end."""
        return not self.problems


def rehearse(
    uow: UnitOfWork,
    *,
    fonts: FontSet,
    site: Site,
    now: datetime,
    entropy: Entropy,
    keys: Collection[str] | None = None,
) -> tuple[Played, ...]:
    """Play the examples of all matters that the tenant of this unit of work offers (or of some), and leave nothing.

    What an example does not state is filled in with sample answers; its parameters are the example's.
    """
    session = uow.session
    offer = published.offer(session, uow.scope.number, now.date())
    wanted = [one.digest for key, one in offer.matters.items() if keys is None or key in keys]
    stage = _Stage(uow, fonts, site, now, entropy)
    return tuple(
        stage.play(matter, example)
        for matter in published.matters(session, wanted, offer.elements.digest)
        for example in matter.document.examples
    )


def _stated_otherwise(plan: FormPlan, answers: Answers, fixed: Mapping[str, Json]) -> str:
    """The label of a calculated value that an example states and that these answers do not give, or nothing."""
    calculated = (item for item in plan.fields if item.computes and item.key in fixed)
    return next((plan.labels[item.key] for item in calculated if answers.get(item.key) != fixed[item.key]), "")


@dataclass(frozen=True)
class _Stage:
    uow: UnitOfWork
    fonts: FontSet
    site: Site
    now: datetime
    entropy: Entropy

    def play(self, matter: CompiledMatter, example: Mapping[str, Json]) -> Played:
        """One example from the first page to the last paper."""
        begun = Played(matter.key, matter.document.name, str(example.get("name", "")))
        try:
            with trials.undone(self.uow.session):
                return self._file(begun, matter, example, cast_of(self.uow, self.now))
        except (StoreError, TenantError, PrintingError) as fault:
            return replace(begun, problems=(f"演练中断：{fault}",))

    def _file(self, begun: Played, matter: CompiledMatter, example: Mapping[str, Json], cast: Cast) -> Played:
        data, expected = example.get("data") or {}, (example.get("expect") or {}).get("outcome", "accept")
        selection = intake.Selection(matters=(matter.key,), guide=data)
        prepared = intake.prepare_form(self.uow, cast.clerk, selection, now=self.now)
        if not isinstance(prepared, intake.Prepared):
            return replace(begun, problems=prepared.messages)
        values = {**matter.document.parameters, **(example.get("parameters") or {})}
        prepared = replace(prepared, given={**prepared.given, "param": {**prepared.given["param"], **values}})
        plan, facts = prepared.joint.plan, prepared.facts
        fixed = {key: value for key, value in revived(plan, data).items() if key in plan.by_key}
        answers = clean(
            plan,
            typed(plan, sample(plan, facts, fixed=fixed, choices=prepared.choices)),
            facts,
            choices=prepared.choices,
        )
        if not isinstance(answers, Answers):
            if all(plan.by_key[one.field].element.kind == "division" for one in answers.items):
                return replace(begun, skipped=ELSEWHERE)
            said = tuple(f"示例的“{one.label}”{one.message}" for one in answers.items)
            return begun if expected not in ACCEPT else replace(begun, problems=said)
        if stated := _stated_otherwise(plan, answers, fixed):
            return replace(begun, skipped=f"示例直接写明了“{stated}”，而系统按其他内容算出的不同，无法按示例受理。")
        handed = materials_of(plan.state(answers, facts).materials)
        submission = intake.Submission(self.entropy(16).hex(), answers, handed)
        filed = intake.file(self.uow, cast.clerk, prepared, submission, self.site, now=self.now, entropy=self.entropy)
        if not isinstance(filed, intake.Filed):
            said = tuple(problem.message for problem in filed.problems)
            return begun if expected not in ACCEPT else replace(begun, problems=said)
        if expected not in ACCEPT:
            return replace(begun, accepted=True, problems=(f"示例应为“{expected}”，实际被受理。",))
        return self._work(replace(begun, accepted=True), filed.application, cast)

    def _work(self, begun: Played, application: UUID, cast: Cast) -> Played:
        """Take every step that opens until the case is at its end, then look at its papers."""
        session = self.uow.session
        (case,) = cases.of_application(session, application)
        done: list[str] = []
        while len(done) < MOST_STEPS:
            waiting = next((task for task in tasks.of_case(session, case.id) if task.state == "open"), None)
            if waiting is None:
                break
            problems = self._step(waiting, cast)
            if problems:
                return replace(begun, steps=tuple(done), problems=problems)
            done.append(waiting.action or waiting.step)
        papers = self._papers(application)
        ended = cases.get(session, case.id).closed_at is not None
        stuck = () if ended else (f"办到“{done[-1] if done else '受理'}”之后没有下一步，也没有办结。",)
        return replace(begun, steps=tuple(done), papers=papers, problems=stuck)

    def _step(self, task: tasks.Task, cast: Cast) -> tuple[str, ...]:
        officer = cast.officer(task.scope, task.department_key)
        seen = casework.see_task(self.uow, officer, task.id, on=self.now.date())
        result = {} if seen.result is None else typed(seen.result, sample(seen.result))
        verdict = casework.Verdict("agree", OPINION, result=result, facts=dict.fromkeys(seen.questions, True))
        taken = casework.complete(self.uow, officer, seen, verdict, now=self.now)
        if isinstance(taken, casework.Decided):
            return ()
        problems = getattr(taken, "problems", ())
        return tuple(self._said(task, [problem.message for problem in problems] or ["已由他人办理"]))

    def _said(self, task: tasks.Task, messages: list[str]) -> Iterator[str]:
        yield from (f"环节“{task.action or task.step}”：{message}" for message in messages)

    def _papers(self, application: UUID) -> int:
        """Paint every paper of the application, unsigned; how many there were."""
        found = notices.of_application(self.uow.session, application)
        for notice in found:
            paper.paint_record(self.uow, notice, self.fonts)
        return len(found)
