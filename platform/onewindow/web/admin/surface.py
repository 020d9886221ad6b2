"""What all pages of the back office share: who may see them, tabs, forms, confirmation."""

from __future__ import annotations

from typing import Any, ClassVar

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin.base import BaseView

from onewindow.domain.permissions import Permission
from onewindow.web.admin.forms import OfficeForm
from onewindow.web.admin.visiting import visiting

UNPROCESSABLE = 422


class Surface(BaseView):  # type: ignore[misc]  # Flask-Admin has no types
    """One area of the back office. The routes of a view are closed by its `permission` (`office.install`)."""

    permission: ClassVar[Permission]
    description: ClassVar[Any] = ""

    def is_accessible(self) -> bool:
        """Whether the visitor may come in here: only then a tab leads here."""
        return visiting().actor.may(self.permission)

    def tabs(self) -> list[dict[str, object]]:
        """The areas that are open to the visitor, for `macros/table.html`."""
        areas = [item for item in self.admin.menu() if item.is_accessible()]
        return [
            {"label": area.name, "url": area.get_url(), "count": None, "current": area.is_active(self)}
            for area in areas
        ]

    def form_page(self, form: OfficeForm, heading: Any, back_url: str) -> ResponseReturnValue:
        """A form; with its problems, all of them, when it was sent."""
        page: str = self.render("admin/form.html", form=form, heading=heading, back_url=back_url)
        return page, UNPROCESSABLE if request.method == "POST" else 200

    def confirm_page(
        self, *, heading: str, what: Any, button: Any, back_url: str, grave: bool = True
    ) -> ResponseReturnValue:
        """A page that says what is going to happen, with one button to let it; `grave`: something ends by it."""
        values = {"heading": heading, "what": what, "button": button, "grave": grave, "back_url": back_url}
        page: str = self.render("admin/confirm.html", **values)
        return page

    def go(self, url: str, message: str, *, well: bool = True) -> ResponseReturnValue:
        """On to another page, which says what was done or why it was not."""
        flash(message, "success" if well else "error")
        return redirect(url, 303)
