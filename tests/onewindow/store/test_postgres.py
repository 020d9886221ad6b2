"""The launcher: root or not, long paths, dead servers, dead parents, other versions."""

from __future__ import annotations

import os
import pathlib
import signal
import subprocess
import sys
import textwrap
import time

import psycopg
import pytest

from onewindow.store import postgres
from onewindow.store.bootstrap import OWNER, bootstrap, libpq
from onewindow.store.errors import ServerError
from onewindow.store.postgres import Postgres

ROOT_ONLY = pytest.mark.skipif(os.geteuid() != 0, reason="only root has to become somebody else")


def ask(server: Postgres, statement: str) -> object:
    with psycopg.connect(libpq(server.dsn()), autocommit=True) as connection:
        row = connection.execute(statement).fetchone()
    assert row is not None
    return row[0]


def wait_until_gone(pid: int, seconds: float = 20) -> None:
    late = time.monotonic() + seconds
    while time.monotonic() < late:
        try:
            state = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return
        if state == "Z":
            return
        time.sleep(0.02)
    pytest.fail(f"process {pid} still runs")


def test_a_server_of_its_own(tmp_path: pathlib.Path) -> None:
    server = Postgres(tmp_path / "pg", durable=False)
    assert not server.ready()
    with server:
        assert server.ready()
        assert ask(server, "SELECT current_setting('listen_addresses')") == ""
        assert ask(
            server, "SELECT datcollate || datctype || datlocprovider::text FROM pg_database WHERE datname = 'template0'"
        ) == ("C.UTF-8C.UTF-8b")
        assert ask(server, "SELECT pg_encoding_to_char(encoding) FROM pg_database WHERE datname = 'postgres'") == "UTF8"
        assert (server.data.stat().st_mode & 0o777) == (server.folder.stat().st_mode & 0o777) == 0o700
        with pytest.raises(ServerError, match="已在运行"):
            Postgres(tmp_path / "pg", durable=False).start()
    assert not server.ready()
    server.stop()


def test_data_survives_a_kill(tmp_path: pathlib.Path) -> None:
    """SIGKILL leaves a postmaster.pid and a socket that promise a server: the next start is not fooled."""
    server = Postgres(tmp_path / "pg").start()
    assert bootstrap(server.dsn(), "kept")
    assert not bootstrap(server.dsn(), "kept")
    assert server.process is not None
    os.kill(server.process.pid, signal.SIGKILL)
    wait_until_gone(server.process.pid)
    server.process.wait()
    assert (server.data / "postmaster.pid").exists()
    assert not server.ready()
    late = time.monotonic() + 20
    while True:  # the killed server's children still hold the memory for a moment
        again = Postgres(tmp_path / "pg")
        try:
            again.start()
            break
        except ServerError:
            if time.monotonic() > late:
                raise
            time.sleep(0.1)
    try:
        assert not again.prepare()
        assert ask(again, "SELECT count(*) FROM pg_database WHERE datname = 'kept'") == 1
    finally:
        again.stop()


def test_a_long_path_has_its_socket_elsewhere(tmp_path: pathlib.Path) -> None:
    folder = tmp_path / ("很长的文件夹名" * 5) / "pg"
    with Postgres(folder, durable=False) as server:
        assert not server.socket_folder.is_relative_to(folder)
        assert server.socket_folder.stat().st_mode & 0o777 == 0o700
        assert ask(server, "SELECT 1") == 1
    assert not server.socket_folder.exists()


@ROOT_ONLY
def test_a_folder_of_somebody_else_is_refused(tmp_path: pathlib.Path) -> None:
    """Anybody may make folders in /tmp: one in the place of the socket's would put him between us and the server."""
    (tmp_path / "pg").mkdir()
    os.chown(tmp_path / "pg", 65534, 65534)
    with pytest.raises(ServerError, match="属于其他用户"):
        Postgres(tmp_path / "pg").prepare()


def test_the_server_ends_with_its_parent(tmp_path: pathlib.Path) -> None:
    program = textwrap.dedent(
        f"""
        import pathlib, time
        from onewindow.store.postgres import Postgres
        server = Postgres(pathlib.Path({str(tmp_path / "pg")!r}), durable=False).start()
        print(server.process.pid, flush=True)
        time.sleep(60)
        """
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        parent.kill()
    wait_until_gone(pid)


def test_a_data_directory_of_another_version_is_refused_in_plain_words(tmp_path: pathlib.Path) -> None:
    data = tmp_path / "pg" / "data"
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text("15\n")
    with pytest.raises(ServerError, match=r"PostgreSQL 15.*当前程序是 PostgreSQL 18.*onewindow db backup"):
        Postgres(tmp_path / "pg").start()
    assert (data / "PG_VERSION").read_text() == "15\n"


def test_a_server_that_cannot_start_shows_the_end_of_its_log(tmp_path: pathlib.Path) -> None:
    server = Postgres(tmp_path / "pg", options={"shared_buffers": "nonsense"}, durable=False)
    with pytest.raises(ServerError, match="shared_buffers"):
        server.start()
    assert server.process is None


def test_a_folder_that_cannot_be_a_data_directory(tmp_path: pathlib.Path) -> None:
    data = tmp_path / "pg" / "data"
    data.mkdir(parents=True)
    (data / "something.txt").write_text("mine")
    with pytest.raises(ServerError, match="不能建立数据目录"):
        Postgres(tmp_path / "pg").prepare()
    assert (data / "something.txt").read_text() == "mine"


def test_programs_are_found_or_the_way_out_is_named(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = postgres.find_bin_folder()
    assert postgres.major_version(found) >= 18
    assert (found / "pg_dump").is_file()
    monkeypatch.setattr(postgres, "_candidates", lambda: iter([tmp_path]))
    with pytest.raises(ServerError, match="ONEWINDOW_POSTGRES_BIN"):
        postgres.find_bin_folder()


@ROOT_ONLY
def test_root_without_user_namespaces_becomes_an_ordinary_user() -> None:
    """Outside of the temporary folder of pytest, which only root may enter."""
    folder = pathlib.Path(f"/var/tmp/onewindow-test-{os.getpid()}")
    server = Postgres(folder, durable=False)
    server.drop = postgres.as_ordinary_user()
    try:
        with server:
            assert server.drop.uid
            assert server.data.stat().st_uid == server.drop.uid
            assert ask(server, "SELECT 1") == 1
            assert bootstrap(server.dsn(), "db")
            with psycopg.connect(libpq(server.dsn(OWNER, "db"))) as connection:
                assert connection.execute("SELECT current_user").fetchone() == (OWNER,)
    finally:
        subprocess.run(["rm", "-rf", str(folder)], check=True)
