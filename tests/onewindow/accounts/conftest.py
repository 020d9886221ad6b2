"""The staffed county of the back office's tests, served; and a provider of identities in a process of its own."""

from __future__ import annotations

import dataclasses
import pathlib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
import requests

from tests.onewindow.accounts.visits import Provider
from tests.onewindow.admin.conftest import county_copy, office, staffed_county

__all__ = ["county_copy", "office", "staffed_county"]

ROOT = pathlib.Path(__file__).resolve().parents[3]
PATIENCE_SECONDS = 30


@pytest.fixture
def provider() -> Iterator[Provider]:
    """A provider that answers."""
    made = start_provider()
    yield made
    made.stop()


def start_provider() -> Provider:
    """Start a provider on a free port and wait until it answers."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.onewindow.accounts.provider", str(port)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    made = Provider(f"http://127.0.0.1:{port}", process)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            requests.get(f"{made.issuer}/keys", timeout=1).raise_for_status()
        except requests.ConnectionError:
            assert time.monotonic() < deadline, "the provider did not start"
            time.sleep(0.05)
        else:
            return dataclasses.replace(made)
