"""Working on cases: see one, take the next step, let the cases that waited begin."""

from onewindow.services.casework.deciding import Decided, DecisionProblem, Stale, Verdict, complete
from onewindow.services.casework.seeing import CaseView, TaskView, inbox, see_case, see_task
from onewindow.services.casework.sight import see_file, see_paper
from onewindow.services.casework.succession import start_waiting

__all__ = [
    "CaseView",
    "Decided",
    "DecisionProblem",
    "Stale",
    "TaskView",
    "Verdict",
    "complete",
    "inbox",
    "see_case",
    "see_file",
    "see_paper",
    "see_task",
    "start_waiting",
]
