"""Names of units, short enough for paper."""

from __future__ import annotations

import re
from collections.abc import Sequence

SHORTER = (("村村民委员会", "村委会"), ("村民委员会", "村委会"), ("居民委员会", "居委会"))
COMMITTEE = re.compile(r"(社区)?(居委会|村委会)?$")


def short_name(name: str, above: Sequence[str] = ()) -> str:
    """Shorten an official name: 源城区上城街道下城社区居民委员会 → 下城社区居委会.

    `above` are the names of the units above, in any order. A name is never shortened to nothing but 社区, 居委会 or
    村委会.
    """
    short = name.strip()
    for official, usual in SHORTER:
        short = short.replace(official, usual)
    shortened = True
    while shortened:
        shortened = False
        for prefix in above:
            rest = short.removeprefix(prefix)
            if prefix and rest != short and COMMITTEE.sub("", rest):
                short, shortened = rest, True
    return short
