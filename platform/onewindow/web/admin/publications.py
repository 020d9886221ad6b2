"""Every version of what was published, to look up: what holds here, from when, and whose it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _

from onewindow.domain.permissions import Permission
from onewindow.store.tables.catalogue import Publication
from onewindow.web.admin.reference import Query, Reference, Row
from onewindow.web.admin.units import reaching, tenant_name, tenant_names
from onewindow.web.admin.words import KINDS, PUBLICATION_STATES


class Publications(Reference):
    """One's own publications, those inherited from above, and those of the tenants below."""

    permission: ClassVar[Permission] = Permission.REFERENCE_EDIT
    table = Publication
    slug = "publications"
    title = _("Published versions")
    description = _("What was published, in which version, by which unit, in force from when.")
    empty_text = _("No publication has this name. Shorten the search.")
    chips: ClassVar[dict[str, dict[Any, str]]] = {
        "state": {"published": "done", "suspended": "paused", "withdrawn": "refused"}
    }

    column_list = ("title", "kind", "version", "effective_from", "state", "scope", "published_at")
    column_labels: ClassVar[dict[str, Any]] = {
        "kind": _("Kind"),
        "title": _("Name"),
        "key": _("Key"),
        "version": _("Version"),
        "effective_from": _("In force from"),
        "state": _("Status"),
        "scope": _("Published by"),
        "published_at": _("Published at"),
    }
    column_choices: ClassVar[dict[str, Any]] = {"kind": KINDS, "state": PUBLICATION_STATES}
    column_formatters: ClassVar[dict[str, Any]] = {"scope": tenant_name}
    column_searchable_list = ("title", "key")
    column_sortable_list = ("kind", "title", "effective_from", "published_at")
    column_default_sort: ClassVar[list[tuple[str, bool]]] = [("published_at", True), ("kind", False), ("title", False)]

    def in_sight(self, query: Query) -> Query:
        """What is published above, here and below."""
        return reaching(query, Publication)

    def beside(self, rows: Sequence[Row]) -> dict[str, object]:
        """Who published it."""
        return tenant_names(row.scope for row in rows)
