"""The public guide of a matter (办事指南), drawn from the matter itself: a page, a booklet, a notice, a flow chart.

Requirements R025, R026, R028, R029, R032, R036; contents after domain study 2.4.
"""

from onewindow.domain.guide.contents import Guide, Office, Version, guide_of
from onewindow.domain.guide.papers import ONE_TIME_NOTICE, booklet_values, notice_values, plate_values
from onewindow.domain.guide.reserving import WHOLE, public_part, reserved_whole

__all__ = [
    "ONE_TIME_NOTICE",
    "WHOLE",
    "Guide",
    "Office",
    "Version",
    "booklet_values",
    "guide_of",
    "notice_values",
    "plate_values",
    "public_part",
    "reserved_whole",
]
