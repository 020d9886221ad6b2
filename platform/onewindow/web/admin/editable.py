"""Rows that are added and changed, each in a savepoint, each told to the audit."""

from __future__ import annotations

from typing import Any, ClassVar

from flask import request
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.exceptions import Forbidden, NotFound

from onewindow.store.errors import Refusal, RefusedError
from onewindow.store.refusals import attempt
from onewindow.web.admin import changes, keys
from onewindow.web.admin.forms import OfficeForm
from onewindow.web.admin.reference import Reference, Row
from onewindow.web.admin.visiting import visiting

MEANINGS: dict[Refusal, Any] = {
    Refusal.TAKEN: _("This exists already. Change the existing entry, or choose another one."),
    Refusal.UNKNOWN: _("Something this belongs to does not exist. Load the page again and choose from the lists."),
    Refusal.RULE: _("These values do not fit together. Check them and save again."),
    Refusal.FORBIDDEN: _("Your unit may not change this. Ask the unit that set it up."),
    Refusal.GONE: _("Somebody removed this in the meantime. Go back to the list."),
}


class Editable(Reference):
    """A list whose rows the visitor may add and change where `may_add` and `may_change` let him.

    `adding` and `changing` are the forms, their fields named like columns. `refused_at` names the field that a
    constraint of the database speaks of, with what to say there. `act` begins the names of the acts in the audit:
    `department.create`, `department.change`.
    """

    adding: ClassVar[type[OfficeForm]]
    changing: ClassVar[type[OfficeForm]]
    refused_at: ClassVar[dict[str, tuple[str, Any]]] = {}
    act: ClassVar[str]
    add_label: ClassVar[Any]

    def may_add(self) -> bool:
        """Whether the visitor may add a row."""
        return True

    def may_change(self, row: Row) -> bool:
        """Whether the visitor may change a row in his sight."""
        return True

    def complete(self, row: Row) -> None:
        """Fill in of a new row what no form asks."""
        row.county_id = visiting().actor.county

    def called(self, row: Row) -> str:
        """What people call a row."""
        return str(row)

    def object_name(self, row: Row) -> str:
        """Under which name the audit knows a row."""
        return f"{self.act}:{self.get_pk_value(row)}"

    def page_acts(self) -> list[dict[str, str]]:
        """Adding, for who may."""
        return [{"label": self.add_label, "url": self.get_url(".create_view")}] if self.may_add() else []

    def row_acts(self, row: Row) -> list[dict[str, str]]:
        """Changing, for who may."""
        if not self.may_change(row):
            return []
        return [{"label": gettext("Edit"), "url": self.get_url(".edit_view", id=self.get_pk_value(row))}]

    def get_create_form(self) -> type[OfficeForm]:
        """The form for a new row."""
        return self.adding

    def get_edit_form(self) -> type[OfficeForm]:
        """The form for a row that is there."""
        return self.changing

    @expose("/new/", methods=("GET", "POST"))  # type: ignore[untyped-decorator]
    def create_view(self) -> ResponseReturnValue:
        """Add a row."""
        if not self.may_add():
            raise Forbidden
        form = self.create_form()
        if self.validate_form(form):
            row = self.build_new_instance()
            if self.write(form, row, fresh=True):
                return self.go(self.get_url(".index_view"), gettext("Saved: %(what)s", what=self.called(row)))
        return self.form_page(form, self.add_label, self.get_url(".index_view"))

    @expose("/edit/", methods=("GET", "POST"))  # type: ignore[untyped-decorator]
    def edit_view(self) -> ResponseReturnValue:
        """Change a row."""
        row = self.changeable()
        called = self.called(row)
        form = self.edit_form(obj=row)
        if self.validate_form(form) and self.write(form, row, fresh=False):
            return self.go(self.get_url(".index_view"), gettext("Saved: %(what)s", what=self.called(row)))
        return self.form_page(form, gettext("Edit: %(what)s", what=called), self.get_url(".index_view"))

    def changeable(self) -> Row:
        """The row that the address names: 404 when it is out of sight, 403 when it is not the visitor's to change.

        A post gets it as it stands now, and nobody else changes it until the visit ends: what the audit is told is so.
        """
        row = self.chosen()
        if not self.may_change(row):
            raise Forbidden
        return self.held(row) if request.method == "POST" else row

    def held(self, row: Row) -> Row:
        """A row read anew and locked; 404 when somebody removed it a moment ago."""
        key = keys.read(self.table, self.get_pk_value(row)) or {}
        now = self.get_query().filter_by(**key).populate_existing().with_for_update().one_or_none()
        if now is None:
            raise NotFound
        return now

    def write(self, form: OfficeForm, row: Row, *, fresh: bool) -> bool:
        """Take the form's values over into a row; what the database refuses becomes problems of the form."""
        names = [name for name in form.data if name != "csrf_token"]
        old = {} if fresh else changes.values_of(row, names)
        session = visiting().uow.session
        try:
            with attempt(session):
                form.populate_obj(row)
                if fresh:
                    self.complete(row)
                    session.add(row)
        except RefusedError as refused:
            self.tell(form, refused)
            return False
        changes.note(
            f"{self.act}.{'create' if fresh else 'change'}", self.object_name(row), old, changes.values_of(row, names)
        )
        return True

    def tell(self, form: OfficeForm, refused: RefusedError) -> None:
        """Turn a refusal of the database into a problem of the form."""
        place, message = self.refused_at.get(refused.constraint, (None, MEANINGS[refused.refusal]))
        form.refuse(place, message)
