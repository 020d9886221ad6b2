"""Fixtures shared by every part of the test suite."""

from __future__ import annotations

import os
import pathlib

import pytest
from hypothesis import settings

pytest_plugins = ["tests.browser", "tests.database"]

# An ordinary run draws the same examples every time, so that a build tells about its commit; a nightly one explores.
settings.register_profile("ordinary", deadline=None, derandomize=True)
settings.register_profile("nightly", deadline=None, max_examples=2_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ordinary"))

ROOT = pathlib.Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> pathlib.Path:
    """The reference data beside the checkout; tests that need it skip, with a reason, where it is absent."""
    folder = pathlib.Path(os.environ.get("ONEWINDOW_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        if os.environ.get("ONEWINDOW_REQUIRE_SHARED"):
            pytest.fail(f"reference data is required in this run and absent: {folder}")
        pytest.skip("reference data (ONEWINDOW_SHARED or ../shared) is not beside this checkout")
    return folder
