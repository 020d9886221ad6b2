"""Days that differ from the rule of the week, and announced years: the country's to see, the county's own to keep."""

from __future__ import annotations

from typing import Any, ClassVar

from flask import request
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import format_date, gettext
from flask_babel import lazy_gettext as _

from onewindow.domain.permissions import Permission
from onewindow.store.calendar import PLATFORM
from onewindow.store.tables.ground import CalendarDay, CalendarYear
from onewindow.web.admin import changes
from onewindow.web.admin.editable import Editable
from onewindow.web.admin.forms import TEXT_LENGTH, OfficeForm, a_day, either, one_of, options, text
from onewindow.web.admin.reference import Row
from onewindow.web.admin.visiting import visiting
from tenants.scope import COUNTY_WIDTH

YEARS_BACK, YEARS_AHEAD = 2, 3
SOURCE_HINT = _("The document that announces it, with its number.")
WORKS = ((False, _("Day of rest")), (True, _("Working day")))


def _works(value: object) -> bool:
    """Read the answer as it is stored and as it is posted."""
    return {"True": True, "False": False}[str(value)]


class DayAdded(OfficeForm):
    """A day of the county's own."""

    day = a_day(_("Day"))
    work = either(_("This day is a"), WORKS, coerce=_works)
    note = text(_("What for"), required=False, hint=_("For example: local festival, or make-up day for it."))
    source = text(_("Announced by"), hint=SOURCE_HINT, longest=TEXT_LENGTH)


class DayChanged(DayAdded):
    """A day that is there: another day is another entry."""

    day = None


class YearAdded(OfficeForm):
    """A year that the county announces itself."""

    year = one_of(_("Year"), coerce=int)
    source = text(_("Announced by"), hint=SOURCE_HINT, longest=TEXT_LENGTH)


class YearChanged(YearAdded):
    """A year that is there."""

    year = None


class Workdays(Editable):
    """Rows of the whole country and of the county; only the county itself changes its own."""

    permission: ClassVar[Permission] = Permission.REFERENCE_EDIT
    column_formatters: ClassVar[dict[str, Any]] = {
        "county_id": lambda _view, _context, row, _name: (
            gettext("Nationwide") if row.county_id == PLATFORM else gettext("This county")
        ),
        "day": lambda _view, _context, row, _name: format_date(row.day, "full"),
    }

    def counties(self) -> tuple[int, ...]:
        """The country's and one's own."""
        return (PLATFORM, visiting().actor.county)

    def may_add(self) -> bool:
        """Towns keep the calendar of their county."""
        actor = visiting().actor
        return actor.lo == actor.county * COUNTY_WIDTH

    def may_change(self, row: Row) -> bool:
        """The county's own, at the county."""
        return self.may_add() and row.county_id != PLATFORM

    def row_acts(self, row: Row) -> list[dict[str, str]]:
        """Changing and deleting."""
        acts = super().row_acts(row)
        if acts:
            acts.append({"label": gettext("Delete"), "url": self.get_url(".delete_view", id=self.get_pk_value(row))})
        return acts

    @expose("/delete/", methods=("GET", "POST"))  # type: ignore[untyped-decorator]
    def delete_view(self) -> ResponseReturnValue:
        """Delete a row, after asking."""
        row = self.changeable()
        if request.method == "GET":
            return self.confirm_page(
                heading=gettext("Delete: %(what)s", what=self.called(row)),
                what=gettext("Time limits computed from now on no longer know of it. Dates already given stay."),
                button=gettext("Delete it"),
                back_url=self.get_url(".index_view"),
            )
        old = changes.values_of(row, [name for name in self.columns() if name != "county_id"])
        visiting().uow.session.delete(row)
        changes.note(f"{self.act}.delete", self.object_name(row), old, {})
        return self.go(self.get_url(".index_view"), gettext("Deleted: %(what)s", what=self.called(row)))

    def columns(self) -> list[str]:
        """The columns of the table."""
        return [column.name for column in self.table.__table__.columns]


class Days(Workdays):
    """Days of rest on weekdays, working days on weekends."""

    table = CalendarDay
    slug = "days"
    title = _("Work calendar")
    description = _(
        "Holidays and make-up days: the country's to see, your county's own to keep. Time limits are counted by them."
    )
    empty_text = _("No day fits. Type a year or a month, such as 2026-10.")
    adding, changing, act = DayAdded, DayChanged, "calendar_day"
    add_label = _("Add a day")
    refused_at: ClassVar[dict[str, tuple[str, Any]]] = {
        "calendar_day_pk": ("day", _("is in your county's calendar already. Change the existing entry."))
    }
    chips: ClassVar[dict[str, dict[Any, str]]] = {"work": {True: "running", False: "paused"}}

    column_list = ("day", "work", "note", "county_id", "source")
    column_labels: ClassVar[dict[str, Any]] = {
        "day": _("Day"),
        "work": _("Kind of day"),
        "note": _("What for"),
        "county_id": _("Holds for"),
        "source": _("Announced by"),
    }
    column_choices: ClassVar[dict[str, Any]] = {"work": WORKS}
    column_searchable_list = ("day", "note")
    column_sortable_list = ("day",)
    column_default_sort: ClassVar[list[tuple[str, bool]]] = [("day", True)]

    def called(self, row: Row) -> str:
        """Its date."""
        return str(format_date(row.day, "long"))


class Years(Workdays):
    """Years in which days are counted: in others nothing is due yet."""

    table = CalendarYear
    slug = "years"
    title = _("Years of the calendar")
    description = _("The years whose holidays were announced. In other years no due date is computed.")
    empty_text = _("No year fits.")
    adding, changing, act = YearAdded, YearChanged, "calendar_year"
    add_label = _("Add a year")
    refused_at: ClassVar[dict[str, tuple[str, Any]]] = {
        "calendar_year_pk": ("year", _("is in your county's calendar already. Change the existing entry."))
    }

    column_list = ("year", "county_id", "source")
    column_labels: ClassVar[dict[str, Any]] = {
        "year": _("Year"),
        "county_id": _("Holds for"),
        "source": _("Announced by"),
    }
    column_sortable_list = ("year",)
    column_default_sort: ClassVar[list[tuple[str, bool]]] = [("year", True)]

    def called(self, row: Row) -> str:
        """Its number."""
        return str(row.year)

    def create_form(self, obj: Row | None = None) -> OfficeForm:
        """The form for a year, with the years around this one."""
        form: OfficeForm = super().create_form(obj)
        now = visiting().now.year
        form["year"].choices = options((year, str(year)) for year in range(now - YEARS_BACK, now + YEARS_AHEAD + 1))
        if not form.is_submitted():
            form["year"].data = now + 1
        return form
