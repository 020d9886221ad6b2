"""What people call the values that stand in the columns."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _

LEVELS = (
    ("city", _("City level")),
    ("county", _("County level")),
    ("town", _("Town level")),
    ("village", _("Village level")),
)
TENANT_STATES = (
    ("planned", _("Planned")),
    ("pilot", _("On trial")),
    ("open", _("In service")),
    ("suspended", _("Suspended")),
    ("closed", _("Closed")),
)
KINDS = (
    ("matter", _("Matter")),
    ("theme", _("Theme")),
    ("elements", _("Element dictionary")),
    ("calendar", _("Calendar")),
    ("template", _("Print template")),
    ("parameters", _("Parameters")),
)
PUBLICATION_STATES = (("published", _("In force")), ("suspended", _("Suspended")), ("withdrawn", _("Withdrawn")))


def not_above(level: str) -> list[tuple[str, Any]]:
    """The levels from this one down."""
    return list(LEVELS[[key for key, _name in LEVELS].index(level) :])
