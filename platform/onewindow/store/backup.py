"""The whole database as one file, and back: PostgreSQL's own pg_dump and pg_restore, custom format.

A backup is read by the platform role, which sees every tenant; a restore is written by the owner role into an empty
database that `bootstrap` made, so that roles, policies and grants are those of the original. Nothing is rewritten on
the way: documents keep their digests, the audit chain verifies, a notice paints the same bytes.
"""

from __future__ import annotations

import os
import pathlib
import subprocess

import psycopg
from sqlalchemy.engine import make_url

from onewindow.store.bootstrap import libpq
from onewindow.store.errors import BackupError
from onewindow.store.postgres import find_bin_folder

MAGIC = b"PGDMP"


def backup(platform_dsn: str, file: pathlib.Path, *, bin_folder: pathlib.Path | None = None) -> None:
    """Write the database to `file`, which appears only when it is whole, for its owner's eyes. Raises BackupError."""
    unfinished = file.with_name(file.name + ".part")
    unfinished.touch(mode=0o600)
    try:
        _run(platform_dsn, bin_folder, "pg_dump", "--format=custom", f"--file={unfinished}")
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)


def restore(owner_dsn: str, file: pathlib.Path, *, bin_folder: pathlib.Path | None = None) -> None:
    """Fill an empty database from a backup, all or nothing.

    Raises BackupError when the database is not empty or the file is no backup.
    """
    _check_file(file)
    _check_empty(owner_dsn)
    _run(owner_dsn, bin_folder, "pg_restore", "--single-transaction", "--exit-on-error", "--no-comments", str(file))


def _check_file(file: pathlib.Path) -> None:
    try:
        with file.open("rb") as opened:
            magic = opened.read(len(MAGIC))
    except OSError as fault:
        raise BackupError(f"读不到备份文件 {file}:{fault.strerror}。") from fault
    if magic != MAGIC:
        raise BackupError(f"{file} 不是 onewindow db backup 生成的备份文件。")


def _check_empty(owner_dsn: str) -> None:
    with psycopg.connect(libpq(owner_dsn)) as connection:
        count = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    if count and count[0]:
        raise BackupError(f"目标数据库里已有 {count[0]} 张表。恢复只能写入空数据库,请先新建一个,再重新执行。")


def _run(dsn: str, bin_folder: pathlib.Path | None, program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs; a password goes through the environment, where `ps` does not show it."""
    url = make_url(libpq(dsn))
    address = url.set(password=None).render_as_string(hide_password=False)
    environment = {**os.environ, **({"PGPASSWORD": str(url.password)} if url.password else {})}
    done = subprocess.run(  # noqa: S603 - a program found by ourselves, no shell
        [(bin_folder or find_bin_folder()) / program, "--no-password", f"--dbname={address}", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BackupError(f"{program} 没有完成:\n{done.stderr[-2000:]}")
