"""An installation in one folder, with its own PostgreSQL and broker: its programs and its settings."""

from __future__ import annotations

import contextlib
import dataclasses
import fcntl
import os
import pathlib
import secrets
import shutil
import signal
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator

from onewindow.cli.environment import read_variables, write_variables
from onewindow.cli.supervise import Program
from onewindow.jobs.valkey import Valkey
from onewindow.settings import Settings
from onewindow.store import bootstrap
from onewindow.store.postgres import Postgres

DATABASE = "onewindow"
PROBE_SECONDS = 5
# Settings that the folder decides; the rest may be given in the environment.
DECIDED = {
    "ONEWINDOW_DATABASE_URL": "postgresql://decided-below/",
    "ONEWINDOW_PLATFORM_DATABASE_URL": "postgresql://decided-below/",
    "ONEWINDOW_BROKER_URL": "redis://decided-below/",
    "ONEWINDOW_SECRET_KEY": "decided below, from a file in the folder",
    "ONEWINDOW_DATA_DIR": "decided-below",
    "ONEWINDOW_BASE_URL": "http://decided-below",
}


class FolderError(Exception):
    """The folder cannot be used; the message says why and what to do, in Chinese."""


@dataclasses.dataclass(frozen=True)
class Embedded:
    """The parts of the installation in `folder`."""

    folder: pathlib.Path
    settings: Settings
    postgres: Postgres
    valkey: Valkey

    def prepare(self) -> bool:
        """Make the database's folder when absent and tell whether; what an interrupted first start left is removed."""
        if not self._complete.exists() and self.postgres.folder.exists():
            shutil.rmtree(self.postgres.folder)
        return self.postgres.prepare()

    def completed(self) -> None:
        """Note that the first start came to its end: from now on the data counts."""
        self._complete.touch()

    def servers(self) -> list[Program]:
        """PostgreSQL and the broker."""
        return [
            Program(
                "postgres",
                self.postgres.argv,
                self._log("postgres"),
                ready=self.postgres.ready,
                stop_signal=signal.SIGINT,
                stop_seconds=60,
            ),
            Program("valkey", self.valkey.argv, self._log("valkey"), ready=self.valkey.ready),
        ]

    def site(self) -> Program:
        """The web processes, which people wait for."""
        return dataclasses.replace(self._own("serve"), ready=self.answers)

    def background(self) -> list[Program]:
        """Worker and beat."""
        return [self._own("worker"), self._own("beat")]

    def answers(self) -> bool:
        """Whether the site is there for people."""
        try:
            with urllib.request.urlopen(f"{self.settings.base_url}/readyz", timeout=PROBE_SECONDS) as answer:  # noqa: S310
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    @property
    def _complete(self) -> pathlib.Path:
        return self.folder / "complete"

    def _own(self, command: str) -> Program:
        argv = (str(pathlib.Path(sys.executable).with_name("onewindow")), command)
        return Program(command, argv, self._log(command), environment=self.settings.to_environment())

    def _log(self, name: str) -> pathlib.Path:
        return self.folder / "log" / f"{name}.log"


def in_folder(folder: pathlib.Path, port: int) -> Embedded:
    """The installation of a folder, which is made when absent, to be served on a port of this machine.

    Raises SettingsError for what stands in the environment, ServerError and ValkeyNotFoundError for missing programs.
    """
    given = Settings.from_environment({**os.environ, **DECIDED})
    postgres = Postgres(folder / "postgres", bin_folder=given.postgres_bin)
    valkey = Valkey.in_folder(folder / "valkey", given.valkey_bin)
    settings = dataclasses.replace(
        given,
        database_url=postgres.dsn(bootstrap.APP, DATABASE),
        platform_database_url=postgres.dsn(bootstrap.PLATFORM, DATABASE),
        owner_database_url=postgres.dsn(bootstrap.OWNER, DATABASE),
        broker_url=valkey.url,
        secret_key=_secret_key(folder / "secret_key"),
        signing_passphrase=_secret_key(folder / "signing_passphrase"),
        data_dir=folder / "data",
        base_url=f"http://127.0.0.1:{port}",
        bind=f"127.0.0.1:{port}",
        demo=True,
    )
    write_variables(folder / "environment", settings.to_environment())
    return Embedded(folder, settings, postgres, valkey)


@contextlib.contextmanager
def claimed(folder: pathlib.Path) -> Iterator[None]:
    """Hold a folder, made when absent, for this process alone; raises FolderError when that cannot be."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = (folder / "lock").open("a")
    except OSError as fault:
        raise FolderError(f"不能使用文件夹 {folder}（{fault.strerror}）。请用 --data 指定另一个文件夹。") from fault
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise FolderError(
                f"{folder} 中的演示已在运行{_address(folder)}。请直接使用，或先用 Ctrl-C 停止它。"
            ) from None
        yield


def empty(folder: pathlib.Path) -> None:
    """Remove what a demo left, and nothing else: a folder that never was one is refused with a FolderError."""
    inside = {path.name for path in folder.iterdir()}
    if inside - {"lock"} and "secret_key" not in inside:
        raise FolderError(f"{folder} 不是演示用的文件夹，里面的内容不会被删除。请用 --data 指定另一个文件夹。")
    for path in folder.iterdir():
        if path.name != "lock":
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _address(folder: pathlib.Path) -> str:
    """Where the running installation of a folder is, as far as its environment file tells."""
    file = folder / "environment"
    return f"（{read_variables(file)['ONEWINDOW_BASE_URL']}）" if file.exists() else ""


def _secret_key(file: pathlib.Path) -> str:
    """The key of the folder, made on the first start."""
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_hex(32), encoding="utf-8")
    return file.read_text(encoding="utf-8")
