"""The matters and themes that come with the program."""

from __future__ import annotations

import importlib.resources
from dataclasses import replace
from datetime import date

from onewindow.domain.case_format import Pack, read_folder
from onewindow.domain.problems import Problems
from onewindow.store import cached, catalogue
from onewindow.store.session import UnitOfWork

CASES = importlib.resources.files("onewindow") / "demo_data" / "cases"


def standard_pack() -> Pack:
    """The standard to begin with, read and judged."""
    files = {entry.name: entry.read_bytes() for entry in CASES.iterdir() if entry.name.endswith(".json")}
    pack = read_folder(files)
    assert not isinstance(pack, Problems), "the matters that come along are good"
    return pack


def missing(uow: UnitOfWork, pack: Pack, *, on: date) -> Pack:
    """What of a pack nobody here or above publishes yet: taking it over changes nothing that is in force."""
    found = catalogue.in_force(uow.session, ("matter", "theme", "elements"), uow.scope.number, on)
    names = {(one.kind, one.key) for one in found}
    known = [one.digest for one in found if one.kind == "elements"]
    words = cached.bodies(uow.session, known)[known[0]] if known else pack.elements
    return replace(
        pack,
        elements=words,
        matters={key: one for key, one in pack.matters.items() if ("matter", key) not in names},
        themes={key: one for key, one in pack.themes.items() if ("theme", key) not in names},
    )
