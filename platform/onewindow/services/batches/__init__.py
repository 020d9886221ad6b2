"""Papers of many cases at once: ordered at the desk, printed by the worker part by part, joined to one file."""

from onewindow.services.batches.manifest import as_csv, as_json
from onewindow.services.batches.ordering import (
    FORMS,
    KEPT,
    LARGEST,
    Choice,
    Nothing,
    Order,
    Progress,
    cancel,
    choice,
    documents,
    ended,
    fetch,
    lines,
    list_,
    order,
    progress,
    rows,
)
from onewindow.services.batches.printing import EFFECT, print_part

__all__ = [
    "EFFECT",
    "FORMS",
    "KEPT",
    "LARGEST",
    "Choice",
    "Nothing",
    "Order",
    "Progress",
    "as_csv",
    "as_json",
    "cancel",
    "choice",
    "documents",
    "ended",
    "fetch",
    "lines",
    "list_",
    "order",
    "print_part",
    "progress",
    "rows",
]
