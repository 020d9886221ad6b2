"""Pinyin initials, for searching by the first letters.

Apart from the other names because the dictionaries behind it take a second and some 60 MB to load: only what plants a
tree asks for them, and stores what it gets.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pypinyin import Style, lazy_pinyin


@lru_cache(maxsize=16_384)  # a page of the workbench asks for those of a whole dictionary
def initials(name: str) -> str:
    """Pinyin initials in lower case, other letters and digits as they are: 罗阳街道 → lyjd.

    Readings of characters with several are those most usual in place names; an administrator may correct the stored
    text.
    """
    letters = lazy_pinyin(name, style=Style.FIRST_LETTER, errors=lambda text: re.sub(r"[^0-9A-Za-z]", "", text))
    return "".join(letters).lower()
