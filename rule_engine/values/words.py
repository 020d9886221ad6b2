"""Helping with words that nearly exist."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint at the nearest known word, empty when nothing is near. Only the first 60 characters are looked at."""
    near = get_close_matches(word[:60], list(known), n=1, cutoff=0.5)
    return f"是否想写“{near[0]}”？" if near else ""
