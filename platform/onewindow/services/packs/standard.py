"""The matters and themes that come with the program."""

from __future__ import annotations

import importlib.resources

from onewindow.domain.case_format import Pack, read_folder
from onewindow.domain.problems import Problems

CASES = importlib.resources.files("onewindow") / "demo_data" / "cases"


def standard_pack() -> Pack:
    """The standard to begin with, read and judged."""
    files = {entry.name: entry.read_bytes() for entry in CASES.iterdir() if entry.name.endswith(".json")}
    pack = read_folder(files)
    assert not isinstance(pack, Problems), "the matters that come along are good"
    return pack
