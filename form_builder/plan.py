"""FormPlan: a compiled form with everything that can be asked of it. Immutable; cache it under its digests."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from form_builder.binding import BoundForm
from form_builder.browser import browser_rules
from form_builder.compiled import Compiled, compile_form
from form_builder.fields.base import Value
from form_builder.merging import MergedForm
from form_builder.reading import Json
from form_builder.state import FormState, look


@dataclass(frozen=True, eq=False)
class FormPlan(Compiled):
    """A form compiled once, used by every request in every thread."""

    def state(
        self,
        answers: Mapping[str, Value],
        extra_facts: Mapping[str, Value] | None = None,
        *,
        licences: Collection[str] = (),
        deferred: Collection[str] = (),
    ) -> FormState:
        """What is shown, required, calculated and due, and why: `answers` flat, `extra_facts` nested.

        `licences` are the licence kinds that the licence store holds for the applicant; `deferred` the keys of
        materials promised for later (容缺).
        """
        return look(self, answers, extra_facts, licences=licences, deferred=deferred)

    def browser_rules(self, extra_facts: Mapping[str, Value] | None = None) -> dict[str, Json]:
        """The JSON inside `<script type="application/json" id="ow-form">`."""
        return browser_rules(self, extra_facts)


def compile_plan(form: MergedForm | BoundForm) -> FormPlan:
    """Compile a merged form, or a single bound form. Raises ConflictError while conflicts are open."""
    return compile_form(form, FormPlan)
