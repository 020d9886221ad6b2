"""`onewindow`: one file a command group, imported only when its command runs, so that `--help` answers at once."""

from __future__ import annotations

import importlib
import pathlib

import click

# Command and the line `onewindow --help` shows; a test holds it to what the command says of itself.
COMMANDS = {
    "demo": "Start the whole platform with the demo county; Ctrl-C stops it.",
    "serve": "Serve the site with gunicorn.",
    "worker": "Run effects and jobs from the queue.",
    "beat": "Relay the outbox and start the timed jobs; of any number of beats one is active.",
    "db": "Create, upgrade, back up and restore the database.",
    "tenants": "Take counties in, list their units, open them.",
    "pack": "Check, export and import configuration: a tenant's whole pack, or a folder of matters.",
    "print": "Templates and fonts of printed documents; previews, batches, and the judging of signatures.",
    "ca": "Issue and revoke the certificates that sign paper.",
    "seal": "Register seals, say who keeps them, and look at their use.",
    "cases": "Read and check a folder of case files.",
    "forms": "Look at forms and merge them.",
}
# A command stands in the module of its name, under its name, but for one that would hide a builtin of Python.
MODULES = {"print": "paper"}


class LazyGroup(click.Group):
    """A click group that imports a command's module when the command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        if cmd_name not in COMMANDS:
            return None
        module = MODULES.get(cmd_name, cmd_name)
        command = getattr(importlib.import_module(f"onewindow.cli.{module}"), module)
        assert isinstance(command, click.Command)
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; a database out of reach (whichever library says so) is a sentence, not a traceback."""
        try:
            return super().invoke(ctx)
        except Exception as fault:
            if all(kind.__name__ != "OperationalError" for kind in type(fault).__mro__):
                raise
            reason = str(fault).splitlines()[0]
            raise click.ClickException(f"连接不上，请检查服务是否运行、ONEWINDOW_*_URL 是否正确：{reason}") from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the command list from the table, importing nothing."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="onewindow")
@click.option(
    "--environment",
    type=click.Path(exists=True, dir_okay=False, path_type=pathlib.Path),
    help="Read ONEWINDOW_* from a file of NAME=value lines, such as var/demo/environment.",
)
@click.pass_context
def main(ctx: click.Context, environment: pathlib.Path | None) -> None:
    """OneWindow (一窗): matters, forms, cases and paper of government service halls."""
    ctx.obj = environment
