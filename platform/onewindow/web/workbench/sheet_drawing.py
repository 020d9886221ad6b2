"""What a workbook would change, as its pages show it, and what they post back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from flask import abort, request
from flask_babel import gettext as _

from onewindow.domain import sheets
from onewindow.domain.sheets import Edit, Fault, View

Json = Any
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def sent() -> bytes:
    """The file that was sent."""
    found = request.files.get("file")
    return found.read() if found else b""


def posted() -> Json:
    """The changes that the page listed, as they come back; what is no JSON ends here."""
    try:
        return json.loads(request.form.get("plan", "[]"))
    except (ValueError, RecursionError):
        abort(400)


def row(view: View, edit: Edit, under: str = "") -> dict[str, Any]:
    """One row with everything it would change, in sentences. `under`: what its name is told apart by on the page."""
    return {"row": under + edit.row, "shown": edit.row, "kind": edit.kind, "sentences": sheets.told(view, edit)}


def faults(found: Sequence[Fault]) -> list[dict[str, str]]:
    """The cells that cannot be taken."""
    return [{"cell": each.cell, "message": each.message} for each in found]


def problems(refused: str) -> list[dict[str, str]]:
    """Why a whole file was not read."""
    return [{"href": "#f-file", "label": _("Spreadsheet"), "message": refused}] if refused else []
