"""What a form asks right now, what it has worked out, which materials are due, and why."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from form_builder.compiled import Compiled, holds
from form_builder.facts import Facts
from form_builder.fields.base import Value
from form_builder.materials import MaterialState, material_states
from form_builder.settling import Settled, settle
from rule_engine import explain


@dataclass(frozen=True)
class FormState:
    """A plan seen with answers. `shown` and `asked` keep display order; `required` are keys of shown fields."""

    plan: Compiled = field(repr=False)
    settled: Settled = field(repr=False)
    licences: frozenset[str] = frozenset()
    deferred: frozenset[str] = frozenset()

    @cached_property
    def materials(self) -> tuple[MaterialState, ...]:
        """Every material with its status and reason, in the order of the merged form."""
        return material_states(self.plan, self.facts, self.licences, self.deferred)

    @property
    def facts(self) -> Facts:
        """Everything that the rules read."""
        return self.settled.facts

    @property
    def values(self) -> Mapping[str, Value]:
        """The values of the shown fields, calculated ones among them."""
        return self.settled.values

    @cached_property
    def shown(self) -> tuple[str, ...]:
        """Keys of the fields on the page, in display order."""
        return tuple(item.key for item in self.plan.fields if item.key in self.settled.shown)

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """Keys of the shown fields that hold a value (static texts left out), in member and field order."""
        return tuple(
            item.key
            for item in self.plan.merged.fields
            if item.key in self.settled.shown and self.plan[item.key].kind.stored
        )

    @cached_property
    def required(self) -> frozenset[str]:
        """Keys of the shown fields that must be filled in."""
        return frozenset(key for key in self.shown if holds(self.plan[key].required, self.facts))

    @cached_property
    def computed(self) -> Mapping[str, Value]:
        """Calculated values of the shown fields."""
        return {key: self.values.get(key) for key in self.shown if self.plan[key].computes}

    @cached_property
    def apart(self) -> Mapping[str, int]:
        """Member key → how many fields its own form would show: what people would fill in without the merge."""
        counts = dict.fromkeys(self.plan.titles, 0)
        for item in self.plan.fields:
            for form, shown, _ in item.askers:
                counts[form] += item.kind.stored and holds(shown, self.facts)
        return counts

    def askers(self, key: str) -> tuple[str, ...]:
        """Keys of the members that ask the field right now."""
        return tuple(form for form, shown in self.plan[key].asking if holds(shown, self.facts))

    def requirers(self, key: str) -> tuple[str, ...]:
        """Keys of the members that ask the field right now and insist on an answer."""
        item, asking = self.plan[key], self.askers(key)
        return tuple(form for form, _, required in item.askers if form in asking and holds(required, self.facts))

    def because(self, key: str) -> str:
        """Why the field is asked, or why it is not, in one Chinese sentence."""
        item = self.plan[key]
        titles = self.plan.titles
        if item.merged.provided_by and not item.merged.asked:
            return f"由{_books(item.merged.provided_by, titles)}的办理结果提供，无需填写"
        reason = (
            ""
            if isinstance(item.merged.shown, bool)
            else explain(item.merged.shown, self.facts, self.plan.labels).sentence
        )
        if key not in self.settled.shown:
            return f"无需填写{f':{reason}' if reason else ''}"
        asking, musts = self.askers(key), self.requirers(key)
        who = _books(asking, titles) + ("要求必填" if musts == asking else "需要填写" if musts else "需要填写（选填）")
        if musts and musts != asking:
            who += f"，其中{_books(musts, titles)}要求必填"
        return f"{reason}，{who}" if reason else who


def look(
    plan: Compiled,
    answers: Mapping[str, Value],
    extra_facts: Mapping[str, Value] | None = None,
    *,
    licences: Collection[str] = (),
    deferred: Collection[str] = (),
) -> FormState:
    """Look at a plan with answers (flat) and further facts (nested: case, param, tenant, application, today …).

    `licences` are the licence kinds that the licence store holds for the applicant; `deferred` the keys of materials
    that are promised for later (容缺).
    """
    return FormState(plan, settle(plan, answers, extra_facts or {}), frozenset(licences), frozenset(deferred))


def _books(forms: Collection[str], titles: Mapping[str, str]) -> str:
    return "".join(f"《{titles[form]}》" for form in forms)
