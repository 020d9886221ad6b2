"""Fixtures of the paper tests."""

from __future__ import annotations

from typing import Any

import pytest

from printing import FontSet, sample_values


@pytest.fixture(scope="session")
def fonts() -> FontSet:
    """The house fonts, opened once."""
    return FontSet.default()


@pytest.fixture
def values() -> dict[str, Any]:
    """Values that fit every system template."""
    return sample_values()
