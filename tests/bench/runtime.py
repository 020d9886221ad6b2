"""How fast the program itself is there: its help, its settings."""

from __future__ import annotations

import pathlib
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator

ONEWINDOW = pathlib.Path(sys.executable).with_name("onewindow")
TIMES = 7


def figures() -> Iterator[dict[str, object]]:
    """Milliseconds until `onewindow --help` has printed, beside Flask's own command line."""
    yield {
        "name": "runtime.help",
        "value": _milliseconds([str(ONEWINDOW), "--help"]),
        "unit": "ms",
        "goal": 300,
        "peer": "flask --help",
        "peer_value": _milliseconds([sys.executable, "-m", "flask", "--help"]),
    }


def _milliseconds(argv: list[str]) -> float:
    """The median time of a command, in milliseconds."""
    return round(statistics.median(_once(argv) for _ in range(TIMES)) * 1000, 1)


def _once(argv: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run(argv, check=True, capture_output=True)
    return time.perf_counter() - began
