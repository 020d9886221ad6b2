"""WTForms binds and validates the posted page. The only file that meets WTForms; the judging itself is `clean`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, ClassVar

import wtforms
from markupsafe import Markup

from form_builder.answers import Answers, Problems, clean
from form_builder.compiled import PlanField
from form_builder.fields.base import Choices, Raw, Value
from form_builder.plan import FormPlan


class KindField(wtforms.Field):  # type: ignore[misc]  # WTForms has no types
    """One field of the page. `data` is the accepted value; what was typed stays in `raw_data`."""

    def __init__(self, item: PlanField, **more: Any) -> None:
        super().__init__(label=item.label, description=item.element.hint, **more)
        self.item = item
        self.data: Value = None

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Take over what was typed; nothing is judged before the form's `validate`: rules look at all fields."""
        self.process_errors: list[str] = []
        self.object_data = self.data = data
        self.raw_data = list(formdata.getlist(self.name)) if formdata is not None else None

    def __call__(self, **kwargs: object) -> Markup:
        """The page is drawn by `form_builder.page`, not field by field."""
        raise TypeError("draw the page with form_builder.page.render_sections")


class TextField(KindField):
    """text, long_text, address, id_number, credit_code, phone."""


class NumberField(KindField):
    """integer, decimal, money."""


class DateField(KindField):
    """date, datetime, date_range."""


class ChoiceField(KindField):
    """boolean, choice, choices, division, declaration."""


class FileField(KindField):
    """file, image, signature."""


class TableField(KindField):
    """table."""


class StaticField(KindField):
    """static_text."""


FAMILIES: Mapping[str, type[KindField]] = {
    **dict.fromkeys(("text", "long_text", "address", "id_number", "credit_code", "phone"), TextField),
    **dict.fromkeys(("integer", "decimal", "money"), NumberField),
    **dict.fromkeys(("date", "datetime", "date_range"), DateField),
    **dict.fromkeys(("boolean", "choice", "choices", "division", "declaration"), ChoiceField),
    **dict.fromkeys(("file", "image", "signature"), FileField),
    "table": TableField,
    "static_text": StaticField,
}


class PlanForm(wtforms.Form):  # type: ignore[misc]  # WTForms has no types
    """A WTForms form over a plan. After `validate()`, `answers` or `problems` is set, and each field has its errors."""

    plan: ClassVar[FormPlan]

    def __init__(
        self,
        formdata: Any = None,
        *,
        extra_facts: Mapping[str, Value] | None = None,
        choices: Choices | None = None,
        overrides: Collection[str] = (),
        **more: Any,
    ) -> None:
        super().__init__(formdata, **more)
        self.raw: Raw = dict(_lists(formdata))
        self.answers: Answers | None = None
        self.problems: Problems | None = None
        self._judging = {"extra_facts": extra_facts, "choices": choices, "overrides": overrides}

    def validate(self, extra_validators: object = None) -> bool:
        """Judge the whole page with `clean`, once, and hand every field its value or its errors."""
        result = clean(self.plan, self.raw, **self._judging)  # type: ignore[arg-type]
        self.answers = result if isinstance(result, Answers) else None
        self.problems = result if isinstance(result, Problems) else None
        for field in self:
            key = field.item.key
            field.data = self.answers.get(key) if self.answers else None
            field.errors = [problem.message for problem in self.problems.of(key)] if self.problems else []
        return self.answers is not None


def form_class(plan: FormPlan) -> type[PlanForm]:
    """The WTForms class of a plan: one custom field class a family; control names are the element keys.

    An element key without a dot gets one in front as attribute, so that it can never hide an attribute of the form.
    """
    built = type("PlanForm", (PlanForm,), {"plan": plan})
    for item in plan.fields:
        setattr(built, item.key if "." in item.key else f".{item.key}", FAMILIES[item.kind.name](item, name=item.key))
    return built


def _lists(formdata: Any) -> Iterator[tuple[str, Sequence[str]]]:
    """Control name → posted texts, from a MultiDict or a mapping of lists."""
    if formdata is None:
        return
    names = dict.fromkeys(formdata)
    yield from ((name, formdata.getlist(name)) for name in names)
