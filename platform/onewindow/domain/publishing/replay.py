"""Past cases under another version of their matter: what would differ, for people (R030).

Both versions are asked the same today, so that a difference is the draft's and not the calendar's or a parameter's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from form_builder import facts as nested
from form_builder import restore
from onewindow.domain.effective import CompiledMatter
from onewindow.domain.publishing.values import UNITS
from rule_engine import Limit, RuleEngineError

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Past:
    """One case as it was: its number, its own answers (as stored), the facts given then (`guide` among them), what
    staff found out (`case.*`).
    """

    number: str
    answers: Values = field(repr=False)
    given: Values = field(default_factory=dict, repr=False)
    found: Values = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a version makes of a case: labels, names and sentences, in the order people read them."""

    asked: Mapping[str, str]
    materials: Mapping[str, str]
    waves: tuple[tuple[str, ...], ...]
    limit: Limit
    checks: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """One case that would have gone otherwise: what, in sentences."""

    number: str
    sentences: tuple[str, ...]


def replay(old: CompiledMatter, new: CompiledMatter, cases: Sequence[Past]) -> tuple[Difference, ...]:
    """The cases that the new version treats otherwise, in the order given."""
    compared = ((case.number, tuple(_compared(old, new, case))) for case in cases)
    return tuple(Difference(number, sentences) for number, sentences in compared if sentences)


def outcome(matter: CompiledMatter, case: Past) -> Outcome:
    """What a version makes of a case. Raises `RuleEngineError` when one of its rules cannot decide about it."""
    given = dict(case.given)
    guide = given.pop("guide", {})
    answers = restore(matter.plan, case.answers)
    facts = nested({**guide, **answers, **case.found}, **given)
    state = matter.plan.state({key: value for key, value in answers.items() if key in matter.plan.by_key}, facts)
    actions = {step.id: step.action or step.id for step in matter.document.route.steps.values()}
    return Outcome(
        asked={key: matter.plan[key].label for key in state.asked},
        materials={each.key: each.name for each in state.materials if each.needed_by},
        waves=tuple(tuple(actions[step] for step in wave) for wave in matter.route(facts).waves),
        limit=Limit(0) if matter.document.instant else matter.promise(facts).limit,
        checks={each.id: each.text for each in matter.fired(facts)},
    )


def _compared(old: CompiledMatter, new: CompiledMatter, case: Past) -> Iterator[str]:
    try:
        before = outcome(old, case)
    except RuleEngineError:
        return  # the version in force cannot tell either: nothing to hold the draft against
    try:
        then = outcome(new, case)
    except RuleEngineError as error:
        yield f"新版本无法判断这件申请：{error}"
        return
    yield from _sets("会多问", "不再问", before.asked, then.asked)
    yield from _sets("会多要材料", "不再要材料", before.materials, then.materials)
    if before.waves != then.waves:
        yield f"流程由“{_way(before)}”变为“{_way(then)}”"
    if before.limit != then.limit:
        yield f"承诺期限由 {_limit(before.limit)}变为 {_limit(then.limit)}"
    yield from _sets("受理审查会提示", "受理审查不再提示", before.checks, then.checks)


def _sets(more: str, less: str, before: Mapping[str, str], then: Mapping[str, str]) -> Iterator[str]:
    added = [f"「{name}」" for key, name in then.items() if key not in before]
    gone = [f"「{name}」" for key, name in before.items() if key not in then]
    if added:
        yield more + "、".join(added)
    if gone:
        yield less + "、".join(gone)


def _way(found: Outcome) -> str:
    return " → ".join("、".join(wave) for wave in found.waves)


def _limit(limit: Limit) -> str:
    return f"{limit.value} {UNITS[limit.unit]}" if limit.value else "当场办结"
