"""Forms of the back office: Flask-WTF's token in each, every message with its way out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import DateField, RadioField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional, Regexp
from wtforms.widgets import CheckboxInput, ListWidget

NAME_LENGTH = 80
TEXT_LENGTH = 200
STILL_EMPTY = _("is still empty. Please fill it in.")
NOT_OFFERED = dict.fromkeys(
    ("invalid_value_message", "invalid_choice_message"), _("is not among what is offered here. Choose from the list.")
)


class OfficeForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A form whose problems are told all at once, above it and at their fields."""

    def problems(self) -> list[dict[str, str]]:
        """Every problem as `macros/feedback.html` takes it, in the order of the fields."""
        return [
            {"href": f"#f-{field.name}", "label": str(field.label.text), "message": str(message)}
            for field in self
            for message in field.errors
        ] + [{"href": "#main", "label": "", "message": str(message)} for message in self.form_errors]

    def refuse(self, place: str | None, message: object) -> None:
        """Add a problem that shows only when the change is tried: at a field, or at none."""
        if place is None:
            self.form_errors.append(message)
        else:
            self[place].errors = [*self[place].errors, message]


class Day(DateField):  # type: ignore[misc]  # WTForms has no types
    """A day; whatever is no day is asked for again."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read the day that was typed."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_("is not a day of the calendar. Write it as 2026-05-01, or choose it.")) from None


def options(values: Iterable[tuple[Any, Any]]) -> list[SelectChoice]:
    """What there is to choose from: each value with what people call it."""
    return [SelectChoice(value, label) for value, label in values]


def text(label: Any, *, hint: Any = "", required: bool = True, longest: int = NAME_LENGTH) -> Any:
    """A line of text without control characters and without space around it."""
    length = Length(max=longest, message=_("is too long: %(max)d characters at most."))
    return StringField(label, [_filled() if required else Optional(), length], description=hint, filters=[_tidy])


def matching(pattern: str, label: Any, *, message: Any, hint: Any = "") -> Any:
    """A line of text of a given form."""
    return StringField(
        label, [_filled(), Regexp(rf"^(?:{pattern})$", message=message)], description=hint, filters=[_tidy]
    )


def a_day(label: Any, *, hint: Any = "", required: bool = True) -> Any:
    """A day."""
    return Day(label, [_needed() if required else Optional()], description=hint)


def one_of(label: Any, values: Sequence[tuple[Any, Any]] = (), *, hint: Any = "", coerce: Any = str) -> Any:
    """One of several values, from a list; its `choices` may be set when the form is made."""
    return SelectField(label, [_needed()], choices=options(values), description=hint, coerce=coerce, **NOT_OFFERED)


def either(label: Any, values: Sequence[tuple[Any, Any]], *, coerce: Any = str) -> Any:
    """One of a few values, all of them in sight."""
    return RadioField(label, [_needed()], choices=options(values), coerce=coerce, **NOT_OFFERED)


def several(label: Any, *, hint: Any = "", required: bool = False) -> Any:
    """Any of several values, each to be ticked; its `choices` are set when the form is made."""
    return SelectMultipleField(
        label,
        [_needed()] if required else [],
        description=hint,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        **NOT_OFFERED,
    )


def _needed() -> InputRequired:
    return InputRequired(STILL_EMPTY)


def _filled() -> DataRequired:
    """Space alone is nothing."""
    return DataRequired(STILL_EMPTY)


def _tidy(value: str | None) -> str | None:
    return None if value is None else "".join(sign for sign in value if unicodedata.category(sign) != "Cc").strip()
