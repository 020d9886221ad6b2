"""Writes the generated pages of this folder: `python3 go.py docs`. A test holds each page to its source."""

from __future__ import annotations

import dataclasses
import pathlib
from collections.abc import Callable, Iterator, Mapping

import click

from docs import housemap
from onewindow.cli import main
from onewindow.settings import SETTINGS, Settings, variable
from rule_engine.operators.reference import page as operators_page

HERE = pathlib.Path(__file__).parent
NOTE = "<!-- Written by docs/generate.py (python3 go.py docs); do not edit. -->\n"
SETTINGS_TEXT = """\
Read once, at the start of each process, from environment variables. A missing, malformed or misspelt one stops
the start, with all problems at once. Those marked 🔒 are secrets: they may be given as a file instead, by the
same name with `_FILE` at its end. `onewindow --environment FILE …` reads a file of `NAME=value` lines.
"""


def settings_page() -> str:
    """The table of all settings."""
    fields = {field.name: field.default for field in dataclasses.fields(Settings)}
    rows = [
        f"| `{variable(name)}`{' 🔒' if setting.secret else ''} | {setting.doc} | {_default(fields[name])} |"
        for name, setting in SETTINGS.items()
    ]
    head = ["# Settings", "", NOTE, SETTINGS_TEXT, "| variable | meaning | default |", "|---|---|---|"]
    return "\n".join([*head, *rows, ""])


def commands_page() -> str:
    """The help of every command."""
    context = click.Context(main, info_name="onewindow", terminal_width=100, **main.context_settings)
    return "\n".join(["# Commands", "", NOTE, *_help_of(main, context)])


def _help_of(command: click.Command, context: click.Context) -> Iterator[str]:
    yield from [f"## {context.command_path}", "", "```", command.get_help(context), "```", ""]
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None, f"{name} is listed and cannot be had"
            yield from _help_of(below, click.Context(below, info_name=name, parent=context, terminal_width=100))


def _default(value: object) -> str:
    if value is dataclasses.MISSING:
        return "**required**"
    return "" if value is None else f"`{int(value) if isinstance(value, bool) else value}`"


PAGES: Mapping[str, Callable[[], str]] = {
    "settings.md": settings_page,
    "commands.md": commands_page,
    "operators.md": operators_page,
    "map.svg": housemap.draw,
}


def write() -> None:
    """Write every page."""
    for name, page in PAGES.items():
        (HERE / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    write()
