"""What a command takes from outside: settings (the environment, or the file of `--environment`) and the time."""

from __future__ import annotations

import os
import pathlib
import shlex
from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

import click

from onewindow.settings import Settings, SettingsError

CHINA = ZoneInfo("Asia/Shanghai")


def settings_of(ctx: click.Context) -> Settings:
    """The settings a command works with; ends the program with every problem, one a line, when they cannot be used."""
    file = ctx.find_root().obj
    variables = {**os.environ, **(read_variables(file) if file else {})}
    try:
        return Settings.from_environment(variables)
    except SettingsError as fault:
        raise click.ClickException("设置有误：\n" + "\n".join(f"  {line}" for line in fault.problems)) from None


def now() -> datetime:
    """This moment, in the time of the country: its date is the date on paper."""
    return datetime.now(CHINA)


def read_variables(file: pathlib.Path) -> dict[str, str]:
    """The variables of an environment file: NAME=value lines, quoted where a shell would need it, and # comments."""
    words = (word.partition("=") for word in shlex.split(file.read_text(encoding="utf-8"), comments=True))
    return {name: value for name, _, value in words}


def write_variables(file: pathlib.Path, variables: Mapping[str, str]) -> None:
    """Write an environment file, for its owner's eyes only, that a shell and systemd's EnvironmentFile read as well."""
    file.touch(mode=0o600)
    file.write_text("".join(f"{name}={shlex.quote(value)}\n" for name, value in variables.items()), encoding="utf-8")
