"""Processes under test: start them, wait for what they do, look whether they live."""

from __future__ import annotations

import os
import pathlib
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from onewindow.settings import Settings

ROOT = pathlib.Path(__file__).resolve().parents[3]
ONEWINDOW = str(pathlib.Path(sys.executable).with_name("onewindow"))


@contextmanager
def running(installation: Settings, argv: Sequence[str], log: pathlib.Path) -> Iterator[subprocess.Popen[bytes]]:
    """A program of an installation as a process group of its own, killed at the end; what it prints goes to `log`."""
    variables = {**os.environ, **installation.to_environment()}
    with log.open("ab") as out:
        process = subprocess.Popen(argv, cwd=ROOT, env=variables, start_new_session=True, stdout=out, stderr=out)
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def eventually(condition: Callable[[], bool], seconds: float = 30.0) -> None:
    """Wait for a condition; fails when it does not come true in time."""
    late = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < late, "waited in vain"
        time.sleep(0.02)


def alive(pid: int) -> bool:
    """Whether a process exists and is no zombie."""
    return _stat(pid)[:1] not in ([], ["Z"])


def children(pid: int) -> list[int]:
    """The processes that a process started and that still live."""
    others = (int(path.name) for path in pathlib.Path("/proc").iterdir() if path.name.isdecimal())
    return [other for other in others if _stat(other)[1:2] == [str(pid)]]


def _stat(pid: int) -> list[str]:
    """State and parent of a process, as /proc tells them; empty when it is gone."""
    try:
        return pathlib.Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[:2]
    except (FileNotFoundError, ProcessLookupError):
        return []


def descendants(pid: int) -> list[int]:
    """The processes that a process started, and those that these started, and so on."""
    below = children(pid)
    return [*below, *(deeper for child in below for deeper in descendants(child))]
