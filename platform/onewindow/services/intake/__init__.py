"""Accepting at the window: prepare one form for several matters, file it as one case per matter."""

from onewindow.services.intake.comparing import form_as_filed, join_whole, names_of, unit_names
from onewindow.services.intake.divisions import places
from onewindow.services.intake.drafting import AlreadyFiled, Draft, begin, forget, keep, keep_file, own_files, resume
from onewindow.services.intake.filing import Filed, FilingProblem, NotFiled, Submission, file, judge_materials, known
from onewindow.services.intake.lacking import missing_notice
from onewindow.services.intake.lifting import lift, lift_notes, liftable, standing_lifts
from onewindow.services.intake.outcome import Outcome, outcome, query_codes
from onewindow.services.intake.prefilling import Offer, fill, marks, offers
from onewindow.services.intake.preparing import Prepared, Selection, offered, open_theme, prepare_form
from onewindow.services.intake.printing import ACCEPTANCE_NOTICE, ACCEPTANCE_RECEIPT, JOINT_RECEIPT

__all__ = [
    "ACCEPTANCE_NOTICE",
    "ACCEPTANCE_RECEIPT",
    "JOINT_RECEIPT",
    "AlreadyFiled",
    "Draft",
    "Filed",
    "FilingProblem",
    "NotFiled",
    "Offer",
    "Outcome",
    "Prepared",
    "Selection",
    "Submission",
    "begin",
    "file",
    "fill",
    "forget",
    "form_as_filed",
    "join_whole",
    "judge_materials",
    "keep",
    "keep_file",
    "known",
    "lift",
    "lift_notes",
    "liftable",
    "marks",
    "missing_notice",
    "names_of",
    "offered",
    "offers",
    "open_theme",
    "outcome",
    "own_files",
    "places",
    "prepare_form",
    "query_codes",
    "resume",
    "standing_lifts",
    "unit_names",
]
