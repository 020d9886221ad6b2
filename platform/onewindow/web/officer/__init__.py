"""The officer's side: what is to be done, one task at a time, only the fields and materials of his matter."""

from onewindow.web.officer import tasks
from onewindow.web.officer.blueprint import officer

__all__ = ["officer", "tasks"]
