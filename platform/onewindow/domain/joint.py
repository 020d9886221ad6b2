"""Several matters as one application: who takes part, one merged form, who waits for whom (一表式, R040–R044)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from form_builder import (
    Conflict,
    Dictionary,
    FormDocument,
    FormPlan,
    FormState,
    MergedForm,
    bind,
    compile_plan,
    merge,
    typed,
    waves,
)
from form_builder import DocumentError as FormFault
from form_builder import facts as nested
from form_builder.compiled import holds
from onewindow.domain.canonical import digest
from onewindow.domain.effective import CompiledMatter
from onewindow.domain.errors import DocumentInvalidError
from onewindow.domain.theme import Member, ThemeDocument
from rule_engine import RuleEngineError, compile_rule, truthy

Values = Mapping[str, Any]
Posted = Mapping[str, Sequence[str]]
INTERNAL = "internal"
"""Status of a material that is another member's result."""


@dataclass(frozen=True, slots=True)
class Order:
    """Who waits for whom: member → the members whose results it needs first, and the waves that follow from it."""

    depends_on: Mapping[str, tuple[str, ...]]
    waves: tuple[tuple[str, ...], ...]

    def package_days(self, days: Mapping[str, int]) -> int:
        """The longest path of promised days (instant = 0) through the dependencies: what the package promises."""
        finished: dict[str, int] = {}
        for key in (key for wave in self.waves for key in wave):
            finished[key] = days[key] + max((finished[need] for need in self.depends_on[key]), default=0)
        return max(finished.values(), default=0)


@dataclass(frozen=True, eq=False)
class JointForm:
    """The active members with their one form, compiled. Immutable; cache it under `key` for ever."""

    key: str
    theme: ThemeDocument | None
    members: tuple[CompiledMatter, ...]
    plan: FormPlan = field(repr=False)

    @property
    def merged(self) -> MergedForm:
        """The merged form with its provenance."""
        return self.plan.merged

    @property
    def title(self) -> str:
        """What people call it: the theme, or its matters."""
        return self.theme.name if self.theme else "、".join(member.document.name for member in self.members)

    def __getitem__(self, key: str) -> CompiledMatter:
        return next(member for member in self.members if member.key == key)

    def posted(self, raw: Posted, guide: Values) -> dict[str, Sequence[str]]:
        """A posted page with the guide's answers put in: they decided the members and cannot change on the page."""
        fixed = {key: value for key, value in guide.items() if key in self.plan.by_key}
        return {**raw, **typed(self.plan, fixed)}

    def facts(self, guide: Values, given: Values) -> dict[str, Any]:
        """Nested facts beside the form's answers: what the guide answered and no member asks, and the given facts."""
        return nested({key: value for key, value in guide.items() if key not in self.plan.by_key}, **given)

    def order(self, state: FormState) -> Order:
        """Who waits for whom with these answers: a result counts where its element is shown or its paper needed."""
        needs: dict[str, set[str]] = {member.key: set() for member in self.members}
        for key, users in self.supplied(state).items():
            for user in users:
                needs[user].update(self.merged.provided[key].by)
        internal = {material.key: material.internal_from for material in self.merged.materials}
        for material in state.materials:
            for user in material.needed_by if material.status == INTERNAL else ():
                needs[user].update(key for key in internal[material.key] if key != user)
        depends = {user: tuple(key for key in needs if key in found) for user, found in needs.items()}
        return Order(depends, tuple(tuple(level) for level in waves(depends)))

    def supplied(self, state: FormState) -> dict[str, tuple[str, ...]]:
        """Elements that a member's result supplies → the members that use them with these answers."""
        found = {}
        for key, provided in self.merged.provided.items():
            shown = {form for form, test, _ in self.plan[key].askers if holds(test, state.facts)}
            if users := tuple(user for user in provided.used_by if user in shown):
                found[key] = users
        return found


@dataclass(frozen=True, slots=True)
class Unjoinable:
    """Why there is no one form: sentences in Chinese, and the merge's conflicts for the administrator."""

    messages: tuple[str, ...]
    conflicts: tuple[Conflict, ...] = ()


Join = Callable[[Sequence[CompiledMatter], ThemeDocument | None], JointForm | Unjoinable]


def active_members(theme: ThemeDocument, guide: Values, given: Values) -> tuple[str, ...]:
    """Keys of the matters that take part, in the theme's order: no condition, or one that the guide answers fulfil."""
    facts = nested(guide, **given)
    return tuple(member.matter for member in theme.members if _takes_part(member, facts))


def _takes_part(member: Member, facts: Values) -> bool:
    try:
        return truthy(compile_rule(member.include)(facts))
    except RuleEngineError:
        return False


def joint_key(members: Sequence[CompiledMatter], theme: ThemeDocument | None) -> str:
    """The name under which a compiled joint form may be cached: what it is made of, nothing else."""
    return digest([theme.digest if theme else None, *(member.version for member in members)])


def compile_joint(members: Sequence[CompiledMatter], theme: ThemeDocument | None = None) -> JointForm | Unjoinable:
    """Merge and compile the forms of the active members."""
    settlements, guide = (theme.settlements, theme.guide) if theme else ({}, ())
    merged = merge([member.form for member in members], settlements, given=guide)
    if merged.conflicts:
        return Unjoinable(tuple(conflict.message for conflict in merged.conflicts), merged.conflicts)
    return JointForm(joint_key(members, theme), theme, tuple(members), compile_plan(merged))


def prepare(
    matters: Mapping[str, CompiledMatter],
    theme: ThemeDocument | None = None,
    guide: Values | None = None,
    given: Values | None = None,
    *,
    join: Join = compile_joint,
) -> JointForm | Unjoinable:
    """Make one form of a theme's active members, or of any set of matters in the order of `matters`.

    `matters`: those that the tenant offers, by key. `guide`: answers to the theme's questions (flat, clean values).
    `given`: further facts (nested: tenant, param, application, today). `join` may be `compile_joint` behind a cache.
    """
    keys = tuple(matters) if theme is None else active_members(theme, guide or {}, given or {})
    if not keys:
        return Unjoinable(("按目前的回答没有需要办理的事项，请核对引导问题的回答。",))
    if missing := [key for key in keys if key not in matters]:
        return Unjoinable(tuple(f"事项「{key}」在本地尚未开通，请联系管理员。" for key in missing))
    return join([matters[key] for key in keys], theme)


def guide_plan(theme: ThemeDocument, dictionary: Dictionary) -> FormPlan | None:
    """The theme's guide questions as a small form of its own, every question required; None when it asks none."""
    if not theme.guide:
        return None
    questions = [{"id": key, "element": key, "required": True} for key in theme.guide]
    section = {"id": "guide", "label": "办理情形", "place": "start", "fields": questions}
    try:
        form = FormDocument.from_json({"key": theme.key, "title": theme.name, "sections": [section]})
        return compile_plan(bind(form, theme.words(dictionary)))
    except FormFault as fault:
        raise DocumentInvalidError(f"{theme.key}: {fault}") from fault
