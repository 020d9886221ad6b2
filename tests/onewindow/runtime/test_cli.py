"""The command line: fast help, settings from the environment or a file, problems in sentences."""

from __future__ import annotations

import pathlib
import re
import socket
import subprocess
import sys
from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner, Result

from onewindow.cli import COMMANDS, main, port
from onewindow.cli.environment import read_variables, write_variables
from onewindow.settings import Settings


def onewindow(*arguments: str, environment: dict[str, str] | None = None) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(main, arguments, env=environment)


@pytest.fixture
def taken_port() -> Iterator[int]:
    """A port on which something else listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_of_commands_says_what_each_says_itself(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    assert command.get_short_help_str(200).rstrip(".") == COMMANDS[name].rstrip(".")


def test_help_imports_nothing_heavy() -> None:
    code = """
import sys
from onewindow.cli import main
try:
    main(["--help"])
except SystemExit:
    print(sorted(set(sys.modules) & {"sqlalchemy", "flask", "celery", "gunicorn", "psycopg", "reportlab"}))
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "[]"
    assert all(re.search(rf"^  {name} ", ran.stdout, re.MULTILINE) for name in COMMANDS)


def test_an_unknown_command_is_an_error() -> None:
    assert onewindow("nonsense").exit_code == 2


def test_every_settings_problem_is_told_in_a_line() -> None:
    result = onewindow("db", "status", environment={"ONEWINDOW_DEMO": "maybe"})
    assert result.exit_code == 1
    assert "ONEWINDOW_DATABASE_URL 未设置" in result.output
    assert "ONEWINDOW_DEMO 不能使用" in result.output
    assert "Traceback" not in result.output


def test_an_environment_file_is_read_by_shells_too(tmp_path: pathlib.Path) -> None:
    variables = {"ONEWINDOW_A": "postgresql://u:p@/db?host=/a b&x=1", "ONEWINDOW_B": "it's", "ONEWINDOW_C": ""}
    file = tmp_path / "environment"
    write_variables(file, variables)
    assert read_variables(file) == variables
    assert file.stat().st_mode & 0o077 == 0
    shell = f'set -a; . {file}; printf \'%s|%s\' "$ONEWINDOW_A" "$ONEWINDOW_B"'
    ran = subprocess.run(["/bin/sh", "-c", shell], capture_output=True, text=True, check=True)
    assert ran.stdout == f"{variables['ONEWINDOW_A']}|{variables['ONEWINDOW_B']}"
    file.write_text("# a comment\n\nONEWINDOW_D=1 # another\n", encoding="utf-8")
    assert read_variables(file) == {"ONEWINDOW_D": "1"}


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_a_port_in_use_is_told_with_one_that_is_free(
    command: str, installation: Settings, taken_port: int, tmp_path: pathlib.Path
) -> None:
    arguments = ["demo", "--port", str(taken_port), "--data", str(tmp_path)] if command == "demo" else ["serve"]
    environment = {**installation.to_environment(), "ONEWINDOW_BIND": f"127.0.0.1:{taken_port}"}
    result = onewindow(*arguments, environment=environment)
    assert result.exit_code == 1
    assert f"端口 {taken_port} 已被其他程序占用" in result.output
    (proposed,) = re.findall(r"(?:--port |127\.0\.0\.1:)(\d+)", result.output)
    assert port.is_free("127.0.0.1", int(proposed))


def test_the_life_of_a_database(installation: Settings, tmp_path: pathlib.Path) -> None:
    environment, file = installation.to_environment(), str(tmp_path / "all.dump")
    superuser = re.sub(r"//ow_owner@", "//postgres@", installation.owner_database_url or "")
    other = {name: value.replace("/onewindow_test_", "/restored_test_") for name, value in environment.items()}
    assert onewindow("db", "status", environment=environment).exit_code == 0
    assert onewindow("db", "backup", file, environment=environment).exit_code == 0
    assert "已建立" in onewindow("db", "create", superuser, environment=other).output
    assert onewindow("db", "status", environment=other).exit_code == 1
    assert onewindow("db", "restore", file, environment=other).exit_code == 0
    assert onewindow("db", "status", environment=other).exit_code == 0
    again = onewindow("db", "restore", file, environment=other)
    assert again.exit_code == 1
    assert "空数据库" in again.output
    assert "结构版本" in onewindow("db", "upgrade", environment=other).output


def test_a_database_out_of_reach_is_a_sentence(installation: Settings, tmp_path: pathlib.Path) -> None:
    nowhere = {"ONEWINDOW_DATABASE_URL": f"postgresql://ow_app:geheim@/onewindow?host={tmp_path}"}
    result = onewindow("db", "status", environment={**installation.to_environment(), **nowhere})
    assert result.exit_code == 1
    assert "连接不上" in result.output
    assert "geheim" not in result.output


def test_the_owners_commands_say_when_the_owner_is_missing(installation: Settings) -> None:
    environment = {**installation.to_environment(), "ONEWINDOW_OWNER_DATABASE_URL": ""}
    result = onewindow("db", "upgrade", environment=environment)
    assert result.exit_code == 1
    assert "ONEWINDOW_OWNER_DATABASE_URL" in result.output
