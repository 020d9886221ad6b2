"""A table of reference data as a list: searched, sorted, turned page by page, never counted.

Flask-Admin does the listing. What of it is not used (bulk actions, export, look-ups and edits by script) has no route.
Every query says the county itself; row-level security would say it once more.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, ClassVar

from flask import request
from flask_admin.contrib.sqla import ModelView
from flask_babel import format_date, format_datetime, gettext
from flask_wtf import FlaskForm
from werkzeug.exceptions import NotFound

from onewindow.store.tables.base import OfCounty
from onewindow.web.admin import keys
from onewindow.web.admin.surface import Surface
from onewindow.web.admin.visiting import VisitSession, visiting

Row = Any
Query = Any
LAST_PAGE = 10_000
LONGEST_SEARCH = 100
FORMATTERS = {
    type(None): lambda _view, _value, _name: "—",
    str: lambda _view, value, _name: value or "—",
    datetime: lambda _view, value, _name: format_datetime(value, "short"),
    date: lambda _view, value, _name: format_date(value, "medium"),
}


class Reference(Surface, ModelView):  # type: ignore[misc]  # Flask-Admin has no types
    """The rows of `table` that the visitor's tenant sees.

    `chips` draws the values of a column as states; `row_acts` says what can be done with a row, `beside` what else a
    page needs.
    """

    table: ClassVar[type[OfCounty]]
    title: ClassVar[Any]
    slug: ClassVar[str]
    chips: ClassVar[dict[str, dict[Any, str]]] = {}
    empty_text: ClassVar[Any] = ""

    form = form_base_class = FlaskForm
    list_template = "admin/list.html"
    page_size = 50
    simple_list_pager = True
    column_display_pk = True
    column_type_formatters: ClassVar[dict[type, Any]] = FORMATTERS
    create_view = edit_view = delete_view = details_view = None
    action_view = export = ajax_lookup = ajax_update = None

    def __init__(self) -> None:
        super().__init__(self.table, VisitSession(), name=self.title, endpoint=f"admin_{self.slug}", url=self.slug)

    def get_query(self) -> Query:
        """The rows in sight: those of the county, as far as the area shows them."""
        return self.in_sight(super().get_query().filter(self.table.county_id.in_(self.counties())))

    def counties(self) -> tuple[int, ...]:
        """Whose rows the area shows."""
        return (visiting().actor.county,)

    def in_sight(self, query: Query) -> Query:
        """Narrow the county's rows to those that are shown."""
        return query

    def get_list(self, *args: Any, **kwargs: Any) -> tuple[int | None, list[Row]]:
        """One page of rows, and one row more when another page follows."""
        count, rows = super().get_list(*args, **kwargs)
        self._template_args.update(self.beside(rows))
        return count, rows

    def beside(self, rows: Sequence[Row]) -> dict[str, object]:
        """What the page needs beside its rows, asked for once for all of them."""
        return {}

    def get_one(self, text: str) -> Row | None:
        """The row in sight under a key as the addresses carry it, or None; a mangled key is no row."""
        key = keys.read(self.table, text)
        return None if key is None else self.get_query().filter_by(**key).one_or_none()

    def chosen(self) -> Row:
        """The row that the address, or the form of its page, names; 404 when there is none in sight."""
        row = self.get_one(request.values.get("id", ""))
        if row is None:
            raise NotFound
        return row

    def search_placeholder(self) -> str:
        """What can be searched for, as the label of the search field."""
        labels = [str(self.column_labels[name]) for name in self.column_searchable_list or ()]
        return str(gettext("Search by %(columns)s", columns=gettext(", ").join(labels)))

    def chip_of(self, row: Row, column: str) -> str | None:
        """As which state of `macros/status.html` a value is drawn, or None: as words alone."""
        states = self.chips.get(column)
        return states.get(getattr(row, column)) if states else None

    def page_acts(self) -> list[dict[str, str]]:
        """What can be done beside looking: `[{label, url}]`."""
        return []

    def row_acts(self, row: Row) -> list[dict[str, str]]:
        """What can be done with a row: `[{label, url}]`."""
        return []

    def _get_list_extra_args(self) -> Any:
        args = super()._get_list_extra_args()
        args.page = min(max(args.page, 0), LAST_PAGE)
        args.search = (args.search or "").replace("\0", "").strip()[:LONGEST_SEARCH] or None
        args.extra_args = {}
        return args

    def _apply_sorting(self, *args: Any) -> tuple[Query, Any]:
        query, joins = super()._apply_sorting(*args)
        return query.order_by(*(getattr(self.table, name) for name in self._primary_key)), joins

    def _apply_pagination(self, query: Query, page: int | None, page_size: int | None) -> Query:
        size = page_size or self.page_size
        return query.limit(size + 1).offset((page or 0) * size)
