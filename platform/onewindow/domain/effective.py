"""A matter ready to run: its form bound to a dictionary, its rules compiled. Immutable; cache it by `version`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from form_builder import BoundForm, Dictionary, FormPlan, bind, compile_plan
from form_builder import DocumentError as FormFault
from onewindow.domain import tables
from onewindow.domain.checks import Check
from onewindow.domain.errors import DocumentInvalidError
from onewindow.domain.limits import Situation
from onewindow.domain.matter import MatterDocument
from rule_engine import Limit, Route, Rule, RuleEngineError, compile_rule, explain, names_read, route, truthy

Facts = Mapping[str, Any]
_UNDECIDED = "manual_review"


@dataclass(frozen=True, slots=True)
class Fired:
    """A check that holds: what follows (`outcome`), the published text, and why it holds, in Chinese."""

    id: str
    text: str
    outcome: str
    because: str
    redirect: str = ""
    stops: bool = True


@dataclass(frozen=True, slots=True)
class Promise:
    """The promised limit that holds now, the check that follows the decision, and why (empty: the ordinary limit)."""

    limit: Limit
    post_check: Limit | None = None
    because: str = ""


@dataclass(frozen=True, eq=False)
class CompiledMatter:
    """One matter with one dictionary, compiled once and used by every request in every thread."""

    document: MatterDocument
    form: BoundForm = field(repr=False)
    checks: tuple[tuple[Check, Rule], ...] = field(repr=False)
    situations: tuple[tuple[Situation, Rule], ...] = field(repr=False)
    dictionary_digest: str = ""

    @property
    def key(self) -> str:
        """The matter's key, the same in every version."""
        return self.document.key

    @property
    def version(self) -> str:
        """What identifies this compilation: the digests of matter and dictionary."""
        return f"{self.document.digest}/{self.dictionary_digest}"

    @cached_property
    def plan(self) -> FormPlan:
        """The matter's form alone, compiled."""
        return compile_plan(self.form)

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """What the rules of this matter are read out with: its fields, and the outputs of its decision tables."""
        return {**self.plan.labels, **tables.labels(self.document.tables)}

    def decided(self, facts: Facts) -> Facts:
        """The facts with the outcomes of the matter's decision tables: what its route, checks and limits read."""
        return tables.decided(self.document.tables, facts)

    def reads(self, rule: Any) -> frozenset[str]:
        """The facts that a rule reads, those included that the tables it reads are decided by."""
        return tables.traced(self.document.tables, names_read(rule))

    def because(self, rule: Any, facts: Facts) -> str:
        """Why a rule of this matter comes out as it does, in Chinese, with the rows of the tables that it reads."""
        decided = self.decided(facts)
        found = tables.reasons(self.document.tables, names_read(rule), decided) if self.document.tables else ()
        return "；".join([explain(rule, decided, self.labels).sentence, *found])

    def fired(self, facts: Facts) -> tuple[Fired, ...]:
        """The checks that hold, in document order. A check that cannot be evaluated asks for a person's judgement."""
        known = self.decided(facts)
        return tuple(fired for check, rule in self.checks if (fired := self._judge(check, rule, known)))

    def _judge(self, check: Check, rule: Rule, facts: Facts) -> Fired | None:
        try:
            if not truthy(rule(facts)):
                return None
        except RuleEngineError as error:
            because = f"系统无法判断，须人工审核：{error}"
            return Fired(check.id, check.text, _UNDECIDED, because, stops=False)
        because = self.because(check.rule, facts)
        return Fired(check.id, check.text, check.outcome, because, check.redirect, check.stops)

    def promise(self, facts: Facts) -> Promise:
        """The promised limit in this situation: the first situation that holds, otherwise the ordinary limit."""
        known = self.decided(facts)
        for situation, rule in self.situations:
            if _holds(rule, known):
                because = self.because(situation.rule, known)
                return Promise(situation.promised, situation.post_check, because)
        return Promise(self.document.limits.promised)

    def promised_days(self, facts: Facts) -> int:
        """Days that count in a package; an instant matter counts none."""
        return 0 if self.document.instant else self.promise(facts).limit.value

    def route(self, facts: Facts) -> Route:
        """The way of a case with these facts."""
        return route(self.document.route, self.decided(facts))


def _holds(rule: Rule, facts: Facts) -> bool:
    try:
        return truthy(rule(facts))
    except RuleEngineError:
        return False


def compile_matter(document: MatterDocument, dictionary: Dictionary, dictionary_digest: str = "") -> CompiledMatter:
    """Compile a matter against a dictionary. Raises `DocumentInvalidError` if its form does not fit that."""
    try:
        form = bind(document.form, document.words(dictionary))
    except FormFault as fault:
        raise DocumentInvalidError(f"{document.key}: {fault}") from fault
    return CompiledMatter(
        document,
        form,
        tuple((check, compile_rule(check.rule)) for check in document.checks),
        tuple((situation, compile_rule(situation.rule)) for situation in document.limits.situations),
        dictionary_digest,
    )
