"""Documents as spreadsheets, out and in again: a document to bytes, bytes to changes of single rows.

Nothing that a sheet does not show can change; what stands in a cell as it was written is untouched.
"""

from onewindow.domain.sheets.catalogue import Member, Plans, keys_of, plan_all, write_all
from onewindow.domain.sheets.changing import applied
from onewindow.domain.sheets.edits import Edit, Fault, Plan, from_json, to_json
from onewindow.domain.sheets.grids import write
from onewindow.domain.sheets.plan import blank_document, plan
from onewindow.domain.sheets.reading import Cell, Cells, Refused, read
from onewindow.domain.sheets.telling import told
from onewindow.domain.sheets.views import ELEMENTS, KINDS, MATTER, View, view

__all__ = [
    "ELEMENTS",
    "KINDS",
    "MATTER",
    "Cell",
    "Cells",
    "Edit",
    "Fault",
    "Member",
    "Plan",
    "Plans",
    "Refused",
    "View",
    "applied",
    "blank_document",
    "from_json",
    "keys_of",
    "plan",
    "plan_all",
    "read",
    "to_json",
    "told",
    "view",
    "write",
    "write_all",
]
