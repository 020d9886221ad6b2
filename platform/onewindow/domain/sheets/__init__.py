"""A matter as a spreadsheet, out and in again: bytes to changes of single rows, a document to bytes.

Nothing that a sheet does not show can change; what stands in a cell as it was written is untouched.
"""

from onewindow.domain.sheets.plan import Edit, Fault, Plan, applied, blank_document, from_json, plan, to_json
from onewindow.domain.sheets.workbook import Cells, Refused, read, write

__all__ = [
    "Cells",
    "Edit",
    "Fault",
    "Plan",
    "Refused",
    "applied",
    "blank_document",
    "from_json",
    "plan",
    "read",
    "to_json",
    "write",
]
