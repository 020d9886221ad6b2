"""Paper: record it, look at it, print it, print it once more, take it back, prove it, and keep its seals and keys."""

from onewindow.services.paper import printers
from onewindow.services.paper.copying import Painted, fills_a_sheet, print_, reprint, view
from onewindow.services.paper.issuing import Draft, Issuer, number_at_start, put_up_ready, record
from onewindow.services.paper.painting import holds, paint_record
from onewindow.services.paper.signing import trust_of
from onewindow.services.paper.standing import Standing, readiness, standing
from onewindow.services.paper.verifying import FileJudged, PublicPaper, judge_file, knock, look
from onewindow.services.paper.voiding import Voided, void

__all__ = [
    "Draft",
    "FileJudged",
    "Issuer",
    "Painted",
    "PublicPaper",
    "Standing",
    "Voided",
    "fills_a_sheet",
    "holds",
    "judge_file",
    "knock",
    "look",
    "number_at_start",
    "paint_record",
    "print_",
    "printers",
    "put_up_ready",
    "readiness",
    "record",
    "reprint",
    "standing",
    "trust_of",
    "view",
    "void",
]
