"""One foreground process that starts several programs, keeps them running and stops them together.

Programs start in the given order and stop in the reverse one. A program that dies is started again, unless it dies too
often: then everything stops, with the end of that program's log. Ctrl-C and SIGTERM stop everything in order; whatever
happens to the supervisor itself, its programs end with it (see `leash`).
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import pathlib
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import FrameType

from onewindow import leash

POLL_SECONDS = 0.1
DEATHS_ALLOWED = 4
FIRST_PAUSE_SECONDS = 0.25  # before a restart; doubled for each further death, so that a port or a lock gets free
DEATHS_WITHIN_SECONDS = 60.0
LOG_BYTES_KEPT = 10_000_000
LOG_LINES_SHOWN = 12


class SupervisorError(Exception):
    """The programs cannot be kept running; the message says which one, why, and shows the end of its log."""


class StopAsked(BaseException):
    """Somebody asked the supervisor to stop: Ctrl-C, SIGTERM or a closed terminal."""


@dataclasses.dataclass(frozen=True, eq=False)
class Program:
    """A program to keep running. `ready` tells when it serves; `log` receives all it prints."""

    name: str
    argv: tuple[str, ...]
    log: pathlib.Path
    environment: Mapping[str, str] = dataclasses.field(default_factory=dict)
    ready: Callable[[], bool] = lambda: True
    ready_seconds: float = 60.0
    stop_signal: int = signal.SIGTERM
    stop_seconds: float = 20.0


class Supervisor:
    """Keeps programs running. Use as a context manager: leaving it, by whatever way, stops them all."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._running: dict[Program, subprocess.Popen[bytes]] = {}
        self._deaths: dict[Program, list[float]] = {}

    def __enter__(self) -> Supervisor:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self, programs: Sequence[Program]) -> None:
        """Start the programs and wait until each is ready; raises SupervisorError when one is not in its time."""
        for program in programs:
            self._spawn(program)
        for program in programs:
            self._wait_ready(program)

    def watch(self) -> None:
        """Keep the programs running until something raises: StopAsked, or SupervisorError when one cannot be kept."""
        while True:
            time.sleep(POLL_SECONDS)
            for program, process in list(self._running.items()):
                if process.poll() is not None:
                    time.sleep(self._mourn(program, process.returncode))
                    self._spawn(program)

    def stop(self) -> None:
        """Stop all programs, the last one first; SIGKILL meets one that outlives its time or a second Ctrl-C."""
        for program, process in reversed(self._running.items()):
            if process.poll() is None:
                process.send_signal(program.stop_signal)
                try:
                    process.wait(program.stop_seconds)
                except (subprocess.TimeoutExpired, StopAsked):
                    self._say(f"{program.name} 没有按时停下，强制结束")
                    process.kill()
                    process.wait()
        self._running.clear()

    def _spawn(self, program: Program) -> None:
        program.log.parent.mkdir(parents=True, exist_ok=True)
        if program.log.exists() and program.log.stat().st_size > LOG_BYTES_KEPT:
            program.log.replace(program.log.with_suffix(".old.log"))
        leashed = [sys.executable, "-I", "-S", leash.__file__, str(os.getpid()), str(int(program.stop_signal))]
        with program.log.open("ab") as log:
            self._running[program] = subprocess.Popen(  # noqa: S603 - argv is our own, no shell
                [*leashed, *program.argv],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env={**os.environ, **program.environment},
                start_new_session=True,  # Ctrl-C reaches the supervisor only, which stops the programs in order
            )

    def _wait_ready(self, program: Program) -> None:
        late = time.monotonic() + program.ready_seconds
        while not program.ready():
            process = self._running[program]
            if process.poll() is not None:
                raise SupervisorError(_obituary(program, f"启动失败（退出码 {process.returncode}）"))
            if time.monotonic() > late:
                raise SupervisorError(_obituary(program, f"{program.ready_seconds:.0f} 秒内没有就绪"))
            time.sleep(POLL_SECONDS / 2)

    def _mourn(self, program: Program, code: int) -> float:
        """Note a death; the seconds to wait before the next life. Raises SupervisorError when there were too many."""
        now = time.monotonic()
        deaths = [at for at in self._deaths.get(program, []) if now - at < DEATHS_WITHIN_SECONDS]
        self._deaths[program] = [*deaths, now]
        if len(deaths) >= DEATHS_ALLOWED:
            raise SupervisorError(_obituary(program, f"反复退出（退出码 {code}）"))
        self._say(f"{program.name} 意外退出（退出码 {code}），正在重新启动；日志：{program.log}")
        return float(FIRST_PAUSE_SECONDS * 2 ** len(deaths))


@contextlib.contextmanager
def stop_on_signals() -> Iterator[None]:
    """While inside, SIGINT, SIGTERM and SIGHUP raise StopAsked in the main thread."""

    def ask(_number: int, _frame: FrameType | None) -> None:
        raise StopAsked

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _obituary(program: Program, what: str) -> str:
    """What happened, where to read more, and the end of the log."""
    lines = program.log.read_text(encoding="utf-8", errors="replace").splitlines()[-LOG_LINES_SHOWN:]
    return "\n".join([f"{program.name} {what}。日志：{program.log}", *(f"  {_readable(line)}" for line in lines)])


def _readable(line: str) -> str:
    """A line of a log for people: of our own JSON lines the event, and the last line of its traceback."""
    try:
        told = json.loads(line)
        return ": ".join([told["event"], *told.get("exception", "").splitlines()[-1:]])
    except (ValueError, TypeError, KeyError):
        return line
