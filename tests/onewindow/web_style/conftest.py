"""The gallery, served once for a module."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser import Served
from tests.onewindow.web_style.gallery import create_gallery


@pytest.fixture(scope="module")
def gallery() -> Iterator[Served]:
    """The gallery, served on a local port."""
    served = Served(create_gallery())
    yield served
    served.stop()
