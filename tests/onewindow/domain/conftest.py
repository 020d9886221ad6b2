"""Folders of the exchange format, read once."""

from __future__ import annotations

import pathlib

import pytest

from onewindow.domain.case_format import Pack, read_folder
from onewindow.domain.effective import CompiledMatter, compile_matter
from onewindow.domain.problems import Problems
from tests.onewindow.domain import invented


def read(files: dict[str, bytes]) -> Pack:
    """Read a folder that has to be right."""
    pack = read_folder(files)
    assert not isinstance(pack, Problems), "\n".join(map(str, pack.items))
    return pack


@pytest.fixture(scope="session")
def bees() -> Pack:
    """The invented folder."""
    return read(invented.raw())


@pytest.fixture(scope="session")
def pack(shared: pathlib.Path) -> Pack:
    """The reference folder."""
    cases = shared / "domain" / "cases"
    return read({path.name: path.read_bytes() for path in cases.iterdir()})


@pytest.fixture(scope="session")
def matters(pack: Pack) -> dict[str, CompiledMatter]:
    """The reference matters, compiled."""
    return {key: compile_matter(matter, pack.dictionary) for key, matter in pack.matters.items()}
