"""The supervisor: starts in order, restarts, stops in order, and leaves nobody behind, whatever happens to it."""

from __future__ import annotations

import functools
import os
import pathlib
import signal
import subprocess
import sys
import textwrap

import pytest

from onewindow.cli.supervise import Program, Supervisor, SupervisorError
from tests.onewindow.runtime.processes import alive, eventually

# A program that notes its birth and, told to stop, its end; it stops at once.
OBEDIENT = """
import pathlib, signal, sys, time, os
note = pathlib.Path(sys.argv[1])
def write(text): note.open("a").write(f"{text} {sys.argv[2]} {os.getpid()}\\n")
def stop(*_): write("end"); sys.exit(0)
signal.signal(signal.SIGTERM, stop)
write("start")
while True: time.sleep(0.02)
"""
STUBBORN = OBEDIENT.replace('write("end"); sys.exit(0)', 'write("deaf")')
CRASHING = """
import json, sys
print('cannot open the thing')
print(json.dumps({"event": "died", "level": "error", "exception": "Traceback\\nValueError: the reason"}), flush=True)
sys.exit(3)
"""
SUPERVISING = """
import pathlib, sys
from onewindow.cli.supervise import *
note, log, script = sys.argv[1:4]
argv = (sys.executable, "-c", script, note)
programs = [Program(name, (*argv, name), pathlib.Path(log)) for name in ("first", "second")]
try:
    with stop_on_signals(), Supervisor(print) as supervisor:
        supervisor.start(programs)
        supervisor.watch()
except StopAsked:
    print("stopped")
"""


def program(script: str, tmp_path: pathlib.Path, name: str = "one", **more: object) -> Program:
    """A Python script as a program that notes what happens to it in `note`."""
    argv = (sys.executable, "-c", textwrap.dedent(script), str(tmp_path / "note"), name)
    return Program(name, argv, tmp_path / "log", **more)  # type: ignore[arg-type]


def notes(tmp_path: pathlib.Path) -> list[str]:
    """What the programs noted, without the process ids."""
    return [line.rsplit(" ", 1)[0] for line in lines(tmp_path)]


def lines(tmp_path: pathlib.Path) -> list[str]:
    """What the programs noted."""
    note = tmp_path / "note"
    return note.read_text(encoding="utf-8").splitlines() if note.exists() else []


def noted(tmp_path: pathlib.Path, count: int) -> bool:
    """Whether the programs noted that many things."""
    return len(notes(tmp_path)) >= count


def test_programs_stop_in_the_reverse_order_of_their_start(tmp_path: pathlib.Path) -> None:
    with Supervisor(print) as supervisor:
        for count, name in enumerate(["first", "second", "third"], start=1):
            supervisor.start([program(OBEDIENT, tmp_path, name, ready=functools.partial(noted, tmp_path, count))])
    assert notes(tmp_path)[:3] == ["start first", "start second", "start third"]
    assert notes(tmp_path)[3:] == ["end third", "end second", "end first"]


def test_a_program_that_ignores_the_request_is_killed_in_time(tmp_path: pathlib.Path) -> None:
    said: list[str] = []
    with Supervisor(said.append) as supervisor:
        supervisor.start([program(STUBBORN, tmp_path, stop_seconds=0.3, ready=lambda: bool(notes(tmp_path)))])
    assert notes(tmp_path) == ["start one", "deaf one"]
    assert said == ["one 没有按时停下，强制结束"]
    assert not alive(int(lines(tmp_path)[0].split()[-1]))


def test_a_program_that_cannot_start_is_reported_with_its_last_words(tmp_path: pathlib.Path) -> None:
    with Supervisor(print) as supervisor, pytest.raises(SupervisorError) as caught:
        supervisor.start([program(CRASHING, tmp_path, ready=lambda: False)])
    assert "one 启动失败（退出码 3）" in str(caught.value)
    assert str(caught.value).splitlines()[1:] == ["  cannot open the thing", "  died: ValueError: the reason"]
    assert str(tmp_path / "log") in str(caught.value)


def test_a_program_that_is_never_ready_is_reported_in_time(tmp_path: pathlib.Path) -> None:
    with Supervisor(print) as supervisor, pytest.raises(SupervisorError, match="秒内没有就绪"):
        supervisor.start([program(OBEDIENT, tmp_path, ready=lambda: False, ready_seconds=0.3)])


def test_a_program_that_dies_is_started_again_and_given_up_when_it_dies_too_often(tmp_path: pathlib.Path) -> None:
    said: list[str] = []
    with Supervisor(said.append) as supervisor:
        supervisor.start([program(CRASHING, tmp_path)])
        with pytest.raises(SupervisorError, match="one 反复退出"):
            supervisor.watch()
    assert len(said) == 4
    assert all("正在重新启动" in line for line in said)


@pytest.fixture
def supervising(tmp_path: pathlib.Path) -> subprocess.Popen[str]:
    """A supervisor in a process of its own with two programs, both running."""
    argv = [sys.executable, "-c", SUPERVISING, str(tmp_path / "note"), str(tmp_path / "log"), OBEDIENT]
    process = subprocess.Popen(argv, stdout=subprocess.PIPE, text=True)
    eventually(lambda: len(notes(tmp_path)) == 2)
    return process


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_everything_in_order(
    supervising: subprocess.Popen[str], tmp_path: pathlib.Path, number: signal.Signals
) -> None:
    supervising.send_signal(number)
    printed, _ = supervising.communicate(timeout=10)
    assert printed == "stopped\n"
    assert supervising.returncode == 0
    assert notes(tmp_path)[2:] == ["end second", "end first"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children that their parent died")
def test_no_program_outlives_a_killed_supervisor(supervising: subprocess.Popen[str], tmp_path: pathlib.Path) -> None:
    pids = [int(line.split()[-1]) for line in lines(tmp_path)]
    assert all(alive(pid) for pid in pids)
    os.kill(supervising.pid, signal.SIGKILL)
    supervising.communicate(timeout=10)
    eventually(lambda: not any(alive(pid) for pid in pids))
    assert sorted(notes(tmp_path)[2:]) == ["end first", "end second"]
