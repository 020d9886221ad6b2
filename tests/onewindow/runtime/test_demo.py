"""`onewindow demo`, as a person at a terminal sees it: one command up, one key down, nothing left behind."""

from __future__ import annotations

import os
import pathlib
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from onewindow.cli.environment import read_variables
from tests.onewindow.runtime.processes import ONEWINDOW, ROOT, alive, children, descendants, eventually

FIRST_START_SECONDS = 120
SECOND_START_SECONDS = 60
# Each part of a demo, and what its command line has
PARTS = {
    "serve": "-m gunicorn",
    "worker": "onewindow worker",
    "beat": "onewindow beat",
    "valkey": "valkey-server",
    "postgres": "bin/postgres",
}
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes through /proc")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """One demo's folder for all tests of this module, which use it one after the other."""
    return tmp_path_factory.mktemp("演示 demo, 100%")


@pytest.fixture(scope="module")
def port() -> int:
    """A port that was free a moment ago."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@contextmanager
def demo(folder: pathlib.Path, port: int, *options: str) -> Iterator[tuple[subprocess.Popen[bytes], pathlib.Path]]:
    """A demo in a process of its own, and the file with all it prints; killed at the end if it still runs."""
    printed = folder.with_name("printed")
    argv = [ONEWINDOW, "demo", "--data", str(folder), "--port", str(port), *options]
    with printed.open("wb") as out:
        process = subprocess.Popen(argv, cwd=ROOT, stdout=out, stderr=out, start_new_session=True)
    try:
        yield process, printed
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()


def text(printed: pathlib.Path) -> str:
    """What a demo printed so far."""
    return printed.read_text(encoding="utf-8")


def wait_ready(process: subprocess.Popen[bytes], printed: pathlib.Path, seconds: float) -> None:
    """Wait for the welcome; fails with what was printed when the demo ends instead."""

    def settled() -> bool:
        return "Ctrl-C" in text(printed) or process.poll() is not None

    eventually(settled, seconds)
    assert process.poll() is None, text(printed)


def answer(port: int, path: str) -> tuple[int, str]:
    """Status and text of a page."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as response:
        return response.status, response.read().decode()


def test_the_first_start_sets_everything_up_and_ctrl_c_ends_it_all(folder: pathlib.Path, port: int) -> None:
    half_made = folder / "postgres" / "data"  # as a first start leaves it that was killed in the middle
    half_made.mkdir(parents=True)
    (half_made / "PG_VERSION").write_text("18\n", encoding="utf-8")
    with demo(folder, port) as (process, printed):
        wait_ready(process, printed, FIRST_START_SECONDS)
        assert "首次启动" in text(printed)
        assert f"http://127.0.0.1:{port}" in text(printed)
        assert "luoyang.window" in text(printed)
        assert answer(port, "/healthz") == (200, "ok\n")
        assert '"broker":"ok"' in answer(port, "/readyz")[1].replace(" ", "")
        assert "onewindow_outbox_waiting" in answer(port, "/metrics")[1]
        everybody = descendants(process.pid)
        assert len(everybody) >= 8
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0
        assert "已停止" in text(printed)
        assert "强制结束" not in text(printed)
        assert not any(alive(pid) for pid in everybody)


def command(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run a command of the platform to its end."""
    argv = [ONEWINDOW, *map(str, arguments)]
    return subprocess.run(argv, cwd=ROOT, capture_output=True, text=True, check=False)


def command_line(pid: int) -> str:
    """The words a process was started with."""
    return pathlib.Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()


def site_answers(port: int) -> bool:
    """Whether the site is ready for people again."""
    try:
        return answer(port, "/readyz")[0] == 200
    except OSError:
        return False


def test_the_second_start_restarts_what_dies_and_dies_with_all_it_started(folder: pathlib.Path, port: int) -> None:
    with demo(folder, port) as (process, printed):
        wait_ready(process, printed, SECOND_START_SECONDS)
        assert "首次启动" not in text(printed)
        for name, program in PARTS.items():
            (victim,) = [pid for pid in children(process.pid) if program in command_line(pid)]
            os.kill(victim, signal.SIGKILL)
            eventually(lambda name=name: f"{name} 意外退出" in text(printed))  # type: ignore[misc]
            eventually(lambda: site_answers(port))
        everybody = descendants(process.pid)
        assert len(everybody) >= 8
        process.kill()
        process.wait()
        eventually(lambda: not any(alive(pid) for pid in everybody))


def test_the_next_start_keeps_the_data_and_a_second_demo_keeps_away(folder: pathlib.Path, port: int) -> None:
    key = read_variables(folder / "environment")["ONEWINDOW_SECRET_KEY"]
    with demo(folder, port) as (process, printed):
        wait_ready(process, printed, SECOND_START_SECONDS)
        assert read_variables(folder / "environment")["ONEWINDOW_SECRET_KEY"] == key
        status = command("--environment", folder / "environment", "db", "status")
        assert status.returncode == 0
        second = command("demo", "--data", folder)
        assert second.returncode == 1
        assert f"已在运行（http://127.0.0.1:{port}）" in second.stderr
        process.terminate()
        assert process.wait(60) == 0


def test_reset_starts_over_and_never_empties_a_strangers_folder(
    folder: pathlib.Path, port: int, tmp_path: pathlib.Path
) -> None:
    key = read_variables(folder / "environment")["ONEWINDOW_SECRET_KEY"]
    with demo(folder, port, "--reset") as (process, printed):
        wait_ready(process, printed, FIRST_START_SECONDS)
        assert "首次启动" in text(printed)
        assert read_variables(folder / "environment")["ONEWINDOW_SECRET_KEY"] != key
    (tmp_path / "precious.txt").write_text("mine", encoding="utf-8")
    refused = subprocess.run(
        [ONEWINDOW, "demo", "--data", tmp_path, "--port", "65000", "--reset"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert refused.returncode == 1
    assert re.search("不是演示用的文件夹", refused.stderr)
    assert (tmp_path / "precious.txt").read_text(encoding="utf-8") == "mine"
