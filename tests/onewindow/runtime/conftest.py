"""Fixtures of the runtime's tests."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest
import structlog

from onewindow import logs


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything logged during a test, as JSON lines; logging is put back afterwards."""
    root, stream = logging.getLogger(), io.StringIO()
    before, level = root.handlers[:], root.level
    logs.configure("info", stream)
    yield stream
    root.handlers[:] = before
    root.setLevel(level)
    logging.captureWarnings(capture=False)
    structlog.reset_defaults()
