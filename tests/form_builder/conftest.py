"""Fixtures of form_builder's tests."""

from __future__ import annotations

import pathlib

import pytest

from tests.form_builder.cases import Cases


@pytest.fixture(scope="session")
def cases(shared: pathlib.Path) -> Cases:
    """The shared cases, bound."""
    return Cases(shared)
